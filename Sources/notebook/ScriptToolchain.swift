import Foundation
import NotebookSupport

/// What lies beside the compiler and makes the linking of a script fast.
struct ScriptToolchain {
    /// The compiler's options for the linker: the toolchain's own where it has one, which takes a third of the time of the system's.
    let linker: [String]
    /// The program that reads which libraries objects ask for; nil where the linker reads that itself.
    private let extractor: String?

    /// Looks beside a compiler.
    init(compiler: String) {
        #if os(Linux)
            let folder = URL(fileURLWithPath: compiler).resolvingSymlinksInPath().deletingLastPathComponent().path
            func program(_ name: String) -> String? {
                FileManager.default.isExecutableFile(atPath: "\(folder)/\(name)") ? "\(folder)/\(name)" : nil
            }
            // Less merging of strings makes the program a little larger and linking faster.
            linker = program("ld.lld") == nil ? [] : ["-use-ld=lld", "-Xlinker", "-O0"]
            extractor = program("swift-autolink-extract")
        #else
            linker = []
            extractor = nil
        #endif
    }

    /// The compiler's arguments that link a script with the objects of the libraries.
    ///
    /// With hundreds of objects as its own arguments the compiler takes as long to think about them as to compile a small script.
    /// So they go to the linker in a script of its own, with the libraries that they ask for.
    ///
    /// - Parameters:
    ///   - objects: The paths of the object files.
    ///   - scratch: An existing folder for the files that the arguments name.
    /// - Throws: `SystemError` when a file cannot be written.
    func linking(_ objects: [String], scratch: String) throws -> [String] {
        // A file of arguments: the objects of a large package may not fit on a command line.
        let list = objects.map { "\"\($0.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\"" }
        try TextFile.write(list.joined(separator: "\n") + "\n", to: "\(scratch)/objects.txt")
        guard let script = ScriptToolchain.linkerScript(objects), let libraries = libraries(scratch: scratch) else {
            return ["@\(scratch)/objects.txt"]
        }
        try TextFile.write(script, to: "\(scratch)/objects.ld")
        return ["-Xlinker", "\(scratch)/objects.ld"] + libraries
    }

    /// A linker script that names objects; nil when a path has a character that cannot be quoted there.
    static func linkerScript(_ objects: [String]) -> String? {
        guard !objects.contains(where: { $0.contains { $0 == "\"" || $0.isNewline } }) else { return nil }
        return "INPUT(\n" + objects.map { "\"\($0)\"\n" }.joined() + ")\n"
    }

    /// The options for the libraries that the objects in the list ask for; nil when they cannot be found out.
    private func libraries(scratch: String) -> [String]? {
        let answer = "\(scratch)/libraries.txt"
        guard let extractor,
            let result = try? ChildProcess(extractor, ["@\(scratch)/objects.txt", "-o", answer], scratch: scratch)
                .collect(),
            result.ending.isSuccess, let words = try? TextFile.read(answer)
        else { return nil }
        return ScriptToolchain.options(in: words)
    }

    /// The different options among those that the extractor wrote, in their order.
    static func options(in words: String) -> [String] {
        var seen: Set<Substring> = []
        return words.split(whereSeparator: { $0.isNewline || $0 == "\0" }).filter { seen.insert($0).inserted }.map(
            String.init)
    }
}
