import QuantumStates

/// A deterministic strategy: an outcome for every setting of every party, fixed beforehand.
///
/// The strategies of a scenario are the vertices of its local polytope. Outcomes are numbered from 0; for outcomes ±1,
/// outcome 0 is +1 and outcome 1 is −1. Each outcome is held in one byte.
public struct DeterministicStrategy: Sendable, Hashable {
    /// m₁ … m_N, the number of settings of each party.
    public let settings: [Int]
    /// The outcomes of all settings of the first party, then of the second, and so on.
    public let packed: [UInt8]

    /// The largest number of outcomes of a setting: 256.
    public static let largestOutcomeCount = 256

    /// The strategy with the given outcomes: `outcomes[party][setting]`.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there is no party, a party has no setting, or an outcome is not in
    ///   0..<256.
    public init(outcomes: [[Int]]) throws {
        try require(!outcomes.isEmpty, "parties", must: "be at least one", was: "none")
        for (party, list) in outcomes.enumerated() {
            try require(!list.isEmpty, "settings of party \(party)", must: "be at least one", was: "none")
            for (setting, outcome) in list.enumerated() {
                try require(
                    (0..<DeterministicStrategy.largestOutcomeCount).contains(outcome),
                    "outcome of setting \(setting) of party \(party)", must: "be in 0..<256", was: outcome)
            }
        }
        self.init(packed: outcomes.joined().map { UInt8($0) }, settings: outcomes.map(\.count))
    }

    /// The strategy with outcomes given as ±1.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there is no party, a party has no setting, or a number is not ±1.
    public init(signs: [[Int]]) throws {
        for (party, list) in signs.enumerated() {
            for (setting, sign) in list.enumerated() {
                try require(
                    sign.magnitude == 1, "sign of setting \(setting) of party \(party)", must: "be 1 or −1", was: sign)
            }
        }
        try self.init(outcomes: signs.map { $0.map { $0 == 1 ? 0 : 1 } })
    }

    /// The strategy with outcomes that the caller knows to be as many as there are settings.
    init(packed: [UInt8], settings: [Int]) {
        assert(packed.count == settings.reduce(0, +))
        self.packed = packed
        self.settings = settings
    }

    /// N, the number of parties.
    public var parties: Int { settings.count }

    /// The outcomes as nested lists: `outcomes[party][setting]`.
    public var outcomes: [[Int]] { (0..<parties).map { outcomes(ofParty: $0) } }

    /// The outcomes of one party's settings.
    ///
    /// - Precondition: The party exists.
    public func outcomes(ofParty party: Int) -> [Int] { packed[places(ofParty: party)].map { Int($0) } }

    /// The outcome of a setting.
    ///
    /// - Precondition: Party and setting exist.
    /// - Complexity: O(N).
    public func outcome(party: Int, setting: Int) -> Int {
        let places = places(ofParty: party)
        requirePrecondition(
            setting >= 0 && setting < places.count,
            "setting of party \(party) must be in 0..<\(places.count), but was \(setting)")
        return Int(packed[places.lowerBound + setting])
    }

    /// The outcomes of one party as ±1, outcome 0 counting +1.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the party does not exist or has an outcome other than 0 and 1.
    public func signs(ofParty party: Int) throws -> [Int] {
        try require((0..<parties).contains(party), "party", must: "be in 0..<\(parties)", was: party)
        return try outcomes(ofParty: party).enumerated().map { setting, outcome in
            try require(
                outcome <= 1, "outcome of setting \(setting) of party \(party)", must: "be 0 or 1 for a sign",
                was: outcome)
            return 1 - 2 * outcome
        }
    }

    /// Throws unless the strategy has an outcome in range for every setting of a scenario.
    func requireFits(_ scenario: Scenario) throws {
        try require(
            settings == scenario.settings, "strategy", must: "be for \(scenario)", was: "for settings \(settings)")
        for (party, list) in scenario.outcomes.enumerated() {
            for (setting, (outcome, number)) in zip(outcomes(ofParty: party), list).enumerated() {
                try require(
                    outcome < number, "outcome of setting \(setting) of party \(party)", must: "be in 0..<\(number)",
                    was: outcome)
            }
        }
    }

    private func places(ofParty party: Int) -> Range<Int> {
        requirePrecondition(party >= 0 && party < parties, "party must be in 0..<\(parties), but was \(party)")
        let start = settings[..<party].reduce(0, +)
        return start..<(start + settings[party])
    }
}

extension DeterministicStrategy: CustomStringConvertible {
    /// The outcomes, as `[0, 1] × [1, 1]`.
    public var description: String { outcomes.map { "\($0)" }.joined(separator: " × ") }
}

extension DeterministicStrategy: Codable {
    /// Reads the nested outcomes and checks them.
    public init(from decoder: any Decoder) throws {
        try self.init(outcomes: try decoder.singleValueContainer().decode([[Int]].self))
    }

    /// Writes the nested outcomes.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(outcomes)
    }
}
