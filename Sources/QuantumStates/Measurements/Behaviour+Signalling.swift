import NumericalCore

/// The strongest signal in a behaviour: how much one party's choice of setting moves the others' outcome probabilities.
public struct Signalling: Sendable, Hashable, Codable {
    /// max |P(a₋ₖ|x₋ₖ, x_k) − P(a₋ₖ|x₋ₖ, x_k′)|; 0 for one party or without a choice.
    public let defect: Double
    /// k, the party that signals.
    public let party: Int
    /// The settings under which the others' probability is least.
    public let lowSettings: [Int]
    /// The settings under which it is greatest; they differ from ``lowSettings`` for party k only.
    public let highSettings: [Int]
    /// The outcomes of the other parties, in their order without party k.
    public let outcome: [Int]
}

extension Behaviour {
    /// The strongest signal and where it is.
    ///
    /// It is enough to look at one signalling party at a time: if no single party can signal to all others, no group of
    /// parties can signal to another group.
    /// - Complexity: O(N·count).
    public func signalling() -> Signalling {
        var worst = Signalling(
            defect: 0, party: 0, lowSettings: scenario.settings(ofList: 0), highSettings: scenario.settings(ofList: 0),
            outcome: [])
        for party in 0..<scenario.parties {
            let choices = scenario.outcomes[party].count
            for list in 0..<scenario.settingLists {
                var settings = scenario.settings(ofList: list)
                guard settings[party] == 0 else { continue }
                // Compared with the extremes met so far, all pairs of choices are covered.
                let first = outcomesOfOthers(party, list: list, settings)
                var (least, most) = (first, first)
                var leastChoice = [Int](repeating: 0, count: first.count)
                var mostChoice = leastChoice
                let step = scenario.outcomes[(party + 1)...].reduce(1) { $0 * $1.count }
                for choice in 1..<max(1, choices) {
                    settings[party] = choice
                    let next = outcomesOfOthers(party, list: list + choice * step, settings)
                    for index in next.indices {
                        let value = next[index]
                        if value < least[index] || value.isNaN { (least[index], leastChoice[index]) = (value, choice) }
                        if value > most[index] || value.isNaN { (most[index], mostChoice[index]) = (value, choice) }
                    }
                }
                // A NaN is the worst defect there is, and stays so.
                for index in first.indices
                where !worst.defect.isNaN && !(most[index] - least[index] <= worst.defect) {
                    var (low, high) = (settings, settings)
                    (low[party], high[party]) = (leastChoice[index], mostChoice[index])
                    var sizes = scenario.outcomeCounts(given: settings)
                    sizes.remove(at: party)
                    worst = Signalling(
                        defect: most[index] - least[index], party: party, lowSettings: low, highSettings: high,
                        outcome: MixedRadix.digits(index, sizes))
                }
            }
        }
        return worst
    }

    /// The defect of ``signalling()``: 0 up to rounding for the behaviour of any quantum state.
    public var noSignallingDefect: Double { signalling().defect }

    /// Σ_{a_k} P(a|x), in the order of the others' outcomes.
    private func outcomesOfOthers(_ party: Int, list: Int, _ settings: [Int]) -> [Double] {
        let sizes = scenario.outcomeCounts(given: settings)
        let inner = sizes[(party + 1)...].reduce(1, *)
        let width = sizes[party]
        let start = scenario.range(ofList: list).lowerBound
        let outer = sizes[..<party].reduce(1, *)
        return (0..<(outer * inner)).map { index in
            let place = start + (index / inner) * width * inner + index % inner
            return (0..<width).reduce(0) { $0 + probabilities[place + $1 * inner] }
        }
    }

    /// The behaviour of some parties, in the given order, while the others keep to fixed settings.
    ///
    /// - Parameters:
    ///   - parties: The parties kept.
    ///   - settings: A setting for every party; those of the kept parties are not looked at.
    /// - Complexity: O(count).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when parties or settings do not exist.
    public func marginal(of parties: [Int], whenAllChoose settings: [Int]) throws -> Behaviour {
        let kept = try scenario.restricted(to: parties)
        _ = try scenario.range(of: settings)
        var probabilities: [Double] = []
        probabilities.reserveCapacity(kept.count)
        for list in 0..<kept.settingLists {
            var all = settings
            for (party, setting) in zip(parties, kept.settings(ofList: list)) { all[party] = setting }
            probabilities += try outcomeDistribution(given: all).marginal(of: parties).probabilities
        }
        return Behaviour(unchecked: probabilities, in: kept)
    }

    /// The behaviour of some parties, in the given order, whatever the others choose.
    ///
    /// - Parameters:
    ///   - parties: The parties kept.
    ///   - tolerance: The largest defect of ``signalling()`` at which the marginal still counts as defined.
    /// - Complexity: O(N·count).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a party does not exist or the behaviour signals.
    public func marginal(of parties: [Int], tolerance: Double = defaultTolerance) throws -> Behaviour {
        try require(tolerance >= 0, "tolerance", must: "be at least 0", was: tolerance)
        try Parties.require(parties, of: scenario.parties)
        let defect = noSignallingDefect
        try require(
            defect <= tolerance, "behaviour", must: "be non-signalling within \(tolerance) to have a marginal",
            was: "off by \(defect)")
        return try marginal(of: parties, whenAllChoose: Array(repeating: 0, count: scenario.parties))
    }
}

extension Signalling: CustomStringConvertible {
    /// How much which party's setting moves which probability.
    public var description: String {
        defect == 0
            ? "no signal"
            : "party \(party) moves the others' probability of \(outcome) by \(ShortNumber.text(defect)) between settings "
                + "\(lowSettings) and \(highSettings)"
    }
}
