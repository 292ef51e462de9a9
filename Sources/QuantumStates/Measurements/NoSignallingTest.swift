import NumericalCore

/// Whether measured frequencies signal by more than chance.
///
/// If a party does not signal, the outcomes of the others are distributed alike whatever setting it chooses. For each party
/// the deviations from that are summed as χ² = Σ (n − n̂)²/n̂ over the others' settings and outcomes and the party's settings.
/// The hypothesis is that trials are independent, given their settings, and all of one no-signalling behaviour. Then, for each
/// list of the others' settings, the table of counts by the party's setting and the others' outcome has, given its sums of rows
/// and columns, the hypergeometric law that knows nothing of the behaviour; p-values are from that law and valid for few
/// trials as for many.
public struct NoSignallingTest: Sendable, Hashable, Codable {
    /// The test of one party as the one that may signal.
    public struct Party: Sendable, Hashable, Codable {
        /// The party.
        public let party: Int
        /// χ², 0 when the others' frequencies do not depend on the party's setting at all.
        public let chiSquare: Double
        /// Its degrees of freedom for many trials; 0 when the party has no choice or no counts could differ.
        public let degreesOfFreedom: Int
        /// The probability of so strong a signal by chance, or a bound on it: P(p ≤ α) ≤ α for any number of trials.
        ///
        /// Random tables give (1 + those with at least this χ²)/(1 + their number), 10⁻⁴ at least; below that it is a union bound
        /// over the exact tails of single counts.
        public let pValue: Double
        /// How ``pValue`` was found.
        public let method: CountTestMethod
        /// How many random tables were drawn; drawing ends early when many have at least this χ².
        public let randomTables: Int
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
    /// - Parameter seed: Of the random tables; those of party k are from substream k.
    /// - Complexity: O(N·count), and O(count) for each of at most 9999 random tables, fewer in large scenarios.
    /// - Throws: Nothing that counts could cause.
    public func noSignallingTest(seed: UInt64 = 0) throws -> NoSignallingTest {
        let tests = try (0..<scenario.parties).map { try signallingTest($0, seed: seed) }
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
        let place = MixedRadix.index(signal.outcome, sizes)
        let total = Double(counts.reduce(0, +))
        return (Double(counts[place]) / total, total)
    }

    /// The counts of the other parties' outcomes.
    private func othersCounts(_ party: Int, _ settings: [Int]) throws -> [Int] {
        let sizes = scenario.outcomeCounts(given: settings)
        let start = try scenario.range(of: settings).lowerBound
        let inner = sizes[(party + 1)...].reduce(1, *)
        let outer = sizes[..<party].reduce(1, *)
        return (0..<(outer * inner)).map { index in
            let place = start + (index / inner) * sizes[party] * inner + index % inner
            return (0..<sizes[party]).reduce(0) { $0 + counts[place + $1 * inner] }
        }
    }

    private func signallingTest(_ party: Int, seed: UInt64) throws -> NoSignallingTest.Party {
        let choices = scenario.outcomes[party].count
        var tables: [ContingencyTable] = []
        for list in 0..<scenario.settingLists where choices > 1 && scenario.parties > 1 {
            var settings = scenario.settings(ofList: list)
            guard settings[party] == 0 else { continue }
            var rows: [[Int]] = []
            for choice in 0..<choices {
                settings[party] = choice
                rows.append(try othersCounts(party, settings))
            }
            let table = ContingencyTable(rows)
            if table.degreesOfFreedom > 0 { tables.append(table) }
        }
        guard !tables.isEmpty else {
            return NoSignallingTest.Party(
                party: party, chiSquare: 0, degreesOfFreedom: 0, pValue: 1, method: .nothingToTest, randomTables: 0)
        }
        let observed = tables.reduce(0) { $0 + $1.chiSquare($1.rows) }
        let singleCounts = tables.map { $0.leastTail() }
        let draws = tables.reduce(0) { $0 + $1.degreesOfFreedom }
        var stream = RandomStream(seed: seed, substream: UInt64(party))
        let (pValue, drawn) = RandomCountTest.pValue(
            observed: observed,
            unionBound: Double(singleCounts.reduce(0) { $0 + $1.tails }) * (singleCounts.map(\.least).min() ?? 1),
            repetitions: max(199, min(RandomCountTest.repetitions, 5_000_000 / draws)),
            draw: { tables.reduce(0) { $0 + $1.chiSquare($1.sample(using: &stream)) } })
        return NoSignallingTest.Party(
            party: party, chiSquare: observed, degreesOfFreedom: draws, pValue: pValue,
            method: drawn > 0 ? .randomCounts : .singleCounts, randomTables: drawn)
    }
}

extension NoSignallingTest.Party: CustomStringConvertible {
    /// χ² and the p-value of the party.
    public var description: String {
        "party \(party): χ² = \(ShortNumber.text(chiSquare)), p = \(ShortNumber.text(pValue, digits: 3))"
    }
}

extension NoSignallingTest: CustomStringConvertible {
    /// The p-value, that of each party, and the strongest signal in the frequencies.
    public var description: String {
        let list = parties.map(\.description)
        return
            "no-signalling: p = \(ShortNumber.text(pValue, digits: 3)) (\(list.joined(separator: "; "))); in the frequencies "
            + "\(strongest)"
            + (strongest.defect == 0 ? "" : ", \(ShortNumber.text(strongestDeviation, digits: 3)) standard errors")
    }
}
