import Foundation
import NumericalCore
import TestSupport
import Testing

/// Limits, threads, wrong input.
@Suite("Semidefinite programs: control and input") struct SemidefiniteControlTests {
    static func program(_ size: Int = 12, constraints: Int = 70) throws -> SemidefiniteProgram {
        var stream = RandomStream(seed: 240)
        return try RandomSemidefiniteProgram(
            .maximize, blocks: [.symmetric(size), .nonnegative(4)], constraints: constraints, using: &stream
        ).program
    }

    @Test("20.1 the same bits for every number of threads") func threads() throws {
        let program = try Self.program()
        let one = try program.solve(SemidefiniteOptions(threads: 1))
        for threads in [2, 5] {
            let other = try program.solve(SemidefiniteOptions(threads: threads))
            #expect(other.primal == one.primal && other.dual == one.dual && other.slack == one.slack)
            #expect(other.iterations == one.iterations)
        }
    }

    /// A clock that moves by a second whenever it is looked at.
    final class SlowClock: Clock, @unchecked Sendable {
        private let lock = NSLock()
        private var looks = 0
        var now: ContinuousClock.Instant {
            lock.withLock {
                looks += 1
                return start.advanced(by: .seconds(looks))
            }
        }
        let start = ContinuousClock().now
        var minimumResolution: Duration { .seconds(1) }
        func sleep(until deadline: ContinuousClock.Instant, tolerance: Duration?) async throws {}
    }

