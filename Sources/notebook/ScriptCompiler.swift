import Foundation
import NotebookSupport

/// Turns a script into a program that says which of its cells is running.
struct ScriptCompiler {
    /// The script's full path, which the compiler's messages name.
    let path: String
    let script: LiterateScript

    /// The script with a call before every cell and one at the end, and every cell under its own line numbers.
    ///
    /// Prose is left out; a `#!` line too, since it may only be the first of a file.
    var instrumented: String {
        // The directive takes the path as it stands, so a quotation mark would end it.
        let shownPath = path.replacing("\"", with: "'")
        return script.cells.map { cell in
            let code = cell.code.hasPrefix("#!") ? "//" + cell.code : cell.code
            return """
                __notebookBeginCell(\(cell.number))
                #sourceLocation(file: "\(shownPath)", line: \(cell.firstLine))
                \(code)
                #sourceLocation()

                """
        }.joined() + "__notebookEnd()\n"
    }

    /// The functions that the instrumented script calls.
    ///
    /// Lines are written out as they end. Before a crash or an interruption takes its course, the line that has begun is
    /// written too; a crash then happens again and reaches the handler that was there before.
    static let support = """
        #if canImport(Glibc)
            import Glibc
        #elseif canImport(Musl)
            import Musl
        #elseif canImport(Darwin)
            import Darwin
        #endif

        private let token = getenv("\(OutputMarkers.variable)").map { String(cString: $0) } ?? ""

        nonisolated(unsafe) private var previousActions: [Int32: sigaction] = [:]

        private typealias Handler = @convention(c) (Int32) -> Void

        private func setHandler(_ handler: @escaping Handler, of action: inout sigaction) {
            #if canImport(Glibc)
                action.__sigaction_handler.sa_handler = handler
            #elseif canImport(Musl)
                action.__sa_handler.sa_handler = handler
            #elseif canImport(Darwin)
                action.__sigaction_u.__sa_handler = handler
            #endif
        }

        private func flushBeforeCrashes() {
            for number in [SIGILL, SIGTRAP, SIGABRT, SIGFPE, SIGSEGV, SIGBUS, SIGINT, SIGTERM] {
                var action = sigaction()
                action.sa_flags = SA_ONSTACK
                setHandler(
                    { received in
                        fflush(stdout)
                        var previous = previousActions[received] ?? sigaction()
                        sigaction(received, &previous, nil)
                        if received == SIGINT || received == SIGTERM { raise(received) }
                    }, of: &action)
                var previous = sigaction()
                sigaction(number, nil, &previous)
                previousActions[number] = previous
                sigaction(number, &action, nil)
            }
        }

        func __notebookBeginCell(_ number: Int) {
            if number == 1 {
                setvbuf(stdout, nil, Int32(_IOLBF), 0)
                flushBeforeCrashes()
            }
            Swift.print("\\u{1E}\\(token) cell \\(number)\\u{1E}")
        }

        func __notebookEnd() { Swift.print("\\u{1E}\\(token) end\\u{1E}") }

        """

    /// The modules that the script imports.
    var imports: Set<String> {
        var names: Set<String> = []
        for cell in script.cells {
            for line in cell.code.split(separator: "\n") {
                let words = line.split(whereSeparator: { " \t.;".contains($0) })
                guard let index = words.firstIndex(of: "import"), words[..<index].allSatisfy({ $0.hasPrefix("@") })
                else {
                    continue
                }
                let kinds = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
                names.formUnion(words[(index + 1)...].first { !kinds.contains(String($0)) }.map { [String($0)] } ?? [])
            }
        }
        return names
    }

    /// Compiles into a folder.
    ///
    /// - Parameters:
    ///   - folder: An existing folder for the program and what it is made from.
    ///   - products: The modules to compile against.
    ///   - pendingSignal: Asked for signals to pass on.
    /// - Returns: The program's path, nil when the script does not compile, and all the compiler said.
    /// - Throws: `MissingProgram` without a compiler, `SystemError` when a file cannot be written.
    func compile(into folder: String, with products: BuildProducts, pendingSignal: () -> Int32?) throws -> (
        program: String?, messages: String
    ) {
        let program = "\(folder)/script"
        try TextFile.write(instrumented, to: "\(folder)/main.swift")
        try TextFile.write(ScriptCompiler.support, to: "\(folder)/NotebookMarkers.swift")
        // A file of arguments: the objects of a large package may not fit on a command line.
        let objects = products.objects.map { "\"\($0.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\"" }
        try TextFile.write(objects.joined(separator: "\n") + "\n", to: "\(folder)/objects.txt")
        let arguments =
            [
                // -g and a frame pointer for the line of a crash, also of one in a library.
                "-O", "-g", "-Xcc", "-Xclang", "-Xcc", "-mframe-pointer=all", "-wmo", "-module-name", "Script",
                "-diagnostic-style=llvm", "-I", products.modules,
            ] + products.options
            + ["\(folder)/main.swift", "\(folder)/NotebookMarkers.swift", "@\(folder)/objects.txt", "-o", program]
        let result = try ChildProcess(MissingProgram.swiftc.located(), arguments).collect(pendingSignal: pendingSignal)
        let messages = (result.error + result.output).trimmingCharacters(in: .newlines)
        return (result.ending.isSuccess ? program : nil, messages)
    }
}
