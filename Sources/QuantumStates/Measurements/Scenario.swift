import NumericalCore

/// A Bell scenario: N parties, a list of settings for each, a number of outcomes for each setting.
///
/// It fixes the order of a behaviour's numbers P(a₁ … a_N|x₁ … x_N): lists of settings (x₁, …, x_N) one after the other, the
/// first party most significant, and for each of them a block of outcome lists (a₁, …, a_N), the first party most
/// significant.
public struct Scenario: Sendable, Hashable {
    /// The number of outcomes of each party's settings: `outcomes[party][setting]`.
    public let outcomes: [[Int]]
    /// The number of probabilities of a behaviour.
    public let count: Int

    /// S₁·…·S_N, the number of lists of settings.
    public let settingLists: Int

    /// For each party the sums of its numbers of outcomes before each setting, and of all.
    ///
    /// The places of blocks are computed from these and not listed, since a scenario of few words can have 2²⁸ blocks.
    private let sums: [[Int]]

    /// The largest number of probabilities: 2²⁸, which take 2 GiB.
    public static let largestCount = 1 << 28

    /// The scenario with the given numbers of outcomes.
    ///
    /// - Parameter outcomes: For each party a list with the number of outcomes of each setting, all at least 1.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there is no party, a party has no setting, a setting no outcome, or
    ///   there would be more than ``largestCount`` probabilities.
    public init(outcomes: [[Int]]) throws {
        try require(!outcomes.isEmpty, "parties", must: "be at least one", was: "none")
        var count = 1
        for (party, list) in outcomes.enumerated() {
            try require(!list.isEmpty, "settings of party \(party)", must: "be at least one", was: "none")
            var sum = 0
            for (setting, number) in list.enumerated() {
                try require(
                    number >= 1 && number <= Scenario.largestCount, "outcomes of setting \(setting) of party \(party)",
                    must: "be in 1…2²⁸", was: number)
                sum += number
                try Scenario.requireSize(sum <= Scenario.largestCount)
            }
            // Σ_x Π_k K_k(x_k) = Π_k Σ_x K_k(x).
            let (product, overflow) = count.multipliedReportingOverflow(by: sum)
            try Scenario.requireSize(!overflow && product <= Scenario.largestCount)
            count = product
        }
        self.init(unchecked: outcomes, count: count)
    }

    private init(unchecked outcomes: [[Int]], count: Int) {
        self.outcomes = outcomes
        self.count = count
        self.settingLists = outcomes.reduce(1) { $0 * $1.count }
        self.sums = outcomes.map { list in list.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) } }
    }

    /// The scenario of N parties with the same number of settings each and the same number of outcomes each.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a number is below 1 or the scenario is too large.
    public init(parties: Int, settings: Int, outcomes: Int = 2) throws {
        try require((1...28).contains(parties), "parties", must: "be in 1…28", was: parties)
        try require(
            (1...Scenario.largestCount).contains(settings), "settings", must: "be in 1…2²⁸", was: settings)
        // Before lists are made for what is too large.
        let sum = Double(settings) * Double(max(1, outcomes))
        try Scenario.requireSize(
            (0..<parties).reduce(1.0) { product, _ in product * sum } <= Double(Scenario.largestCount))
        try self.init(outcomes: Array(repeating: Array(repeating: outcomes, count: settings), count: parties))
    }

    /// The scenario of Clauser, Horne, Shimony and Holt: two parties, two settings each, two outcomes each.
    public static let chsh = Scenario(unchecked: [[2, 2], [2, 2]], count: 16)

    private static func requireSize(_ fits: Bool) throws {
        try require(fits, "scenario", must: "have at most 2²⁸ probabilities", was: "larger")
    }

    /// N, the number of parties.
    public var parties: Int { outcomes.count }
    /// S₁ … S_N, the number of settings of each party.
    public var settings: [Int] { outcomes.map(\.count) }
    /// Whether every setting of every party has two outcomes.
    public var isBinary: Bool { outcomes.allSatisfy { $0.allSatisfy { $0 == 2 } } }

    /// The places of the probabilities of one list of settings.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there is not one setting of its own for each party.
    public func range(of settings: [Int]) throws -> Range<Int> {
        range(ofList: try MixedRadix.checkedIndex(settings, self.settings, "setting"))
    }

    /// The place of P(a|x) among the probabilities.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there is not one setting and one outcome for each party.
    public func index(of outcome: [Int], given settings: [Int]) throws -> Int {
        let range = try range(of: settings)
        return range.lowerBound + (try MixedRadix.checkedIndex(outcome, outcomeCounts(given: settings), "outcome"))
    }

    /// The list of settings with a given number, (0, …, 0) being the first.
    ///
    /// - Precondition: `list` is in 0..<``settingLists``.
    public func settings(ofList list: Int) -> [Int] {
        requirePrecondition(list >= 0 && list < settingLists, "list must be in 0..<\(settingLists), but was \(list)")
        return MixedRadix.digits(list, settings)
    }

    /// The places of the probabilities of a list of settings that the caller knows to exist.
    package func range(ofList list: Int) -> Range<Int> {
        // Before the block of (x_k, …, x_N) stand those of smaller x_k, with all of the parties behind, and then those
        // of the same x_k.
        var (rest, start, size, behind) = (list, 0, 1, 1)
        for party in stride(from: outcomes.count - 1, through: 0, by: -1) {
            let settings = outcomes[party].count
            let setting = rest % settings
            rest /= settings
            let number = outcomes[party][setting]
            start = sums[party][setting] * behind + number * start
            size *= number
            behind *= sums[party][settings]
        }
        return start..<(start + size)
    }

    /// K₁(x₁) … K_N(x_N) for settings that the caller knows to exist.
    package func outcomeCounts(given settings: [Int]) -> [Int] { zip(outcomes, settings).map { $0[$1] } }

    /// The scenario of some of the parties, in the given order.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the list is empty, repeats a party or names one that is not there.
    public func restricted(to parties: [Int]) throws -> Scenario {
        try Parties.require(parties, of: self.parties)
        return try Scenario(outcomes: parties.map { outcomes[$0] })
    }

    /// Whether two scenarios have the same parties, settings and outcomes.
    public static func == (left: Scenario, right: Scenario) -> Bool { left.outcomes == right.outcomes }

    /// Hashes the numbers of outcomes.
    public func hash(into hasher: inout Hasher) { hasher.combine(outcomes) }
}

extension Scenario: CustomStringConvertible {
    /// The numbers of outcomes of each party's settings, as `[2, 2] × [2, 2]`.
    public var description: String {
        outcomes.map { $0.count <= 8 ? "\($0)" : "[\($0.count) settings]" }.joined(separator: " × ")
    }
}

extension Scenario: Codable {
    /// Reads the numbers of outcomes and checks them.
    public init(from decoder: any Decoder) throws {
        try self.init(outcomes: try decoder.singleValueContainer().decode([[Int]].self))
    }

    /// Writes the numbers of outcomes.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(outcomes)
    }
}
