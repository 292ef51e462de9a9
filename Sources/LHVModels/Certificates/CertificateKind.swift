import Foundation

/// What a certificate's file begins with, and what it is about.
public struct CertificateKind: Sendable, Hashable, CustomStringConvertible {
    /// Up to eight capital letters and digits, the first bytes of the file.
    public let word: String
    /// The version of the format that is written.
    public let version: Int
    /// What such a certificate proves, in words.
    public let summary: String

    /// A kind from its parts.
    package init(_ word: String, version: Int = 1, _ summary: String) {
        self.word = word
        self.version = version
        self.summary = summary
    }

    /// The word, the version and the summary.
    public var description: String { "\(word) \(version): \(summary)" }

    /// The first line of a file of text.
    package var firstLine: String { "\(word) \(version)" }

    /// The word that a file begins with, nil when there is none.
    package static func word(of data: Data) -> String? {
        let letters = data.prefix(9).prefix {
            (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
        }
        return (1...8).contains(letters.count) ? String(decoding: letters, as: UTF8.self) : nil
    }
}
