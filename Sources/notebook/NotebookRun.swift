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
    private let cells: [LiterateScript.Cell]
    private let weaver: Weaver
    private let clock: RunClock
    let page: Page

    /// Reads the script.
    ///
    /// - Parameters:
    ///   - scriptPath: The script.
    ///   - output: The folder for the page, the figures and their data.
    ///   - options: How to run it, and with which arguments.
    ///   - clock: What tells the date and how long things take.
    /// - Throws: `SystemError` when it cannot be read.
    init(_ scriptPath: String, output: String, _ options: CommandLineOptions, clock: RunClock = .system) throws {
        self.options = options
        self.clock = clock
        name = CommandLineOptions.name(of: scriptPath)
        let text = try TextFile.read(scriptPath)
        path = URL(fileURLWithPath: scriptPath).standardizedFileURL.path
        script = LiterateScript(text)
        cells = script.cells
        weaver = Weaver(script: script, name: "\(name).swift", isShort: options.isShort)
        page = Page(folder: URL(fileURLWithPath: output).standardizedFileURL.path, name: name)
    }

    /// The page's title.
    var title: String { weaver.title }

    /// What a run came to.
    struct Result {
        /// The program's exit status.
        var status: Int32
        /// Whether the script ran to its end.
        var isComplete: Bool
        /// The first figure on the page that the script drew.
        var figure: FigureReference?
    }

    /// Compiles, runs and weaves.
    ///
    /// - Throws: What prevents the page from being written at all.
    func run() throws -> Result {
        let start = clock.now()
        try TextFile.makeFolder(page.folder)
        warnOfMissingPrograms()
        Interruption.watch()
        return try TextFile.withScratchFolder { try run(scratch: $0, since: start) }
    }

    private func run(scratch: String, since start: Duration) throws -> Result {
        // What the script is from is asked before anybody can change it.
        let date = clock.date()
        let commit = options.isUndated ? nil : ScriptCommit.words(for: path)
        let ended = try compileAndRun(scratch: scratch)
        var record = RunRecord(arguments: options.arguments, toldSeeds: ended.output.seeds)
        if !options.isUndated {
            record.circumstances = RunRecord.Circumstances(
                date: date, commit: commit, compilation: ended.compilation, cells: ended.cells,
                execution: ended.execution)
        }
        let pieces = weaver.pieces(output: ended.output.parts, outcome: ended.outcome, record: record)
        // What was produced is on the page even if the page in HTML cannot be made.
        try page.write(markdown: Weaver.markdown(pieces))
        report(ended.outcome)
        if options.writesJupyter {
            let figures = FigureFiles(folder: page.folder, scratch: scratch)
            try TextFile.write(try JupyterNotebook(pieces, picture: figures.picture).text(), to: page.jupyterPath)
            Console.say("wrote \(page.jupyterPath)")
        }
        var missing: [String] = []
        do {
            missing = try page.makeHTML(title: Page.plainTitle(weaver.title), scratch: scratch)
        } catch {
            Console.say("wrote \(page.markdownPath), but no HTML page")
            throw error
        }
        Console.say("wrote \(page.htmlPath) in \(RunClock.words(for: clock.now() - start))")
        for words in missing { Console.say("\(path): \(words)") }
        let isComplete = ended.outcome == .finished
        return Result(
            status: isComplete && missing.isEmpty ? NotebookCommand.Status.success : NotebookCommand.Status.failure,
            isComplete: isComplete, figure: cells.lazy.compactMap { ended.output.firstFigure(of: $0.number) }.first)
    }

    /// What compiling and running came to.
    private struct Ended {
        var outcome: Outcome
        var output = CellOutput(token: "")
        var compilation = Duration.zero
        var cells = CellTimes()
        /// Nil when there was nothing to run.
        var execution: Duration?
    }

    /// The folder of the running program itself, also when it was started by a link.
    private static func programFolder() throws -> String {
        guard let program = Bundle.main.executableURL else {
            throw BuildProducts.Incomplete(description: "the system does not say where the notebook runner is")
        }
        return program.resolvingSymlinksInPath().deletingLastPathComponent().path
    }

    private func compileAndRun(scratch: String) throws -> Ended {
        let start = clock.now()
        let compiler = ScriptCompiler(path: path, script: script)
        let folder = try NotebookRun.programFolder()
        let products = try BuildProducts(in: folder, imports: compiler.imports)
        Console.say("compiling \(name).swift")
        let (program, messages) = try compiler.compile(
            into: scratch, with: products, pendingSignal: Interruption.take)
        if !messages.isEmpty { OpenFile.write(Array("\(messages)\n".utf8)[...], to: STDERR_FILENO) }
        guard let program else {
            if Interruption.hasHappened {
                return Ended(outcome: .failed(cell: nil, line: nil, reason: "it was interrupted", messages: ""))
            }
            // On the page the script's name is enough.
            return Ended(
                outcome: .notCompiled(messages: messages.replacing(path, with: "\(name).swift")),
                compilation: clock.now() - start)
        }
        let compilation = clock.now() - start
        var ended = try execute(program, scratch: scratch)
        ended.compilation = compilation
        return ended
    }

    /// Runs the program, shows what it prints, and keeps the Markdown page up to date cell by cell.
    private func execute(_ program: String, scratch: String) throws -> Ended {
        let report = "\(scratch)/crash.txt"
        let stack = "\(scratch)/stack.txt"
        setenv(ScriptCells.stackVariable, stack, 1)
        let token = OutputMarkers.newToken()
        setenv(OutputMarkers.variable, token, 1)
        setenv("NOTEBOOK_OUTPUT", page.folder, 1)
        setenv("NOTEBOOK_SHORT", options.isShort ? "1" : "0", 1)
        setenv("NOTEBOOK_PROGRESS", isatty(STDERR_FILENO) == 1 ? "1" : "0", 1)
        // The crash handler knows the line of a trap.
        setenv(
            "SWIFT_BACKTRACE",
            "enable=yes,color=no,interactive=no,threads=crashed,registers=none,images=none,warnings=suppressed,"
                + "output-to=\(report)", 0)

        let start = clock.now()
        var output = CellOutput(token: token)
        var times = CellTimes()
        // A page that cannot be written now is an error at the end.
        var live: LivePage? = LivePage(weaver, at: page.markdownPath)
        // The end counts, so a script may write as much as it likes.
        var standardError = LastBytes(limit: 1 << 20)
        let ending = try ChildProcess(program, options.arguments).run(
            pendingSignal: Interruption.take,
            onOutput: { bytes in
                var begun: [Int] = []
                output.take(bytes, onCell: { begun.append($0) }, onText: { OpenFile.write($0, to: STDOUT_FILENO) })
                for number in begun where cells.indices.contains(number - 1) {
                    let now = clock.now()
                    times.begin(number, at: now)
                    Console.say(
                        "cell \(number) of \(cells.count), line \(cells[number - 1].firstLine), "
                            + RunClock.words(for: now - start))
                    do { try live?.advance(to: number, output: output.parts) } catch { live = nil }
                }
            },
            onError: { bytes in
                OpenFile.write(bytes, to: STDERR_FILENO)
                standardError.append(bytes)
            })
        let end = clock.now()
        let outcome = Outcome(
            ending: ending, cell: output.current, hasReachedEnd: output.hasReachedEnd,
            standardError: String(decoding: standardError.bytes, as: UTF8.self),
            backtrace: (try? TextFile.read(report)) ?? "", scriptName: "\(name).swift",
            stackLine: { hasThrown in
                let calls = StackReport((try? TextFile.read(stack)) ?? "")
                return StackReport.lines(
                    of: hasThrown ? calls.thrown : calls.crash, in: program,
                    script: path.replacing("\"", with: "'")
                ).first
            })
        // A crash's own report takes seconds that are not the cell's.
        if outcome == .finished { times.end(at: end) }
        return Ended(outcome: outcome, output: output, cells: times, execution: end - start)
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
            let firstLine = cells.first { $0.number == cell }?.firstLine
            let place = (line ?? firstLine).map { ":\($0)" } ?? ""
            Console.say("\(path)\(place): the script stopped\(cell.map { " in cell \($0)" } ?? ""): \(reason)")
        }
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
