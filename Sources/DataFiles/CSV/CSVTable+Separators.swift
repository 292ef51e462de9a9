import Foundation
import NumericalCore

extension CSVTable {
    /// Reads a file with commas, semicolons, tabs or blanks between its fields, whichever its first row has.
    ///
    /// The first row with a semicolon decides for semicolons, else one with a comma for commas, else one with a tab for tabs; what
    /// stands in quotes or parentheses does not count. Otherwise any number of blanks separates, where a sign between blanks
    /// belongs to both neighbours, as in `0.5 + 0.2im`. Lines that begin with `#` or `%` are comments.
    /// - Parameters:
    ///   - path: The file, in UTF-8.
    ///   - hasColumnNames: Whether the first row holds the names of the columns.
    /// - Complexity: O(n).
    /// - Throws: As ``init(contentsOf:hasColumnNames:separator:)``.
    public init(withAnySeparator path: String, hasColumnNames: Bool = true) throws {
        try self.init(dataWithAnySeparator: try AtomicFile.read(path), hasColumnNames: hasColumnNames, name: path)
    }

    /// Reads the contents of a file with commas, semicolons, tabs or blanks between its fields, whichever its first row has.
    ///
    /// - Parameters:
    ///   - data: The whole file, in UTF-8.
    ///   - hasColumnNames: Whether the first row holds the names of the columns.
    ///   - name: What error messages call the table.
    /// - Complexity: O(n).
    /// - Throws: ``FileFormatError`` as for a file.
    public init(dataWithAnySeparator data: Data, hasColumnNames: Bool = true, name: String = "data") throws {
        var text = SeparatedText(bytes: [UInt8](data))
        let separator = text.separator
        text.normalize(separator)
        var parser = CSVParser(
            bytes: text.bytes, separator: separator ?? UInt8(ascii: "\t"), source: name, hasColumnNames: hasColumnNames)
        self = try parser.parse()
    }
}

/// The bytes of a table whose separator is to be found out.
private struct SeparatedText {
    var bytes: [UInt8]

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
    private static func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }
    private static func isComment(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "#") || byte == UInt8(ascii: "%") }

    /// The separator of the first row, or nil when it has only blanks.
    var separator: UInt8? {
        var found: Set<UInt8> = []
        forEachOuterByte(ofFirstRow: true) { found.insert(bytes[$0]) }
        return [UInt8(ascii: ";"), UInt8(ascii: ","), 0x09].first(where: found.contains)
    }

    /// Goes through the bytes of the rows that are neither in quotes nor in parentheses nor blanks around a row.
    private func forEachOuterByte(ofFirstRow isFirst: Bool, _ body: (Int) -> Void) {
        var place = 0
        while place < bytes.count {
            var end = place
            var (isQuoted, depth) = (false, 0)
            while place < bytes.count, SeparatedText.isBlank(bytes[place]) { place += 1 }
            end = place
            guard place < bytes.count, !SeparatedText.isLineEnd(bytes[place]) else {
                place += 1
                continue
            }
            let isComment = SeparatedText.isComment(bytes[place])
            while end < bytes.count, isQuoted || !SeparatedText.isLineEnd(bytes[end]) {
                let byte = bytes[end]
                if byte == UInt8(ascii: "\"") && !isComment { isQuoted.toggle() }
                if byte == UInt8(ascii: "(") { depth += 1 }
                if byte == UInt8(ascii: ")") { depth -= 1 }
                if !isComment && !isQuoted && depth <= 0 { body(end) }
                end += 1
            }
            if isFirst && !isComment { return }
            place = end + 1
        }
    }

    /// Makes every comment one with `#`, and of blanks that separate one tab.
    mutating func normalize(_ separator: UInt8?) {
        var marks: [Int] = []
        var isStart = true
        for (place, byte) in bytes.enumerated() {
            if isStart && byte == UInt8(ascii: "%") { marks.append(place) }
            isStart = SeparatedText.isLineEnd(byte) || (isStart && SeparatedText.isBlank(byte))
        }
        for place in marks { bytes[place] = UInt8(ascii: "#") }
        guard separator == nil else { return }
        var isOuter = [Bool](repeating: false, count: bytes.count)
        forEachOuterByte(ofFirstRow: false) { isOuter[$0] = true }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var place = 0
        while place < bytes.count {
            guard isOuter[place], SeparatedText.isBlank(bytes[place]) else {
                result.append(bytes[place])
                place += 1
                continue
            }
            var end = place
            while end < bytes.count, SeparatedText.isBlank(bytes[end]) { end += 1 }
            // Blanks at the end of a row separate nothing, nor do those around a sign that stands alone.
            let isLast = end == bytes.count || SeparatedText.isLineEnd(bytes[end])
            let isBeforeSign = isSign(end, isFollowedBy: end + 1)
            let isAfterSign = place > 0 && isSign(place - 1, isFollowedBy: place) && isBlank(place - 2)
            if !isLast && !isBeforeSign && !isAfterSign { result.append(0x09) }
            place = end
        }
        bytes = result
    }

    private func isBlank(_ place: Int) -> Bool { place >= 0 && SeparatedText.isBlank(bytes[place]) }

    private func isSign(_ place: Int, isFollowedBy next: Int) -> Bool {
        place < bytes.count && (bytes[place] == UInt8(ascii: "+") || bytes[place] == UInt8(ascii: "-"))
            && next < bytes.count && SeparatedText.isBlank(bytes[next])
    }
}
