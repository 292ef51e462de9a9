import Foundation
import NumericalCore

extension CSVTable {
    /// The column with a name, as numbers.
    ///
    /// - Complexity: O(rows).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when no column or more than one has the name; ``FileFormatError`` naming the line
    ///   when a field is not a number.
    public subscript(name: String) -> [Double] {
        get throws { try numbers(inColumn: try index(of: name)) }
    }

    /// The column with a name, as whole numbers.
    ///
    /// - Complexity: O(rows).
    /// - Throws: As for real numbers; `2.0` is not a whole number here.
    public func integers(_ name: String) throws -> [Int] { try integers(inColumn: try index(of: name)) }

    /// The column with a name, as text.
    ///
    /// - Complexity: O(rows).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when no column or more than one has the name.
    public func text(_ name: String) throws -> [String] { try text(inColumn: try index(of: name)) }

    /// A column as numbers: decimal, with an exponent or not, or `nan`, `inf` and their like.
    ///
    /// - Parameter column: The place of the column, from 0.
    /// - Complexity: O(rows).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there is no such column; ``FileFormatError`` naming the line when a field is
    ///   not a number or beyond the range of `Double`.
    public func numbers(inColumn column: Int) throws -> [Double] {
        try requireColumn(column)
        return try (0..<rowCount).map { try number(row: $0, column: column) }
    }

    /// A column as whole numbers.
    ///
    /// - Parameter column: The place of the column, from 0.
    /// - Complexity: O(rows).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there is no such column; ``FileFormatError`` naming the line when a field is
    ///   not a whole number that fits into an `Int`.
    public func integers(inColumn column: Int) throws -> [Int] {
        try requireColumn(column)
        return try (0..<rowCount).map { row in
            let text = trimmed(row, column)
            guard let value = Int(text) else { throw refusal(row, column, "be a whole number", text) }
            return value
        }
    }

    /// A column as text, with its spaces.
    ///
    /// - Parameter column: The place of the column, from 0.
    /// - Complexity: O(rows).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there is no such column.
    public func text(inColumn column: Int) throws -> [String] {
        try requireColumn(column)
        return (0..<rowCount).map { String(decoding: fields[$0 * columnCount + column], as: UTF8.self) }
    }

    /// The whole table as a matrix of numbers.
    ///
    /// - Complexity: O(rows · columns).
    /// - Throws: ``FileFormatError`` naming the line when a field is not a number.
    public func matrix() throws -> RealMatrix {
        try RealMatrix(rows: rowCount, columns: columnCount) { try number(row: $0, column: $1) }
    }

    /// The whole table as a matrix of complex numbers, written like `0.5`, `0.1 - 0.2i` or NumPy's `(0.1-0.2j)`.
    ///
    /// - Complexity: O(rows · columns).
    /// - Throws: ``FileFormatError`` naming the line when a field is not a finite complex number.
    public func complexMatrix() throws -> ComplexMatrix {
        try ComplexMatrix(rows: rowCount, columns: columnCount) { row, column in
            let text = trimmed(row, column)
            guard let value = Complex(text), value.isFinite else {
                throw refusal(row, column, "be a finite complex number\(CSVTable.advice(text))", text)
            }
            return value
        }
    }

    private func index(of name: String) throws -> Int {
        let places = columnNames.indices.filter { columnNames[$0] == name }
        let known = columnNames.isEmpty ? "none has a name" : columnNames.joined(separator: ", ")
        try require(
            places.count == 1, "column name", must: "be that of one column of \(source) (\(known))",
            was: places.isEmpty ? "'\(name)'" : "'\(name)', the name of \(places.count) columns")
        return places[0]
    }

    private func requireColumn(_ column: Int) throws {
        try require(
            (0..<columnCount).contains(column), "column", must: "be one of the \(columnCount) columns of \(source)",
            was: column)
    }

