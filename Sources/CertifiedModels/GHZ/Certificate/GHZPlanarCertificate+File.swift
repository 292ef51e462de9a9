import Foundation
import LHVModels

/// The file: lines of ASCII text, each ended by a line feed.
///
///     LHVGHZ 1
///     parties 3
///     cells 4
///     weight 2
///     ++--
///     ++++
///     +++-
///     end
///
/// The first line names the kind and the version. For each term there is a line with its weight and one with the signs of
/// each party. Numbers are decimal without sign and leading zeros.
extension GHZPlanarCertificate {
    private static let magic = "LHVGHZ 1"

    /// The contents of the certificate's file.
    ///
    /// - Complexity: O(n).
    public func encoded() -> Data {
        var lines = [GHZPlanarCertificate.magic, "parties \(parties)", "cells \(cells)"]
        for term in terms { lines += ["weight \(term.weight)"] + term.responses.map(\.description) }
        return Data((lines + ["end", ""]).joined(separator: "\n").utf8)
    }

    /// Reads the contents of a certificate's file.
    ///
    /// - Parameters:
    ///   - data: The whole file.
    ///   - name: What error messages call it.
    /// - Complexity: O(n).
    /// - Throws: `FileFormatError` when it is not a certificate of this version or is truncated;
    ///   ``/NumericalCore/InvalidArgument`` when its parts do not make a certificate.
    public init(data: Data, name: String = "data") throws {
        var lines = data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map {
            String(decoding: $0, as: UTF8.self)
        }
        func check(_ condition: Bool, _ part: String, _ requirement: String, _ value: @autoclosure () -> String) throws
        {
            guard condition else { throw FileFormatError(name, part, must: requirement, was: value()) }
        }
        func number(_ line: Int, _ key: String) throws -> Int {
            let words = lines[line].split(separator: " ", omittingEmptySubsequences: false)
            let isNumber =
                words.count == 2 && words[0] == key && (1...10).contains(words[1].utf8.count)
                && words[1].utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
                && (words[1] == "0" || words[1].first != "0")
            try check(isNumber, "line \(line + 1)", "be '\(key)' and a whole number of at most ten digits", lines[line])
            return Int(words[1]) ?? 0
        }
        try check(
            lines[0] == GHZPlanarCertificate.magic, "first line", "be '\(GHZPlanarCertificate.magic)'",
            String(lines[0].prefix(40)))
        try check(
            lines.count >= 5 && lines.suffix(2) == ["end", ""], "last line", "be 'end'",
            String((lines.dropLast().last ?? "").prefix(40)))
        lines.removeLast(2)
        let parties = try number(1, "parties")
        let cells = try number(2, "cells")
        // Before anything is divided by it or made of its size.
        try GHZPlanarCertificate.check(parties: parties)
        try check(
            (lines.count - 3) % (parties + 1) == 0, "number of lines", "be 4 and \(parties + 1) for each term",
            "\(lines.count + 1)")
        let terms = try stride(from: 3, to: lines.count, by: parties + 1).map { start in
            Term(
                weight: try number(start, "weight"),
                responses: try lines[(start + 1)...(start + parties)].map { try OddResponse($0) })
        }
        try self.init(parties: parties, cells: cells, terms: terms)
    }

    /// Reads a certificate from a file.
    ///
    /// - Parameter path: The file.
    /// - Throws: `FileAccessError` when it cannot be read, and as ``init(data:name:)``.
    public init(contentsOf path: String) throws {
        try self.init(data: try AtomicFile.read(path), name: path)
    }

    /// Writes the certificate, all or nothing.
    ///
    /// - Parameter path: The file, which is replaced when it exists.
    /// - Throws: `FileAccessError` when it cannot be written.
    public func write(to path: String) throws {
        try AtomicFile.write(encoded(), to: path)
    }
}

extension GHZPlanarCertificate: Codable {
    /// Reads the text of a certificate's file.
    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        try self.init(data: Data(text.utf8), name: "certificate")
    }

    /// Writes the text of the certificate's file.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(String(decoding: encoded(), as: UTF8.self))
    }
}
