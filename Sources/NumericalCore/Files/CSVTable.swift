import Foundation

/// A table of text in comma-separated values, as measured data come in.
///
/// Fields may be quoted, with doubled quotes inside and line breaks; lines that begin with `#` before any field, and empty
/// lines, are comments; a byte-order mark and any of the three line endings are accepted. A table refuses to be ragged.
/// Numbers are written by ``csvText(_:)`` so that they read back to the same bits, here and in NumPy. Format: RFC 4180.
public struct CSVTable: Sendable, Hashable {
    /// The names of the columns; empty when the table has no header.
    public let columnNames: [String]
    /// The rows, all of one length, without the header.
    public let rows: [[String]]
    /// The line of the source, from 1, at which each row begins.
    public let lines: [Int]
    /// What the source is called in errors.
    public let source: String

    /// Reads a file in UTF-8.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - hasHeader: Whether the first row names the columns.
    /// - Complexity: O(size of the file).
    /// - Throws: ``FileAccessError`` when the file cannot be read; ``FileFormatError`` when it is not UTF-8, is ragged, has an
    ///   unclosed quote, or repeats a column's name.
    public init(contentsOf path: String, hasHeader: Bool = true) throws {
        let data = try AtomicFile.read(path)
        guard let text = String(validating: data, as: UTF8.self) else {
            throw FileFormatError(path, "text", must: "be UTF-8", was: "not")
        }
        try self.init(text: text, hasHeader: hasHeader, source: path)
    }

    /// Reads a text.
    ///
    /// - Parameters:
    ///   - text: The table.
    ///   - hasHeader: Whether the first row names the columns.
    ///   - source: What the text is called in errors.
    /// - Throws: ``FileFormatError`` when the text is ragged, has an unclosed quote, or repeats a column's name.
    public init(text: String, hasHeader: Bool = true, source: String = "CSV text") throws {
        var scanner = CSVScanner(text, source: source)
        var records: [(line: Int, fields: [String])] = []
        while let record = try scanner.next() {
            if let first = records.first, record.fields.count != first.fields.count {
                throw FileFormatError(
                    source, "line \(record.line)", must: "have \(first.fields.count) fields like line \(first.line)",
                    was: record.fields.count)
            }
            records.append(record)
        }
        if hasHeader {
            guard let header = records.first else {
                throw FileFormatError(source, "table", must: "have a row that names the columns", was: "empty")
            }
            let names = header.fields.map { $0.trimmingCharacters(in: .whitespaces) }
            guard Set(names).count == names.count else {
                throw FileFormatError(source, "column names", must: "be different", was: names)
            }
            columnNames = names
            records.removeFirst()
        } else {
            columnNames = []
        }
        rows = records.map(\.fields)
        lines = records.map(\.line)
        self.source = source
    }

    /// The entries of the column with a name.
    ///
    /// - Throws: ``FileFormatError`` when there is no such column.
    public func column(_ name: String) throws -> [String] {
        guard let place = columnNames.firstIndex(of: name) else {
            throw FileFormatError(source, "columns", must: "contain \"\(name)\"", was: columnNames)
        }
        return rows.map { $0[place].trimmingCharacters(in: .whitespaces) }
    }

    /// The entries of the column with a name, as finite numbers.
    ///
    /// - Throws: ``FileFormatError`` when there is no such column, or with the line of the first entry that is no number.
    public func numbers(_ name: String) throws -> [Double] {
        try zip(column(name), lines).map { entry, line in
            guard let number = Double(entry), number.isFinite else { throw notANumber(entry, line, "a finite number") }
            return number
        }
    }

    /// All entries as real numbers, a row of the matrix for each row of the table.
    ///
    /// - Throws: ``FileFormatError`` with the line of the first entry that is no finite number.
    public func realMatrix() throws -> RealMatrix {
        try matrix { entry in Double(entry).flatMap { $0.isFinite ? $0 : nil } }
    }

    /// All entries as complex numbers such as `0.5`, `0.1-0.2i` or NumPy's `(0.1-0.2j)`.
    ///
    /// - Throws: ``FileFormatError`` with the line of the first entry that is no finite number.
    public func complexMatrix() throws -> ComplexMatrix {
        try matrix { entry in Complex(entry).flatMap { $0.isFinite ? $0 : nil } }
    }

    private func matrix<Element: Scalar>(_ parse: (String) -> Element?) throws -> Matrix<Element> {
        let parsed = try zip(rows, lines).map { row, line in
            try row.map { entry in
                guard let number = parse(entry.trimmingCharacters(in: .whitespaces)) else {
                    throw notANumber(entry, line, "a finite number")
                }
                return number
            }
        }
        return try Matrix(parsed)
    }

