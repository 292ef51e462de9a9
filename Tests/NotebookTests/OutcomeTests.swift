import NotebookSupport
import Testing

@testable import notebook

@Suite struct OutcomeTests {
    private func outcome(
        _ ending: ProcessEnding, _ error: String = "", backtrace: String = "", hasReachedEnd: Bool = true
    ) -> Outcome {
        Outcome(
            ending: ending, cell: 2, hasReachedEnd: hasReachedEnd, standardError: error, backtrace: backtrace,
            scriptName: "s.swift")
    }

    @Test func successIsFinished() { #expect(outcome(.exited(0), "noise") == .finished) }

    @Test("16.7 a program that ends itself before the script's end has not finished, whatever its status")
    func earlyExitIsFailure() {
        let found = outcome(.exited(0), hasReachedEnd: false)
        #expect(
            found
                == .failed(
                    cell: 2, line: nil, reason: "the program ended itself there, with exit status 0", messages: ""))
        // A failure after the end is one too.
        #expect(outcome(.exited(1)) != .finished)
    }

    @Test func fatalErrorsTellTheirLine() {
        let found = outcome(
            .signalled(4), "50 %\r\u{1B}[K\nScript/s.swift:12: Fatal error: boom\n\n*** Signal 4: Backtracing\nx")
        #expect(
            found
                == .failed(
                    cell: 2, line: 12, reason: "a fatal error (signal 4, illegal instruction)",
                    messages: "Script/s.swift:12: Fatal error: boom"))
    }

    @Test("16.2 a failed precondition tells its words and the line that the backtrace knows")
    func preconditions() {
        let found = outcome(
            .signalled(4), "Core/Matrix.swift:3: Precondition failed: row must be in 0..<2, but was 5\n",
            backtrace: "0 f in C at /b/Matrix.swift:3:1\n1 main in x at /a/s.swift:7:3")
        #expect(
            found
                == .failed(
                    cell: 2, line: 7, reason: "a precondition failed (signal 4, illegal instruction)",
                    messages: "Core/Matrix.swift:3: Precondition failed: row must be in 0..<2, but was 5"))
    }

    @Test func trapsTellTheLineOfTheBacktrace() {
        let found = outcome(
            .signalled(4), backtrace: "0 [system] f in out at //<compiler-generated>\n1 main in x at /a/s.swift:7:3")
        guard case .failed(2, 7, let reason, "") = found else {
            Issue.record("\(found)")
            return
        }
        #expect(reason.contains("run-time check"))
    }

    @Test func thrownErrorsAreTheirOwnWords() {
        let found = outcome(.signalled(4), "Swift/ErrorType.swift:254: Fatal error: Error raised at top level: no\n")
        #expect(
            found
                == .failed(
                    cell: 2, line: nil, reason: "it threw an error (signal 4)",
                    messages: "Error raised at top level: no"))
    }

    @Test func statusesAndInterruptionsAreTold() {
        #expect(outcome(.exited(3)) == .failed(cell: 2, line: nil, reason: "exit status 3", messages: ""))
        #expect(outcome(.signalled(2)) == .failed(cell: 2, line: nil, reason: "it was interrupted", messages: ""))
    }

    @Test(arguments: [
        ("at s.swift:3", 3), ("notes.swift:4 /s.swift:5", 5), ("s.swift:x s.swift:9", 9), ("t.swift:1", nil),
    ])
    func linesAreThoseOfTheScript(_ text: String, _ line: Int?) {
        #expect(Outcome.line(in: text, of: "s.swift") == line)
    }
}
