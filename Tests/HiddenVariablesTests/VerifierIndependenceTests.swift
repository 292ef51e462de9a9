import Foundation
import Testing

/// Reads the sources of the verifiers: what a certificate claims is recomputed without the engine that found it.
@Suite struct VerifierIndependenceTests {
    /// Files and folders that verify, below `Sources`.
    static let verifiers = [
        "LocalPolytopes/Certificates/IntegerEnumeration.swift", "LocalPolytopes/Certificates/CertificateCheck.swift",
        "LocalPolytopes/Certificates/CertificateEntries.swift",
        "LocalPolytopes/Certificates/BehaviourCertificateCheck.swift",
        "LocalPolytopes/Certificates/VisibilityCertificate+Verification.swift",
        "LocalPolytopes/Exact/ExactCheck.swift", "LocalPolytopes/Exact/ExactCertificate+Verification.swift",
        "LocalPolytopes/Exact/ExactTarget.swift", "LocalPolytopes/Exact/ExactNumber.swift",
        "LocalPolytopes/Exact/ExactNumberParser.swift", "NumericalCore/Enclosures",
        "CertifiedModels/Isotropic/Verification", "CertifiedModels/GHZ/Verification",
        "CertifiedModels/Grothendieck/Verification", "CertifiedModels/W/Verification",
    ]

    static var sources: URL { ArchitectureTests.root.appendingPathComponent("Sources") }

    /// The names of the types that the files of a folder declare.
    static func types(below folder: String) throws -> Set<String> {
        let declaration = try NSRegularExpression(
            pattern: #"^(?:[a-z@()]+ )*(?:struct|enum|class|protocol|actor|typealias) ([A-Z]\w*)"#,
            options: .anchorsMatchLines)
        var names: Set<String> = []
        for file in try ArchitectureTests.swiftFiles(below: sources.appendingPathComponent(folder)) {
            let text = try String(contentsOf: file, encoding: .utf8)
            for match in declaration.matches(in: text, range: NSRange(text.startIndex..., in: text)) {
                if let range = Range(match.range(at: 1), in: text) { names.insert(String(text[range])) }
            }
        }
        return names
    }

    /// The code of a file without its comments.
    static func code(_ file: URL) throws -> String {
        try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
            .filter { !$0.drop(while: { $0 == " " }).hasPrefix("//") }.joined(separator: "\n")
    }

    static func words(in text: String) -> Set<String> {
        Set(text.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init))
    }

    @Test("18.1 no verifier names a type of the engine or of the searches, or asks for a local bound")
    func independence() throws {
        let engine = try Self.types(below: "LHVModels/LocalBounds")
        #expect(engine.isSuperset(of: ["VertexShape", "SignTree", "OutcomeTree", "VertexOracle", "SearchControl"]))
        let searches = try Self.types(below: "LocalPolytopes/Membership")
            .union(try Self.types(below: "LocalPolytopes/Thresholds"))
        #expect(searches.isSuperset(of: ["NearestPointSearch", "ActiveSet", "ThresholdSearch"]))
        // What a certificate is made of is what is verified.
        let data: Set<String> = ["LocalDecomposition"]
        let forbidden = engine.union(searches).subtracting(data)
        var read = 0
        for verifier in Self.verifiers {
            let place = Self.sources.appendingPathComponent(verifier)
            let files = verifier.hasSuffix(".swift") ? [place] : try ArchitectureTests.swiftFiles(below: place)
            #expect(!files.isEmpty, "\(verifier) is not there")
            for file in files {
                let words = Self.words(in: try Self.code(file))
                let named = words.intersection(forbidden.union(["integerLocalBound", "heuristicLocalBound"]))
                #expect(named.isEmpty, "\(file.lastPathComponent) names \(named.sorted())")
                #expect(
                    try !Self.code(file).contains(".localBound("), "\(file.lastPathComponent) asks for a local bound")
                read += 1
            }
        }
        #expect(read >= 16)
    }

    @Test("18.1 the second verifier runs no program of the package")
    func python() throws {
        let file = ArchitectureTests.root.appendingPathComponent("Documentation/Certificates/verify.py")
        let text = try String(contentsOf: file, encoding: .utf8)
        #expect(text.count > 1000)
        for word in ["subprocess", "ctypes", "os.system", "popen", "swift run"] {
            #expect(!text.contains(word), "\(word)")
        }
    }
}
