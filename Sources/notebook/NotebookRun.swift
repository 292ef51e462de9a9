import Foundation
import NotebookSupport

/// One script's way from source to page.
struct NotebookRun {
    private let options: CommandLineOptions
    /// The script's file name without `.swift`.
    private let name: String
    /// The script's full path.
    private let path: String
    let script: LiterateScript
    private let weaver: Weaver
    let page: Page

    /// Reads the script.
    ///
    /// - Parameters:
    ///   - scriptPath: The script.
    ///   - output: The folder for the page, the figures and their data.
    ///   - options: How to run it, and with which arguments.
    /// - Throws: `SystemError` when it cannot be read.
    init(_ scriptPath: String, output: String, _ options: CommandLineOptions) throws {
        self.options = options
        name = CommandLineOptions.name(of: scriptPath)
        let text = try TextFile.read(scriptPath)
        path = URL(fileURLWithPath: scriptPath).standardizedFileURL.path
        script = LiterateScript(text)
        weaver = Weaver(script: script, name: "\(name).swift", isShort: options.isShort)
        page = Page(folder: URL(fileURLWithPath: output).standardizedFileURL.path, name: name)
    }

    /// The page's title.
    var title: String { weaver.title }

    /// Compiles, runs and weaves.
    ///
    /// - Returns: The exit status.
    /// - Throws: What prevents the page from being written at all.
    func run() throws -> Int32 {
        let start = ContinuousClock.now
        try TextFile.makeFolder(page.folder)
        warnOfMissingPrograms()
        Interruption.watch()
        return try TextFile.withScratchFolder { try run(scratch: $0, since: start) }
    }

    private func run(scratch: String, since start: ContinuousClock.Instant) throws -> Int32 {
        let (outcome, output) = try compileAndRun(scratch: scratch)
        // What was produced is on the page even if the page in HTML cannot be made.
        try page.write(markdown: weaver.page(output: output.text, outcome: outcome))
        report(outcome)
        do {
            try page.makeHTML(title: Page.plainTitle(weaver.title), scratch: scratch)
        } catch {
            Console.say("wrote \(page.markdownPath), but no HTML page")
            throw error
        }
        Console.say("wrote \(page.htmlPath) in \(NotebookRun.seconds(since: start))")
        return outcome == .finished ? NotebookCommand.Status.success : NotebookCommand.Status.failure
    }

    private func compileAndRun(scratch: String) throws -> (Outcome, CellOutput) {
        let compiler = ScriptCompiler(path: path, script: script)
        let folder = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe").deletingLastComponent
        let products = try BuildProducts(in: folder, imports: compiler.imports)
        Console.say("compiling \(name).swift")
        let (program, messages) = try compiler.compile(
            into: scratch, with: products, pendingSignal: Interruption.take)
        if !messages.isEmpty { Console.write(Array("\(messages)\n".utf8)[...], to: STDERR_FILENO) }
        guard let program else {
            if Interruption.hasHappened {
                return (.failed(cell: nil, line: nil, reason: "it was interrupted", messages: ""), CellOutput())
            }
            // On the page the script's name is enough.
            return (.notCompiled(messages: messages.replacing(path, with: "\(name).swift")), CellOutput())
        }
        return try execute(program, scratch: scratch)
    }

    /// Runs the program, shows what it prints, and keeps the Markdown page up to date cell by cell.
    private func execute(_ program: String, scratch: String) throws -> (Outcome, CellOutput) {
        let report = "\(scratch)/crash.txt"
        setenv("NOTEBOOK_OUTPUT", page.folder, 1)
        setenv("NOTEBOOK_SHORT", options.isShort ? "1" : "0", 1)
        setenv("NOTEBOOK_PROGRESS", isatty(STDERR_FILENO) == 1 ? "1" : "0", 1)
        // The crash handler knows the line of a trap.
        setenv(
            "SWIFT_BACKTRACE",
            "enable=yes,color=no,interactive=no,threads=crashed,registers=none,images=none,warnings=suppressed,"
                + "output-to=\(report)", 0)

        let start = ContinuousClock.now
        let cellCount = script.cells.count
        var output = CellOutput()
        var standardError: [UInt8] = []
        let ending = try ChildProcess(program, options.arguments).run(
            pendingSignal: Interruption.take,
            onOutput: { bytes in
                var begun: [Int] = []
                output.take(bytes, onCell: { begun.append($0) }, onText: { Console.write($0, to: STDOUT_FILENO) })
                guard let number = begun.last, let cell = script.cells.first(where: { $0.number == number }) else {
                    return
                }
                Console.say(
                    "cell \(number) of \(cellCount), line \(cell.firstLine), \(NotebookRun.seconds(since: start))")
                // A page that cannot be written now is an error at the end.
                try? page.write(markdown: weaver.page(output: output.text, outcome: nil))
            },
            onError: { bytes in
                Console.write(bytes, to: STDERR_FILENO)
                // The end counts, so a script may write as much as it likes.
                standardError = Array((standardError + bytes).suffix(1 << 20))
            })
        let outcome = Outcome(
            ending: ending, cell: output.current, standardError: String(decoding: standardError, as: UTF8.self),
            backtrace: (try? TextFile.read(report)) ?? "", scriptName: "\(name).swift")
        return (outcome, output)
    }

    private func warnOfMissingPrograms() {
        let needed = [MissingProgram.pandoc] + (script.mentionsFigures ? [.gnuplot] : [])
        for program in needed where (try? program.located()) == nil { Console.say("warning: \(program)") }
    }

    private func report(_ outcome: Outcome) {
        switch outcome {
        case .finished: break
        case .notCompiled: Console.say("\(path) does not compile")
        case .failed(let cell, let line, let reason, _):
            let firstLine = script.cells.first { $0.number == cell }?.firstLine
            let place = (line ?? firstLine).map { ":\($0)" } ?? ""
            Console.say("\(path)\(place): the script stopped\(cell.map { " in cell \($0)" } ?? ""): \(reason)")
        }
    }

    static func seconds(since start: ContinuousClock.Instant) -> String {
        let tenths = Int(((ContinuousClock.now - start) / .milliseconds(100)).rounded())
        return "\(tenths / 10).\(tenths % 10) s"
    }
}

extension LiterateScript {
    /// Whether the script looks as if it draws.
    fileprivate var mentionsFigures: Bool {
        cells.contains { cell in
            ["Figure(", "HeatMap(", "SpherePlot("].contains { cell.code.contains($0) }
        }
    }
}

extension String {
    fileprivate var deletingLastComponent: String { String(self[..<(lastIndex(of: "/") ?? startIndex)]) }
}
