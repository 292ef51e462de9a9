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
    /// written too, and the open calls go to a file, see ``StackReport``; a crash then happens again and reaches the handler
    /// that was there before. The open calls of thrown errors are kept too, of 100 000 errors at most: a script that
    /// throws and catches without end is not slowed down.
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
                        if received != SIGINT && received != SIGTERM { OpenCalls.report() }
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

        #if canImport(Glibc)
            @_silgen_name("_swift_setWillThrowHandler")
            private func setWillThrowHandler(_ handler: (@convention(c) (UnsafeMutableRawPointer?) -> Void)?)
            // Swift's module of the C library leaves these two out.
            @_silgen_name("backtrace")
            private func backtrace(_ calls: UnsafeMutablePointer<UnsafeMutableRawPointer?>, _ count: Int32) -> Int32
            @_silgen_name("dladdr")
            private func dladdr(_ address: UnsafeRawPointer, _ info: UnsafeMutablePointer<UInt>) -> Int32

            private enum OpenCalls {
                static let capacity: Int32 = 256
                nonisolated(unsafe) static let thrown = UnsafeMutablePointer<UnsafeMutableRawPointer?>.allocate(capacity: 256)
                nonisolated(unsafe) static let crash = UnsafeMutablePointer<UnsafeMutableRawPointer?>.allocate(capacity: 256)
                nonisolated(unsafe) static var thrownCount: Int32 = 0
                nonisolated(unsafe) static var errors = 0
                nonisolated(unsafe) static var base: UInt = 0
                nonisolated(unsafe) static var file: UnsafeMutablePointer<CChar>?

                static func watch() {
                    // File name, base, name and address of the nearest symbol.
                    var place: [UInt] = [0, 0, 0, 0]
                    guard dladdr(#dsohandle, &place) != 0, let path = getenv("\(StackReport.variable)") else { return }
                    base = place[1]
                    file = strdup(path)
                    // The first call loads a library, which a crash must not.
                    _ = backtrace(crash, capacity)
                    setWillThrowHandler { _ in
                        OpenCalls.errors += 1
                        OpenCalls.thrownCount = OpenCalls.errors > 100_000 ? 0 : backtrace(OpenCalls.thrown, OpenCalls.capacity)
                    }
                }

                static func report() {
                    guard let path = file, let stream = fopen(path, "w") else { return }
                    write("thrown", thrown, thrownCount, to: stream)
                    write("crash", crash, backtrace(crash, capacity), to: stream)
                    fclose(stream)
                }

                static func write(
                    _ word: StaticString, _ calls: UnsafeMutablePointer<UnsafeMutableRawPointer?>, _ count: Int32,
                    to stream: UnsafeMutablePointer<FILE>
                ) {
                    fwrite(word.utf8Start, 1, word.utf8CodeUnitCount, stream)
                    for index in 0..<Int(max(0, count)) {
                        let address = UInt(bitPattern: calls[index])
                        guard address > base else { continue }
                        fputc(0x20, stream)
                        var shift = 60
                        while shift >= 0 {
                            let digit = Int32((address - base) >> UInt(shift) & 15)
                            fputc(digit < 10 ? 48 + digit : 87 + digit, stream)
                            shift -= 4
                        }
                    }
                    fputc(0x0A, stream)
                }
            }
        #else
            private enum OpenCalls {
                static func watch() {}
                static func report() {}
            }
        #endif

        func __notebookBeginCell(_ number: Int) {
            if number == 1 {
                setvbuf(stdout, nil, Int32(_IOLBF), 0)
                flushBeforeCrashes()
                OpenCalls.watch()
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
        let compiler = try MissingProgram.swiftc.located()
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
            ] + ScriptCompiler.linker(besides: compiler) + products.options
            + ["\(folder)/main.swift", "\(folder)/NotebookMarkers.swift", "@\(folder)/objects.txt", "-o", program]
        let result = try ChildProcess(compiler, arguments, scratch: folder).collect(pendingSignal: pendingSignal)
        let messages = (result.error + result.output).trimmingCharacters(in: .newlines)
        return (result.ending.isSuccess ? program : nil, messages)
    }

    /// The toolchain's own linker where it has one: it takes a third of the time of the system's.
    private static func linker(besides compiler: String) -> [String] {
        #if os(Linux)
            let folder = URL(fileURLWithPath: compiler).resolvingSymlinksInPath().deletingLastPathComponent().path
            if FileManager.default.isExecutableFile(atPath: "\(folder)/ld.lld") { return ["-use-ld=lld"] }
        #endif
        return []
    }
}
