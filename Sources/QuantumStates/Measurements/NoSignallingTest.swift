import NumericalCore

/// Whether measured frequencies signal by more than chance.
///
/// If a party does not signal, the outcomes of the others are distributed alike whatever setting it chooses. For each party
/// the deviations from that are summed as χ² = Σ (n − n̂)²/n̂ over the others' settings and outcomes and the party's settings.
public struct NoSignallingTest: Sendable, Hashable {
    /// The test of one party as the one that may signal.
    public struct Party: Sendable, Hashable {
        /// The party.
        public let party: Int
        /// χ², 0 when the others' frequencies do not depend on the party's setting at all.
        public let chiSquare: Double
        /// Its degrees of freedom; 0 when the party has no choice.
        public let degreesOfFreedom: Int
        /// The probability of at least this χ² without signalling, for many trials.
        public let pValue: Double
    }

    /// The tests, one for each party.
    public let parties: [Party]
    /// The strongest signal in the frequencies and where it is.
    public let strongest: Signalling
    /// The difference of frequencies in ``strongest`` in standard errors of the two together.
    public let strongestDeviation: Double

    /// The probability of so small a least p-value without signalling: N times it, at most 1.
    ///
    /// Counting each party's test in full is safe although they share trials.
    public var pValue: Double {
        min(1, Double(parties.count) * (parties.map(\.pValue).min() ?? 1))
    }
}

extension MeasuredBehaviour {
    /// Whether the frequencies signal by more than chance, and where most.
    ///
    /// - Complexity: O(N·count).
    /// - Throws: ``/NumericalCore/NumericalFailure`` when a tail probability cannot be computed.
    public func noSignallingTest() throws -> NoSignallingTest {
        let tests = try (0..<scenario.parties).map(signallingTest)
        let strongest = behaviour.signalling()
        var deviation = 0.0
        if strongest.defect > 0 {
            let (low, lowTrials) = try frequency(of: strongest, at: strongest.lowSettings)
            let (high, highTrials) = try frequency(of: strongest, at: strongest.highSettings)
            let pooled = (low * lowTrials + high * highTrials) / (lowTrials + highTrials)
            let variance = pooled * (1 - pooled) * (1 / lowTrials + 1 / highTrials)
            deviation = variance > 0 ? (high - low) / variance.squareRoot() : .infinity
        }
        return NoSignallingTest(parties: tests, strongest: strongest, strongestDeviation: deviation)
    }

    /// The frequency of the others' outcome in a signal, and the number of trials.
    private func frequency(of signal: Signalling, at settings: [Int]) throws -> (Double, Double) {
        let counts = try othersCounts(signal.party, settings)
        var sizes = scenario.outcomeCounts(given: settings)
        sizes.remove(at: signal.party)
        let place = zip(signal.outcome, sizes).reduce(0) { $0 * $1.1 + $1.0 }
        let total = counts.reduce(0, +)
        return (counts[place] / total, total)
    }

    /// The counts of the other parties' outcomes.
    private func othersCounts(_ party: Int, _ settings: [Int]) throws -> [Double] {
        let sizes = scenario.outcomeCounts(given: settings)
        let start = try scenario.range(of: settings).lowerBound
        let inner = sizes[(party + 1)...].reduce(1, *)
        let outer = sizes[..<party].reduce(1, *)
        return (0..<(outer * inner)).map { index in
            let place = start + (index / inner) * sizes[party] * inner + index % inner
            return Double((0..<sizes[party]).reduce(0) { $0 + counts[place + $1 * inner] })
        }
    }

    private func signallingTest(_ party: Int) throws -> NoSignallingTest.Party {
        let choices = scenario.outcomes[party].count
        var (statistic, freedom) = (0.0, 0)
        for list in 0..<scenario.settingLists where choices > 1 && scenario.parties > 1 {
            var settings = scenario.settings(ofList: list)
            guard settings[party] == 0 else { continue }
            var rows: [[Double]] = []
            for choice in 0..<choices {
                settings[party] = choice
                rows.append(try othersCounts(party, settings))
            }
            let totals = rows.map { $0.reduce(0, +) }
            let all = totals.reduce(0, +)
            // Outcomes that were never seen tell nothing.
            let seen = rows[0].indices.filter { index in rows.contains { $0[index] > 0 } }
            for index in seen {
                let pooled = rows.reduce(0) { $0 + $1[index] } / all
                for (row, total) in zip(rows, totals) {
                    let difference = row[index] - pooled * total
                    statistic += difference * difference / (pooled * total)
                }
            }
            freedom += (choices - 1) * max(0, seen.count - 1)
        }
        let pValue = freedom > 0 ? try TailProbability.chiSquare(atLeast: statistic, degreesOfFreedom: freedom) : 1
        return NoSignallingTest.Party(
            party: party, chiSquare: statistic, degreesOfFreedom: freedom, pValue: pValue)
    }
}
