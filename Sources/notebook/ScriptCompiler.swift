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

    /// The declarations of what the instrumented script calls; the functions are in the library, see `ScriptCells`.
    static let declarations = """
        @_silgen_name("\(ScriptCells.beginSymbol)") func __notebookBeginCell(_ number: Int)
        @_silgen_name("\(ScriptCells.endSymbol)") func __notebookEnd()

        """

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
        let compiler = try MissingProgram.swiftc.located()
        try TextFile.write(ScriptCompiler.declarations + instrumented, to: "\(folder)/main.swift")
        let toolchain = ScriptToolchain(compiler: compiler)
        let arguments =
            [
                // -g and a frame pointer for the line of a crash, also of one in a library.
                "-O", "-g", "-Xcc", "-Xclang", "-Xcc", "-mframe-pointer=all", "-wmo", "-module-name", "Script",
                "-diagnostic-style=llvm", "-I", products.modules,
            ] + toolchain.linker + products.options + ["\(folder)/main.swift"]
            + (try toolchain.linking(products.objects, scratch: folder)) + ["-o", program]
        let result = try ChildProcess(compiler, arguments, scratch: folder).collect(pendingSignal: pendingSignal)
        let messages = (result.error + result.output).trimmingCharacters(in: .newlines)
        return (result.ending.isSuccess ? program : nil, messages)
    }
}
