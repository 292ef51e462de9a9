import QuantumStates

/// Werner's model of 1989: both particles carry the same direction λ, and the two parties answer it differently.
///
/// Alice answers "up" along a with probability ½ (1 + a·λ); Bob answers −sign(b·λ). With λ uniform on the sphere and shared,
/// E(a, b) = −½ a·b and both marginals vanish. ``distribution(visibility:)`` gives −v a·b for every v in 0…½.
/// Source: [Werner1989].
public struct WernerModel: LHVBaseModel {
    /// Werner's model.
    public init() {}

    /// 2, the dimension of the sphere.
    public var hiddenDimension: Int { 2 }

    /// 2, up and down.
    public func outcomeCount(of setting: Direction) -> Int { 2 }

    /// ½ (1 ± a·λ) for Alice, party 0; for Bob, any other party, "up" when b·λ ≤ 0.
    public func probability(of outcome: Int, given setting: Direction, at hidden: Direction, party: Int) -> Double {
        guard outcome == 0 || outcome == 1 else { return 0 }
        let cosine = setting.dot(hidden)
        let up = party == 0 ? ((1 + cosine) / 2).clamped(to: 0...1) : (cosine > 0 ? 0 : cosine <= 0 ? 1 : .nan)
        return outcome == 0 ? up : 1 - up
    }

    /// A direction uniform on the sphere.
    public func sampleHiddenVariable(using generator: inout some RandomNumberGenerator) -> Direction {
        .random(using: &generator)
    }

    /// | |λ| − 1 |.
    public func defect(of hidden: Direction) -> Double { abs(hidden.dot(hidden).squareRoot() - 1) }

    /// The distribution with which the model has E(a, b) = −v a·b: shared with probability 2v, otherwise independent.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless v is in 0…½.
    public static func distribution(visibility: Double) throws -> SharedDirection {
        try require(visibility >= 0 && visibility <= 0.5, "visibility", must: "be in 0…1/2", was: visibility)
        return try SharedDirection(probability: 2 * visibility)
    }
}

/// Two directions on the sphere, equal with a given probability and otherwise independent; each alone is uniform.
public struct SharedDirection: HiddenVariableDistribution {
    /// The probability that the directions are equal.
    public let probability: Double

    /// The distribution with the given probability of equal directions.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless it is in 0…1.
    public init(probability: Double) throws {
        try require(probability >= 0 && probability <= 1, "probability", must: "be in 0…1", was: probability)
        self.probability = probability
    }

    /// 2.
    public var parties: Int { 2 }

    /// A draw of the two directions.
    public func sample(using generator: inout some RandomNumberGenerator) -> [Direction] {
        let first = Direction.random(using: &generator)
        return [first, generator.uniform() < probability ? first : .random(using: &generator)]
    }
}
