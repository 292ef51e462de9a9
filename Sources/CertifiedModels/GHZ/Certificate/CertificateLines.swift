import Foundation
import LHVModels

/// The lines of a certificate's file, of which the first names its kind and version and the last is `end`.
struct CertificateLines {
    /// All lines but the last.
    let lines: [String]
    /// The most digits that a number may have.
    private let digits: Int
    /// What error messages call the file.
    private let source: String

    /// Takes a file apart.
    ///
    /// - Parameters:
    ///   - data: The whole file, each line ended by a line feed.
    ///   - magic: The first line.
    ///   - digits: The most digits that a number may have.
    ///   - source: What error messages call the file.
    /// - Throws: `FileFormatError` when the first or the last line is another, or lines of sizes and terms are missing.
    init(_ data: Data, magic: String, digits: Int, named source: String) throws {
        let all = data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map {
            String(decoding: $0, as: UTF8.self)
        }
        lines = all.dropLast(2)
        self.digits = digits
        self.source = source
        try check(all[0] == magic, "first line", "be '\(magic)'", all[0].prefix(40))
        try check(
            all.count >= 5 && all.suffix(2) == ["end", ""], "last line", "be 'end'",
            (all.dropLast().last ?? "").prefix(40))
    }

    /// The file of a certificate: the lines of its kind and its sizes, those of its terms, and the end.
    static func encoded(_ lines: [String]) -> Data { Data((lines + ["end", ""]).joined(separator: "\n").utf8) }

    private func check(
        _ condition: Bool, _ part: String, _ requirement: String, _ value: @autoclosure () -> some StringProtocol
    ) throws {
        guard condition else { throw FileFormatError(source, part, must: requirement, was: String(value())) }
    }

    /// The number behind a word, decimal without sign and leading zeros.
    func number(_ line: Int, _ key: String) throws -> Int {
        let words = lines[line].split(separator: " ", omittingEmptySubsequences: false)
        let isNumber =
            words.count == 2 && words[0] == key && (1...digits).contains(words[1].utf8.count)
            && words[1].utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            && (words[1] == "0" || words[1].first != "0")
        try check(
            isNumber, "line \(line + 1)", "be '\(key)' and a whole number of at most \(digits) digits",
            lines[line].prefix(40))
        return Int(words[1]) ?? 0
    }

    /// The terms behind the first three lines: each has a line with its weight, and one for each party.
    func terms<Term>(parties: Int, _ term: (_ weight: Int, _ responses: ArraySlice<String>) throws -> Term) throws
        -> [Term]
    {
        try check(
            (lines.count - 3) % (parties + 1) == 0, "number of lines", "be 4 and \(parties + 1) for each term",
            "\(lines.count + 1)")
        return try stride(from: 3, to: lines.count, by: parties + 1).map { start in
            try term(number(start, "weight"), lines[(start + 1)...(start + parties)])
        }
    }
}