    private func notANumber(_ entry: String, _ line: Int, _ what: String) -> FileFormatError {
        FileFormatError(source, "entry on line \(line)", must: "be \(what)", was: "\"\(entry.prefix(40))\"")
    }
}

/// The text of a table: a header, unless it is empty, and a line for each row, fields quoted where they must be.
///
/// - Throws: ``InvalidArgument`` when a row does not have as many fields as the first or the header.
public func csvText(header: [String] = [], rows: [[String]]) throws -> String {
    let all = (header.isEmpty ? [] : [header]) + rows
    for (index, row) in all.enumerated() {
        try require(
            row.count == all[0].count, "row \(index)", must: "have \(all[0].count) fields like row 0", was: row.count)
    }
    return all.map { $0.map(csvField).joined(separator: ",") + "\n" }.joined()
}

/// The text of a matrix of real numbers, each with as many digits as it takes to read back to the same bits.
public func csvText(_ matrix: RealMatrix) -> String {
    (0..<matrix.rows).map { row in matrix.row(row).map(\.description).joined(separator: ",") + "\n" }.joined()
}

/// The text of a matrix of complex numbers, written like `(0.1-0.2j)`, which NumPy reads too.
public func csvText(_ matrix: ComplexMatrix) -> String {
    (0..<matrix.rows).map { row in
        matrix.row(row).map { "(\($0.real)\($0.imaginary.sign == .minus ? "-" : "+")\($0.imaginary.magnitude)j)" }
            .joined(separator: ",") + "\n"
    }.joined()
}

private func csvField(_ field: String) -> String {
    let isPlain = field.utf8.allSatisfy { ![44, 34, 10, 13].contains($0) } && !field.hasPrefix("#")
    return isPlain && !field.isEmpty ? field : "\"" + field.replacing("\"", with: "\"\"") + "\""
}

/// Cuts a text into records of fields, counting lines.
private struct CSVScanner {
    private let bytes: [UInt8]
    private var place = 0
    private var line = 1
    private let source: String

    init(_ text: String, source: String) {
        let utf8 = Array(text.utf8)
        bytes = utf8.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(utf8.dropFirst(3)) : utf8
        self.source = source
    }

    /// The next record that is neither empty nor a comment; nil at the end.
    mutating func next() throws -> (line: Int, fields: [String])? {
        while place < bytes.count {
            if bytes[place] == UInt8(ascii: "#") {
                while place < bytes.count, !isLineBreak(bytes[place]) { place += 1 }
                skipLineBreak()
            } else if isLineBreak(bytes[place]) {
                skipLineBreak()
            } else {
                return try record()
            }
        }
        return nil
    }

    private mutating func record() throws -> (line: Int, fields: [String]) {
        let start = line
        var fields: [String] = []
        while true {
            fields.append(try field())
            guard place < bytes.count, bytes[place] == UInt8(ascii: ",") else { break }
            place += 1
        }
        skipLineBreak()
        return (start, fields)
    }

    private mutating func field() throws -> String {
        guard place < bytes.count, bytes[place] == UInt8(ascii: "\"") else {
            let start = place
            while place < bytes.count, bytes[place] != UInt8(ascii: ","), !isLineBreak(bytes[place]) { place += 1 }
            return String(decoding: bytes[start..<place], as: UTF8.self)
        }
        let opening = line
        place += 1
        var content: [UInt8] = []
        while place < bytes.count {
            let byte = bytes[place]
            if byte == UInt8(ascii: "\"") {
                place += 1
                guard place < bytes.count, bytes[place] == UInt8(ascii: "\"") else {
                    guard place == bytes.count || bytes[place] == UInt8(ascii: ",") || isLineBreak(bytes[place]) else {
                        throw FileFormatError(
                            source, "quoted field on line \(line)", must: "end before a comma or a line break",
                            was: "followed by more text")
                    }
                    return String(decoding: content, as: UTF8.self)
                }
            } else if byte == UInt8(ascii: "\n") {
                line += 1
            }
            content.append(byte)
            place += 1
        }
        throw FileFormatError(source, "quote opened on line \(opening)", must: "be closed", was: "open at the end")
    }

    private func isLineBreak(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }

    private mutating func skipLineBreak() {
        guard place < bytes.count, isLineBreak(bytes[place]) else { return }
        let isPair = bytes[place] == UInt8(ascii: "\r") && place + 1 < bytes.count && bytes[place + 1] == UInt8(ascii: "\n")
        place += isPair ? 2 : 1
        line += 1
    }
}
