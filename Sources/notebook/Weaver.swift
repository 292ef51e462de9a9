/// Makes the Markdown page of a script from its prose, its code and what the cells printed.
struct Weaver {
    let script: LiterateScript
    /// The script's file name.
    let name: String
    let isShort: Bool

    /// The page's title: the script's first top heading, or its name.
    var title: String { script.title ?? String(name.dropLast(".swift".count)) }

    /// The whole page.
    ///
    /// - Parameters:
    ///   - output: What each cell printed.
    ///   - outcome: How the run ended; nil while it goes on.
    func page(output: (Int) -> String, outcome: Outcome?) -> String {
        var parts: [String] = []
        if script.title == nil { parts.append("# \(title)") }
        var isNoted = false
        for block in script.blocks {
            switch block {
            case .prose(let text): parts.append(text)
            case .code(let cell):
                parts.append(Weaver.fenced(cell.code, as: "swift"))
                parts += Weaver.parts(ofOutput: output(cell.number))
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
    private func notice(of outcome: Outcome?, isNoted: Bool) -> [String]? {
        switch outcome {
        case .finished, nil: nil
        case .notCompiled(let messages):
            ["**The script does not compile**, so nothing was run.", Weaver.fenced(messages, as: "error")]
        case .failed(_, _, let reason, let messages):
            if isNoted {
                ["**This page is incomplete**: the script stopped before its end, see below."]
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

    /// Splits a cell's output into text, tables and figures, in Markdown.
    static func parts(ofOutput text: String) -> [String] {
        let lines = terminalText(text).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var parts: [String] = []
        var plain: [String] = []
        func endPlain() {
            // A slice, since removing lines one by one from the front would take a minute for a megabyte of them.
            let shown = plain.drop { $0.allSatisfy(\.isWhitespace) }
            if let last = shown.lastIndex(where: { !$0.allSatisfy(\.isWhitespace) }) {
                parts.append(fenced(shown[...last].joined(separator: "\n"), as: "output"))
            }
            plain = []
        }
        var index = 0
        while index < lines.count {
            if isFigure(lines[index]) {
                endPlain()
                parts.append(lines[index])
                index += 1
            } else if let length = tableLength(lines[index...]) {
                endPlain()
                parts.append(lines[index..<(index + length)].joined(separator: "\n"))
                index += length
                if index + 1 < lines.count, lines[index].isEmpty, lines[index + 1].hasPrefix("Table: ") {
                    parts.append(lines[index + 1])
                    index += 2
                }
            } else {
                plain.append(lines[index])
                index += 1
            }
        }
        endPlain()
        return parts
    }

    /// Whether a line is a figure, as `![caption](file)`; the expression, which is built anew each time, is for few lines.
    private static func isFigure(_ line: String) -> Bool {
        line.hasPrefix("![") && line.wholeMatch(of: #/!\[.*\]\([^()]+\)\s*/#) != nil
    }

    /// How many lines a Markdown table has that begins here: titles, a rule, rows.
    private static func tableLength(_ lines: ArraySlice<String>) -> Int? {
        // The rule is looked at first: counting the rows before would be done again for each of them.
        guard let first = lines.first, first.hasPrefix("|"), let second = lines.dropFirst().first, isRule(second) else {
            return nil
        }
        return lines.prefix { $0.hasPrefix("|") }.count
    }

    /// Whether a line is a table's rule, such as `|:--|--:|`; without a regular expression, which would try all ways to
    /// divide a long line among its stars.
    private static func isRule(_ line: String) -> Bool {
        var text = Substring(line)
        while text.last?.isWhitespace == true { text.removeLast() }
        guard text.count >= 3, text.first == "|", text.last == "|" else { return false }
        return text.contains("-") && text.allSatisfy { "-:| ".contains($0) }
    }

    /// A fenced block whose fence is longer than any in the text.
    static func fenced(_ text: String, as language: String) -> String {
        let longest = text.matches(of: #/`{3,}/#).map(\.output.count).max() ?? 2
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
