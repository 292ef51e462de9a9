import DataFiles
import NumericalCore

extension MeasuredBehaviour {
    /// The counts of a table with a row for each trial, or for each list of settings and outcomes with its count.
    ///
    /// - Parameters:
    ///   - table: The trials, all whole numbers.
    ///   - settings: The name of the column with each party's setting.
    ///   - outcomes: The name of the column with each party's outcome.
    ///   - count: The name of the column with the number of trials of a row; nil when each row is one trial.
    ///   - firstSetting: The number of each party's first setting: 0, or 1 for tables that count from one.
    ///   - labels: What the table calls outcomes by.
    ///   - outcomeCount: K, the number of outcomes of every setting.
    ///   - source: What error messages call the table.
    /// - Complexity: O(rows × parties).
    /// - Throws: ``/NumericalCore/InvalidArgument`` that names the row where a setting, an outcome or a count is not possible, or the
    ///   settings that were never tried; `FileFormatError` when an entry is not a whole number.
    public init(
        trials table: CSVTable, settings: [String], outcomes: [String], count: String? = nil, firstSetting: Int = 0,
        labels: OutcomeLabels = .fromZero, outcomeCount: Int = 2, named source: String = "table"
    ) throws {
        let parties = settings.count
        try require((1...20).contains(parties), "parties", must: "be in 1…20", was: parties)
        try require(
            outcomes.count == parties, "outcomes", must: "name a column for each of \(parties) parties",
            was: outcomes.count)
        try require((2...256).contains(outcomeCount), "outcomeCount", must: "be in 2…256", was: outcomeCount)
        let rows = table.rowCount
        let counts = try count.map { try table.integers($0) } ?? Array(repeating: 1, count: rows)
        let chosen = try settings.map { try table.integers($0) }
        let seen = try outcomes.map { try table.integers($0) }
        let sizes = try MeasuredBehaviour.settingCounts(chosen, firstSetting: firstSetting, named: source)
        let lists = sizes.reduce(1.0) { $0 * Double($1) }
        try require(
            lists <= Double(rows), "rows of \(source)", must: "be at least one for each list of settings",
            was: "\(rows) for \(sizes) settings")
        let scenario = try Scenario(outcomes: sizes.map { Array(repeating: outcomeCount, count: $0) })
        var sums = [Int](repeating: 0, count: scenario.count)
        for row in 0..<rows {
            let found = try seen.enumerated().map { party, column in
                guard let outcome = labels.outcome(column[row]), outcome < outcomeCount else {
                    throw InvalidArgument(
                        "outcome of party \(party) in row \(row) of \(source)",
                        must: "be \(labels.words), of \(outcomeCount) outcomes", was: column[row])
                }
                return outcome
            }
            let place = try scenario.index(of: found, given: chosen.map { $0[row] - firstSetting })
            try require(
                (0...MeasuredBehaviour.largestCount).contains(counts[row]), "count in row \(row) of \(source)",
                must: "be in 0…2⁴⁰",
                was: counts[row])
            sums[place] += counts[row]
            try require(
                sums[place] <= MeasuredBehaviour.largestCount, "sum of counts up to row \(row) of \(source)",
                must: "be at most 2⁴⁰", was: sums[place])
        }
        try self.init(counts: sums, in: scenario)
    }

    /// The counts of circuits in which every party measures one bit, by their settings such as `01`.
    ///
    /// - Parameters:
    ///   - counts: The counts for each list of settings; its name has one digit for each party.
    ///   - order: Which digit of the names is party 0's.
    ///   - source: What error messages call the counts.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when names and bits differ in length, a list of settings is missing, or a count is
    ///   not a whole number.
    public init(
        circuitCounts counts: [String: BitStringCounts], order: PartyOrder, named source: String = "counts"
    ) throws {
        guard let parties = counts.values.first?.bits else {
            throw InvalidArgument("settings of \(source)", must: "be at least one", was: "none")
        }
        try require(parties <= 12, "parties", must: "be at most 12", was: parties)
        let labels = counts.keys.sorted()
        let lists = try labels.map { label in
            let digits = order.fromFirst(label).compactMap(\.wholeNumberValue)
            try require(
                digits.count == parties && label.count == parties && counts[label]?.bits == parties,
                "setting \"\(label.prefix(70))\" of \(source)",
                must: "have a digit and a bit for each of \(parties) parties",
                was: "\(label.count) letters and \(counts[label]?.bits ?? 0) bits")
            return digits
        }
        let sizes = (0..<parties).map { party in 1 + (lists.map { $0[party] }.max() ?? 0) }
        try require(
            sizes.reduce(1.0) { $0 * Double($1) } == Double(lists.count), "settings of \(source)",
            must: "be all lists, each once", was: labels.prefix(20))
        let scenario = try Scenario(outcomes: sizes.map { Array(repeating: 2, count: $0) })
        var all = [Int](repeating: 0, count: scenario.count)
        for (label, list) in zip(labels, lists) {
            let range = try scenario.range(of: list)
            for (place, count) in zip(range, try counts[label]?.allCounts() ?? []) {
                guard let whole = Int(exactly: count) else {
                    throw InvalidArgument("count for \(label) in \(source)", must: "be a whole number", was: count)
                }
                all[place] = whole
            }
        }
        try self.init(counts: all, in: scenario)
    }

    /// The counts of circuits by their settings, from a file; see ``TomographyData/init(pauliCountsIn:keys:order:)`` for its forms.
    ///
    /// - Throws: `FileAccessError` and `FileFormatError` for the file, and as ``init(circuitCounts:order:named:)``.
    public init(
        circuitCountsIn path: String, keys: BitStringCounts.Keys = .bitStrings, order: PartyOrder
    ) throws {
        try self.init(
            circuitCounts: BitStringCounts.bySetting(in: path, keys: keys, order: order), order: order, named: path)
    }
}
