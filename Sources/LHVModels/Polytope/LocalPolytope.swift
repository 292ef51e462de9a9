import QuantumStates

/// The local polytope of a Bell scenario: all behaviours Σ_λ w_λ Π_k δ(a_k, λ_k(x_k)) with weights w_λ ≥ 0 of sum 1.
///
/// As an LHV base model, its measurements M₁ are the settings of all parties together, Λ₁ are the lists of an outcome for
/// each of them, and q(a|x, λ) = δ(a, λ(x)): one rule for all parties. A particle's response sees its own setting only.
public struct LocalPolytope: LHVBaseModel, Hashable {
    /// The parties, settings and outcomes.
    public let scenario: Scenario

    /// The polytope of a scenario.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a setting has more than 256 outcomes.
    public init(_ scenario: Scenario) throws {
        let largest = scenario.outcomes.joined().max() ?? 1
        try require(
            largest <= DeterministicStrategy.largestOutcomeCount, "outcomes of a setting", must: "be at most 256",
            was: largest)
        self.scenario = scenario
    }

    /// A setting of one of the parties.
    public struct Setting: Sendable, Hashable {
        /// The party.
        public let party: Int
        /// The number of the setting among the party's settings.
        public let setting: Int

        /// A setting of a party.
        public init(party: Int, setting: Int) {
            self.party = party
            self.setting = setting
        }
    }

    /// 0: the hidden variables are a finite set.
    public var hiddenDimension: Int { 0 }

    /// The number of outcomes of a setting; 0 for one that does not exist.
    public func outcomeCount(of setting: Setting) -> Int {
        guard scenario.outcomes.indices.contains(setting.party),
            scenario.outcomes[setting.party].indices.contains(setting.setting)
        else { return 0 }
        return scenario.outcomes[setting.party][setting.setting]
    }

    /// δ(a, λ(x)), for every party alike.
    ///
    /// - Precondition: The setting exists and the strategy is one of the scenario.
    public func probability(
        of outcome: Int, given setting: Setting, at hidden: DeterministicStrategy, party: Int
    ) -> Double {
        hidden.outcome(party: setting.party, setting: setting.setting) == outcome ? 1 : 0
    }

    /// A strategy drawn uniformly from all of them.
    public func sampleHiddenVariable(using generator: inout some RandomNumberGenerator) -> DeterministicStrategy {
        DeterministicStrategy(
            packed: scenario.outcomes.joined().map { UInt8(Int.random(in: 0..<$0, using: &generator)) },
            settings: scenario.settings)
    }

    /// 0 for a strategy of the scenario, 1 for any other.
    public func defect(of hidden: DeterministicStrategy) -> Double {
        (try? hidden.requireFits(scenario)) == nil ? 1 : 0
    }

    /// The dimension of the space of behaviours without signalling: Π_k (1 + Σ_x (K_k(x) − 1)) − 1.
    ///
    /// The polytope has interior points in it. Source: [Pironio2005].
    public var dimension: Int {
        scenario.outcomes.map { 1 + $0.reduce(0) { $0 + $1 - 1 } }.reduce(1, *) - 1
    }

    /// The distribution in which all N particles carry the same strategy, drawn by weight.
    ///
    /// - Parameters:
    ///   - strategies: Strategies of the scenario.
    ///   - weights: A weight for each, none negative; they are divided by their sum.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a strategy does not fit the scenario or the weights are not those of
    ///   a distribution.
    public func distribution(
        _ strategies: [DeterministicStrategy], weights: [Double]
    ) throws -> WeightedCloud<DeterministicStrategy> {
        for strategy in strategies { try strategy.requireFits(scenario) }
        return try WeightedCloud(
            points: strategies.map { Array(repeating: $0, count: scenario.parties) }, weights: weights)
    }

    /// The behaviour of a deterministic strategy, which is a vertex of the polytope.
    ///
    /// - Complexity: O(count of the scenario).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the strategy does not fit the scenario.
    public func vertexBehaviour(_ strategy: DeterministicStrategy) throws -> Behaviour {
        try strategy.requireFits(scenario)
        var probabilities = [Double](repeating: 0, count: scenario.count)
        for place in scenario.places(of: strategy) { probabilities[place] = 1 }
        return Behaviour(unchecked: probabilities, in: scenario)
    }

    /// The behaviour Σ_i w_i·(vertex i) of an explicit local model, with weights divided by their sum.
    ///
    /// - Complexity: O(strategies × lists of settings).
    /// - Throws: As ``distribution(_:weights:)``.
    public func behaviour(_ strategies: [DeterministicStrategy], weights: [Double]) throws -> Behaviour {
        let cloud = try distribution(strategies, weights: weights)
        var sums = [CompensatedSum](repeating: CompensatedSum(), count: scenario.count)
        for (strategy, weight) in zip(strategies, cloud.weights) {
            for place in scenario.places(of: strategy) { sums[place].add(weight) }
        }
        return try Behaviour(sums.map(\.value), in: scenario)
    }
}

extension Scenario {
    /// The places of the probabilities that are 1 for a strategy that fits the scenario, one for each list of settings.
    func places(of strategy: DeterministicStrategy) -> [Int] {
        let chosen = strategy.outcomes
        var places: [Int] = []
        places.reserveCapacity(settingLists)
        var start = 0
        for settings in MixedRadix(sizes: settings) {
            var (offset, size) = (0, 1)
            for (party, setting) in settings.enumerated() {
                let number = outcomes[party][setting]
                offset = offset * number + chosen[party][setting]
                size *= number
            }
            places.append(start + offset)
            start += size
        }
        return places
    }
}
