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

    /// The whole page of a run that ended.
    ///
    /// - Parameters:
    ///   - output: What each cell printed.
    ///   - outcome: How the run ended.
    func page(output: (Int) -> [CellOutput.Part], outcome: Outcome) -> String {
        var parts = opening
        var isNoted = false
        for block in script.blocks {
            switch block {
            case .prose(let text): parts.append(text)
            case .code(let cell):
                parts.append(Weaver.fenced(cell.code, as: "swift"))
                parts += Weaver.parts(of: output(cell.number))
                if case .failed(cell.number, let line, let reason, let messages) = outcome {
                    parts.append(failure(in: cell, line: line, reason: reason))
                    if !messages.isEmpty { parts.append(Weaver.fenced(messages, as: "error")) }
                    isNoted = true
                }
            }
        }
        if let notice = notice(of: outcome, isNoted: isNoted) {
            // After the title, before everything else.
            parts.insert(contentsOf: notice, at: script.title == nil ? 1 : 0)
            if script.title != nil { parts = Weaver.titleFirst(parts, notice: notice.count) }
        }
        parts.append("*Woven from `\(name)`\(isShort ? " in a short run, with reduced numbers of samples" : "").*")
        return parts.joined(separator: "\n\n") + "\n"
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

    /// Moves the page's title in front of a notice when the page begins with it.
    private static func titleFirst(_ parts: [String], notice count: Int) -> [String] {
        guard parts.count > count, parts[count].hasPrefix("# ") else { return parts }
        let (title, rest) = parts[count].splitOnce(at: "\n")
        var moved = [title] + parts[..<count]
        if !rest.isEmpty { moved.append(rest) }
        return moved + parts[(count + 1)...]
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

    /// Printed words in a fence, without blank lines before and after; nil when nothing else is there.
    private static func printed(_ text: String) -> String? {
        let lines = terminalText(text).split(separator: "\n", omittingEmptySubsequences: false)
        // A slice, since removing lines one by one from the front would take a minute for a megabyte of them.
        let shown = lines.drop { $0.allSatisfy(\.isWhitespace) }
        guard let last = shown.lastIndex(where: { !$0.allSatisfy(\.isWhitespace) }) else { return nil }
        return fenced(shown[...last].joined(separator: "\n"), as: "output")
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
