import Foundation
import LHVModels
import Testing

@testable import HiddenVariableClouds

/// A bracket whose process was killed, or which was cut short inside a run, ends in the same bits.
@Suite struct ResumedBracketTests {
    static func search(seed: UInt64 = 4, visibility: Double = 1) throws -> BracketSearch {
        let options = SearchOptions(
            points: 12, phases: [.adam(steps: 30, rate: 0.3, batch: BatchDesign(.grid, settings: 4))], seed: seed,
            testSettings: 20, testInterval: 10, threads: 1, checkpointInterval: 4)
        let criterion = try BracketCriterion(ceiling: 4e-3, attempts: 2, width: 0.2, options: options)
        return try BracketSearch(in: 0.1...1, criterion: criterion) {
            try CloudProblem(qubits: .werner(visibility: visibility * $0), degree: 1)
        }
    }

    static let whole = Task { try await search().run() }

    @Test("19.1 a bracket that is killed after some of its runs ends in the same bits", arguments: [1, 3])
    func killed(trials: Int) async throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/bracket.checkpoint"
        let whole = try await Self.whole.value
        try #require(whole.trials.count > 3)
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String, trials = trials as Int] in
            let run = try Self.search().start(checkpoint: path)
            for await progress in run.progress where progress.step >= trials { kill(getpid(), SIGKILL) }
        }
        let left = try Checkpoint<BracketState>(contentsOf: path, kind: BracketState.checkpointKind).state
        #expect(left.trials.count >= trials)
        #expect(try await Self.search().run(checkpoint: path) == whole)
        // What is done is done: nothing is searched again.
        #expect(try await Self.search().run(checkpoint: path) == whole)
    }

    @Test("19.1 a bracket that is cancelled inside a run goes on where it was", arguments: [3, 30, 70])
    func cancelled(moment: Int) async throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/bracket.checkpoint"
        let whole = try await Self.whole.value
        let probe = WorkProbe(cancellingAfter: moment)
        let part = try? await Work.$owner.withValue(WorkOwner(probe)) { try await Self.search().run(checkpoint: path) }
        #expect(part == nil || part?.stopReason == .cancelled)
        let left = try Checkpoint<BracketState>(contentsOf: path, kind: BracketState.checkpointKind).state
        #expect(left.trials.count < whole.trials.count)
        if moment == 3 { #expect(left.search?.steps == 2) }
        #expect(try await Self.search().run(checkpoint: path) == whole)
    }

    @Test("19.1 a bracket out of time before its upper end is decided says so")
    func outOfTime() async throws {
        let search = try Self.search()
        var options = search.criterion.options
        // The clock goes on a second with each look: enough for the 30 steps of the lower end, not for those of the upper one.
        options.timeLimit = 40
        let criterion = try BracketCriterion(ceiling: 4e-3, attempts: 2, width: 0.2, options: options)
        let limited = try BracketSearch(in: 0.1...1, criterion: criterion) {
            try CloudProblem(qubits: .werner(visibility: $0), degree: 1)
        }
        let probe = WorkProbe(secondsPerReading: 1)
        let found = try await Work.$owner.withValue(WorkOwner(probe)) { try await limited.run() }
        #expect(found.stopReason == .timeLimit && found.reached == 0.1 && found.notReached == nil)
        #expect(found.trials.map(\.visibility) == [0.1] && found.width == nil)
    }

    @Test("19.1 a checkpoint of another bracket is refused, one that makes no sense is named, a damaged one too")
    func strangers() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/bracket.checkpoint"
        _ = try await Self.search().run(checkpoint: path)
        let own = try Self.search()
        // Families that are the same at the lower end.
        let bent = try BracketSearch(in: own.range, criterion: own.criterion) {
            try CloudProblem(qubits: .werner(visibility: 0.9 * $0 + 0.01), degree: 1)
        }
        for other in [try Self.search(seed: 5), try Self.search(visibility: 0.9), bent] {
            let error = await #expect(throws: InvalidArgument.self) { try await other.run(checkpoint: path) }
            #expect(error?.argument == "checkpoint \(path)")
        }
        let left = try Checkpoint<BracketState>(contentsOf: path, kind: BracketState.checkpointKind).state
        let changes: [(String, (inout BracketState) -> Void)] = [
            ("low", { $0.low = 0.9 }), ("high", { $0.high = nil }), ("attempt", { $0.attempt = 7 }),
            ("cloud", { $0.best = nil }), ("trial 1", { $0.trials.remove(at: 0) }),
        ]
        for (part, change) in changes {
            var state = left
            change(&state)
            try Checkpoint(kind: BracketState.checkpointKind, state: state).write(to: path)
            let search = try Self.search()
            let error = await #expect(throws: FileFormatError.self) { try await search.run(checkpoint: path) }
            #expect(error?.source == path && error?.part.prefix(5) == part.prefix(5))
        }
        // The state before is still there.
        try AtomicFile.write(AtomicFile.read(path + ".previous"), to: path)
        #expect(try await Self.search().run(checkpoint: path) == Self.search().run())
    }
}
