/// Makes the Markdown page of a script from its prose, its code and what the cells printed.
struct Weaver {
    let script: LiterateScript
    /// The script's file name.
    let name: String
    let isShort: Bool

    /// The page's title: the script's first top heading, or its name.
    var title: String { script.title ?? String(name.dropLast(".swift".count)) }

    /// What the page begins with when the prose has no title.
    var opening: [String] { script.title == nil ? ["# \(title)"] : [] }

    /// A piece of the page.
    enum Piece: Equatable {
        /// Prose, notices and the foot, in Markdown.
        case words(String)
        case code(LiterateScript.Cell)
        /// How long the cell before it took.
        case time(cell: Int, Duration)
        /// What the cell before it printed.
        case output([CellOutput.Part])
        /// Why the script stopped in the cell before it, in Markdown, and its last words.
        case failure(String, messages: String)
    }

    /// The whole page of a run that ended.
    ///
    /// - Parameters:
    ///   - output: What each cell printed.
    ///   - outcome: How the run ended.
    ///   - record: What the foot tells.
    func page(output: (Int) -> [CellOutput.Part], outcome: Outcome, record: RunRecord = RunRecord()) -> String {
        Weaver.markdown(pieces(output: output, outcome: outcome, record: record))
    }

    /// The pieces in Markdown, one after another.
    static func markdown(_ pieces: [Piece]) -> String {
        pieces.flatMap { markdown($0) }.joined(separator: "\n\n") + "\n"
    }

    /// The whole page in pieces.
    func pieces(output: (Int) -> [CellOutput.Part], outcome: Outcome, record: RunRecord) -> [Piece] {
        var pieces = opening.map(Piece.words)
        var isNoted = false
        for block in script.blocks {
            switch block {
            case .prose(let text): pieces.append(.words(text))
            case .code(let cell):
                pieces.append(.code(cell))
                if let time = record.circumstances?.cells.duration(of: cell.number) {
                    pieces.append(.time(cell: cell.number, time))
                }
                if hasRun(cell, outcome) { pieces.append(.output(output(cell.number))) }
                if case .failed(cell.number, let line, let reason, let messages) = outcome {
                    pieces.append(.failure(failure(in: cell, line: line, reason: reason), messages: messages))
                    isNoted = true
                }
            }
        }
        if let notice = notice(of: outcome, isNoted: isNoted) {
            // After the title, before everything else.
            if case .words(let text)? = pieces.first, text.hasPrefix("# ") {
                let (title, rest) = text.splitOnce(at: "\n")
                let prose = String(rest.drop { $0 == "\n" })
                pieces.replaceSubrange(..<1, with: ([title] + notice + (prose.isEmpty ? [] : [prose])).map(Piece.words))
            } else {
                pieces.insert(contentsOf: notice.map(Piece.words), at: 0)
            }
        }
        pieces.append(.words(record.foot(of: name, script: script, isShort: isShort)))
        return pieces
    }

    private func hasRun(_ cell: LiterateScript.Cell, _ outcome: Outcome) -> Bool {
        switch outcome {
        case .finished: true
        case .notCompiled: false
        case .failed(let last, _, _, _): last.map { cell.number <= $0 } ?? false
        }
    }

    /// A piece in Markdown.
    private static func markdown(_ piece: Piece) -> [String] {
        switch piece {
        case .words(let text): [text]
        case .code(let cell): code(of: cell)
        // A block that is no paragraph, so that it can be set aside.
        case .time(let cell, let time): ["<div class=\"time\">cell \(cell), \(RunClock.words(for: time))</div>"]
        case .output(let parts): Weaver.parts(of: parts)
        case .failure(let words, let messages): [words] + (messages.isEmpty ? [] : [fenced(messages, as: "error")])
        }
    }

    /// A cell's code, folded away where it says so.
    static func code(of cell: LiterateScript.Cell) -> [String] {
        let code = fenced(cell.shownCode, as: "swift")
        guard let title = cell.hiddenTitle else { return [code] }
        let lines = 1 + cell.shownCode.count { $0 == "\n" }
        let words = "\(title.isEmpty ? "Code" : title) (\(lines == 1 ? "1 line" : "\(lines) lines"))"
        return ["<details>\n<summary>\(words)</summary>", code, "</details>"]
    }

    private func failure(in cell: LiterateScript.Cell, line: Int?, reason: String) -> String {
        let isInside = line.map { (cell.firstLine...cell.lastLine).contains($0) } ?? false
        let place =
            if isInside || cell.firstLine == cell.lastLine {
                "at line \(line ?? cell.firstLine)"
            } else {
                "in the cell of lines \(cell.firstLine)–\(cell.lastLine)"
            }
        return "**The script stopped here**, \(place) of `\(name)`: \(reason)."
    }

    /// What must be said at the top of the page.
    private func notice(of outcome: Outcome, isNoted: Bool) -> [String]? {
        switch outcome {
        case .finished: nil
        case .notCompiled(let messages):
            ["**The script does not compile**, so nothing was run.", Weaver.fenced(messages, as: "error")]
        case .failed(let cell, _, let reason, let messages):
            if isNoted, let cell {
                ["**This page is incomplete**: the script ended in cell \(cell) of \(script.cells.count), see below."]
            } else {
                ["**The script stopped before its first cell**: \(reason)."]
                    + (messages.isEmpty ? [] : [Weaver.fenced(messages, as: "error")])
            }
        }
    }

    /// A cell's output in Markdown: what was printed as it stands, what `show` printed as figures and tables.
    static func parts(of output: [CellOutput.Part]) -> [String] {
        output.compactMap { part in
            switch part {
            case .markup(_, let markdown): markdown
            case .text(let text): printed(text)
            }
        }
    }

    private static func printed(_ text: String) -> String? { trimmed(text).map { fenced($0, as: "output") } }

    /// Printed words as a terminal shows them, without blank lines before and after; nil when nothing else is there.
    static func trimmed(_ text: String) -> String? {
        let lines = terminalText(text).split(separator: "\n", omittingEmptySubsequences: false)
        // A slice, since removing lines one by one from the front would take a minute for a megabyte of them.
        let shown = lines.drop { $0.allSatisfy(\.isWhitespace) }
        guard let last = shown.lastIndex(where: { !$0.allSatisfy(\.isWhitespace) }) else { return nil }
        return shown[...last].joined(separator: "\n")
    }

    /// A fenced block whose fence is longer than any in the text.
    static func fenced(_ text: String, as language: String) -> String {
        var longest = 2
        var run = 0
        for byte in text.utf8 {
            run = byte == UInt8(ascii: "`") ? run + 1 : 0
            longest = max(longest, run)
        }
        let fence = String(repeating: "`", count: longest + 1)
        return "\(fence)\(language)\n\(text)\n\(fence)"
    }
}

extension String {
    fileprivate func splitOnce(at separator: Character) -> (String, String) {
        guard let index = firstIndex(of: separator) else { return (self, "") }
        return (String(self[..<index]), String(self[self.index(after: index)...]))
    }
}
