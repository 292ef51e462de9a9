import LHVModels

/// The velocity field that moves one given family of densities: V = ∇u/p with Δu = −∂_t p.
///
/// It exists for every positive family whose rate of change has harmonics up to the given degree, because ∫ ∂_t p = 0; on
/// S² × S² the Poisson equation is solved term by term, u_lm,l'm' = (∂_t p)_lm,l'm' / (l(l + 1) + l'(l' + 1)). The field belongs to
/// one state: it is the "state-dependent LHV dynamics" that P1 sets aside. Source: P1, after Definition 3.
public struct PoissonVelocity: SphereVelocityField {
    /// The family that the field moves.
    public let family: DensityFamily
    /// The largest degree of the harmonics of ∂_t p on each sphere.
    public let degree: Int

    private let harmonics: RealSphericalHarmonics
    private let places: [Direction]
    private let weights: [Double]
    private let values: [[Double]]

    /// The field of a family whose rate of change has harmonics up to a degree.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless the degree is in 1…20.
    public init(moving family: DensityFamily, degree: Int) throws {
        try require((1...20).contains(degree), "degree", must: "be in 1…20", was: degree)
        self.family = family
        self.degree = degree
        harmonics = try RealSphericalHarmonics(degree: degree)
        let rule = try SphereRule.product(degree: 2 * degree)
        places = rule.points.map { Direction(unchecked: $0) }
        weights = rule.weights
        let harmonics = harmonics
        values = places.map { harmonics.values(at: $0) }
    }

    /// ω_j = λ_j × ∇_j u/p.
    ///
    /// - Complexity: O(degree⁴) jets of the density and O(degree⁶) operations.
    /// - Throws: ``/NumericalCore/NumericalFailure`` where the density is not positive, and what the family throws.
    public func angularVelocity(at point: [Direction], time: Double) throws -> [SIMD3<Double>] {
        try requireParticles(point.count, 2)
        let density = try family.jet(at: point[0], point[1], time: time).value
        guard density > 0 else {
            throw NumericalFailure("state-dependent velocity", "the density is \(density) at time \(time)")
        }
        let potential = try potential(time: time)
        let tests = point.map { harmonics.valuesAndGradients(at: $0) }
        let count = harmonics.count
        var (first, second) = (SIMD3<Double>.zero, SIMD3<Double>.zero)
        for k in 0..<count {
            for l in 0..<count {
                let u = potential[k * count + l]
                first += u * tests[1].values[l] * tests[0].gradients[k]
                second += u * tests[0].values[k] * tests[1].gradients[l]
            }
        }
        return [cross(point[0].vector, first / density), cross(point[1].vector, second / density)]
    }

    // The coefficients of u in products of harmonics.
    private func potential(time: Double) throws -> [Double] {
        let count = harmonics.count
        var coefficients = [Double](repeating: 0, count: count * count)
        for (i, one) in places.enumerated() {
            var inner = [Double](repeating: 0, count: count)
            for (j, two) in places.enumerated() {
                let rate = weights[j] * (try family.jet(at: one, two, time: time).rate)
                for l in 0..<count { inner[l] += rate * values[j][l] }
            }
            for k in 0..<count {
                let factor = weights[i] * values[i][k]
                for l in 0..<count { coefficients[k * count + l] += factor * inner[l] }
            }
        }
        for k in 0..<count {
            for l in 0..<count {
                let (one, two) = (
                    RealSphericalHarmonics.degree(ofIndex: k), RealSphericalHarmonics.degree(ofIndex: l)
                )
                let eigenvalue = Double(one * (one + 1) + two * (two + 1))
                coefficients[k * count + l] = eigenvalue > 0 ? coefficients[k * count + l] / eigenvalue : 0
            }
        }
        return coefficients
    }
}
