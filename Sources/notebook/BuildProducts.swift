import Foundation
import NotebookSupport

/// The compiled modules beside the runner, and what the compiler must be told to use them.
///
/// SwiftPM's native build system writes the list of the objects it linked into the runner and a description of the build next
/// to the runner. The runner depends on every library a script may import, so these two hold all that is needed, in this
/// package and in one that depends on it. The build system `swiftbuild` puts one object and one module for each library beside
/// the runner instead.
struct BuildProducts {
    /// The folder of the compiled modules.
    let modules: String
    /// The object files of the libraries.
    let objects: [String]
    /// Compiler options: module maps of C targets, search paths, and instrumentation that objects and program must share.
    let options: [String]

    /// A build folder without what a script needs.
    struct Incomplete: Error, CustomStringConvertible {
        let description: String
    }

    /// The part of SwiftPM's description of a build that is used here.
    private struct Description: Decodable {
        struct Module: Decodable {
            var moduleName: String
            var isLibrary: Bool
            var objects: [String]
            var otherArguments: [String]
        }

        var swiftCommands: [String: Module]
        var targetDependencyMap: [String: [String]]
    }

    /// Reads the build in a folder.
    ///
    /// - Parameters:
    ///   - folder: The folder of the running program.
    ///   - imports: The modules a script imports; libraries of the package at hand that the runner itself does not use
    ///     are added when they are built.
    /// - Throws: ``Incomplete`` when something is not there, with the command that makes it.
    init(in folder: String, imports: Set<String>) throws {
        if let products = try BuildProducts(besideRunnerIn: folder) {
            self = products
            return
        }
        let list = "\(folder)/notebook.product/Objects.LinkFileList"
        let description = "\(folder)/description.json"
        guard let linked = try? TextFile.read(list), let data = FileManager.default.contents(atPath: description),
            let build = try? JSONDecoder().decode(Description.self, from: data)
        else {
            throw Incomplete(
                description: """
                    the modules of the build are not beside the runner in \(folder); start it with \
                    `swift run -c release notebook FILE.swift`
                    """)
        }
        let modulesByName = Dictionary(
            build.swiftCommands.values.map { ($0.moduleName, $0) }, uniquingKeysWith: { first, _ in first })
        var objects = linked.split(separator: "\n").map(BuildProducts.unquoted)
            .filter { !$0.contains("/notebook.build/") }

        // Libraries of a package that depends on this one.
        let known = Set(objects)
        var waiting = imports.sorted()
        var seen: Set<String> = []
        while let name = waiting.popLast() {
            guard seen.insert(name).inserted, let module = modulesByName[name], module.isLibrary else { continue }
            waiting += build.targetDependencyMap[name] ?? []
            let new = module.objects.filter { !known.contains($0) }
            if let missing = new.first(where: { !FileManager.default.fileExists(atPath: $0) }) {
                throw Incomplete(
                    description:
                        "\(name) is not built (no \(missing)); run `swift build` first, with the options given to `swift run`"
                )
            }
            objects += new
        }
        modules = "\(folder)/Modules"
        self.objects = objects
        options = BuildProducts.sharedOptions(of: modulesByName["notebook"]?.otherArguments ?? [])
    }

    /// Reads what `swiftbuild` puts beside the runner; nil when it has not built there.
    ///
    /// Module maps of the C targets stand in the sources, where the compiler of the runner saw them.
    private init?(besideRunnerIn folder: String) throws {
        let files = FileManager.default
        guard files.fileExists(atPath: "\(folder)/HiddenVariables.swiftmodule"),
            files.fileExists(atPath: "\(folder)/HiddenVariables.o")
        else { return nil }
        modules = folder
        objects = try files.contentsOfDirectory(atPath: folder).sorted()
            .filter { $0.hasSuffix(".o") && !$0.hasSuffix("Tests.o") }.map { "\(folder)/\($0)" }
        let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().path
        let maps = ["\(sources)/CKernels/include/module.modulemap", "\(sources)/CLAPACK/module.modulemap"]
        if let missing = maps.first(where: { !files.fileExists(atPath: $0) }) {
            throw Incomplete(
                description: "the sources that the runner was built from have moved (no \(missing)); build it again")
        }
        options = maps.flatMap { ["-Xcc", "-fmodule-map-file=\($0)"] }
    }

    /// Of the runner's own compiler options, those that a script needs too.
    static func sharedOptions(of arguments: [String]) -> [String] {
        var options: [String] = []
        for (index, argument) in arguments.enumerated() {
            let isClang = index > 0 && arguments[index - 1] == "-Xcc"
            // A bare -I has its folder in the next argument; the module map names its headers without it.
            if isClang && (argument.hasPrefix("-fmodule-map-file=") || argument.hasPrefix("-I") && argument != "-I") {
                options += ["-Xcc", argument]
            } else if !isClang, argument.hasPrefix("-I") && argument.count > 2 {
                options.append(argument)
            } else if argument.hasPrefix("-sanitize=") || argument == "-profile-generate" {
                options.append(argument)
            }
        }
        return options
    }

    /// SwiftPM quotes paths with unusual characters in the list.
    private static func unquoted(_ path: Substring) -> String {
        guard path.hasPrefix("'"), path.hasSuffix("'") else { return String(path) }
        return String(path.dropFirst().dropLast()).replacing("'\\''", with: "'")
    }
}
