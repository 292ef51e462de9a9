import Foundation
import NumericalCore
import Testing

/// Warm starts, appended columns and rows, changed bounds: always the optimum of a solve from nothing.
@Suite struct SimplexSolverTests {
    static func close(_ left: Double, _ right: Double) -> Bool { abs(left - right) <= 1e-9 * (1 + abs(right)) }

    /// Larger programs of the dense family that have an optimum.
    static func programs() throws -> [(LinearProgram, LinearProgramSolution)] {
        try stride(from: UInt64(5), to: 240, by: 6).compactMap { seed in
            let program = try RandomLinearProgram.make(seed: seed)
            let solution = try program.solve()
            return solution.isOptimal ? (program, solution) : nil
        }
    }

    @Test func sameInputGivesSameBits() throws {
        for (program, solution) in try Self.programs().prefix(10) {
            let again = try program.solve()
            #expect(again == solution)
        }
    }

    @Test func warmStartFromOptimumNeedsNoPivot() throws {
        let programs = try Self.programs()
        #expect(programs.count >= 35)
        for (program, solution) in programs {
            let again = try program.solve(startingFrom: solution.basis)
            #expect(again.iterations == 0)
            #expect(Self.close(again.objective, solution.objective))
        }
    }

    @Test func warmStartAfterChangesNeedsFewerPivots() throws {
        var (cold, warm) = (0, 0)
        for (index, (program, solution)) in try Self.programs().enumerated() {
            var stream = RandomStream(seed: 77, substream: UInt64(index))
            let solver = try SimplexSolver(program, startingFrom: solution.basis)
            // A tighter row, a tighter variable and another objective, one after the other.
            let row = Int(stream.next() % UInt64(program.rowCount))
            let value = solution.rowValues[row]
            try solver.setBounds(.between(value - 2, value - 1), ofRow: row)
            try Self.compare(solver, &cold, &warm)
            let variable = Int(stream.next() % UInt64(program.variableCount))
            try solver.setBounds(.between(0, 0.5), ofVariable: variable)
            try Self.compare(solver, &cold, &warm)
            try solver.setObjective(program.objective.map { $0 + stream.uniform() - 0.5 })
            try Self.compare(solver, &cold, &warm)
        }
        #expect(2 * warm < cold)
    }

    static func compare(_ solver: SimplexSolver, _ cold: inout Int, _ warm: inout Int) throws {
        let (continued, fresh) = (try solver.solve(), try solver.program.solve())
        warm += continued.iterations
        cold += fresh.iterations
        switch (continued.status, fresh.status) {
        case (.optimal, .optimal):
            #expect(close(continued.objective, fresh.objective))
            try LinearProgramLaws.expectOptimal(continued, of: solver.program)
        case (.infeasible(let ray), .infeasible): LinearProgramLaws.expectInfeasible(solver.program, ray)
        case (.unbounded(let ray), .unbounded): LinearProgramLaws.expectUnbounded(solver.program, continued, ray)
        default: Issue.record("\(continued.status) differs from \(fresh.status)")
        }
    }

    @Test func oneByOneAppendedColumnsAndRowsGiveSameOptimum() throws {
        for (program, solution) in try Self.programs().prefix(12) {
            let (m, n) = (program.rowCount, program.variableCount)
            let byColumns = try SimplexSolver(LinearProgram(program.goal, rows: program.rowBounds))
            for column in 0..<n {
                try byColumns.append(
                    columns: RealMatrix(rows: m, columns: 1) { row, _ in program.matrix[row, column] },
                    objective: [program.objective[column]], bounds: [program.variableBounds[column]])
                if column % 7 == 0 { _ = try byColumns.solve() }
            }
            #expect(byColumns.program == program)
            let last = try byColumns.solve()
            #expect(Self.close(last.objective, solution.objective))

            let byRows = try SimplexSolver(
                LinearProgram(
                    program.goal, program.objective, subjectTo: RealMatrix(rows: 0, columns: n), [],
                    variables: program.variableBounds))
            for row in 0..<m {
                try byRows.append(
                    rows: RealMatrix(rows: 1, columns: n) { _, column in program.matrix[row, column] },
                    bounds: [program.rowBounds[row]])
                if row % 5 == 0 { _ = try byRows.solve() }
            }
            #expect(byRows.program == program)
            let final = try byRows.solve()
            #expect(Self.close(final.objective, solution.objective))
        }
    }

