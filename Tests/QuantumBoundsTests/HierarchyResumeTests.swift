import DataFiles
import Foundation
import QuantumBounds
import TestSupport
import Testing

/// Bounds that are stopped and taken up again.
@Suite("Quantum bounds: stopped and resumed") struct HierarchyResumeTests {
    @Test("20.7 a bound that goes on from a file is the same to the bit, and proven when it is stopped") func resumed()
        throws
    {
        let inequality = try BellInequality.i3322()
        let whole = try inequality.quantumUpperBound(level: .two)
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/bound.checkpoint"
        struct Stopped: Error {}
        // As if the process had ended: nothing is left but the file.
        #expect(throws: Stopped.self) {
            try inequality.quantumUpperBound(
                level: .two,
                keeping: { state in
                    try Checkpoint(kind: SemidefiniteState.kind, state: state).write(to: path)
                    if state.iterations == 4 { throw Stopped() }
                })
        }
        let state = try Checkpoint<SemidefiniteState>(contentsOf: path, kind: SemidefiniteState.kind).state
        #expect(state.iterations == 4)
        #expect(try inequality.quantumUpperBound(level: .two, resuming: state) == whole)
        let stopped = try inequality.quantumUpperBound(
            level: .two, HierarchyOptions(solver: SemidefiniteOptions(iterationLimit: 6)), resuming: state)
        #expect(stopped.stopReason == .iterationLimit && stopped.iterations == 6 && stopped.upper >= whole.estimate)
        // Another level is another program.
        WrongInput(saying: "state", "this program") {
            try BellInequality.i3322().quantumUpperBound(level: .one, resuming: state)
        }.check()
    }

    @Test("20.7 a cancelled bound is still proven, a cancelled search for one ends") func cancelled() async throws {
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            return try BellInequality.i3322().quantumUpperBound()
        }
        task.cancel()
        let bound = try await task.value
        #expect(bound.stopReason == .cancelled && bound.upper >= 1.25)
        try bound.certificate.verify()
        let guess = Task {
            while !Task.isCancelled { await Task.yield() }
            return try BellInequality(.chsh).guessingBound(value: 2.5)
        }
        guess.cancel()
        await #expect(throws: CancellationError.self) { try await guess.value }
    }
}
