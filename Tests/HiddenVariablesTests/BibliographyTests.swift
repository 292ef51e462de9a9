import Foundation
import Testing

/// Every source is in the bibliography once, under the key by which docstrings and articles cite it.
@Suite struct BibliographyTests {
    private static let articles = ArchitectureTests.root.appendingPathComponent("Documentation/HiddenVariables.docc")

    /// The publications by their keys, in the order of the page.
    private static func entries() throws -> [(key: String, text: String)] {
        let page = try String(contentsOf: articles.appendingPathComponent("Bibliography.md"), encoding: .utf8)
        return page.matches(of: #/\| ([A-Z][A-Za-z]*[0-9]+[a-z]?) \| ([^\n]+) \|/#).map { (String($0.1), String($0.2)) }
    }

    /// Docstrings and comments of all sources, and all other articles but the changelog, each with its file's name.
    private static func texts() throws -> [(name: String, text: String)] {
        let sources = try ArchitectureTests.swiftFiles(below: ArchitectureTests.root.appendingPathComponent("Sources"))
            .map { file in
                let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
                let comments = lines.filter { $0.drop { $0 == " " }.hasPrefix("//") }
                return (file.lastPathComponent, comments.joined(separator: "\n"))
            }
        let pages = try FileManager.default.contentsOfDirectory(at: articles, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "md" && !["Bibliography.md", "Changelog.md"].contains($0.lastPathComponent) }
            .map { ($0.lastPathComponent, try String(contentsOf: $0, encoding: .utf8)) }
        return sources + pages
    }

    @Test func everyKeyIsThereOnceAndCited() throws {
        let entries = try BibliographyTests.entries()
        #expect(entries.count > 80)
        #expect(Set(entries.map(\.key)).count == entries.count)
        #expect(Set(entries.map(\.text)).count == entries.count)
        var cited: Set<String> = ["P1", "P2", "P3", "P4"]
        for (name, text) in try BibliographyTests.texts() {
            for match in text.matches(of: #/\[([A-Z][A-Za-z]+[0-9]{4}[a-z]?)\]/#) {
                cited.insert(String(match.1))
                #expect(entries.contains { $0.key == match.1 }, "\(name) cites \(match.1)")
            }
        }
        for entry in entries { #expect(cited.contains(entry.key), "nobody cites \(entry.key)") }
    }

    @Test func nothingIsCitedByHand() throws {
        let names =
            #/\b(PR[ADL] [0-9]|Phys\. |Phys\b\. Rev|arXiv:|quant-ph/|SIAM|[A-Z][a-z]+\. [A-Z][a-z]+\. [0-9]+, [0-9]|Springer)/#
        // A volume, a page and a year.
        let places = #/[A-Za-z]\.? [0-9]+, [A-Z]?[0-9]+ \((18|19|20)[0-9]{2}\)/#
        for (name, text) in try BibliographyTests.texts() {
            for match in text.matches(of: names).map(\.0) + text.matches(of: places).map(\.0) {
                Issue.record("\(name) cites '\(match)…' by hand")
            }
        }
    }
}
