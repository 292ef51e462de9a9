import Foundation
import NumericalCore
import Testing

/// Programs whose optimum is published or follows from a formula.
@Suite struct LinearProgramTests {
    typealias Bounds = LinearProgram.Bounds

    struct Named: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let program: LinearProgram
        let optimum: Double

        init(
            _ name: String, _ optimum: Double, _ goal: LinearProgram.Goal, _ objective: [Double], _ rows: [[Double]],
            _ bounds: [Bounds]
        ) throws {
            testDescription = name
            self.optimum = optimum
            program = try LinearProgram(goal, objective, subjectTo: RealMatrix(rows), bounds)
        }
    }

    static func published() throws -> [Named] {
        [
            try Named(
                "Wyndor glass", 36, .maximize, [3, 5], [[1, 0], [0, 2], [3, 2]], [.atMost(4), .atMost(12), .atMost(18)]),
            try Named(
                "Beale's cycle", -0.05, .minimize, [-0.75, 150, -0.02, 6],
                [[0.25, -60, -0.04, 9], [0.5, -90, -0.02, 3], [0, 0, 1, 0]], [.atMost(0), .atMost(0), .atMost(1)]),
            try Named(
                "Beale's cycle, other units", -1.25, .minimize, [-0.75, 20, -0.5, 6],
                [[0.25, -8, -1, 9], [0.5, -12, -0.5, 3], [0, 0, 1, 0]], [.atMost(0), .atMost(0), .atMost(1)]),
            try Named(
                "Kuhn's cycle", -2, .minimize, [-2, -3, 1, 12],
                [[-2, -9, 1, 9], [1.0 / 3, 1, -1.0 / 3, -2], [2, 3, -1, -12]], [.atMost(0), .atMost(0), .atMost(2)]),
            try Named(
                "Chvátal's cycle", 1, .maximize, [10, -57, -9, -24],
                [[0.5, -5.5, -2.5, 9], [0.5, -1.5, -0.5, 1], [1, 0, 0, 0]], [.atMost(0), .atMost(0), .atMost(1)]),
            try Named(
                "Dantzig's transport", 153.675, .minimize, [0.225, 0.153, 0.162, 0.225, 0.162, 0.126],
                [
                    [1, 1, 1, 0, 0, 0], [0, 0, 0, 1, 1, 1], [1, 0, 0, 1, 0, 0], [0, 1, 0, 0, 1, 0], [0, 0, 1, 0, 0, 1],
                ], [.atMost(350), .atMost(600), .atLeast(325), .atLeast(300), .atLeast(275)]),
        ]
    }

    @Test(arguments: try published())
    func reachesPublishedOptimum(_ named: Named) throws {
        let solution = try named.program.solve()
        #expect(solution.isOptimal)
        #expect(abs(solution.objective - named.optimum) <= 1e-12 * (1 + abs(named.optimum)))
        try LinearProgramLaws.expectOptimal(solution, of: named.program, within: 1e-11)
    }

    /// max Σ 10ⁿ⁻ʲ x_j over the Klee–Minty cube; the optimum is 100ⁿ⁻¹.
    @Test(arguments: [2, 5, 8, 10])
    func kleeMintyCube(size: Int) throws {
        let n = size
        let program = try LinearProgram(
            .maximize, (1...n).map { pow(10, Double(n - $0)) },
            subjectTo: RealMatrix(rows: n, columns: n) { i, j in
                i == j ? 1 : (j < i ? 2 * pow(10, Double(i - j)) : 0)
            }, (1...n).map { .atMost(pow(100, Double($0 - 1))) })
        let solution = try program.solve()
        #expect(abs(solution.objective / pow(100, Double(n - 1)) - 1) <= 1e-12)
        try LinearProgramLaws.expectOptimal(solution, of: program)
    }

    /// H·x = H·1 has the one solution 1, however flat the Hilbert matrix is.
    @Test(arguments: [3, 5, 7])
    func hilbertEquations(size: Int) throws {
        let hilbert = RealMatrix(rows: size, columns: size) { 1 / Double($0 + $1 + 1) }
        let right = hilbert * [Double](repeating: 1, count: size)
        let program = try LinearProgram(
            .minimize, (0..<size).map { Double($0) }, subjectTo: hilbert, right.map { .equal(to: $0) })
        let solution = try program.solve()
        #expect(solution.isOptimal)
        #expect(abs(solution.objective - Double(size * (size - 1) / 2)) <= 1e-5)
        #expect(solution.verification.relativeError <= 1e-14)
    }

    /// An assignment program is highly degenerate, and its optimum is the best of all permutations.
    @Test(arguments: 0..<20)
    func assignmentEqualsBestPermutation(seed: UInt64) throws {
        var stream = RandomStream(seed: seed, substream: 1)
        let n = 6
        let costs = (0..<(n * n)).map { _ in Double(stream.next() % 20) }
        func best(_ row: Int, _ used: Int) -> Double {
            guard row < n else { return 0 }
            return (0..<n).filter { used & 1 << $0 == 0 }.map { costs[row * n + $0] + best(row + 1, used | 1 << $0) }
                .min() ?? .infinity
        }
        let matrix = RealMatrix(rows: 2 * n, columns: n * n) { i, j in
            i < n ? (j / n == i ? 1 : 0) : (j % n == i - n ? 1 : 0)
        }
        let program = try LinearProgram(
            .minimize, costs, subjectTo: matrix, Array(repeating: .equal(to: 1), count: 2 * n))
        let solution = try program.solve()
        #expect(solution.objective == best(0, 0))
        try LinearProgramLaws.expectOptimal(solution, of: program)
    }

    @Test func infeasibleEquationsHaveRay() throws {
        let program = try LinearProgram(
            .minimize, [1, 1], subjectTo: RealMatrix([[1, 1], [1, 1]]), [.equal(to: 1), .atLeast(2)])
        guard case .infeasible(let ray) = try program.solve().status else {
            Issue.record("must be infeasible")
            return
        }
        LinearProgramLaws.expectInfeasible(program, ray)
        #expect(try program.farkasMargin(of: ray) > 0)
        #expect(try program.farkasMargin(of: [1, 1]) == -.infinity)
    }

    @Test func unboundedHasRay() throws {
        let program = try LinearProgram(
            .maximize, [1, 1], subjectTo: RealMatrix([[1, -1], [-1, 1]]), [.atMost(2), .atMost(3)])
        let solution = try program.solve()
        guard case .unbounded(let ray) = solution.status else {
            Issue.record("must be unbounded")
            return
        }
        LinearProgramLaws.expectUnbounded(program, solution, ray)
        #expect(ray == [1, 1])
        #expect(try program.improvement(along: ray) == 2)
        #expect(try program.improvement(along: [1, 0]) == nil)
    }

    @Test func programsWithoutRowsOrColumns() throws {
        let boxed = try LinearProgram(
            .maximize, [2, -3, 0], subjectTo: RealMatrix(rows: 0, columns: 3), [],
            variables: [.between(-1, 4), .between(-1, 4), .free])
        let solution = try boxed.solve()
        #expect(solution.isOptimal)
        #expect(solution.primal == [4, -1, 0])
        #expect(solution.objective == 11)
        let empty = try LinearProgram(.minimize, rows: [.atMost(1), .between(-1, 0)])
        #expect(try empty.solve().isOptimal)
        let contradictory = try LinearProgram(.minimize, rows: [.atLeast(1)])
        guard case .infeasible(let ray) = try contradictory.solve().status else {
            Issue.record("must be infeasible")
            return
        }
        #expect(ray == [1])
        #expect(try LinearProgram(.minimize, rows: []).solve().objective == 0)
    }

    /// y is the derivative of the optimum with respect to the bounds, minimizing and maximizing.
    @Test(arguments: [LinearProgram.Goal.minimize, .maximize])
    func dualIsShadowPrice(goal: LinearProgram.Goal) throws {
        let sign: Double = goal == .minimize ? -1 : 1
        var program = try LinearProgram(
            goal, [3 * sign, 5 * sign], subjectTo: RealMatrix([[1, 0], [0, 2], [3, 2]]),
            [.atMost(4), .atMost(12), .atMost(18)])
        let before = try program.solve()
        #expect(before.dual == [0, 1.5 * sign, sign])
        try program.setBounds(.atMost(19), ofRow: 2)
        #expect(abs(try program.solve().objective - before.objective - before.dual[2]) <= 1e-12)
    }

    @Test func verificationRejectsWrongAnswers() throws {
        let program = try Self.published()[0].program
        let solution = try program.solve()
        #expect(try program.verification(primal: solution.primal, dual: solution.dual).relativeError <= 1e-15)
        let moved = try program.verification(primal: [2, 7], dual: solution.dual)
        #expect(moved.primalViolation == 2)
        let priced = try program.verification(primal: solution.primal, dual: [0, -1, 1])
        #expect(priced.dualViolation == 5)
        #expect(try program.verification(primal: [0, 0], dual: solution.dual).gap == 36)
    }
}
