import QuantumStates

/// The product p(λ)·p′(λ′) of two distributions: the parties of the second come behind those of the first.
public struct ProductDistribution<First: HiddenVariableDistribution, Second: HiddenVariableDistribution>:
    HiddenVariableDistribution
where First.HiddenVariable == Second.HiddenVariable {
    /// The distribution of the first parties.
    public let first: First
    /// The distribution of the last parties.
    public let second: Second

    /// The product of two independent distributions.
    public init(_ first: First, _ second: Second) {
        self.first = first
        self.second = second
    }

    /// N, the number of parties of both.
    public var parties: Int { first.parties + second.parties }

    /// Independent draws from both.
    public func sample(using generator: inout some RandomNumberGenerator) -> [First.HiddenVariable] {
        first.sample(using: &generator) + second.sample(using: &generator)
    }
}

/// The mixture Σ w_i p_i of distributions for the same parties.
///
/// A model of a set of states extends by mixtures to their convex hull: p of Σ w_i ρ_i is Σ w_i p_i.
public struct MixtureDistribution<Component: HiddenVariableDistribution>: HiddenVariableDistribution {
    private let choice: WeightedCloud<Int>
    /// The distributions p_i.
    public let components: [Component]
    /// The weights w_i, none negative, with sum 1.
    public var weights: [Double] { choice.weights }

    /// The mixture with the given weights, which are divided by their sum.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there is no component, components have different numbers of
    ///   parties, counts differ, or the weights are not those of a distribution.
    public init(_ components: [Component], weights: [Double]) throws {
        guard let first = components.first else {
            throw InvalidArgument("components", must: "not be empty", was: "empty")
        }
        for (index, component) in components.enumerated() {
            try require(
                component.parties == first.parties, "component \(index)", must: "have \(first.parties) parties",
                was: component.parties)
        }
        self.components = components
        self.choice = try WeightedCloud(points: components.indices.map { [$0] }, weights: weights)
    }

    /// N, the number of parties.
    public var parties: Int { components[0].parties }

    /// A draw from a component drawn by weight.
    public func sample(using generator: inout some RandomNumberGenerator) -> [Component.HiddenVariable] {
        components[choice.sample(using: &generator)[0]].sample(using: &generator)
    }
}
