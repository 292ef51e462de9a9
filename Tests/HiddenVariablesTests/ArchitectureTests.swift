import Foundation
import Testing

/// Reads the manifest and the sources and holds them to the import diagram of the Architecture article.
@Suite struct ArchitectureTests {
    static let belowModels: Set<String> = ["QuantumStates", "DataFiles", "NumericalCore"]
    static let models = belowModels.union(["LHVModels"])
    static let searches: Set<String> = ["LocalPolytopes", "HiddenVariableClouds", "CertifiedModels"]

    /// The layers from the ground up; a target may import those named beside it and no other of the package.
    static let allowed: [String: Set<String>] = [
        "NumericalCore": ["CLAPACK", "CKernels"],
        "DataFiles": ["NumericalCore"],
        "QuantumStates": ["DataFiles", "NumericalCore"],
        "LHVModels": belowModels,
        // The three searches do not use one another.
        "LocalPolytopes": models,
        "HiddenVariableClouds": models,
        "CertifiedModels": models,
        "LHVSearch": searches,
        "QuantumBounds": models.union(["LocalPolytopes"]),
        "Superdeterminism": belowModels,
        "LHVDynamics": models,
        "MacroscopicLocality": models,
        "HiddenVariables": models.union(searches)
            .union(["LHVSearch", "QuantumBounds", "LHVDynamics", "MacroscopicLocality", "Superdeterminism"]),
        "NotebookSupport": ["DataFiles", "NumericalCore"],
        "notebook": ["NotebookSupport", "NumericalCore"],
    ]

    static var root: URL {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
    }

    static func swiftFiles(below folder: URL) throws -> [URL] {
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        return (files?.allObjects as? [URL] ?? []).filter { $0.pathExtension == "swift" }
    }

    static func importedModules(_ file: URL) throws -> Set<String> {
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        return Set(
            lines.compactMap { line in
                let words = line.split(separator: " ")
                guard let place = words.firstIndex(of: "import"), place <= 2, words.count > place + 1 else {
                    return nil
                }
                guard
                    words[..<place].allSatisfy({ ["public", "internal", "@_exported", "@preconcurrency"].contains($0) })
                else { return nil }
                return String(words[place + 1])
            })
    }

    @Test func targetsImportDownwardsOnly() throws {
        let sources = ArchitectureTests.root.appendingPathComponent("Sources")
        let targets = try FileManager.default.contentsOfDirectory(atPath: sources.path)
        let own = Set(targets)
        for target in targets where !["CLAPACK", "CKernels"].contains(target) {
            let files = try ArchitectureTests.swiftFiles(below: sources.appendingPathComponent(target))
            #expect(!files.isEmpty)
            for file in files {
                let forbidden = try ArchitectureTests.importedModules(file).intersection(own)
                    .subtracting(ArchitectureTests.allowed[target] ?? [])
                #expect(forbidden.isEmpty, "\(target)/\(file.lastPathComponent) imports \(forbidden)")
            }
        }
    }

