import Foundation
import NotebookSupport

/// Several scripts, each woven into a page of its own, and a page that shows them all.
struct Gallery {
    private let options: CommandLineOptions
    private let scripts: [String]
    private let folder: String
    private let clock: RunClock

    /// One script's place on the index page.
    struct Entry: Equatable {
        var name: String
        var title: String
        /// The first paragraph of the script's prose.
        var introduction: String
        /// Its first figure, with a path that begins at the index page.
        var figure: FigureReference?
        /// How long it took; nil on pages without a date.
        var duration: String?
        var isComplete: Bool
    }

    /// Finds the scripts.
    ///
    /// - Throws: `CommandLineOptions.Mistake` when there is none or two have one name.
    init(_ options: CommandLineOptions, clock: RunClock = .system) throws {
        self.options = options
        self.clock = clock
        scripts = try options.scripts()
        folder = URL(fileURLWithPath: options.output ?? "Results").standardizedFileURL.path
    }

    /// Runs the scripts in turn and writes the index after each; a script that fails does not keep the next from running.
    ///
    /// - Returns: The exit status: success only if every script ran to its end.
    /// - Throws: What prevents a page from being written at all.
    func run() throws -> Int32 {
        var entries: [Entry] = []
        var status = NotebookCommand.Status.success
        for (index, script) in scripts.enumerated() {
            let name = CommandLineOptions.name(of: script)
            Console.say("\(index + 1) of \(scripts.count): \(name)")
            let start = clock.now()
            let run = try NotebookRun(script, output: "\(folder)/\(name)", options, clock: clock)
            let ended = try run.run()
            if ended.status != NotebookCommand.Status.success { status = ended.status }
            entries.append(
                Entry(
                    name: name, title: run.title, introduction: Gallery.introduction(of: run.script),
                    figure: ended.figure.map { FigureReference(path: "\(name)/\($0.path)", caption: $0.caption) },
                    duration: options.isUndated ? nil : RunClock.words(for: clock.now() - start),
                    isComplete: ended.isComplete))
            try write(entries)
            if Interruption.hasHappened { break }
        }
        return status
    }

    private func write(_ entries: [Entry]) throws {
        let index = Page(folder: folder, name: "index")
        try index.write(
            markdown: Gallery.page(
                entries, isShort: options.isShort, date: options.isUndated ? nil : RunClock.words(for: clock.date())))
        try TextFile.withScratchFolder {
            for words in try index.makeHTML(title: "Notebooks", scratch: $0) { Console.say(words) }
        }
        Console.say("wrote \(index.htmlPath)")
    }

    /// The index page in Markdown.
    static func page(_ entries: [Entry], isShort: Bool, date: String? = nil) -> String {
        var parts = ["# Notebooks"]
        if isShort { parts.append("*Short runs, with reduced numbers of samples.*") }
        for entry in entries {
            parts.append("## [\(entry.title)](\(entry.name)/\(entry.name).html)")
            if !entry.introduction.isEmpty { parts.append(entry.introduction) }
            if let figure = entry.figure { parts.append("![\(figure.caption)](\(figure.path))") }
            parts.append(
                entry.isComplete
                    ? "`\(entry.name).swift`\(entry.duration.map { ", \($0)" } ?? "")"
                    : "**`\(entry.name).swift` stopped before its end.**")
        }
        if let date { parts.append("*Woven on \(date).*") }
        return parts.joined(separator: "\n\n") + "\n"
    }

    /// The first paragraph that follows the title.
    static func introduction(of script: LiterateScript) -> String {
        guard case .prose(let text) = script.blocks.first else { return "" }
        return text.split(separator: "\n", omittingEmptySubsequences: false)
            .drop { $0.hasPrefix("#") || $0.allSatisfy(\.isWhitespace) }
            .prefix { !$0.allSatisfy(\.isWhitespace) }
            .joined(separator: "\n")
    }

}

extension CellOutput {
    /// The first figure that a cell drew.
    func firstFigure(of cell: Int) -> FigureReference? {
        for case .markup(.figure, let markdown) in parts(of: cell) {
            if let figure = FigureReference(markdown) { return figure }
        }
        return nil
    }
}
