import Foundation
import LHVModels
import Testing

@testable import HiddenVariableClouds

/// A process that is killed in the middle of a search, which can happen to anybody on a cluster.
@Suite struct KilledSearchTests {
    static func search() throws -> CloudSearch {
        var options = SearchOptions(
            points: 100,
            phases: [
                .adam(steps: 300, batch: BatchDesign(.grid, settings: 8, points: .spiral)),
                SearchPhase(.quasiNewton(memory: 4), steps: 60, batch: BatchDesign(.grid, settings: 10)),
            ], seed: 8, testSettings: 30, threads: 1)
        options.checkpointInterval = 1
        return try CloudSearch(SearchTests.problem(), options)
    }

    @Test func killedFiveTimesItEndsInTheSameBits() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/search.checkpoint"
        let whole = try await Self.search().run()
        var stream = RandomStream(seed: 77)
        for _ in 0..<5 {
            let delay = UInt32(2_000 + 400_000 * stream.uniform())
            await #expect(processExitsWith: .signal(SIGKILL)) {
                [path = path as String, delay = delay as UInt32] in
                Thread.detachNewThread {
                    usleep(delay)
                    kill(getpid(), SIGKILL)
                }
                _ = try await Self.search().run(checkpoint: path)
                // Done before the blow fell: wait for it.
                while true { try await Task.sleep(for: .seconds(1)) }
            }
        }
        let resumed = try await Self.search().run(checkpoint: path)
        #expect(resumed.cloud == whole.cloud && resumed.error == whole.error && resumed.steps == whole.steps)
    }
}
