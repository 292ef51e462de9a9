import Foundation

extension SphereRule {
    /// A rule for functions that are polynomials of degree ≤ t on each of the lunes between two great circles.
    ///
    /// The circles n₁·λ = 0 and n₂·λ = 0 meet at ±n₁ × n₂ and cut the sphere into four lunes, of areas 2γ and 2(π − γ) with
    /// γ the angle between the normals. On each lune the rule is a product of Gauss–Legendre rules in the azimuth and the
    /// polar angle about n₁ × n₂, with so many nodes that the error bound of degree t is below 10⁻¹⁷. Parallel normals give
    /// two hemispheres. It integrates products such as Θ(n₁·λ)|n₂·λ|f(λ).
    /// - Parameters:
    ///   - first: n₁, of any length other than zero.
    ///   - second: n₂, of any length other than zero.
    ///   - degree: t, in 0…200.
    /// - Complexity: O(t²); 8 lunes' worth of about (0.8t + 10)² points.
    /// - Throws: ``InvalidArgument`` when a normal is zero or not finite or `degree` is out of range.
    public static func lunes(_ first: SIMD3<Double>, _ second: SIMD3<Double>, degree: Int) throws -> SphereRule {
        let x = try Vector3.requireUnit(first, "first normal")
        let other = try Vector3.requireUnit(second, "second normal")
        try require((0...200).contains(degree), "degree", must: "be in 0…200", was: degree)

        // The axis must be orthogonal to n₁ to rounding even when the cross product has lost its digits.
        var axis = cross(x, other)
        axis = Vector3.length(axis) > 1e-15 ? Vector3.unit(axis) : Vector3.orthogonal(to: x)
        axis = Vector3.unit(axis - dot(axis, x) * x)
        let y = cross(axis, x)

        // Azimuth zero is n₁, so the kinks are at ±π/2 and at angle ± π/2.
        let angle = atan2(dot(other, y), dot(other, x))
        let quarter = Double.pi / 2
        var kinks: [Double] = [-quarter, quarter, angle - quarter, angle + quarter].map { (kink: Double) -> Double in
            if kink < -quarter { return kink + 4 * quarter }
            return kink >= 3 * quarter ? kink - 4 * quarter : kink
        }
        kinks.sort()
        kinks.append(kinks[0] + 4 * quarter)

        let t = Double(degree)
        // In the polar angle the integrand, sin θ included, is a trigonometric polynomial of degree t + 1.
        let polar = GaussRule.legendre(unchecked: GaussRule.legendreCount(resolvingFrequency: (t + 1) * quarter))
            .onInterval(0, 2 * quarter)
        var points: [SIMD3<Double>] = []
        var weights: [Double] = []
        for (start, end) in zip(kinks, kinks.dropFirst()) where end - start > 1e-15 {
            let azimuth = GaussRule.legendre(
                unchecked: GaussRule.legendreCount(resolvingFrequency: t * (end - start) / 2)
            ).onInterval(start, end)
            for (phi, azimuthWeight) in zip(azimuth.nodes, azimuth.weights) {
                let direction = x * cos(phi) + y * sin(phi)
                for (theta, polarWeight) in zip(polar.nodes, polar.weights) {
                    points.append(Vector3.unit(axis * cos(theta) + direction * sin(theta)))
                    weights.append(azimuthWeight * polarWeight * sin(theta))
                }
            }
        }
        return SphereRule(unchecked: points, weights: weights, degree: degree)
    }
}
