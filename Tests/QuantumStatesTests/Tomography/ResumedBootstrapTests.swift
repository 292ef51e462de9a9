import Foundation
import Testing

@testable import QuantumStates

/// A bootstrap whose process was killed ends in the same bits.
@Suite struct ResumedBootstrapTests {
    static func bootstrap(
        seed: UInt64 = 3, replicas: Int = 60, confidence: Double = 0.95, timeLimit: Double? = nil, of row: Int = 0
    ) throws -> Bootstrap {
        let data = try TomographyData(
            measurements: [.along(.x), .along(.y), .along(.z)], counts: [[55, 45], [40, 60], [90, 10]], in: .qubit)
        let options = BootstrapOptions(
            replicas: replicas, seed: seed, confidence: confidence, timeLimit: timeLimit, threads: 1)
        return try Bootstrap(data, data.maximumLikelihood(), options: options, of: [{ $0.matrix[row, 1].real }])
    }

    @Test("19.1 a bootstrap that is killed after some replicas ends in the same bits")
    func killed() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/bootstrap.checkpoint"
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            let run = try Self.bootstrap(replicas: 1_000_000).start(checkpoint: path)
            for await progress in run.progress where progress.step >= 16 { kill(getpid(), SIGKILL) }
        }
        let left = try Checkpoint<BootstrapState>(contentsOf: path, kind: BootstrapState.checkpointKind).state
        #expect(left.samples.count >= 16)
        // The number of replicas may differ; some more are made.
        let count = left.samples.count + 20
        let whole = try await Self.bootstrap(replicas: count).run()
        #expect(try await Self.bootstrap(replicas: count).run(checkpoint: path) == whole)
        #expect(whole.replicas == count && whole.stopReason == .converged)
        // Fewer are taken from the file, and nothing is computed.
        let first = try await Self.bootstrap(replicas: 5).run(checkpoint: path)
        #expect(first.estimates[0].samples == Array(whole.estimates[0].samples.prefix(5)))
    }

    @Test("19.1 out of time or cancelled, the replicas so far are the first of all")
    func stopped() async throws {
        let whole = try await Self.bootstrap().run().estimates[0].samples
        let clock = WorkProbe(secondsPerReading: 1)
        let part = try await Work.$owner.withValue(WorkOwner(clock)) { try await Self.bootstrap(timeLimit: 4).run() }
        #expect(part.stopReason == .timeLimit && part.replicas < 60)
        #expect(part.estimates[0].samples == Array(whole.prefix(part.replicas)))
        let run = try Self.bootstrap(replicas: 1_000_000).start()
        for await progress in run.progress where progress.step >= 8 { run.cancel() }
        let early = try await run.value
        #expect(early.stopReason == .cancelled && early.replicas >= 8)
        let count = min(60, early.replicas)
        #expect(early.estimates[0].samples.prefix(count) == whole.prefix(count))
        await #expect(throws: NumericalFailure.self) { try await Self.bootstrap(timeLimit: 0).run() }
    }

    @Test("19.1 checkpoints of other bootstraps and of none are refused with the file's name")
    func strangers() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/bootstrap.checkpoint"
        let bootstrap = try Self.bootstrap(replicas: 9)
        _ = try await bootstrap.run(checkpoint: path)
        // A quantity that agrees at the estimate and at all states near it.
        let near = try Bootstrap(
            bootstrap.data, bootstrap.estimate, options: bootstrap.options,
            of: [{ $0.matrix[0, 1].real + ($0.matrix[0, 0].real < 0.7 ? 1 : 0) }])
        #expect(bootstrap.estimate.state.matrix[0, 0].real > 0.85)
        for other in [try Self.bootstrap(seed: 4), try Self.bootstrap(of: 1), near] {
            let error = await #expect(throws: InvalidArgument.self) { try await other.run(checkpoint: path) }
            #expect(error?.argument == "checkpoint \(path)")
        }
        var state = try Checkpoint<BootstrapState>(contentsOf: path, kind: BootstrapState.checkpointKind).state
        state.samples[3] = [1, 2]
        try Checkpoint(kind: BootstrapState.checkpointKind, state: state).write(to: path)
        let error = await #expect(throws: FileFormatError.self) { try await bootstrap.run(checkpoint: path) }
        #expect(error?.source == path && error?.part == "replica 3")
    }
}
