import Foundation

extension SphereRule {
    /// The Gauss product rule: Gauss–Legendre in cos θ times equally spaced azimuths, exact up to degree t.
    ///
    /// It has (⌊t/2⌋ + 1)·(t + 1) points, or ⌊t/2⌋ + 1 times the next even number when antipodal.
    /// - Parameters:
    ///   - degree: t, in 0…1000.
    ///   - antipodal: Whether −λ must be a point whenever λ is.
    /// - Complexity: O(t²).
    /// - Throws: ``InvalidArgument`` when `degree` is out of range.
    public static func product(degree: Int, antipodal: Bool = false) throws -> SphereRule {
        try require((0...1000).contains(degree), "degree", must: "be in 0…1000", was: degree)
        var azimuths = degree + 1
        if antipodal && azimuths % 2 == 1 { azimuths += 1 }
        let heights = GaussRule.legendre(unchecked: degree / 2 + 1)
        return rings(
            [heights], azimuths: azimuths, frame: (SIMD3(1, 0, 0), SIMD3(0, 1, 0), SIMD3(0, 0, 1)), degree: degree)
    }

    /// A rule for functions that are polynomials of degree ≤ t on either side of the great circle n·λ = 0.
    ///
    /// Two Gauss rules in n·λ, on −1…0 and on 0…1, times equally spaced azimuths about n. It integrates Θ(n·λ)f(λ) and
    /// |n·λ|f(λ) exactly for polynomials f; no point lies on the great circle.
    /// - Parameters:
    ///   - pole: n, of any length other than zero.
    ///   - degree: t, in 0…1000.
    /// - Complexity: O(t²).
    /// - Throws: ``InvalidArgument`` when `pole` is zero or not finite or `degree` is out of range.
    public static func hemispheres(pole: SIMD3<Double>, degree: Int) throws -> SphereRule {
        let axis = try Vector3.requireUnit(pole, "pole")
        try require((0...1000).contains(degree), "degree", must: "be in 0…1000", was: degree)
        let half = GaussRule.legendre(unchecked: degree / 2 + 1)
        let first = Vector3.orthogonal(to: axis)
        return rings(
            [half.onInterval(-1, 0), half.onInterval(0, 1)], azimuths: degree + 1,
            frame: (first, cross(axis, first), axis), degree: degree)
    }

    private static func rings(
        _ heights: [GaussRule], azimuths: Int, frame: (SIMD3<Double>, SIMD3<Double>, SIMD3<Double>), degree: Int
    ) -> SphereRule {
        var points: [SIMD3<Double>] = []
        var weights: [Double] = []
        let width = 2 * Double.pi / Double(azimuths)
        // Half a spacing from the first axis, so that no point sits on a plane through the frame's axes by accident.
        let directions = (0..<azimuths).map { index in
            let angle = width * (Double(index) + 0.5)
            return frame.0 * cos(angle) + frame.1 * sin(angle)
        }
        for rule in heights {
            for (height, weight) in zip(rule.nodes, rule.weights) {
                let radius = ((1 - height) * (1 + height)).squareRoot()
                for direction in directions {
                    points.append(Vector3.unit(frame.2 * height + direction * radius))
                    weights.append(weight * width)
                }
            }
        }
        return SphereRule(unchecked: points, weights: weights, degree: degree)
    }
}
