import Foundation
import Testing

/// Every numbered equation, definition and theorem of the papers stands in a table of the articles.
///
/// Beside it stands the symbol that is it; that the symbols exist is checked by the documentation's build, which takes a dead
/// link for an error.
@Suite struct EquationMapTests {
    /// What a paper numbers: the kind of statement and its number, such as `Eq. 13` or `Def. 2`.
    typealias Statement = String

    static let required: [String: Set<Statement>] = [
        "P1": Set(
            (1...46).map { "Eq. \($0)" } + (1...5).map { "Def. \($0)" } + [
                "Thm. 1", "Thm. 2", "Cor. 1", "Conj. 1", "Fig. 4",
            ]),
        "P2": Set((1...61).map { "Eq. \($0)" } + ["Fig. 1", "Fig. 2"]),
        "P4": Set((1...12).map { "Eq. \($0)" } + (1...4).map { "Eq. A\($0)" } + ["Fig. 1", "Fig. 2"]),
    ]

    /// The statements that the articles' tables list, by paper.
    static func listed() throws -> [String: Set<Statement>] {
        let folder = ArchitectureTests.root.appendingPathComponent("Documentation/HiddenVariables.docc")
        var listed: [String: Set<Statement>] = [:]
        for file in try FileManager.default.contentsOfDirectory(atPath: folder.path) where file.hasSuffix(".md") {
            let text = try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
            for line in text.split(separator: "\n") {
                guard let row = line.wholeMatch(of: #/\| (P[1-4]) ([^|]+) \|.*``.*/#) else { continue }
                listed[String(row.1), default: []].formUnion(statements(row.2))
            }
        }
        return listed
    }

    /// Reads `Eqs. 1–3, 7; Def. 2`.
    static func statements(_ text: Substring) -> Set<Statement> {
        var statements: Set<Statement> = []
        for group in text.split(separator: ";") {
            guard let match = group.firstMatch(of: #/([A-Z][a-z]+)\.? (.*)/#) else { continue }
            let kind = match.1 == "Eqs" ? "Eq" : match.1.hasSuffix("s") ? match.1.dropLast() : match.1
            for range in match.2.split(separator: ",") {
                let ends = range.trimmingCharacters(in: .whitespaces).split(separator: "–")
                guard let first = ends.first, let last = ends.last else { continue }
                let prefix = first.prefix { $0.isLetter }
                if let low = Int(first.dropFirst(prefix.count)), let high = Int(last.drop { $0.isLetter }), low <= high
                {
                    statements.formUnion((low...high).map { "\(kind). \(prefix)\($0)" })
                }
            }
        }
        return statements
    }

    @Test func rangesAreRead() {
        #expect(EquationMapTests.statements("Eqs. 1–3, 7") == ["Eq. 1", "Eq. 2", "Eq. 3", "Eq. 7"])
        #expect(EquationMapTests.statements("Eqs. A1–A2; Thm. 1") == ["Eq. A1", "Eq. A2", "Thm. 1"])
        #expect(EquationMapTests.statements("Defs. 3, 5") == ["Def. 3", "Def. 5"])
    }

    @Test("each numbered statement has a symbol", arguments: required.keys.sorted())
    func everyStatementIsListed(_ paper: String) throws {
        let listed = try EquationMapTests.listed()[paper] ?? []
        let missing = (EquationMapTests.required[paper] ?? []).subtracting(listed).sorted()
        #expect(missing.isEmpty, "\(paper): \(missing.joined(separator: ", "))")
    }
}