    /// A basis of dependent columns, or of too many or too few, is repaired.
    @Test func badBasisIsRepaired() throws {
        let matrix = try RealMatrix([[1, 2, 1, 0], [2, 4, 0, 1], [3, 6, 1, 1]])
        let program = try LinearProgram(
            .maximize, [1, 3, 1, 1], subjectTo: matrix, Array(repeating: .atMost(6), count: 3))
        let optimum = try program.solve().objective
        for places in [
            [LinearProgramBasis.Place.basic, .basic, .basic, .basic], [.basic, .basic, .atLower, .atLower],
            [.atLower, .atUpper, .free, .atUpper],
        ] {
            let basis = LinearProgramBasis(rows: Array(repeating: .atUpper, count: 3), variables: places)
            let repaired = try program.solve(startingFrom: basis)
            #expect(Self.close(repaired.objective, optimum))
        }
    }

    /// Large enough that pivots are priced from a short list; a dual of the same value says whether the answer is right.
    @Test func partialPricingReachesOptimum() throws {
        var stream = RandomStream(seed: 1, substream: 5)
        let (m, n) = (80, 5200)
        let matrix = RealMatrix(rows: m, columns: n) { _, _ in stream.uniform() }
        let program = try LinearProgram(
            .maximize, (0..<n).map { _ in 1 + stream.uniform() }, subjectTo: matrix,
            (0..<m).map { _ in .atMost(1 + stream.uniform()) })
        let solution = try program.solve()
        #expect(solution.isOptimal)
        // Afresh, and fast also in debug builds.
        let report = try program.verification(primal: solution.primal, dual: solution.dual)
        #expect(report.relativeError <= 1e-12)
    }

    /// Tangents cut the square around the unit disk until max x + y = √2.
    @Test func cuttingPlanesReachTheDisk() throws {
        let solver = try SimplexSolver(
            LinearProgram(
                .maximize, [1, 1.1], subjectTo: RealMatrix(rows: 0, columns: 2), [],
                variables: [.between(-1, 1), .between(-1, 1)]))
        var solution = try solver.solve()
        for _ in 0..<40 {
            let norm = euclideanNorm(solution.primal)
            if norm <= 1 + 1e-12 { break }
            try solver.append(rows: RealMatrix([solution.primal.map { $0 / norm }]), bounds: [.atMost(1)])
            solution = try solver.solve()
        }
        #expect(abs(solution.objective - 2.21.squareRoot()) <= 1e-9)
    }

    /// Gilmore and Gomory's column generation on Chvátal's example: rolls of 100, relaxed optimum 452¼ rolls.
    @Test func cuttingStock() throws {
        let widths = [45, 36, 31, 14]
        let demands = [97.0, 610, 395, 211]
        let solver = try SimplexSolver(LinearProgram(.minimize, rows: demands.map { .atLeast($0) }))
        try solver.append(
            columns: .diagonal(widths.map { Double(100 / $0) }), objective: [1, 1, 1, 1])
        var solution = try solver.solve()
        var rounds = 0
        while rounds < 50 {
            rounds += 1
            // The knapsack by enumeration.
            var (best, pattern) = (1 + 1e-9, [Int]())
            func extend(_ counts: [Int], _ room: Int) {
                guard counts.count < widths.count else {
                    let worth = zip(counts, solution.dual).map { Double($0) * $1 }.reduce(0, +)
                    if worth > best { (best, pattern) = (worth, counts) }
                    return
                }
                let width = widths[counts.count]
                for count in 0...(room / width) { extend(counts + [count], room - count * width) }
            }
            extend([], 100)
            guard !pattern.isEmpty else { break }
            try solver.append(
                columns: RealMatrix(unchecked: pattern.map { Double($0) }, rows: 4, columns: 1), objective: [1])
            solution = try solver.solve()
        }
        #expect(rounds < 50)
        #expect(abs(solution.objective - 452.25) <= 1e-10)
        try LinearProgramLaws.expectOptimal(solution, of: solver.program)
    }
}
