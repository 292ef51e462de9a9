import Foundation
import Testing

@testable import DataFiles

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A computation that is stopped at any moment leaves a whole checkpoint and nothing else.
@Suite("Cancelled runs and their files") struct CancellationTests {
    struct State: Codable, Equatable {
        var step = 0
        var stream = RandomStream(seed: 5)
        @Packed var values: [Double]

        /// What the state is after so many steps.
        static func after(_ steps: Int) -> State {
            var state = State(values: Array(repeating: 0, count: 2000))
            for _ in 0..<steps { state.advance() }
            return state
        }

        mutating func advance() {
            values[step % values.count] = Double.random(in: -1...1, using: &stream)
            step += 1
        }
    }

    @Test("Cancelling a run at random moments") func cancellation() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("cancel-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var moments = RandomStream(seed: PropertySettings.seed)
        for round in 0..<15 {
            let path = "\(folder)/\(round)"
            let run = Run { reporter in
                var state = State.after(0)
                // At least one checkpoint, however early the end comes.
                repeat {
                    state.advance()
                    try Checkpoint(kind: "run", state: state).write(to: path)
                    try reporter.report(step: state.step)
                } while reporter.clock.reasonToStop == nil
                return state.step
            }
            try await Task.sleep(for: .microseconds(Int.random(in: 0...8000, using: &moments)))
            run.cancel()
            let last = try await run.value
            let found = try Checkpoint<State>(contentsOf: path, kind: "run").state
            #expect(found == State.after(last))
        }
        #expect(Set(try FileManager.default.contentsOfDirectory(atPath: folder)) == Set((0..<15).map { "\($0)" }))
    }

    @Test("Killing the process at random moments") func killing() async throws {
        let path = CancellationTests.path(ofProcess: getpid())
        defer { try? FileManager.default.removeItem(at: URL(fileURLWithPath: path).deletingLastPathComponent()) }
        for _ in 0..<4 {
            await #expect(processExitsWith: .signal(SIGKILL)) {
                let path = CancellationTests.path(ofProcess: getppid())
                var state = State.after(0)
                try Checkpoint(kind: "run", state: state).write(to: path)
                // The process ends itself at a moment that its writing knows nothing of.
                let delay = UInt32.random(in: 0...20_000)
                Thread.detachNewThread {
                    usleep(delay)
                    CancellationTests.killSelf()
                }
                while true {
                    state.advance()
                    try Checkpoint(kind: "run", state: state).write(to: path)
                }
            }
            // Temporary files of a killed process may stay, the checkpoint itself is whole.
            let found = try Checkpoint<State>(contentsOf: path, kind: "run").state
            #expect(found == State.after(found.step))
        }
    }

    static func killSelf() { kill(getpid(), SIGKILL) }

    /// The checkpoint of a parent process, in a folder of its own.
    static func path(ofProcess number: Int32) -> String {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("killed-\(number)")
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder.appendingPathComponent("run").path
    }
}
