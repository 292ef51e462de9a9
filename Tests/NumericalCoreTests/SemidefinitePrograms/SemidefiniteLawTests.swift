import Foundation
import NumericalCore
import TestSupport
import Testing

/// The laws of duality for programs of all kinds, with optima known by construction.
@Suite("Semidefinite programs: laws") struct SemidefiniteLawTests {
    static let shapes: [([SemidefiniteProgram.Block], Int, Int)] = [
        ([.symmetric(6)], 0, 8),
        ([.symmetric(1)], 0, 1),
        ([.hermitian(5)], 0, 9),
        ([.nonnegative(7)], 0, 4),
        ([.symmetric(4), .hermitian(3), .nonnegative(5)], 0, 10),
        ([.symmetric(5), .nonnegative(3)], 2, 9),
        ([.hermitian(4)], 3, 8),
    ]

    @Test(
        "20.1 random programs reach the optimum that they were made with", arguments: 0..<7,
        [SemidefiniteProgram.Goal.minimize, .maximize])
    func knownOptimum(shape: Int, goal: SemidefiniteProgram.Goal) throws {
        let (blocks, free, constraints) = Self.shapes[shape]
        // One in a hundred of them stalled, others on other processors, while dτ was a difference of large numbers.
        for seed in UInt64(0)..<100 {
            var stream = RandomStream(seed: 200 + seed, substream: UInt64(shape))
            let known = try RandomSemidefiniteProgram(
                goal, blocks: blocks, free: free, constraints: constraints, using: &stream)
            let solution = try known.program.solve()
            try Self.expectOptimal(solution, known.program, optimum: known.optimum)
        }
    }

