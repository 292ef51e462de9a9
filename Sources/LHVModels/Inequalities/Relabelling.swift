import QuantumStates

/// Another numbering of the parties, settings and outcomes of a Bell scenario.
///
/// New party k is old party `parties[k]`; its new setting x is that party's old setting `settings[k][x]`, and outcome a of it
/// is the old outcome `outcomes[k][x][a]`. Relabelled inequalities have the same bounds.
public struct Relabelling: Sendable, Hashable {
    /// The scenario that is relabelled.
    public let scenario: Scenario
    /// The old party of each new one.
    public let parties: [Int]
    /// The old setting of each new setting of each new party.
    public let settings: [[Int]]
    /// The old outcome of each new outcome of each new setting of each new party.
    public let outcomes: [[[Int]]]
    /// The scenario in the new numbering.
    public let image: Scenario

    /// The relabelling with the given permutations; what is nil stays as it is.
    ///
    /// - Parameters:
    ///   - scenario: The scenario that is relabelled.
    ///   - parties: A permutation of the parties.
    ///   - settings: For each new party a permutation of its settings.
    ///   - outcomes: For each new setting of each new party a permutation of its outcomes.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a list is not a permutation of what it must be.
    public init(
        of scenario: Scenario, parties: [Int]? = nil, settings: [[Int]]? = nil, outcomes: [[[Int]]]? = nil
    ) throws {
        let parties = parties ?? Array(0..<scenario.parties)
        try Relabelling.requirePermutation(parties, of: scenario.parties, "parties")
        let settings = settings ?? parties.map { Array(scenario.outcomes[$0].indices) }
        try require(
            settings.count == parties.count, "settings", must: "be a list for each of \(parties.count) parties",
            was: settings.count)
        for (party, list) in settings.enumerated() {
            try Relabelling.requirePermutation(
                list, of: scenario.outcomes[parties[party]].count, "settings of new party \(party)")
        }
        let counts = zip(parties, settings).map { party, list in list.map { scenario.outcomes[party][$0] } }
        let outcomes = outcomes ?? counts.map { $0.map { Array(0..<$0) } }
        try require(
            outcomes.map(\.count) == counts.map(\.count), "outcomes", must: "be a list for each setting of each party",
            was: outcomes.map(\.count))
        for (party, lists) in outcomes.enumerated() {
            for (setting, list) in lists.enumerated() {
                try Relabelling.requirePermutation(
                    list, of: counts[party][setting], "outcomes of new setting \(setting) of new party \(party)")
            }
        }
        self.scenario = scenario
        self.parties = parties
        self.settings = settings
        self.outcomes = outcomes
        image = try Scenario(outcomes: counts)
    }

    /// A relabelling drawn uniformly.
    public static func random(
        of scenario: Scenario, using generator: inout some RandomNumberGenerator
    ) throws -> Relabelling {
        let parties = (0..<scenario.parties).shuffled(using: &generator)
        let settings = parties.map { Array(scenario.outcomes[$0].indices).shuffled(using: &generator) }
        let outcomes = zip(parties, settings).map { party, list in
            list.map { (0..<scenario.outcomes[party][$0]).shuffled(using: &generator) }
        }
        return try Relabelling(of: scenario, parties: parties, settings: settings, outcomes: outcomes)
    }

    private static func requirePermutation(_ list: [Int], of count: Int, _ name: String) throws {
        try require(
            list.sorted() == Array(0..<count), name, must: "name each of 0..<\(count) once", was: "\(list)")
    }

