import Foundation
import NotebookSupport

/// How the run of a script ended.
enum Outcome: Equatable {
    /// All cells ran to their end.
    case finished
    /// The compiler refused the script, with these words.
    case notCompiled(messages: String)
    /// The script stopped: in which cell and, where it is known, on which line, how, and with which last words.
    case failed(cell: Int?, line: Int?, reason: String, messages: String)

    /// Sums up a process that ended.
    ///
    /// - Parameters:
    ///   - ending: How the process ended.
    ///   - cell: The cell that was running.
    ///   - hasReachedEnd: Whether the script came to its end.
    ///   - standardError: All it wrote to standard error.
    ///   - backtrace: The report of Swift's crash handler, empty when there is none.
    ///   - scriptName: The script's file name.
    ///   - stackLine: The script's innermost line where the last error was thrown, or else where it crashed.
    init(
        ending: ProcessEnding, cell: Int?, hasReachedEnd: Bool, standardError: String, backtrace: String,
        scriptName: String, stackLine: (_ hasThrown: Bool) -> Int? = { _ in nil }
    ) {
        if ending.isSuccess && hasReachedEnd {
            self = .finished
            return
        }
        let messages = Outcome.lastWords(standardError)
        let hasThrown = messages.contains("Error raised at top level")
        var line: Int?
        if case .signalled = ending {
            line =
                hasThrown
                ? stackLine(true)
                : Outcome.line(in: messages, of: scriptName) ?? stackLine(false)
                    ?? Outcome.line(in: backtrace, of: scriptName)
        }
        let reason =
            switch ending {
            case .signalled(let number) where hasThrown:
                "it threw an error (signal \(number))"
            case .signalled(SIGILL) where messages.contains("Fatal error"),
                .signalled(SIGTRAP) where messages.contains("Fatal error"):
                "a fatal error (\(Outcome.name(of: ending)))"
            case .signalled(SIGILL) where messages.contains("Precondition failed"),
                .signalled(SIGTRAP) where messages.contains("Precondition failed"):
                "a precondition failed (\(Outcome.name(of: ending)))"
            case .exited(0): "the program ended itself there, with exit status 0"
            case .exited(let status): "exit status \(status)"
            case .signalled(SIGINT), .signalled(SIGTERM): "it was interrupted"
            case .signalled(SIGILL), .signalled(SIGTRAP):
                "a run-time check failed, such as an index out of range or an overflow (\(Outcome.name(of: ending)))"
            case .signalled: Outcome.name(of: ending)
            }
        self = .failed(cell: cell, line: line, reason: reason, messages: messages)
    }

    private static func name(of ending: ProcessEnding) -> String {
        guard case .signalled(let number) = ending else { return "" }
        return "signal \(number), \(String(cString: strsignal(number)).lowercased())"
    }

    /// The end of standard error as a reader wants it: no progress lines, nothing of the crash handler's own.
    static func lastWords(_ standardError: String) -> String {
        var lines = terminalText(standardError).split(separator: "\n", omittingEmptySubsequences: false)[...]
        if let crash = lines.firstIndex(where: { $0.hasPrefix("*** Signal ") || $0.hasPrefix("*** Program crashed") }) {
            lines = lines[..<crash]
        }
        let kept = lines.filter { !$0.hasPrefix("swift-runtime: ") }.suffix(40)
        return kept.joined(separator: "\n").trimmingCharacters(in: .whitespacesAndNewlines)
            // Where the standard library stands is no help.
            .replacing(#/Swift\/[A-Za-z]+\.swift:[0-9]+: (Fatal error: (?=Error raised))?/#, with: "")
    }

    /// The first line number after the script's name.
    static func line(in text: String, of scriptName: String) -> Int? {
        var rest = text[...]
        while let found = rest.firstRange(of: "\(scriptName):") {
            // Another file's name may end like the script's.
            let before = rest[..<found.lowerBound].last
            let digits = rest[found.upperBound...].prefix { $0.isASCII && $0.isNumber }
            if before == nil || before == "/" || before == " " || before == "\n", let number = Int(digits) {
                return number
            }
            rest = rest[found.upperBound...]
        }
        return nil
    }
}
