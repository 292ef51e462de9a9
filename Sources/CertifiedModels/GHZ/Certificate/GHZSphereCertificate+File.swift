import Foundation
import LHVModels

/// The file: lines of ASCII text, each ended by a line feed.
///
///     LHVGHZ3 1
///     heights 2
///     cells 8
///     weight 2
///     0f 3c
///     0f 3c
///     f0 c3
///     end
///
/// The first line names the kind and the version. For each term there is a line with its weight and one with the digits of
/// each party's ``SphereResponse``. Numbers are decimal without sign and leading zeros.
extension GHZSphereCertificate {
    private static let magic = "LHVGHZ3 1"

    /// The contents of the certificate's file.
    ///
    /// - Complexity: O(size).
    public func encoded() -> Data {
        var lines = [GHZSphereCertificate.magic, "heights \(heights)", "cells \(cells)"]
        for term in terms { lines += ["weight \(term.weight)"] + term.responses.map(\.description) }
        return Data((lines + ["end", ""]).joined(separator: "\n").utf8)
    }

    /// Reads the contents of a certificate's file.
    ///
    /// - Parameters:
    ///   - data: The whole file.
    ///   - name: What error messages call it.
    /// - Complexity: O(size).
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
                words.count == 2 && words[0] == key && (1...13).contains(words[1].utf8.count)
                && words[1].utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
                && (words[1] == "0" || words[1].first != "0")
            try check(
                isNumber, "line \(line + 1)", "be '\(key)' and a whole number of at most 13 digits",
                String(lines[line].prefix(40)))
            return Int(words[1]) ?? 0
        }
        try check(
            lines[0] == GHZSphereCertificate.magic, "first line", "be '\(GHZSphereCertificate.magic)'",
            String(lines[0].prefix(40)))
        try check(
            lines.count >= 5 && lines.suffix(2) == ["end", ""], "last line", "be 'end'",
            String((lines.dropLast().last ?? "").prefix(40)))
        lines.removeLast(2)
        let heights = try number(1, "heights")
        let cells = try number(2, "cells")
        // Before anything is made of its size.
        try SphereResponse.check(heights: heights, cells: cells)
        try check(
            (lines.count - 3) % 4 == 0, "number of lines", "be 4 and 4 for each term", "\(lines.count + 1)")
        let terms = try stride(from: 3, to: lines.count, by: 4).map { start in
            Term(
                weight: try number(start, "weight"),
                responses: try lines[(start + 1)...(start + 3)].map {
                    try SphereResponse($0, heights: heights, cells: cells)
                })
        }
        try self.init(heights: heights, cells: cells, terms: terms)
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

extension GHZSphereCertificate: Codable {
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
