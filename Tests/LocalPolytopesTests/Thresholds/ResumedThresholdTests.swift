import Foundation
import LHVModels
import Testing

@testable import LocalPolytopes

/// Thresholds and nearest points that were cut short or killed end in the same bits.
@Suite struct ResumedThresholdTests {
    static func correlators() throws -> CorrelatorTensor {
        let directions = try (0..<7).map { try Direction(theta: Double.pi * Double($0) / 7, phi: 0) }
        return try CorrelatorTensor(of: StateVector.singlet.densityOperator, along: [directions, directions])
    }

    static func options(seed: UInt64 = 3, timeLimit: Double? = nil) -> MembershipOptions {
        MembershipOptions(timeLimit: timeLimit, oracleStarts: 4, verticesPerRound: 2, seed: seed, threads: 1)
    }

    @Test("19.1 a threshold that is killed after some of its rounds ends in the same bits", arguments: [1, 8])
    func killed(rounds: Int) async throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/threshold.checkpoint"
        let search = try Self.correlators().localVisibilitySearch(options: Self.options())
        let whole = try await search.run()
        try #require(whole.rounds > 10)
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String, rounds = rounds as Int] in
            let run = try Self.correlators().localVisibilitySearch(options: Self.options()).start(checkpoint: path)
            for await progress in run.progress where progress.step >= rounds { kill(getpid(), SIGKILL) }
        }
        let left = try Checkpoint<MembershipState>(contentsOf: path, kind: MembershipCheckpoint.kind).state
        #expect(!left.record.answers.isEmpty)
        let resumed = search.start(checkpoint: path)
        var steps: [Int] = []
        for await progress in resumed.progress { steps.append(progress.step) }
        #expect(try await resumed.value == whole)
        // Rounds that are repeated are not reported again.
        #expect(steps.count < whole.rounds)
        #expect(try await search.run(checkpoint: path) == whole)
    }

    @Test("19.1 however often a threshold of three outcomes is cancelled, it ends in the same bits")
    func cancelledOftenInBehaviours() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/threshold.checkpoint"
        let search = try Targets.qutrits().localVisibilitySearch(options: Self.options())
        let whole = try await search.run()
        for moment in [4, 9, 20, 60] {
            let probe = WorkProbe(cancellingAfter: moment)
            _ = try? await Work.$owner.withValue(WorkOwner(probe)) { try await search.run(checkpoint: path) }
        }
        #expect(try await search.run(checkpoint: path) == whole)
    }

    @Test("19.1 a resumed search has its whole time for what is new")
    func timeOfRepetition() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/nearest.checkpoint"
        func search(_ timeLimit: Double?) throws -> some ResumableWork<NearestLocalCorrelators> {
            try Self.correlators().nearestLocalPointSearch(options: Self.options(timeLimit: timeLimit))
        }
        let whole = try await search(nil).run()
        // The clock goes on a second with each reading: a run gets on by a few rounds, and many runs to the end.
        var runs = 0
        var last = whole
        repeat {
            runs += 1
            let probe = WorkProbe(secondsPerReading: 1)
            last = try await Work.$owner.withValue(WorkOwner(probe)) { try await search(5).run(checkpoint: path) }
        } while last.stopReason == .timeLimit && runs < 200
        #expect(runs > 1)
        #expect(last == whole)
    }

    @Test("19.1 a file of another search, and answers that are no vertices, are refused")
    func refused() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/threshold.checkpoint"
        let target = try Self.correlators()
        _ = try await target.localVisibilitySearch(options: Self.options()).run(checkpoint: path)
        await #expect(throws: InvalidArgument.self) {
            try await target.localVisibilitySearch(options: Self.options(seed: 4)).run(checkpoint: path)
        }
        await #expect(throws: InvalidArgument.self) {
            try await target.nearestLocalPointSearch(options: Self.options()).run(checkpoint: path)
        }
        await #expect(throws: InvalidArgument.self) {
            try await target.withWhiteNoise(visibility: 0.9).localVisibilitySearch(options: Self.options())
                .run(checkpoint: path)
        }
        let sound = try Checkpoint<MembershipState>(contentsOf: path, kind: MembershipCheckpoint.kind).state
        let faults: [(inout AnswerRecord.Vertices) -> Void] = [
            { $0.words[0] = -1 }, { $0.words.removeLast() }, { $0.values = [] },
        ]
        for spoil in faults {
            var state = sound
            guard case .vertices(var vertices) = state.record.answers[0] else { throw CancellationError() }
            spoil(&vertices)
            state.record.answers[0] = .vertices(vertices)
            try Checkpoint(kind: MembershipCheckpoint.kind, state: state).write(to: path)
            await #expect(throws: FileFormatError.self) {
                try await target.localVisibilitySearch(options: Self.options()).run(checkpoint: path)
            }
        }
    }

    @Test("19.1 equal numbers in another polytope are another search")
    func equalNumbersElsewhere() async throws {
        let folder = try TemporaryFolder()
        // A first correlator of 1 may be the constant entry of two settings with marginals, or one of three settings without;
        // every vertex of the former is one of the latter.
        let numbers = [1, 0.9, -0.9, 0.9, 0.7, 0.7, 0.9, 0.7, -0.7]
        let points = try [
            CorrelatorTensor(numbers, settings: [2, 2], includesMarginals: true),
            CorrelatorTensor(numbers, settings: [3, 3]),
        ]
        let options = Self.options()
        let path = folder.path + "/correlators"
        _ = try await points[0].nearestLocalPointSearch(options: options).run(checkpoint: path + ".nearest")
        await #expect(throws: InvalidArgument.self) {
            try await points[1].nearestLocalPointSearch(options: options).run(checkpoint: path + ".nearest")
        }
        _ = try await points[0].localVisibilitySearch(options: options).run(checkpoint: path + ".threshold")
        await #expect(throws: InvalidArgument.self) {
            try await points[1].localVisibilitySearch(options: options).run(checkpoint: path + ".threshold")
        }
        // By a linear program over all vertices.
        let visibilities = try points.map { try $0.localVisibility(options: options) }
        for (found, right) in zip(visibilities, [0.4, 4.0 / 7]) {
            #expect(found.lower <= right + 1e-9 && right - 1e-9 <= found.upper && found.upper - found.lower < 1e-6)
        }
        // The first outcome of party 0's setting 0 is certain: the next row may be its other outcome, or that of setting 1.
        let block = [0.5, 0.5, 0.5, 0.5, 0, 0, 0, 0, 0.25, 0.25, 0.25, 0.25, 0.25, 0.25, 0.25, 0.25]
        func behaviour(_ outcomes: [Int]) throws -> Behaviour {
            let scenario = try Scenario(outcomes: [outcomes, [2, 2]])
            let geometry = PolytopeGeometry(scenario)
            return try Behaviour(geometry.ordered(block), in: scenario)
        }
        let file = folder.path + "/behaviours"
        _ = try await behaviour([2, 2]).nearestLocalPointSearch(options: options).run(checkpoint: file)
        await #expect(throws: (any Error).self) {
            try await behaviour([1, 3]).nearestLocalPointSearch(options: options).run(checkpoint: file)
        }
    }

    @Test("19.1 a file that does not name its polytope, as earlier ones, is read")
    func withoutPolytope() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/threshold.checkpoint"
        let search = try Self.correlators().localVisibilitySearch(options: Self.options())
        let whole = try await search.run(checkpoint: path)
        var state = try Checkpoint<MembershipState>(contentsOf: path, kind: MembershipCheckpoint.kind).state
        #expect(state.question.polytope == "correlators")
        state.question.polytope = nil
        try Checkpoint(kind: MembershipCheckpoint.kind, state: state).write(to: path)
        #expect(try await search.run(checkpoint: path) == whole)
    }
}
