import QuantumStates

/// Bell's model of a qubit: λ is a point of the sphere S², and a measurement along n answers "up" when n·λ > 0.
///
/// q(↑|n, λ) = Θ(n·λ) and q(↓|n, λ) = 1 − q(↑|n, λ). At n·λ = 0, a set of measure zero, the answer is "down", so that the
/// two always sum to 1. Outcome 0 is "up", outcome 1 is "down". Source: P1, above Eq. 14; [Bell1964].
public struct BellSphereModel: LHVBaseModel {
    /// Bell's model.
    public init() {}

    /// 2, the dimension of the sphere.
    public var hiddenDimension: Int { 2 }

    /// 2, up and down.
    public func outcomeCount(of setting: Direction) -> Int { 2 }

    /// Θ(n·λ) for outcome 0, 1 − Θ(n·λ) for outcome 1, 0 for any other.
    @inlinable
    public func probability(of outcome: Int, given setting: Direction, at hidden: Direction, party: Int) -> Double {
        switch outcome {
        case 0: up(setting.dot(hidden))
        case 1: 1 - up(setting.dot(hidden))
        default: 0
        }
    }

    /// The answer along n: +1 for "up", −1 for "down".
    @inlinable
    public func answer(_ setting: Direction, _ hidden: Direction) -> Double {
        let cosine = setting.dot(hidden)
        return cosine > 0 ? 1 : cosine <= 0 ? -1 : .nan
    }

    // 1 above the equator and 0 elsewhere; a point that is not a number gives no answer.
    @inlinable
    func up(_ cosine: Double) -> Double { cosine > 0 ? 1 : cosine <= 0 ? 0 : .nan }

    /// A direction uniform on the sphere.
    public func sampleHiddenVariable(using generator: inout some RandomNumberGenerator) -> Direction {
        .random(using: &generator)
    }

    /// | |λ| − 1 |.
    public func defect(of hidden: Direction) -> Double { abs(hidden.dot(hidden).squareRoot() - 1) }
}
