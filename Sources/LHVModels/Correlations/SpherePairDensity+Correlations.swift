import QuantumStates

/// The statistics of two ±1 outcomes: their means and the mean of their product.
public struct PairStatistics: Sendable, Hashable, Codable {
    /// The mean outcome of the first party.
    public let first: Double
    /// The mean outcome of the second party.
    public let second: Double
    /// The mean product of the outcomes.
    public let correlator: Double

    /// The statistics with the given means.
    public init(first: Double, second: Double, correlator: Double) {
        self.first = first
        self.second = second
        self.correlator = correlator
    }

    /// What quantum mechanics predicts for a Bloch form measured along two directions.
    public init(_ form: TwoQubitBlochForm, _ first: Direction, _ second: Direction) {
        self.init(
            first: (form.a * first.vector).sum().withoutRounding(in: -1...1),
            second: (form.b * second.vector).sum().withoutRounding(in: -1...1),
            correlator: form.correlator(first, second))
    }

    /// P(↑↑), P(↑↓), P(↓↑), P(↓↓).
    public var probabilities: [Double] {
        [
            (1 + first + second + correlator) / 4, (1 + first - second - correlator) / 4,
            (1 - first + second - correlator) / 4, (1 - first - second + correlator) / 4,
        ].map { $0.withoutRounding(in: 0...1) }
    }
}

extension SpherePairDensity {
    /// ∫∫ p(λ₁, λ₂) s₁ s₂ dΩ₁dΩ₂ and the marginal means by quadrature, s_k = sign(n_k·λ_k).
    ///
    /// Both spheres are split at the great circles n_k·λ_k = 0, where the response jumps. Kinks of the density itself are not
    /// split: for a smooth density the error falls exponentially with the degree, otherwise like its inverse square.
    /// - Parameters:
    ///   - first: n₁.
    ///   - second: n₂.
    ///   - degree: The degree of the rule on each hemisphere, in 0…200.
    /// - Complexity: O(degree⁴) evaluations of the density.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the degree is out of range.
    public func statistics(_ first: Direction, _ second: Direction, degree: Int) throws -> PairStatistics {
        let ruleOne = try SphereRule.hemispheres(pole: first.vector, degree: degree)
        let ruleTwo = try SphereRule.hemispheres(pole: second.vector, degree: degree)
        let signsTwo = ruleTwo.points.map { (second.vector * $0).sum() > 0 ? 1.0 : -1.0 }
        var (total, meanOne, meanTwo, product) = (0.0, 0.0, 0.0, 0.0)
        for (pointOne, weightOne) in zip(ruleOne.points, ruleOne.weights) {
            let one = Direction(unchecked: pointOne)
            let signOne = (first.vector * pointOne).sum() > 0 ? 1.0 : -1.0
            var (inner, innerSigned) = (0.0, 0.0)
            for index in ruleTwo.points.indices {
                let value = ruleTwo.weights[index] * density(at: one, Direction(unchecked: ruleTwo.points[index]))
                inner += value
                innerSigned += signsTwo[index] * value
            }
            total += weightOne * inner
            meanOne += weightOne * signOne * inner
            meanTwo += weightOne * innerSigned
            product += weightOne * signOne * innerSigned
        }
        return PairStatistics(first: meanOne / total, second: meanTwo / total, correlator: product / total)
    }
}
