import Foundation
import NotebookSupport
import TestSupport
import Testing

@testable import notebook

#if os(Linux)
    /// A runner that is really killed leaves neither a process nor a folder.
    @Suite("23 killed runners", .serialized) struct CaretakerTests {
        /// The processes that were started with a folder for temporary files.
        private static func processes(with folder: String) -> [pid_t] {
            let entries = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
            return entries.compactMap { pid_t($0) }.filter { process in
                // A process that has ended and waits for its parent has no environment any more.
                guard let bytes = FileManager.default.contents(atPath: "/proc/\(process)/environ") else { return false }
                return String(decoding: bytes, as: UTF8.self).contains(folder)
            }
        }

        /// Starts the runner on a script, kills it as soon as it has printed some words, and waits until all is gone.
        private func kill(_ source: String, at words: String) throws {
            let folder = try TemporaryFolder()
            let scratch = "\(folder.path)/scratch"
            try TextFile.makeFolder(scratch)
            try TextFile.write(source, to: "\(folder.path)/study.swift")
            let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
            let program = URL(fileURLWithPath: tests).deletingLastPathComponent().appendingPathComponent("notebook")
                .path
            var seen: [UInt8] = []
            var wasKilled = false
            // Its number is that of env, which becomes the runner.
            let runner = ChildProcess(
                "/bin/sh",
                [
                    "-c", "echo $$; exec \"$0\" \"$@\"", program, "\(folder.path)/study.swift", "-o",
                    "\(folder.path)/out",
                ],
                scratch: scratch)
            func look(_ bytes: ArraySlice<UInt8>) {
                seen += bytes
                let text = String(decoding: seen, as: UTF8.self)
                guard !wasKilled, text.contains(words),
                    let number = text.split(separator: "\n").lazy.compactMap({ pid_t($0) }).first
                else { return }
                wasKilled = true
                Foundation.kill(number, SIGKILL)
            }
            let ending = try runner.run(onOutput: look, onError: look)
            #expect(wasKilled && ending == .signalled(SIGKILL), "\(String(decoding: seen, as: UTF8.self))")
            // The caretaker needs a moment; without it this would wait for ever, and the limit below would tell.
            while true {
                let left = try FileManager.default.contentsOfDirectory(atPath: scratch)
                if left.isEmpty && CaretakerTests.processes(with: scratch).isEmpty { break }
                usleep(20_000)
            }
        }

        @Test("while the script runs, which has a child of its own and ignores signals", .timeLimit(.minutes(2)))
        func whileRunning() throws {
            try kill(
                """
                import Foundation
                signal(SIGTERM, SIG_IGN)
                signal(SIGHUP, SIG_IGN)
                let child = Process()
                child.executableURL = URL(fileURLWithPath: "/bin/sleep")
                child.arguments = ["1000"]
                try child.run()
                //: p
                print("it runs")
                while true { usleep(1000) }
                """, at: "it runs")
        }

        @Test("while the script is compiled", .timeLimit(.minutes(2)))
        func whileCompiling() throws { try kill("print(1)\nwhile true {}\n", at: "compiling study.swift") }

        @Test("an end in peace leaves nothing either, and a caretaker without a folder is an error")
        func peacefulEnd() async {
            await #expect(processExitsWith: .success) {
                let folder = try TemporaryFolder()
                setenv("TMPDIR", folder.path, 1)
                let caretaker = try Caretaker()
                caretaker.begin()
                #expect(caretaker.folder.hasPrefix("\(folder.path)/notebook-"))
                try TextFile.withScratchFolder { #expect($0.hasPrefix("\(caretaker.folder)/")) }
                #expect(try ChildProcess("/bin/true", []).collect().ending.isSuccess)
                caretaker.end()
                #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
                // Both shells have been waited for.
                #expect(waitpid(-1, nil, WNOHANG) == -1 && errno == ECHILD)
                setenv("TMPDIR", "/no/such/folder", 1)
                #expect(throws: SystemError.self) { try Caretaker() }
                #expect(waitpid(-1, nil, WNOHANG) == -1)
            }
        }

        @Test("a signal that is passed on reaches the whole group, and not its leader") func signalsReachTheGroup()
            async
        {
            await #expect(processExitsWith: .success) {
                let caretaker = try Caretaker()
                caretaker.begin()
                // The shell outlives the signal, its child does not.
                // It is the child that is ready: a signal between its fork and its exec would be lost.
                let script =
                    "trap : TERM; sh -c 'echo ready; exec sleep 1000' & child=$!; "
                    + "wait $child; status=$?; wait $child; echo $status"
                var printed: [UInt8] = []
                var hasAsked = false
                let ending = try ChildProcess("/bin/sh", ["-c", script]).run(
                    pendingSignal: {
                        guard !hasAsked, printed.contains(UInt8(ascii: "\n")) else { return nil }
                        hasAsked = true
                        return SIGTERM
                    }, onOutput: { printed += $0 }, onError: { _ in })
                #expect(ending == .exited(0) && String(decoding: printed, as: UTF8.self) == "ready\n\(128 + SIGTERM)\n")
                // The leader is still there to join.
                #expect(try ChildProcess("/bin/true", []).collect().ending.isSuccess)
                caretaker.end()
            }
        }
    }
#endif
