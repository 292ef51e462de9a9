import Foundation
import Testing

/// The article on the provenance of numbers names tests that exist.
@Suite struct ProvenanceTests {
    @Test func everyNamedTestExists() throws {
        let article = try String(
            contentsOf: ArchitectureTests.root.appendingPathComponent(
                "Documentation/HiddenVariables.docc/Provenance.md"),
            encoding: .utf8)
        let rows = article.split(separator: "\n").filter {
            $0.hasPrefix("| ") && !$0.hasPrefix("| ---") && !$0.hasPrefix("| number ") && !$0.hasPrefix("| page ")
        }
        #expect(rows.count > 20)
        var suites: [Substring: String] = [:]
        for row in rows {
            let names = row.matches(of: #/`([A-Za-z]+Tests)/([A-Za-z0-9]+)`/#)
            #expect(!names.isEmpty, "no test for \(row)")
            for name in names {
                let (target, suite) = (name.1, name.2)
                let source =
                    try suites[target]
                    ?? ArchitectureTests.swiftFiles(
                        below: ArchitectureTests.root.appendingPathComponent("Tests/\(target)")
                    ).map { try String(contentsOf: $0, encoding: .utf8) }.joined(separator: "\n")
                suites[target] = source
                #expect(source.contains("struct \(suite) "), "\(target) has no \(suite)")
            }
        }
    }
}
