import Foundation
import Testing

/// Words that claim much are listed in *Provenance*, with the conditions under which they are true.
@Suite struct ClaimTests {
    private static let articles = ArchitectureTests.root.appendingPathComponent("Documentation/HiddenVariables.docc")

    /// Optimal, proven, exact, no signalling, and "all" of a kind on which a theorem could be.
    private static func claims(in text: String) -> [Range<String.Index>] {
        let words = #/\b(optimal|optimum|proven|proves?|exact|exactly|no signalling|without signalling)\b/#
        let kinds =
            #/
            \b all \b \W+
            (projective\ measurements|states|two-qubit|Hamiltonians|times|observables|measurements|directions|angles|POVMs) \b
            /#
        return text.matches(of: words.ignoresCase()).map(\.range) + text.matches(of: kinds.ignoresCase()).map(\.range)
    }

    // One blank between words, and the bars of tables as they stand in a table's cell.
    private static func text(of file: URL) throws -> String {
        try String(contentsOf: file, encoding: .utf8).split(whereSeparator: \.isWhitespace).joined(separator: " ")
            .replacing("|", with: "⎮")
    }

    @Test("17 Every use of a word that claims has its line in Provenance, and every line its words on the page")
    func everyClaimHasItsConditions() throws {
        let provenance = try String(
            contentsOf: Self.articles.appendingPathComponent("Provenance.md"), encoding: .utf8)
        var phrases: [Substring: [String]] = [:]
        for row in provenance.matches(of: #/(?m)^\| (\w+) \| «(.+)» \| .+ \| `.+` \|$/#) {
            phrases[row.1, default: []].append(String(row.2))
        }
        var pages = [("README", ArchitectureTests.root.appendingPathComponent("README.md"))]
        for file in try FileManager.default.contentsOfDirectory(at: Self.articles, includingPropertiesForKeys: nil)
        where file.pathExtension == "md" {
            let name = file.deletingPathExtension().lastPathComponent
            if !["Changelog", "Provenance"].contains(name) { pages.append((name, file)) }
        }
        #expect(phrases.keys.allSatisfy { name in pages.contains { $0.0 == name } })
        for (name, file) in pages {
            let text = try Self.text(of: file)
            var covered: [Range<String.Index>] = []
            for phrase in phrases[Substring(name)] ?? [] {
                let places = text.ranges(of: phrase)
                #expect(!places.isEmpty, "\(name) does not say «\(phrase)»")
                covered += places
            }
            for claim in Self.claims(in: text) {
                let isCovered = covered.contains {
                    $0.lowerBound <= claim.lowerBound && claim.upperBound <= $0.upperBound
                }
                let end = text.index(claim.upperBound, offsetBy: 40, limitedBy: text.endIndex) ?? text.endIndex
                #expect(isCovered, "\(name): «\(text[claim.lowerBound..<end])» has no line in Provenance")
            }
        }
    }
}
