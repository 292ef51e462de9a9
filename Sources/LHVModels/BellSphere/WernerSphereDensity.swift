import QuantumStates

/// A hidden-variable distribution for the two-qubit Werner states on a pair of Bell spheres.
///
/// (4π)² p(λ₁, λ₂) = 1 − 2v + 4v(|c| − c) with c = λ₁·λ₂. It gives E(a, b) = −v a·b with vanishing marginals, and is not
/// negative exactly for 0 ≤ v ≤ ½. Source: this project; at v = ½ it is a density on pairs for the correlations of
/// [Werner1989].
public struct WernerSphereDensity: SpherePairDensity {
    /// v in 0…½.
    public let visibility: Double

    /// The distribution of visibility v.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless v is in 0…½.
    public init(visibility: Double) throws {
        try require(visibility >= 0 && visibility <= 0.5, "visibility", must: "be in 0…1/2", was: visibility)
        self.visibility = visibility
    }

    /// p(λ₁, λ₂).
    public func density(at first: Direction, _ second: Direction) -> Double {
        (1 - 2 * visibility + 8 * visibility * ramp(-first.dot(second))) / (16 * Double.pi * Double.pi)
    }

    /// An exact draw: with probability 2v, λ₂ about −λ₁ with a density proportional to the cosine; otherwise independent.
    public func sample(using generator: inout some RandomNumberGenerator) -> [Direction] {
        let first = Direction.random(using: &generator)
        guard generator.uniform() < 2 * visibility else { return [first, .random(using: &generator)] }
        return [first, CosineHemisphere.sample(about: -first.vector, using: &generator)]
    }
}