    /// Numbers P(a|x) or c(a|x) of the old scenario in the order of the new one.
    func gathered(_ numbers: [Double]) throws -> [Double] {
        var gathered: [Double] = []
        gathered.reserveCapacity(numbers.count)
        var oldSettings = parties
        var oldOutcome = parties
        for newSettings in MixedRadix(sizes: image.settings) {
            for (k, x) in newSettings.enumerated() { oldSettings[parties[k]] = settings[k][x] }
            let start = try scenario.range(of: oldSettings).lowerBound
            let sizes = oldSettings.indices.map { scenario.outcomes[$0][oldSettings[$0]] }
            for new in MixedRadix(sizes: newSettings.indices.map { image.outcomes[$0][newSettings[$0]] }) {
                for (k, a) in new.enumerated() { oldOutcome[parties[k]] = outcomes[k][newSettings[k]][a] }
                gathered.append(numbers[start + MixedRadix.index(oldOutcome, sizes)])
            }
        }
        return gathered
    }

    func requireScenario(_ other: Scenario, _ name: String) throws {
        try require(other == scenario, name, must: "be for \(scenario)", was: other)
    }
}

extension BellInequality {
    /// The inequality in another numbering, with the same bound.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the relabelling is of another scenario.
    public func relabelled(by relabelling: Relabelling) throws -> BellInequality {
        try relabelling.requireScenario(scenario, "inequality")
        return try BellInequality(
            relabelling.gathered(coefficients), in: relabelling.image, bound: bound, name: name)
    }
}

extension Behaviour {
    /// The behaviour in another numbering.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the relabelling is of another scenario.
    public func relabelled(by relabelling: Relabelling) throws -> Behaviour {
        try relabelling.requireScenario(scenario, "behaviour")
        return Behaviour(unchecked: try relabelling.gathered(probabilities), in: relabelling.image)
    }
}

extension DeterministicStrategy {
    /// The strategy in another numbering.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the strategy does not fit the relabelling's scenario.
    public func relabelled(by relabelling: Relabelling) throws -> DeterministicStrategy {
        try requireFits(relabelling.scenario)
        let old = outcomes
        return try DeterministicStrategy(
            outcomes: relabelling.settings.enumerated().map { k, list in
                list.enumerated().map { x, setting in
                    relabelling.outcomes[k][x].firstIndex(of: old[relabelling.parties[k]][setting]) ?? 0
                }
            })
    }
}

extension CorrelatorInequality {
    /// The inequality in another numbering, with the same bound; exchanged outcomes turn signs.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the relabelling is of a scenario with other settings or with other
    ///   than two outcomes.
    public func relabelled(by relabelling: Relabelling) throws -> CorrelatorInequality {
        try relabelling.scenario.requireBinary("relabelled scenario")
        try require(
            relabelling.scenario.settings == settings, "relabelled scenario", must: "have settings \(settings)",
            was: relabelling.scenario.settings)
        let shift = coefficients.includesMarginals ? 1 : 0
        var old = relabelling.parties
        let image = try CorrelatorTensor(
            settings: relabelling.image.settings, includesMarginals: coefficients.includesMarginals
        ) { new in
            var isTurned = false
            for (k, index) in new.enumerated() {
                let measured = index >= shift
                old[relabelling.parties[k]] = measured ? relabelling.settings[k][index - shift] + shift : 0
                if measured, relabelling.outcomes[k][index - shift] == [1, 0] { isTurned.toggle() }
            }
            let element = coefficients.elements[MixedRadix.index(old, coefficients.shape)]
            return isTurned ? -element : element
        }
        return try CorrelatorInequality(image, bound: bound, name: name)
    }
}

extension Relabelling: Codable {
    private enum CodingKeys: String, CodingKey { case scenario, parties, settings, outcomes }

    /// Reads the permutations and checks them as the initializer does.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(
            of: try values.decode(Scenario.self, forKey: .scenario),
            parties: try values.decode([Int].self, forKey: .parties),
            settings: try values.decode([[Int]].self, forKey: .settings),
            outcomes: try values.decode([[[Int]]].self, forKey: .outcomes))
    }

    /// Writes the permutations; the image follows from them.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(scenario, forKey: .scenario)
        try values.encode(parties, forKey: .parties)
        try values.encode(settings, forKey: .settings)
        try values.encode(outcomes, forKey: .outcomes)
    }
}
