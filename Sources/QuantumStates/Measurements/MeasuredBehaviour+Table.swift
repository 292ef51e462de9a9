import DataFiles
import NumericalCore

extension MeasuredBehaviour {
    /// The counts of a table: a column with the setting of each party, then a column for each list of outcomes.
    ///
    /// Every list of settings stands in one row, in any order; all settings have the same number of outcomes, and the columns of
    /// counts are in counting order, the first party most significant: for two parties and two outcomes ++, +−, −+, −−.
    /// - Parameters:
    ///   - table: Settings and counts, all whole numbers.
    ///   - parties: N, the number of columns of settings, in 1…20.
    ///   - source: What error messages call the table.
    ///   - firstSetting: The number of each party's first setting: 0, or 1 for tables that count from one.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when columns do not fit, a list of settings is missing, repeated or
    ///   negative, or a count is wrong; `FileFormatError` when an entry is not a whole number.
    public init(
        _ table: CSVTable, parties: Int = 2, named source: String = "table", firstSetting: Int = 0
    ) throws {
        try require((1...20).contains(parties), "parties", must: "be in 1…20", was: parties)
        let columns = table.columnCount - parties
        // K with K^N columns.
        var outcomes = 1
        while outcomes < columns,
            (0..<parties).reduce(1, { product, _ in min(product * outcomes, columns + 1) }) < columns
        {
            outcomes += 1
        }
        try require(
            columns >= 1 && (0..<parties).reduce(1, { product, _ in min(product * outcomes, columns + 1) }) == columns,
            "columns of \(source)", must: "be \(parties) of settings and Kᴺ of counts", was: table.columnCount)
        let chosen = try (0..<parties).map { try table.integers(inColumn: $0) }
        let sizes = try MeasuredBehaviour.settingCounts(chosen, firstSetting: firstSetting, named: source)
        let values = try (0..<columns).map { try table.integers(inColumn: parties + $0) }
        let settings = chosen.map { $0.map { $0 - firstSetting } }
        let scenario = try Scenario(outcomes: sizes.map { Array(repeating: outcomes, count: $0) })
        try require(
            table.rowCount == scenario.settingLists, "rows of \(source)",
            must: "be \(scenario.settingLists), one for each list of settings", was: table.rowCount)
        var counts = [Int](repeating: -1, count: scenario.count)
        for row in 0..<table.rowCount {
            let range = try scenario.range(of: settings.map { $0[row] })
            try require(
                counts[range.lowerBound] == -1, "settings in row \(row) of \(source)", must: "not be repeated",
                was: settings.map { $0[row] })
            for (place, column) in zip(range, values) {
                try require(
                    (0...MeasuredBehaviour.largestCount).contains(column[row]),
                    "count \(place - range.lowerBound) in row \(row) of \(source)", must: "be in 0…2⁴⁰",
                    was: column[row])
                counts[place] = column[row]
            }
        }
        try self.init(counts: counts, in: scenario)
    }

    /// How many settings each party has, from a column with its setting in each row.
    ///
    /// Every list of settings is tried, so no party has more settings than there are rows.
    static func settingCounts(_ columns: [[Int]], firstSetting: Int, named source: String) throws -> [Int] {
        try require((0...1).contains(firstSetting), "firstSetting", must: "be 0 or 1", was: firstSetting)
        return try columns.enumerated().map { party, column in
            try require(
                column.isEmpty || column.contains { $0 <= firstSetting }, "settings of party \(party) in \(source)",
                must:
                    "begin at \(firstSetting)\(firstSetting == 0 ? " (for tables that count from one, state it)" : "")",
                was: "at least \(column.min() ?? 0)")
            for (row, setting) in column.enumerated() {
                try require(
                    setting >= firstSetting && setting - firstSetting < column.count,
                    "setting of party \(party) in row \(row) of \(source)",
                    must: "be in \(firstSetting)..<\(column.count + firstSetting)", was: setting)
            }
            return 1 + (column.max() ?? firstSetting) - firstSetting
        }
    }
}
