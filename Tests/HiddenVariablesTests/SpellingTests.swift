import Foundation
import Testing

/// One spelling, and one word for one thing, as *Conventions* has them.
@Suite("19.6 names") struct SpellingTests {
    /// Deprecated names of version 0.1, which keep the spelling that they had.
    private static let deprecated: Set<String> = [
        "Polarisation", "polarisationCounts", "Magnetisation", "magnetisationCorrelation", "maximisers",
        "maximiserLimit", "normalisationDefect", "smallestDensity", "smallestEigenvalue", "center", "outputDirectory",
    ]

    private static func text(_ path: String) throws -> String {
        try String(contentsOf: ArchitectureTests.root.appendingPathComponent(path), encoding: .utf8)
    }

    /// The names of all public symbols, with the labels of their arguments, less the deprecated ones.
    ///
    /// Behind a dash stand the sentences of their documentation.
    private static func names() throws -> [Substring] {
        let lines = try text("Documentation/API.txt").split(separator: "\n").filter { !$0.contains(" conforms to ") }
        return lines.flatMap { (line: Substring) -> [Substring] in
            let symbol: Substring = line.firstRange(of: " — ").map { line[..<$0.lowerBound] } ?? line
            let name = symbol.prefix { $0 != ":" || symbol.contains("(") }
            return name.prefix(400).split { !$0.isLetter }
        }
        .filter { !deprecated.contains(String($0)) }
    }

    /// The words of a name: `timeLimit` is made of `time` and `limit`.
    private static func words(of name: Substring) -> [String] {
        name.matches(of: #/[A-Z]?[a-z]+|[A-Z]+(?![a-z])/#).map { $0.0.lowercased() }
    }

    @Test("Oxford spelling: -ize, -our, -re") func spelling() throws {
        let words = Set(try SpellingTests.names().flatMap(SpellingTests.words))
        #expect(words.count > 500)
        let suffix = #/(is(e|ed|es|er|ers|ing|ation|ations)|yse|center|color|behavior|neighbor|labeled|modeled)$/#
        let fitting: Set<String> = [
            "noise", "noises", "precise", "otherwise", "raise", "raises", "exercise", "revise", "ising", "promise",
            "promises",
            "premises", "axises", "stepwise", "pairwise", "entrywise", "piecewise", "clockwise",
        ]
        for word in words.subtracting(fitting).sorted() {
            #expect(word.firstMatch(of: suffix) == nil, "\(word)")
        }
    }

    /// The rows of the table of words in *Conventions*: the word, and those that it stands for.
    private static func table() throws -> [(word: String, others: [String])] {
        try #require(
            text("Documentation/HiddenVariables.docc/Conventions.md").components(separatedBy: "### One word").last
        ).components(separatedBy: "\n### ")[0].matches(
            of: #/\| `([a-zA-Z]+)` \| [^|\n]+ \| ([^|\n]+) \|/#
        ).map { row in (String(row.1), row.2.matches(of: #/`([a-zA-Z]+)`/#).map { String($0.1) }) }
    }

    @Test func everyThingHasOneWord() throws {
        let table = try SpellingTests.table()
        #expect(table.count >= 12)
        let names = try SpellingTests.names()
        let words = Set(names.flatMap(SpellingTests.words)).union(names.map { $0.lowercased() })
        for (word, others) in table {
            #expect(words.contains(word.lowercased()), "no public name has \(word)")
            for other in others { #expect(!words.contains(other.lowercased()), "\(other) stands for \(word)") }
        }
    }

    @Test func proseIsSpelledAlike() throws {
        let folder = ArchitectureTests.root.appendingPathComponent("Documentation/HiddenVariables.docc")
        let pages = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter {
                $0.pathExtension == "md" && $0.lastPathComponent != "Changelog.md"
                    && $0.lastPathComponent != "MovingFrom01.md"
            }
        let sources = try ArchitectureTests.swiftFiles(below: ArchitectureTests.root.appendingPathComponent("Sources"))
            .filter { !$0.lastPathComponent.hasSuffix("+Spelling.swift") }
        let british =
            #/(?i)\b(un|re)?(normal|maxim|minim|optim|general|factor|polar|magnet|initial|discret)is(e[ds]?|ers?|ing|ations?)\b/#
        for file in pages + sources {
            let text = try String(contentsOf: file, encoding: .utf8)
            for match in text.matches(of: british) where !text[..<match.range.lowerBound].hasSuffix("\"") {
                Issue.record("\(file.lastPathComponent): \(match.0)")
            }
        }
    }
}