    @Test("20.7 limits of iterations and time, the caller's wish and cancellation stop with what there is")
    func limits() async throws {
        let program = try Self.program(5, constraints: 6)
        let whole = try program.solve()
        let short = try program.solve(SemidefiniteOptions(iterationLimit: 3))
        #expect(short.status == .unfinished && short.stopReason == .iterationLimit && short.iterations == 3)
        #expect(short.dual.count == 6 && short.dual.allSatisfy(\.isFinite))
        #expect(try program.solve(SemidefiniteOptions(iterationLimit: 0)).stopReason == .iterationLimit)

        let late = try program.solve(SemidefiniteOptions(timeLimit: 4), clock: SlowClock())
        #expect(late.stopReason == .timeLimit && late.iterations == 3)
        #expect(try program.solve(SemidefiniteOptions(timeLimit: 1e9), clock: SlowClock()).dual == whole.dual)

        var reports: [SemidefiniteProgress] = []
        let stopped = try program.solve {
            reports.append($0)
            return $0.iterations < 2
        }
        #expect(stopped.stopReason == .stoppedByCaller && reports.map(\.iterations) == [0, 1, 2])
        #expect(reports[2].primalError < reports[0].primalError)

        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            return try program.solve()
        }
        task.cancel()
        #expect(try await task.value.stopReason == .cancelled)
    }

    @Test(
        "20.7 wrong input is refused in words",
        arguments: [
            WrongInput(saying: "blocks", "empty") { try SemidefiniteProgram(.minimize, blocks: []) },
            WrongInput(saying: "size of block 1", "0") {
                try SemidefiniteProgram(.minimize, blocks: [.symmetric(1), .hermitian(0)])
            },
            WrongInput(saying: "size of block 0", "10001") {
                try SemidefiniteProgram(.minimize, blocks: [.symmetric(10_001)])
            },
            WrongInput(saying: "size of block 0", "-1") {
                try SemidefiniteProgram(.minimize, blocks: [.nonnegative(-1)])
            },
            WrongInput(saying: "freeVariables", "-2") {
                try SemidefiniteProgram(.minimize, blocks: [.symmetric(1)], freeVariables: -2)
            },
            WrongInput(saying: "block of an entry of objective", "1") {
                try small().setObjective([.init(block: 1, row: 0, column: 0, 1)])
            },
            WrongInput(saying: "place of an entry of objective", "(0, 2)") {
                try small().setObjective([.init(row: 0, column: 2, 1)])
            },
            WrongInput(saying: "entry of objective", "finite", "nan") {
                try small().setObjective([.init(row: 0, column: 1, .nan)])
            },
            WrongInput(saying: "entry of objective", "real") {
                try small().setObjective([.init(row: 0, column: 1, Complex(0, 1))])
            },
            WrongInput(saying: "entry of constraint 0", "real") {
                var program = try SemidefiniteProgram(.minimize, blocks: [.hermitian(2)])
                try program.addConstraint([.init(row: 1, column: 1, Complex(1, 1))], equals: 0)
            },
            WrongInput(saying: "place of an entry of constraint 0", "diagonal") {
                var program = try SemidefiniteProgram(.minimize, blocks: [.nonnegative(2)])
                try program.addConstraint([.init(row: 0, column: 1, 1)], equals: 0)
            },
            WrongInput(saying: "entry of constraint 0", "inf") {
                try small().addConstraint(
                    [.init(row: 0, column: 1, 1e308), .init(row: 1, column: 0, 1e308)], equals: 0)
            },
            WrongInput(saying: "value of constraint 0", "inf") { try small().addConstraint([], equals: .infinity) },
            WrongInput(saying: "free variable of constraint 0", "1") {
                try small().addConstraint([], free: [.init(1, 1)], equals: 0)
            },
            WrongInput(saying: "free coefficient of constraint 0", "nan") {
                try small().addConstraint([], free: [.init(0, .nan)], equals: 0)
            },
            WrongInput(saying: "free", "1 numbers", "2") { try small().setObjective([], free: [1, 2]) },
            WrongInput(saying: "free[0]", "inf") { try small().setObjective([], free: [.infinity]) },
            WrongInput(saying: "tolerance", "0.0") { try small().solve(SemidefiniteOptions(tolerance: 0)) },
            WrongInput(saying: "iterationLimit", "-1") { try small().solve(SemidefiniteOptions(iterationLimit: -1)) },
            WrongInput(saying: "timeLimit", "nan") { try small().solve(SemidefiniteOptions(timeLimit: .nan)) },
            WrongInput(saying: "threads", "0") { try small().solve(SemidefiniteOptions(threads: 0)) },
            WrongInput(saying: "program", "32 GiB", "97 GiB") {
                try SemidefiniteProgram(.minimize, blocks: Array(repeating: .symmetric(10_000), count: 10)).solve()
            },
            WrongInput(saying: "ray", "0 numbers", "1") { try small().infeasibilityError(of: [1]) },
            WrongInput(saying: "ray", "0 blocks") { try small().unboundednessError(of: [], free: [0]) },
            WrongInput(saying: "matrix", "square") {
                try PositivityProof.leastEigenvalueBound(of: RealMatrix(rows: 2, columns: 3))
            },
        ]) func wrongInput(input: WrongInput)
    { input.check() }

    @discardableResult
    static func small() throws -> SmallProgram { SmallProgram() }

    /// A program in a box, so that the table can call what changes it.
    final class SmallProgram {
        var program = try? SemidefiniteProgram(.minimize, blocks: [.symmetric(2)], freeVariables: 1)
        func setObjective(_ entries: [SemidefiniteProgram.Entry], free: [Double]? = nil) throws {
            try program?.setObjective(entries, free: free)
        }
        func addConstraint(
            _ entries: [SemidefiniteProgram.Entry], free: [SemidefiniteProgram.FreeTerm] = [], equals value: Double
        ) throws { try program?.addConstraint(entries, free: free, equals: value) }
        func solve(_ options: SemidefiniteOptions) throws { _ = try program?.solve(options) }
        func infeasibilityError(of ray: [Double]) throws { _ = try program?.infeasibilityError(of: ray) }
        func unboundednessError(of ray: [SemidefiniteBlock], free: [Double]) throws {
            _ = try program?.unboundednessError(of: ray, free: free)
        }
    }
}
