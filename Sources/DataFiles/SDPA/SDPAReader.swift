import Foundation
import NumericalCore

/// The words of an SDPA file, with the line that each stands in.
struct SDPAReader {
    /// The most constraints and blocks; each takes room in the file itself.
    static let largestCount = 1 << 24

    private let bytes: [UInt8]
    private let name: String
    private var place = 0
    private var line = 1

    init(_ data: Data, name: String) {
        bytes = Array(data)
        self.name = name
        skipComments()
    }

    func error(_ part: String, must requirement: String, was value: Any) -> FileFormatError {
        FileFormatError(name, "line \(line): \(part)", must: requirement, was: value)
    }

    /// Lines at the beginning that start with a quotation mark or an asterisk.
    private mutating func skipComments() {
        while place < bytes.count {
            let byte = bytes[place]
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "*") {
                skipLine()
            } else if byte == 10 || byte == 13 || byte == 32 || byte == 9 {
                if byte == 10 { line += 1 }
                place += 1
            } else {
                return
            }
        }
    }

    private mutating func skipLine() {
        while place < bytes.count, bytes[place] != 10 { place += 1 }
        if place < bytes.count {
            place += 1
            line += 1
        }
    }

    private static func isSeparator(_ byte: UInt8) -> Bool {
        byte <= 32
            || [UInt8(ascii: ","), UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "("), UInt8(ascii: ")")]
                .contains(byte)
    }

    private mutating func skipSeparators() {
        while place < bytes.count, SDPAReader.isSeparator(bytes[place]) {
            if bytes[place] == 10 { line += 1 }
            place += 1
        }
    }

    /// Whether there is a further word.
    mutating func hasMore() throws -> Bool {
        skipSeparators()
        return place < bytes.count
    }

    /// Leaves the rest of a line, which may say in words what its number means.
    mutating func endLine() throws { skipLine() }

    private mutating func word(_ part: String) throws -> String {
        skipSeparators()
        guard place < bytes.count else { throw error(part, must: "be there", was: "the end of the file") }
        let start = place
        while place < bytes.count, !SDPAReader.isSeparator(bytes[place]), place - start < 64 { place += 1 }
        return String(decoding: bytes[start..<place], as: UTF8.self)
    }

    mutating func integer(_ part: String, in range: ClosedRange<Int>) throws -> Int {
        let word = try word(part)
        let digits = word.hasPrefix("+") ? String(word.dropFirst()) : word
        guard let value = Int(digits), range.contains(value) else {
            throw error(part, must: "be an integer in \(range.lowerBound)…\(range.upperBound)", was: word)
        }
        return value
    }

    mutating func number(_ part: String) throws -> Double {
        let word = try word(part)
        let plain = word.utf8.allSatisfy { byte in
            (48...57).contains(byte) || [43, 45, 46, 69, 101].contains(byte)
        }
        guard plain, let value = Double(word), value.isFinite else {
            throw error(part, must: "be a finite decimal number", was: word)
        }
        return value
    }

    /// The entries with each place once: the same value twice, as mirror images, counts once.
    func withoutMirrorImages(
        _ entries: [SemidefiniteProgram.Entry], matrix: Int
    ) throws -> [SemidefiniteProgram.Entry] {
        var seen: [[Int]: Complex] = [:]
        return try entries.filter { entry in
            let key = [entry.block, min(entry.row, entry.column), max(entry.row, entry.column)]
            guard let old = seen.updateValue(entry.value, forKey: key) else { return true }
            guard old == entry.value else {
                throw FileFormatError(
                    name, "matrix \(matrix)", must: "have one value for each entry",
                    was:
                        "\(old.real) and \(entry.value.real) at (\(entry.row + 1), \(entry.column + 1)) of block \(entry.block + 1)"
                )
            }
            return false
        }
    }
}
