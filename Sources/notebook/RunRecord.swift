import Foundation

/// What the foot of a page tells of the run it is from.
struct RunRecord: Equatable {
    /// When, from what and for how long; these differ from run to run.
    struct Circumstances: Equatable {
        var date: Date
        /// The commit of the script, in words; nil outside of a repository.
        var commit: String?
        /// How long compiling took.
        var compilation: Duration
        var cells = CellTimes()
        /// How long the program ran; nil when it did not.
        var execution: Duration?
    }

    /// What the script was given behind `--`.
    var arguments: [String] = []
    /// The seeds that the script told as it ran.
    var toldSeeds: [UInt64] = []
    /// Nil on a page without a date.
    var circumstances: Circumstances?

    /// The foot of the page, in Markdown.
    func foot(of name: String, script: LiterateScript, isShort: Bool) -> String {
        var first = "Woven from `\(name)`"
        if isShort { first += " in a short run, with reduced numbers of samples" }
        if !arguments.isEmpty {
            first +=
                ", with \(arguments.count == 1 ? "the argument" : "the arguments") \(arguments.map(RunRecord.code).joined(separator: " "))"
        }
        if let circumstances { first += ", on \(RunClock.words(for: circumstances.date))" }
        var sentences = [first]
        if let commit = circumstances?.commit { sentences.append(commit) }
        sentences.append(seeds(in: script))
        if let circumstances {
            sentences.append(
                "Compiled in \(RunRecord.kept(circumstances.compilation))"
                    + (circumstances.execution.map { ", ran for \(RunRecord.kept($0))" } ?? ""))
        }
        return "*\(sentences.joined(separator: ". ")).*"
    }

    private func seeds(in script: LiterateScript) -> String {
        let written = RunRecord.writtenSeeds(in: script)
        let told = toldSeeds.filter { !written.map(\.seed).contains("\($0)") }
        if written.isEmpty && told.isEmpty { return "No seed is written in the script" }
        var parts = written.map { seed, lines in
            "\(seed) (\(lines.count == 1 ? "line" : "lines") \(lines.map(String.init).joined(separator: ", ")))"
        }
        if !told.isEmpty { parts.append("\(told.map(String.init).joined(separator: ", ")) (told as it ran)") }
        return "Seeds: \(parts.joined(separator: "; "))"
    }

    /// The seeds that stand in the code as `seed: 7` or `seed = 7`, in the order of their first lines.
    static func writtenSeeds(in script: LiterateScript) -> [(seed: String, lines: [Int])] {
        var seeds: [(seed: String, lines: [Int])] = []
        for cell in script.cells {
            var line = cell.firstLine
            var before = SwiftHighlighter.Token(kind: .plain, text: "")
            for token in SwiftHighlighter.tokens(of: cell.code) {
                if token.kind == .number, token.text.allSatisfy({ $0.isHexDigit || $0 == "_" || $0 == "x" }),
                    before.kind == .plain, before.text.firstMatch(of: #/[sS]eed(:| =)\s*$/#) != nil
                {
                    if let index = seeds.firstIndex(where: { $0.seed == token.text }) {
                        if seeds[index].lines.last != line { seeds[index].lines.append(line) }
                    } else {
                        seeds.append((token.text, [line]))
                    }
                }
                line += token.text.utf8.count { $0 == UInt8(ascii: "\n") }
                before = token
            }
        }
        return seeds
    }

    /// A duration whose numbers keep their units beside them at the end of a line.
    private static func kept(_ duration: Duration) -> String {
        RunClock.words(for: duration).replacing(#/([0-9]) (?=[a-z])/#) { "\($0.1)\u{A0}" }
    }

    /// Words that stand as they are, whatever is in them.
    private static func code(_ words: String) -> String {
        let plain = terminalText(words).split(whereSeparator: \.isNewline).joined(separator: " ")
        let fence = String(repeating: "`", count: 1 + (plain.split { $0 != "`" }.map(\.count).max() ?? 0))
        return fence.count > 1 || plain.isEmpty ? "\(fence) \(plain) \(fence)" : "`\(plain)`"
    }
}
