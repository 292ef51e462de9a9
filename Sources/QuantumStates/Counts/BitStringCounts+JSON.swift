import DataFiles
import Foundation
import NumericalCore

extension BitStringCounts {
    /// The counts in a JSON file that holds one dictionary, as `json.dump(counts)` writes it in Python.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - keys: What the keys are.
    ///   - order: Which bit is party 0.
    /// - Throws: `FileAccessError` when the file cannot be read, `FileFormatError` when it is not a dictionary of numbers, and
    ///   ``/NumericalCore/InvalidArgument`` as ``init(_:keys:order:named:)``.
    public init(contentsOf path: String, keys: Keys = .bitStrings, order: PartyOrder) throws {
        try self.init(json: try AtomicFile.read(path), keys: keys, order: order, named: path)
    }

    /// The counts in JSON that holds one dictionary.
    ///
    /// - Throws: As ``init(contentsOf:keys:order:)``.
    public init(json: Data, keys: Keys = .bitStrings, order: PartyOrder, named source: String = "counts") throws {
        try self.init(
            JSONFile.decode([String: Double].self, from: json, name: source), keys: keys, order: order, named: source)
    }

    /// The counts of several settings in a file, by their names: `{"XX": {"00": 251, "11": 249}, …}` in a `.json` file, otherwise a
    /// table with the columns setting, outcomes and count.
    ///
    /// - Throws: `FileAccessError` and `FileFormatError` for the file; ``/NumericalCore/InvalidArgument`` when a table has other
    ///   columns or a row twice, and as ``init(_:keys:order:named:)``.
    static func bySetting(in path: String, keys: Keys, order: PartyOrder) throws -> [String: BitStringCounts] {
        let dictionaries: [String: [String: Double]] =
            path.hasSuffix(".json")
            ? try JSONFile.read(from: path) : try dictionaries(in: CSVTable(withAnySeparator: path), named: path)
        var counts: [String: BitStringCounts] = [:]
        for (setting, dictionary) in dictionaries.sorted(by: { $0.key < $1.key }) {
            counts[setting] = try BitStringCounts(
                dictionary, keys: keys, order: order, named: "\(path), setting \(setting.prefix(70))")
        }
        return counts
    }

    private static func dictionaries(in table: CSVTable, named source: String) throws -> [String: [String: Double]] {
        try require(
            table.columnCount == 3, "columns of \(source)", must: "be the setting, the outcomes and the count",
            was: table.columnCount)
        func words(_ column: Int) throws -> [String] {
            try table.text(inColumn: column).map { text in
                String(text.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
            }
        }
        var rows: [String: [String: Double]] = [:]
        let (settings, outcomes) = (try words(0), try words(1))
        for (row, count) in try table.numbers(inColumn: 2).enumerated() {
            let old = rows[settings[row], default: [:]].updateValue(count, forKey: outcomes[row])
            try require(
                old == nil, "row \(row) of \(source)", must: "not be repeated",
                was: "\(settings[row].prefix(70)), \(outcomes[row].prefix(70))")
        }
        return rows
    }
}
