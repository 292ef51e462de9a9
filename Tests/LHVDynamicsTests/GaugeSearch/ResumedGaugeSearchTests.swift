import Foundation
import Testing

@testable import LHVDynamics

/// A gauge search whose process was killed ends in the same bits; in harmonics see `LongWorkTests`.
@Suite struct ResumedGaugeSearchTests {
    static func covariant(seed: UInt64 = 3, roundLimit: Int = 6) throws -> CovariantGaugeSearch {
        try CovariantGaugeSearch(
            basis: .functions(nodes: 5), keepsAngle: false, tolerance: 1e-300, roundLimit: roundLimit, seed: seed)
    }

    @Test("19.1 a covariant search that is killed after some of its turns ends in the same bits", arguments: [1, 4])
    func killed(turns: Int) async throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/gauge.checkpoint"
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String, turns = turns as Int] in
            let run = try Self.covariant(roundLimit: 1_000_000).start(checkpoint: path)
            for await progress in run.progress where progress.step >= turns { kill(getpid(), SIGKILL) }
        }
        let left = try Checkpoint<GaugeSearchState>(contentsOf: path, kind: GaugeSearchState.checkpointKind).state
        #expect(left.residuals.count >= turns)
        // Limits may differ; so many turns more are compared as there are.
        let limit = left.residuals.count + 3
        let whole = try await Self.covariant(roundLimit: limit).run()
        let resumed = try await Self.covariant(roundLimit: limit).run(checkpoint: path)
        #expect(resumed == whole && resumed.residuals.count == limit)
        // What is done is done.
        #expect(try await Self.covariant(roundLimit: limit).run(checkpoint: path) == whole)
    }

    @Test("19.1 checkpoints of other searches and of none are refused with the file's name")
    func strangers() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/gauge.checkpoint"
        let search = try Self.covariant(roundLimit: 1)
        _ = try await search.run(checkpoint: path)
        for other in [try Self.covariant(seed: 4)] {
            let error = await #expect(throws: InvalidArgument.self) { try await other.run(checkpoint: path) }
            #expect(error?.argument == "checkpoint \(path)")
        }
        let left = try Checkpoint<GaugeSearchState>(contentsOf: path, kind: GaugeSearchState.checkpointKind).state
        let changes: [(String, (inout GaugeSearchState) -> Void)] = [
            ("field", { $0.field.removeLast() }), ("gauge", { $0.gauge[0] = .infinity }),
            ("residuals", { $0.residuals[0] = -1 }),
        ]
        for (part, change) in changes {
            var state = left
            change(&state)
            try Checkpoint(kind: GaugeSearchState.checkpointKind, state: state).write(to: path)
            let error = await #expect(throws: FileFormatError.self) { try await search.run(checkpoint: path) }
            #expect(error?.source == path && error?.part == part)
        }
    }

    @Test("19.1 searches that were written before they had a seed are read, and checked")
    func earlierFiles() throws {
        let text =
            #"{"basis":{"functions":{"nodes":8}},"visibility":0.06,"keepsAngle":true,"target":1e-10,"maximumTurns":9}"#
        let search = try JSONDecoder().decode(CovariantGaugeSearch.self, from: Data(text.utf8))
        #expect(try search == CovariantGaugeSearch(basis: .functions(nodes: 8), roundLimit: 9))
        let wrong = text.replacing("9}", with: "0}")
        #expect(throws: InvalidArgument.self) {
            try JSONDecoder().decode(CovariantGaugeSearch.self, from: Data(wrong.utf8))
        }
    }
}
