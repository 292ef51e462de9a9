import Foundation
import NumericalCore
import TestSupport
import Testing

/// Runs that are stopped, written down, and go on.
@Suite("Semidefinite programs: states") struct SemidefiniteStateTests {
    static func program(_ seed: UInt64, goal: SemidefiniteProgram.Goal = .minimize) throws -> SemidefiniteProgram {
        var stream = RandomStream(seed: seed)
        return try RandomSemidefiniteProgram(
            goal, blocks: [.symmetric(4), .hermitian(3), .nonnegative(3)], free: 2, constraints: 7, using: &stream
        ).program
    }

    /// All states of a run, as they would be read from a file.
    static func states(_ program: SemidefiniteProgram) throws -> [SemidefiniteState] {
        var states: [Data] = []
        _ = try program.solve(keeping: { states.append(try JSONEncoder().encode($0)) })
        return try states.map { try JSONDecoder().decode(SemidefiniteState.self, from: $0) }
    }

    @Test("20.7 a run goes on from any iteration to the same bits", arguments: [1, 2, 3] as [UInt64])
    func resumed(seed: UInt64) throws {
        let program = try Self.program(seed, goal: seed == 2 ? .maximize : .minimize)
        let whole = try program.solve(SemidefiniteOptions(threads: 1))
        let states = try Self.states(program)
        #expect(states.map(\.iterations) == Array(1...whole.iterations))
        for state in states {
            var reports: [Int] = []
            let rest = try program.solve(SemidefiniteOptions(threads: 2), resuming: state) {
                reports.append($0.iterations)
                return true
            }
            #expect(rest == whole)
            #expect(reports.first == state.iterations || state.iterations == whole.iterations)
        }
        // Stopped twice on the way, with what it keeps in between.
        var last: SemidefiniteState?
        for limit in [2, 5, 200] {
            var kept = last
            let part = try program.solve(
                SemidefiniteOptions(iterationLimit: limit), resuming: last, keeping: { kept = $0 })
            last = kept
            if limit == 200 { #expect(part == whole) } else { #expect(part.stopReason == .iterationLimit) }
        }
    }

    @Test("20.7 a cancelled run is taken up again") func cancelled() async throws {
        let program = try Self.program(4)
        let whole = try program.solve()
        let task = Task {
            var last: SemidefiniteState?
            let part = try program.solve(keeping: { state in
                last = state
                if state.iterations == 3 { withUnsafeCurrentTask { $0?.cancel() } }
            })
            return (part.stopReason, last)
        }
        let (reason, state) = try await task.value
        #expect(reason == .cancelled && state?.iterations == 3)
        #expect(try program.solve(resuming: state) == whole)
    }

    @Test("20.7 an error while a state is kept ends the run") func failing() throws {
        struct Full: Error {}
        let program = try Self.program(5)
        #expect(throws: Full.self) { try program.solve(keeping: { if $0.iterations == 2 { throw Full() } }) }
    }

    @Test("20.7 states of another program and damaged states are refused in words") func refused() throws {
        let (program, other) = (try Self.program(6), try Self.program(7))
        let state = try #require(try Self.states(program).dropLast().last)
        WrongInput(saying: "state", "this program") { try other.solve(resuming: state) }.check()
        var changed = program
        try changed.setObjective(
            program.objective.map { .init(block: $0.block, row: $0.row, column: $0.column, 2 * $0.value.real) })
        let doubled = changed
        WrongInput(saying: "state", "this program") { try doubled.solve(resuming: state) }.check()
        let text = String(decoding: try JSONEncoder().encode(state), as: UTF8.self)
        let parts = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        func damaged(_ change: (inout [String: Any]) -> Void) throws -> SemidefiniteState {
            var copy = parts
            change(&copy)
            return try JSONDecoder().decode(SemidefiniteState.self, from: JSONSerialization.data(withJSONObject: copy))
        }
        var current = try #require(parts["current"] as? [String: Any])
        let y = try #require(current["y"])
        for (key, value) in [("x", y), ("z", y), ("tauAndKappa", y), ("u", y)] {
            current = try #require(parts["current"] as? [String: Any])
            current[key] = value
            let point = current
            let broken = try damaged { $0["current"] = point }
            WrongInput(saying: "state", "damaged") { try program.solve(resuming: broken) }.check()
        }
        let negative = try damaged { $0["sinceBest"] = -1 }
        WrongInput(saying: "state", "this program") { try program.solve(resuming: negative) }.check()
    }
}
