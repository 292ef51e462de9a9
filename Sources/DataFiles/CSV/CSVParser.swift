import Foundation
import NumericalCore

/// One pass over the bytes of a CSV file.
struct CSVParser {
    let bytes: [UInt8]
    let separator: UInt8
    let source: String
    let hasColumnNames: Bool

    private var position = 0
    private var line = 1
    private var fields = CSVFields()
    private var comments: [String] = []
    private var columnNames: [String]?
    private var columnCount: Int?

    private static let newline = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")
    private static let quote = UInt8(ascii: "\"")

    init(bytes: [UInt8], separator: UInt8, source: String, hasColumnNames: Bool) {
        self.bytes = bytes
        self.separator = separator
        self.source = source
        self.hasColumnNames = hasColumnNames
    }

    mutating func parse() throws -> CSVTable {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
        while position < bytes.count {
            let first = firstVisible()
            if first == bytes.count || isLineEnd(bytes[first]) {
                position = first
                skipLineEnd()
            } else if bytes[first] == UInt8(ascii: "#") {
                position = first
                try readComment()
            } else {
                try readRow()
            }
        }
        let columns = columnCount ?? 0
        return CSVTable(
            comments: comments, columnNames: columnNames ?? [], columnCount: columns, rowCount: fields.lines.count,
            source: source, fields: fields)
    }

    /// The place of the first byte from here on that is neither a space nor a tab that could be skipped.
    private func firstVisible() -> Int {
        var place = position
        while place < bytes.count, bytes[place] == 0x20 || bytes[place] == 0x09, bytes[place] != separator {
            place += 1
        }
        return place
    }

    private func isLineEnd(_ byte: UInt8) -> Bool { byte == CSVParser.newline || byte == CSVParser.carriageReturn }

    private mutating func skipLineEnd() {
        guard position < bytes.count else { return }
        let isPair =
            bytes[position] == CSVParser.carriageReturn && position + 1 < bytes.count
            && bytes[position + 1] == CSVParser.newline
        position += isPair ? 2 : 1
        line += 1
    }

    private mutating func readComment() throws {
        var start = position + 1
        while position < bytes.count, !isLineEnd(bytes[position]) { position += 1 }
        if start < position, bytes[start] == 0x20 { start += 1 }
        comments.append(try text(bytes[start..<position]))
        skipLineEnd()
    }

    private mutating func readRow() throws {
        let firstLine = line
        let firstField = fields.ends.count
        let firstByte = fields.bytes.count
        var isQuoted: [Bool] = []
        let isNames = hasColumnNames && columnNames == nil
        while true {
            let wasQuoted = try readField()
            if isNames { isQuoted.append(wasQuoted) }
            guard position < bytes.count, bytes[position] == separator else { break }
            position += 1
        }
        skipLineEnd()
        let count = fields.ends.count - firstField
        let expected = columnCount ?? count
        guard count == expected else {
            throw FileFormatError(
                source, "line \(firstLine)", must: "have \(expected) fields like the first row", was: count)
        }
        columnCount = expected
        if isNames {
            columnNames = try isQuoted.indices.map { index in
                try text(isQuoted[index] ? fields[index] : CSVFields.trimmed(fields[index]), firstLine)
            }
            fields.ends.removeLast(count)
            fields.bytes.removeLast(fields.bytes.count - firstByte)
        } else {
            fields.lines.append(firstLine)
        }
    }

    /// Reads to the next separator or line end, and says whether the field was in quotes.
    private mutating func readField() throws -> Bool {
        let start = fields.bytes.count
        let firstLine = line
        let isQuoted = position < bytes.count && bytes[position] == CSVParser.quote
        if isQuoted {
            position += 1
            while true {
                guard position < bytes.count else {
                    throw FileFormatError(source, "line \(firstLine)", must: "close its quoted field", was: "left open")
                }
                let byte = bytes[position]
                position += 1
                if byte == CSVParser.quote {
                    guard position < bytes.count, bytes[position] == CSVParser.quote else { break }
                    position += 1
                }
                fields.bytes.append(byte)
                let isPairStart =
                    byte == CSVParser.carriageReturn && position < bytes.count && bytes[position] == CSVParser.newline
                if isLineEnd(byte) && !isPairStart { line += 1 }
            }
            guard position == bytes.count || bytes[position] == separator || isLineEnd(bytes[position]) else {
                throw FileFormatError(
                    source, "line \(line)", must: "have a separator or its end after a closing quote",
                    was: String(decoding: bytes[position...].prefix(1), as: UTF8.self).debugDescription)
            }
        } else {
            while position < bytes.count, bytes[position] != separator, !isLineEnd(bytes[position]) {
                guard bytes[position] != CSVParser.quote else {
                    throw FileFormatError(
                        source, "line \(line)", must: "have quotes only around whole fields", was: "a quote inside one")
                }
                fields.bytes.append(bytes[position])
                position += 1
            }
        }
        fields.ends.append(fields.bytes.count)
        if fields.bytes[start...].contains(where: { $0 >= 0x80 }) { _ = try text(fields.bytes[start...], firstLine) }
        return isQuoted
    }

    private func text(_ bytes: ArraySlice<UInt8>, _ line: Int? = nil) throws -> String {
        guard let text = String(bytes: bytes, encoding: .utf8) else {
            throw FileFormatError(source, "line \(line ?? self.line)", must: "be UTF-8 text", was: "other bytes")
        }
        return text
    }
}
