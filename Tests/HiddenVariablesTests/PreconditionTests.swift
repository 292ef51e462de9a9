import Foundation
import Testing

/// Reads the sources and allows no check whose words a release build drops, except where the caller never sees it.
@Suite struct PreconditionTests {
    /// Files that may use one of Swift's own checks, and why.
    static let allowed: [String: String] = [
        "Behaviour.swift": "assert in init(unchecked:), whose name says that release builds do not look",
        "StateVector.swift": "assert in init(unchecked:)", "DensityOperator.swift": "assert in init(unchecked:)",
        "CorrelatorTensor.swift": "assert in init(unchecked:)",
        "DeterministicStrategy.swift": "assert in init(unchecked:)",
    ]

    static let pattern =
        #"(?<![\w.`])(?:precondition|preconditionFailure|fatalError|assert|assertionFailure)\(|\btry!|\bas! "#

    static func checks(in text: String) throws -> [Substring] {
        let expression = try NSRegularExpression(pattern: pattern)
        return text.split(separator: "\n").filter { line in
            guard !line.drop(while: { $0 == " " }).hasPrefix("//") else { return false }
            let line = String(line)
            return expression.firstMatch(in: line, range: NSRange(line.startIndex..., in: line)) != nil
        }
    }

    @Test("16.2 preconditions keep their words in a release build: requirePrecondition")
    func sources() throws {
        var used: Set<String> = []
        var replaced = 0
        let sources = ArchitectureTests.root.appendingPathComponent("Sources")
        for file in try ArchitectureTests.swiftFiles(below: sources) {
            let text = try String(contentsOf: file, encoding: .utf8)
            replaced += text.components(separatedBy: "requirePrecondition(").count - 1
            let found = try PreconditionTests.checks(in: text)
            guard !found.isEmpty else { continue }
            let name = file.lastPathComponent
            used.insert(name)
            #expect(
                PreconditionTests.allowed[name] != nil && found.allSatisfy { $0.contains("assert(") },
                "\(name) ends the program without words in a release build: throw, or requirePrecondition. \(found)")
        }
        // The reading itself works, and the list is not longer than it must be.
        #expect(used == Set(PreconditionTests.allowed.keys) && replaced > 50)
    }

    @Test("16.2 the reading finds every check that loses its words")
    func forms() throws {
        let bad = [
            "precondition(x > 0)", "        precondition(", "guard x else { preconditionFailure(\"no\") }",
            "fatalError()",
            "assert(a == b)", "let x = try! f()", "let y = x as! Int",
        ]
        for line in bad { #expect(try PreconditionTests.checks(in: line).count == 1, "\(line)") }
        let good = [
            "requirePrecondition(x > 0, \"x must be positive\")", "// precondition(x)", "/// - Precondition: x.",
            "try f()", "x as? Int",
        ]
        for line in good { #expect(try PreconditionTests.checks(in: line).isEmpty, "\(line)") }
    }
}
