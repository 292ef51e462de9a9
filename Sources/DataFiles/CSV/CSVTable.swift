import Foundation
import NumericalCore

/// A table of text and numbers as comma-separated values: comment lines, column names, and rows of equal length.
///
/// Fields follow [RFC4180]. A line whose first visible character is `#` is a comment and a blank line is nothing; lines
/// may end in LF, CRLF or CR, and a byte order mark is skipped. A field becomes a number when it is asked for as one.
public struct CSVTable: Sendable {
    /// The texts of the comment lines, without the sign and the space after it.
    public let comments: [String]
    /// The names of the columns, or nothing when the table has no row of names.
    public let columnNames: [String]
    /// The number of columns.
    public let columnCount: Int
    /// The number of rows, not counting the names.
    public let rowCount: Int

    /// What error messages call the table.
    let source: String
    /// The fields' bytes, and for each field, row after row, where they are.
    let fields: CSVFields

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - path: The file, in UTF-8.
    ///   - hasColumnNames: Whether the first row holds the names of the columns.
    ///   - separator: The character between fields: ASCII, and neither a quote, a line end nor `#`.
    /// - Complexity: O(n), with 16 bytes of memory for each field besides the text itself.
    /// - Throws: ``FileAccessError`` when the file cannot be read; ``FileFormatError`` naming the line when a row has
    ///   more or fewer fields than the first, a quote is out of place, or the text is not UTF-8; ``/NumericalCore/InvalidArgument``
    ///   for an impossible separator.
    public init(contentsOf path: String, hasColumnNames: Bool = true, separator: Character = ",") throws {
        try self.init(
            data: try AtomicFile.read(path), hasColumnNames: hasColumnNames, separator: separator, name: path)
    }

    /// Reads the contents of a file.
    ///
    /// - Parameters:
    ///   - data: The whole file, in UTF-8.
    ///   - hasColumnNames: Whether the first row holds the names of the columns.
    ///   - separator: The character between fields.
    ///   - name: What error messages call the table.
    /// - Complexity: O(n).
    /// - Throws: ``FileFormatError`` and ``/NumericalCore/InvalidArgument`` as for a file.
    public init(
        data: Data, hasColumnNames: Bool = true, separator: Character = ",", name: String = "data"
    ) throws {
        var parser = CSVParser(
            bytes: [UInt8](data), separator: try CSVTable.admit(separator), source: name,
            hasColumnNames: hasColumnNames)
        self = try parser.parse()
    }

    /// A table from its columns.
    ///
    /// - Parameters:
    ///   - columns: The name and the contents of each column, from left to right.
    ///   - comments: Lines to put before the table; one with line breaks becomes several.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the columns differ in length.
    public init(_ columns: KeyValuePairs<String, CSVColumn>, comments: [String] = []) throws {
        try self.init(names: columns.map(\.key), columns: columns.map(\.value), comments: comments)
    }

    /// A table from its columns, with or without names.
    ///
    /// - Parameters:
    ///   - names: A name for each column, or none at all.
    ///   - columns: The contents of each column, from left to right.
    ///   - comments: Lines to put before the table.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the columns differ in length or from the names in number.
    public init(names: [String], columns: [CSVColumn], comments: [String] = []) throws {
        try require(
            names.isEmpty || names.count == columns.count, "names",
            must: "be none or \(columns.count), one for each column", was: names.count)
        let rowCount = columns.first?.count ?? 0
        for (index, column) in columns.enumerated() {
            try require(
                column.count == rowCount, "column \(names.isEmpty ? String(index) : names[index])",
                must: "have \(rowCount) entries like the first", was: column.count)
        }
        var fields = CSVFields()
        for row in 0..<rowCount {
            for column in columns { fields.append(column.text(at: row)) }
        }
        self.init(
            comments: comments.flatMap { $0.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) }
                .map(String.init),
            columnNames: names, columnCount: columns.count, rowCount: rowCount, source: "table", fields: fields)
    }

    init(
        comments: [String], columnNames: [String], columnCount: Int, rowCount: Int, source: String, fields: CSVFields
    ) {
        self.comments = comments
        self.columnNames = columnNames
        self.columnCount = columnCount
        self.rowCount = rowCount
        self.source = source
        self.fields = fields
    }

    static func admit(_ separator: Character) throws -> UInt8 {
        guard let byte = separator.asciiValue, byte != 0, !"\"\r\n#.+-".utf8.contains(byte),
            !separator.isLetter, !separator.isNumber
        else {
            throw InvalidArgument(
                "separator", must: "be an ASCII character that cannot be part of a number, a quote, a line end or #",
                was: String(separator).debugDescription)
        }
        return byte
    }
}

/// The contents of a column from which a ``CSVTable`` is made.
public enum CSVColumn: Sendable, Hashable {
    /// Real numbers; each is written with the fewest digits that give the same number back.
    case numbers([Double])
    /// Whole numbers.
    case integers([Int])
    /// Text.
    case text([String])

    var count: Int {
        switch self {
        case .numbers(let values): values.count
        case .integers(let values): values.count
        case .text(let values): values.count
        }
    }

    func text(at row: Int) -> String {
        switch self {
        case .numbers(let values): values[row].isNaN ? "nan" : values[row].description
        case .integers(let values): values[row].description
        case .text(let values): values[row]
        }
    }
}

/// Fields one after the other: their bytes, unquoted, and where each begins and ends.
struct CSVFields: Sendable {
    var bytes: [UInt8] = []
    /// The end of each field; it begins where the one before it ends.
    var ends: [Int] = []
    /// The line in the file where each row begins; empty for a table that was not read.
    var lines: [Int] = []

    subscript(index: Int) -> ArraySlice<UInt8> { bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]] }

    /// A field without the spaces and tabs around it.
    static func trimmed(_ field: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var field = field.drop { $0 == 0x20 || $0 == 0x09 }
        while let last = field.last, last == 0x20 || last == 0x09 { field.removeLast() }
        return field
    }

    mutating func append(_ text: String) {
        bytes.append(contentsOf: text.utf8)
        ends.append(bytes.count)
    }
}
