/// A script as its reader sees it: prose and code cells in turn.
///
/// Prose is `//:` at the beginning of a line, or a block that opens with `/*:` at the beginning of a line, outside all
/// braces, strings and other comments. All the rest is code.
struct LiterateScript: Equatable {
    /// A run of code between two pieces of prose; it never is blank.
    struct Cell: Equatable {
        /// The cell's number, from 1.
        var number: Int
        /// The line of the script that the code begins on, from 1.
        var firstLine: Int
        /// The code, without blank lines at its ends.
        var code: String

        /// The line of the script that the code ends on.
        var lastLine: Int { firstLine + code.count { $0 == "\n" } }

        /// The words behind the mark of a cell whose code is folded away, empty when there are none; nil for any other cell.
        ///
        /// Its first line is `// hidden` or `// hidden: what it does`.
        var hiddenTitle: String? {
            let line = code.prefix { $0 != "\n" }.trimmingEnd
            guard line.hasPrefix("//") else { return nil }
            let words = line.dropFirst(2).droppingOneSpace
            guard words.hasPrefix("hidden") else { return nil }
            let title = words.dropFirst("hidden".count)
            return title.isEmpty ? "" : title.first == ":" ? String(title.dropFirst().drop(while: \.isWhitespace)) : nil
        }

        /// The code without the line that folds it away.
        var shownCode: String {
            guard hiddenTitle != nil else { return code }
            return code.split(separator: "\n", omittingEmptySubsequences: false).dropFirst().drop { $0.isBlank }
                .joined(separator: "\n")
        }
    }

    enum Block: Equatable {
        case prose(String)
        case code(Cell)
    }

    let blocks: [Block]

    /// The code cells in their order.
    var cells: [Cell] {
        blocks.compactMap { block in
            if case .code(let cell) = block { cell } else { nil }
        }
    }

    /// Splits the text of a script.
    init(_ source: String) {
        let lines = SwiftScanner.lines(of: source)
        let isTopLevel = SwiftScanner.topLevelLines(of: lines)
        var builder = Builder()
        var index = 0
        while index < lines.count {
            let line = lines[index]
            if isTopLevel[index], line.hasPrefix("//:") {
                builder.add(prose: line.dropFirst(3).droppingOneSpace)
                index += 1
            } else if isTopLevel[index], line.hasPrefix("/*:"),
                let end = lines[index...].firstIndex(where: { $0.contains("*/") }), lines[end].endsWithCommentEnd
            {
                var text = lines[index...end].map { String($0) }
                let last = text.count - 1
                text[last] = String(text[last].trimmingEnd.dropLast(2))
                let opening = String(text.removeFirst().dropFirst(3).droppingOneSpace)
                builder.endProse()
                for line in ([opening] + text.dropsIndentation).dropsBlankEnds { builder.add(prose: line[...]) }
                builder.endProse()
                index = end + 1
            } else {
                builder.add(code: line, number: index + 1)
                index += 1
            }
        }
        builder.endCode()
        builder.endProse()
        blocks = builder.blocks
    }

    /// The first top heading of the prose, without its mark.
    var title: String? {
        for case .prose(let text) in blocks {
            for line in text.split(separator: "\n") where line.hasPrefix("# ") { return String(line.dropFirst(2)) }
        }
        return nil
    }

    /// Collects lines into blocks.
    private struct Builder {
        var blocks: [Block] = []
        private var prose: [String] = []
        private var code: [String] = []
        private var codeStart = 0
        private var cellCount = 0

        mutating func add(prose line: Substring) {
            endCode()
            prose.append(String(line))
        }

        mutating func add(code line: Substring, number: Int) {
            // Blank lines between prose and code belong to neither.
            if code.isEmpty && line.isBlank {
                endProse()
                return
            }
            endProse()
            if code.isEmpty { codeStart = number }
            code.append(String(line))
        }

        mutating func endProse() {
            let lines = prose.dropsBlankEnds
            if !lines.isEmpty { blocks.append(.prose(lines.joined(separator: "\n"))) }
            prose = []
        }

        mutating func endCode() {
            let lines = code.dropsBlankEnds
            if !lines.isEmpty {
                cellCount += 1
                blocks.append(.code(Cell(number: cellCount, firstLine: codeStart, code: lines.joined(separator: "\n"))))
            }
            code = []
        }
    }
}

extension StringProtocol {
    fileprivate var isBlank: Bool { allSatisfy(\.isWhitespace) }
    fileprivate var droppingOneSpace: SubSequence { first == " " ? dropFirst() : self[...] }
    fileprivate var trimmingEnd: SubSequence {
        var text = self[...]
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
    fileprivate var endsWithCommentEnd: Bool { trimmingEnd.hasSuffix("*/") }
}

extension [String] {
    /// The lines without blank ones at the beginning and the end.
    fileprivate var dropsBlankEnds: [String] {
        guard let first = firstIndex(where: { !$0.isBlank }), let last = lastIndex(where: { !$0.isBlank }) else {
            return []
        }
        return Array(self[first...last])
    }

    /// The lines without the spaces that all of them begin with.
    fileprivate var dropsIndentation: [String] {
        let common = filter { !$0.isBlank }.map { line in line.prefix { $0 == " " }.count }.min() ?? 0
        return map { String($0.dropFirst(Swift.min(common, $0.prefix { $0 == " " }.count))) }
    }
}