    private func number(row: Int, column: Int) throws -> Double {
        let text = trimmed(row, column)
        // The standard library also reads hexadecimal numbers, which no other reader of CSV expects.
        let isDecimal = text.utf8.allSatisfy { (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }
        guard isDecimal || isNotFinite(text), let value = Double(text) else {
            throw refusal(row, column, "be a number\(CSVTable.advice(text))", text)
        }
        guard value.isFinite || !isDecimal else {
            throw refusal(row, column, "be within the range of double precision", text)
        }
        return value
    }

    /// What to write in place of a comma within a number.
    private static func advice(_ text: String) -> String { text.contains(",") ? " (with a decimal point)" : "" }

    private func isNotFinite(_ text: String) -> Bool {
        let hasSign = text.hasPrefix("+") || text.hasPrefix("-")
        return ["nan", "inf", "infinity"].contains(text.dropFirst(hasSign ? 1 : 0).lowercased())
    }

    private func trimmed(_ row: Int, _ column: Int) -> String {
        String(decoding: CSVFields.trimmed(fields[row * columnCount + column]), as: UTF8.self)
    }

    private func refusal(_ row: Int, _ column: Int, _ requirement: String, _ text: String) -> FileFormatError {
        let place = fields.lines.isEmpty ? "row \(row)" : "line \(fields.lines[row])"
        let name = columnNames.isEmpty ? "column \(column)" : "column '\(columnNames[column])'"
        let shown = text.count > 40 ? text.prefix(40) + "…" : text[...]
        return FileFormatError(source, "\(place), \(name)", must: requirement, was: "\"\(shown)\"")
    }
}

extension CSVTable {
    /// A table of the entries of a matrix.
    ///
    /// - Parameters:
    ///   - matrix: The entries.
    ///   - names: A name for each column, or none at all.
    ///   - comments: Lines to put before the table.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the number of names is neither 0 nor that of the columns.
    public init(_ matrix: RealMatrix, names: [String] = [], comments: [String] = []) throws {
        try self.init(
            names: names,
            columns: (0..<matrix.columns).map { column in
                .numbers((0..<matrix.rows).map { matrix[$0, column] })
            },
            comments: comments)
    }

    /// A table of the entries of a complex matrix, written like `0.1-0.2j`.
    ///
    /// NumPy reads it with `dtype=complex`, Octave and MATLAB with `dlmread`, Julia with `parse(ComplexF64, …)`. Without parentheses: Octave
    /// takes what stands in some for 0.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when an entry is not finite.
    public init(_ matrix: ComplexMatrix) throws {
        try require(matrix.isFinite, "matrix", must: "have only finite entries", was: "not finite")
        try self.init(
            names: [],
            columns: (0..<matrix.columns).map { column in
                .text(
                    matrix.column(column).map {
                        "\($0.real)\($0.imaginary.sign == .minus ? "-" : "+")\($0.imaginary.magnitude)j"
                    })
            })
    }

    /// The table as UTF-8 text with LF line ends: comments, names, rows.
    ///
    /// Reading it back gives the same table. Where all fields are numbers, NumPy's `loadtxt` with `delimiter=","` and, if
    /// there are names, `skiprows` reads the same values.
    ///
    /// - Complexity: O(n).
    public func encoded() -> Data {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(fields.bytes.count + fields.ends.count + 64)
        for comment in comments { bytes.append(contentsOf: (comment.isEmpty ? "#" : "# \(comment)").utf8 + [0x0A]) }
        func append(_ field: ArraySlice<UInt8>, isFirst: Bool) {
            if !isFirst { bytes.append(UInt8(ascii: ",")) }
            guard needsQuotes(field, isFirst: isFirst) else { return bytes.append(contentsOf: field) }
            bytes.append(UInt8(ascii: "\""))
            for byte in field {
                if byte == UInt8(ascii: "\"") { bytes.append(byte) }
                bytes.append(byte)
            }
            bytes.append(UInt8(ascii: "\""))
        }
        if !columnNames.isEmpty {
            for (index, name) in columnNames.enumerated() { append(Array(name.utf8)[...], isFirst: index == 0) }
            bytes.append(0x0A)
        }
        guard columnCount > 0 else { return Data(bytes) }
        for row in 0..<rowCount {
            for column in 0..<columnCount { append(fields[row * columnCount + column], isFirst: column == 0) }
            bytes.append(0x0A)
        }
        return Data(bytes)
    }

    /// Writes a file, all or nothing.
    ///
    /// - Parameter path: The file, which is replaced when it exists.
    /// - Complexity: O(n).
    /// - Throws: ``FileAccessError`` when the file cannot be written.
    public func write(to path: String) throws { try AtomicFile.write(encoded(), to: path) }

    /// Whether a field would otherwise be read as something else: several fields, a comment, a blank line, or trimmed.
    private func needsQuotes(_ field: ArraySlice<UInt8>, isFirst: Bool) -> Bool {
        guard let first = field.first, let last = field.last else { return columnCount == 1 }
        if [0x20, 0x09].contains(first) || [0x20, 0x09].contains(last) { return true }
        if isFirst && (first == UInt8(ascii: "#") || first == 0xEF) { return true }
        return field.contains { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }
    }
}
