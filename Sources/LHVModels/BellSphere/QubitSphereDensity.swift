import QuantumStates

/// The hidden-variable distribution of one qubit on Bell's sphere: 4π p_r(λ) = 4 R(r·λ) + 1 − |r|.
///
/// With Bell's rule it gives P(↑|n) = ½ (1 + r·n) for every direction n. It is not negative for any Bloch vector, |r| ≤ 1.
/// Source: P1, Eq. 30.
public struct QubitSphereDensity: HiddenVariableDistribution {
    /// r, the Bloch vector.
    public let bloch: BlochVector

    /// The distribution of the state with Bloch vector r.
    public init(_ bloch: BlochVector) { self.bloch = bloch }

    /// 1.
    public var parties: Int { 1 }

    /// p_r(λ) with respect to the unnormalized measure of the sphere.
    public func density(at hidden: Direction) -> Double {
        (4 * ramp((bloch.vector * hidden.vector).sum()) + largerOrNaN(0, 1 - bloch.length)) / (4 * .pi)
    }

    /// An exact draw: with probability |r| about r, otherwise uniform.
    public func sample(using generator: inout some RandomNumberGenerator) -> [Direction] {
        let length = bloch.length
        guard length > 0, generator.uniform() < length else { return [.random(using: &generator)] }
        return [CosineHemisphere.sample(about: bloch.vector / length, using: &generator)]
    }
}