    static func expectOptimal(
        _ solution: SemidefiniteSolution, _ program: SemidefiniteProgram, optimum: Double,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        #expect(solution.isOptimal, "\(solution.stopReason)", sourceLocation: sourceLocation)
        #expect(solution.stopReason == .converged, sourceLocation: sourceLocation)
        let scale = 1 + abs(optimum)
        #expect(abs(solution.primalObjective - optimum) < 1e-6 * scale, sourceLocation: sourceLocation)
        #expect(abs(solution.dualObjective - optimum) < 1e-6 * scale, sourceLocation: sourceLocation)
        #expect(solution.verification.largest < 1e-7, sourceLocation: sourceLocation)
        for block in solution.primal + solution.slack {
            #expect(try block.leastEigenvalue() > -1e-9, sourceLocation: sourceLocation)
        }
        // Weak duality up to the residuals: the gap is X•Z.
        let sign: Double = program.goal == .minimize ? 1 : -1
        #expect(
            sign * (solution.primalObjective - solution.dualObjective) > -1e-6 * scale, sourceLocation: sourceLocation)
    }

    @Test("20.1 least eigenvalues, the pentagon's theta number and a linear program") func published() throws {
        var stream = RandomStream(seed: 211)
        let matrix = ComplexMatrix(rows: 6, columns: 6) { _, _ in stream.complexNormal() }.hermitianPart
        var eigen = try SemidefiniteProgram(.minimize, blocks: [.hermitian(6)])
        try eigen.setObjective(
            (0..<6).flatMap { column in
                (0...column).map { .init(row: $0, column: column, matrix[$0, column]) }
            })
        try eigen.addConstraint((0..<6).map { .init(row: $0, column: $0, 1) }, equals: 1)
        let least = try matrix.hermitianEigenvalues()[0]
        #expect(abs(try eigen.solve().primalObjective - least) < 1e-8)

        var theta = try SemidefiniteProgram(.maximize, blocks: [.symmetric(5)])
        try theta.setObjective((0..<5).flatMap { column in (0...column).map { .init(row: $0, column: column, 1) } })
        try theta.addConstraint((0..<5).map { .init(row: $0, column: $0, 1) }, equals: 1)
        for vertex in 0..<5 {
            try theta.addConstraint([.init(row: vertex, column: (vertex + 1) % 5, 1)], equals: 0)
        }
        #expect(abs(try theta.solve().primalObjective - 5.0.squareRoot()) < 1e-8)

        // max 3x + 5y with x ≤ 4, 2y ≤ 12, 3x + 2y ≤ 18 has 36 at (2, 6).
        var linear = try SemidefiniteProgram(.maximize, blocks: [.nonnegative(5)])
        try linear.setObjective([.init(row: 0, column: 0, 3), .init(row: 1, column: 1, 5)])
        for (number, (a, b, bound)) in [(1.0, 0.0, 4.0), (0, 2, 12), (3, 2, 18)].enumerated() {
            try linear.addConstraint(
                [
                    .init(row: 0, column: 0, a), .init(row: 1, column: 1, b),
                    .init(row: 2 + number, column: 2 + number, 1),
                ],
                equals: bound)
        }
        let solution = try linear.solve()
        #expect(abs(solution.primalObjective - 36) < 1e-7)
        #expect(abs((solution.primal[0].numbers?[1] ?? 0) - 6) < 1e-6)
    }

    @Test("20.1 numbers of all sizes", arguments: [1e-9, 1e-4, 1e5, 1e9]) func badScales(size: Double) throws {
        // The entries of row and column 0 in other units, each constraint multiplied by a number of its own.
        var stream = RandomStream(seed: 212)
        let known = try RandomSemidefiniteProgram(.maximize, blocks: [.symmetric(5)], constraints: 6, using: &stream)
        var program = try SemidefiniteProgram(.maximize, blocks: [.symmetric(5)])
        try program.setObjective(
            known.program.objective.map {
                .init(row: $0.row, column: $0.column, size * $0.value.real)
            })
        for (number, constraint) in known.program.constraints.enumerated() {
            let factor = number.isMultiple(of: 2) ? size : 1 / size
            try program.addConstraint(
                constraint.entries.map { .init(row: $0.row, column: $0.column, factor * $0.value.real) },
                equals: factor * constraint.value)
        }
        let solution = try program.solve()
        #expect(solution.isOptimal)
        #expect(abs(solution.primalObjective / size - known.optimum) < 1e-6 * (1 + abs(known.optimum)))
    }

    @Test("20.1 programs without a solution come with a proof of it") func certificates() throws {
        for seed in UInt64(0)..<6 {
            var stream = RandomStream(seed: 220 + seed)
            let block: SemidefiniteProgram.Block = seed.isMultiple(of: 2) ? .symmetric(5) : .hermitian(4)
            let goal: SemidefiniteProgram.Goal = seed < 3 ? .minimize : .maximize
            let known = try RandomSemidefiniteProgram(
                goal, blocks: [block, .nonnegative(3)], constraints: 5, using: &stream)
            // Tr X = −1 has no solution; with a generic row in between so that no presolve sees it.
            var infeasible = known.program
            let trace =
                (0..<block.size).map { SemidefiniteProgram.Entry(row: $0, column: $0, 1) }
                + (0..<3).map { SemidefiniteProgram.Entry(block: 1, row: $0, column: $0, 1) }
            try infeasible.addConstraint(
                trace + known.program.constraints[0].entries, equals: known.program.constraints[0].value - 1)
            let refused = try infeasible.solve()
            guard case .infeasible(let ray) = refused.status else {
                Issue.record("\(refused.status) \(refused.stopReason)")
                continue
            }
            #expect(refused.stopReason == .converged)
            #expect(try infeasible.infeasibilityError(of: ray) < 1e-7)

            // An objective along X ⪰ 0 that no constraint sees.
            var unbounded = try SemidefiniteProgram(goal, blocks: [block, .nonnegative(2)])
            let sign: Double = goal == .minimize ? -1 : 1
            try unbounded.setObjective([.init(row: 0, column: 0, sign), .init(row: 1, column: 1, -0.5 * sign)])
            try unbounded.addConstraint(
                [.init(row: 0, column: 0, 1), .init(row: 1, column: 1, -1), .init(block: 1, row: 0, column: 0, 1)],
                equals: 2)
            let endless = try unbounded.solve()
            guard case .unbounded(let direction, let free) = endless.status else {
                Issue.record("\(endless.status) \(endless.stopReason)")
                continue
            }
            #expect(try unbounded.unboundednessError(of: direction, free: free) < 1e-7)
        }
    }

    @Test("20.1 dependent constraints are left out, contradictory ones are a proof") func presolve() throws {
        var stream = RandomStream(seed: 230)
        let known = try RandomSemidefiniteProgram(
            .minimize, blocks: [.symmetric(4)], free: 1, constraints: 5, using: &stream)
        var program = known.program
        let (first, second) = (program.constraints[0], program.constraints[3])
        func combination() -> [SemidefiniteProgram.Entry] {
            first.entries.map { .init(row: $0.row, column: $0.column, 2 * $0.value.real) }
                + second.entries.map { .init(row: $0.row, column: $0.column, -3 * $0.value.real) }
        }
        let free = [
            SemidefiniteProgram.FreeTerm(0, 2 * first.free[0].value), .init(0, -3 * second.free[0].value),
        ]
        let value = 2 * first.value - 3 * second.value
        try program.addConstraint(combination(), free: free, equals: value)
        try program.addConstraint([], equals: 0)
        let solution = try program.solve()
        #expect(solution.redundantConstraints.count == 2 && solution.redundantConstraints.contains(6))
        try Self.expectOptimal(solution, program, optimum: known.optimum)

        try program.addConstraint(combination(), free: free, equals: value + 0.01)
        let refused = try program.solve()
        guard case .infeasible(let ray) = refused.status else {
            Issue.record("\(refused.status)")
            return
        }
        #expect(try program.infeasibilityError(of: ray) < 1e-8)
        #expect(refused.iterations == 0)
    }

    @Test("20.1 a free variable that nothing holds") func unheldFreeVariable() throws {
        var program = try SemidefiniteProgram(.maximize, blocks: [.symmetric(2)], freeVariables: 3)
        try program.addConstraint(
            [.init(row: 0, column: 0, 1), .init(row: 1, column: 1, 1)], free: [.init(0, 1), .init(2, 2)], equals: 1)
        try program.setObjective([], free: [1, 0, 2])
        let solution = try program.solve()
        #expect(solution.isOptimal && abs(solution.primalObjective - 1) < 1e-7)
        try program.setObjective([], free: [1, 0.5, 2])
        guard case .unbounded(let ray, let free) = try program.solve().status else {
            Issue.record("not unbounded")
            return
        }
        #expect(try program.unboundednessError(of: ray, free: free) < 1e-12)
    }
}
