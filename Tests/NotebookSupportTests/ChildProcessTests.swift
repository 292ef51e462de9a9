import Foundation
import Testing

@testable import NotebookSupport

@Suite struct ChildProcessTests {
    @Test func bothPipesAreReadWhileTheyFill() throws {
        // More than a pipe holds on both sides, in turn: reading one to its end first would block.
        let script = "for i in 1 2 3 4; do head -c 200000 /dev/zero; head -c 200000 /dev/zero >&2; done; exit 7"
        let result = try ChildProcess("/bin/sh", ["-c", script]).collect()
        #expect(result.ending == .exited(7))
        #expect(result.output.utf8.count == 800_000 && result.error.utf8.count == 800_000)
    }

    @Test func signalsAreReportedAndPassedOn() throws {
        #expect(try ChildProcess("/bin/sh", ["-c", "kill -9 $$"]).collect().ending == .signalled(9))
        let result = try ChildProcess("/bin/sleep", ["60"]).collect(pendingSignal: { 15 })
        #expect(result.ending == .signalled(15))
    }

    @Test func aGrandchildDoesNotHoldUpTheEnd() throws {
        let result = try ChildProcess("/bin/sh", ["-c", "sleep 120 & echo $!"]).collect()
        let grandchild = try #require(Int32(result.output.dropLast()))
        #expect(result.ending == .exited(0))
        // It is still there, with its copies of the pipes.
        #expect(kill(grandchild, SIGKILL) == 0)
    }

    @Test func folderIsChanged() throws {
        #expect(try ChildProcess("/bin/pwd", [], in: "/usr/bin").collect().output == "/usr/bin\n")
    }

    @Test func whatIsNotThereIsNamed() {
        let error = #expect(throws: SystemError.self) { try ChildProcess("/no/such/program", []).collect() }
        #expect(error?.description == "cannot run /no/such/program: No such file or directory")
        let missing = MissingProgram(program: "no-such-program", remedy: "apt-get install nothing")
        #expect(throws: missing) { try missing.located() }
        #expect(missing.description == "no-such-program is not installed: apt-get install nothing")
    }
}
