import Foundation
import Testing

/// A file bears the name of what it holds.
@Suite struct FileNameTests {
    /// Files without a type, an extension or a function of their name, and why.
    static let topics: [String: String] = [
        "Exports.swift": "re-exports only", "LHVSearch.swift": "re-exports only",
        "HiddenVariables.swift": "re-exports only",
        "main.swift": "the name that a program's first file has",
        "Vectors.swift": "functions of vectors for the fields, and no type",
        "DataChecks.swift": "functions that refuse data, for every plot",
        "CertificateParts.swift": "what two certificates share",
        "Preconditions.swift": "how a broken contract ends the program",
    ]

    /// The types that a source declares or extends, and its functions with a capital first letter.
    static func names(in source: String) -> Set<String> {
        var names: Set<String> = []
        let type = #/(?m)^[^\/\n"]*?\b(?:struct|enum|class|protocol|actor|typealias|extension|func) ([A-Za-z_][\w.]*)/#
        for match in source.matches(of: type) {
            for name in match.1.split(separator: ".") { names.insert(name.prefix(1).uppercased() + name.dropFirst()) }
        }
        return names
    }

    @Test("18.5 every file is Type.swift or Type+Topic.swift with the type in it, or is on the list of topics")
    func everyFile() throws {
        var used: Set<String> = []
        for file in try ArchitectureTests.swiftFiles(below: ArchitectureTests.root.appendingPathComponent("Sources")) {
            let name = file.deletingPathExtension().lastPathComponent
            let subject = String(name.prefix { $0 != "+" })
            if try FileNameTests.names(in: String(contentsOf: file, encoding: .utf8)).contains(subject) { continue }
            let isTopic = FileNameTests.topics[file.lastPathComponent] != nil
            #expect(isTopic, "\(file.path) holds no \(subject)")
            used.insert(file.lastPathComponent)
        }
        #expect(used == Set(FileNameTests.topics.keys), "topics that are none")
    }

    @Test("18.5 names are found where they are declared, and in no comment")
    func reading() {
        let source = """
            // struct Comment
            public struct One: Sendable {
                static func two() {}
            }
            package extension Three.Four {}
            /// An enum Five.
            let six = "class Six"
            """
        #expect(FileNameTests.names(in: source) == ["One", "Two", "Three", "Four"])
    }
}