    @Test("18.4 LHVSearch has nothing of its own: it re-exports the three libraries of search")
    func searchIsACollection() throws {
        let files = try ArchitectureTests.swiftFiles(
            below: ArchitectureTests.root.appendingPathComponent("Sources/LHVSearch"))
        #expect(files.map(\.lastPathComponent) == ["LHVSearch.swift"])
        let lines = try String(contentsOf: try #require(files.first), encoding: .utf8).split(separator: "\n")
            .filter { !$0.hasPrefix("//") }
        #expect(Set(lines) == Set(ArchitectureTests.searches.map { "@_exported import \($0)" }))
    }

    @Test("18.4 the manifest gives a target no dependency that it may not import")
    func manifestFollowsTheDiagram() throws {
        let manifest = try String(
            contentsOf: ArchitectureTests.root.appendingPathComponent("Package.swift"), encoding: .utf8)
        let pattern = #/\.(?:target|executableTarget)\(\s*name: "(\w+)",\s*dependencies: \[([^\]]*)\]/#
        var seen: Set<String> = []
        for target in manifest.matches(of: pattern) {
            guard let allowed = ArchitectureTests.allowed[String(target.1)] else { continue }
            seen.insert(String(target.1))
            let named = Set(target.2.matches(of: #/"(\w+)"/#).map { String($0.1) })
            // Notebooks are compiled against the umbrella, which the program itself does not import.
            let extra = named.subtracting(allowed).subtracting(target.1 == "notebook" ? ["HiddenVariables"] : [])
            #expect(extra.isEmpty, "\(target.1) depends on \(extra)")
        }
        #expect(seen == Set(ArchitectureTests.allowed.keys))
    }

    @Test func umbrellaReExportsEveryLibrary() throws {
        let sources = ArchitectureTests.root.appendingPathComponent("Sources")
        let umbrella = try ArchitectureTests.importedModules(
            sources.appendingPathComponent("HiddenVariables/HiddenVariables.swift"))
        let programs: Set<String> = ["CLAPACK", "CKernels", "HiddenVariables", "NotebookSupport", "notebook"]
        let libraries = Set(try FileManager.default.contentsOfDirectory(atPath: sources.path)).subtracting(programs)
        #expect(umbrella == libraries)
    }

    @Test func everyLibraryIsAProductWithTestsAndThereAreNoDependencies() throws {
        let manifest = try String(
            contentsOf: ArchitectureTests.root.appendingPathComponent("Package.swift"), encoding: .utf8)
        #expect(!manifest.contains(".package("))
        // A package cannot depend on targets with such flags; nothing depends on those of tests.
        let flags = manifest.components(separatedBy: "unsafeFlags")
        #expect(flags.count == 2 && flags[0].hasSuffix("where target.type == .test {\n    target.swiftSettings = [."))
        let sources = ArchitectureTests.root.appendingPathComponent("Sources")
        let programs: Set<String> = ["CLAPACK", "CKernels", "notebook"]
        for target in try FileManager.default.contentsOfDirectory(atPath: sources.path) where !programs.contains(target)
        {
            #expect(manifest.contains(".library(name: \"\(target)\", targets: [\"\(target)\"])"))
            #expect(
                manifest.contains(".testTarget(name: \"\(target)Tests\"")
                    || manifest.contains("name: \"\(target)Tests\""))
            let tests = ArchitectureTests.root.appendingPathComponent("Tests/\(target)Tests")
            #expect(!(try ArchitectureTests.swiftFiles(below: tests)).isEmpty, "\(target) has no tests")
        }
    }

    @Test func sharedTestSupportStaysInTheTests() throws {
        let tests = ArchitectureTests.root.appendingPathComponent("Tests")
        let support = try ArchitectureTests.swiftFiles(below: tests.appendingPathComponent("TestSupport"))
        #expect(!support.isEmpty)
        for file in support {
            let own = try ArchitectureTests.importedModules(file).subtracting(["Foundation", "Testing", "Glibc"])
            #expect(own.isSubset(of: ["NumericalCore", "Musl", "Darwin"]), "\(file.lastPathComponent) imports \(own)")
        }
        for file in try ArchitectureTests.swiftFiles(below: ArchitectureTests.root.appendingPathComponent("Sources")) {
            #expect(!(try ArchitectureTests.importedModules(file)).contains("TestSupport"), "\(file.path)")
        }
        let manifest = try String(
            contentsOf: ArchitectureTests.root.appendingPathComponent("Package.swift"), encoding: .utf8)
        // No product, and the fuzz targets are built by their script only.
        #expect(!manifest.contains("targets: [\"TestSupport\"]") && !manifest.contains("Fuzz"))
    }

    @Test func topLevelIsFixed() throws {
        let entries = try FileManager.default.contentsOfDirectory(atPath: ArchitectureTests.root.path)
        let visible = Set(entries.filter { !$0.hasPrefix(".") }).subtracting(["Package.resolved", "Results"])
        #expect(
            visible == ["Package.swift", "Sources", "Tests", "Documentation", "Benchmarks", "LICENSE", "README.md"])
    }
}
