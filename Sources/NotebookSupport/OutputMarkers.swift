import Foundation

/// How a script tells the runner, in the midst of what it prints, what it is that follows.
///
/// A marker is U+001E, the run's token, a space, a word, U+001E and a line feed. The runner makes the token anew for
/// each run and hands it over in the environment, so no text that is read from a file or received from elsewhere and then
/// printed can pass for a marker.
package enum OutputMarkers {
    /// The environment variable with the token.
    package static let variable = "NOTEBOOK_TOKEN"

    /// What stands between two markers.
    package enum Kind: String, Sendable {
        /// What the script itself printed.
        case text
        /// A figure in Markdown.
        case figure
        /// A table in Markdown.
        case table
    }

    /// A token that nobody can guess.
    package static func newToken() -> String {
        (0..<2).map { _ in
            let digits = String(UInt64.random(in: .min ... .max), radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }

    /// Markdown between the two markers that make it more than text; without a token, the Markdown alone.
    static func marked(_ markdown: String, as kind: Kind, token: String?) -> String {
        guard let token else { return markdown }
        return "\u{1E}\(token) \(kind.rawValue)\u{1E}\n\(markdown)\u{1E}\(token) \(Kind.text.rawValue)\u{1E}\n"
    }

    /// The word of a marker that tells a seed.
    package static let seedWord = "seed"

    /// Tells the runner, if there is one, a seed that the script uses.
    static func tell(seed: UInt64) {
        if let token { print("\u{1E}\(token) \(seedWord) \(seed)\u{1E}") }
    }

    private static var token: String? { getenv(variable).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 } }

    /// Prints Markdown that the page takes as such, at once, so that no other thread's words come between.
    static func show(_ markdown: String, as kind: Kind) {
        print(marked(markdown, as: kind, token: token), terminator: "")
    }
}
