import Foundation
import NumericalCore
import Testing

/// The largest v for which v·a_i·b_j is a mixture of products of signs, a program with massive degeneracy.
@Suite struct LocalVisibilityTests {
    static let icosahedron: [[Double]] = {
        let golden = (1 + 5.0.squareRoot()) / 2
        let norm = (1 + golden * golden).squareRoot()
        return [
            [0, 1, golden], [0, 1, -golden], [1, golden, 0], [1, -golden, 0], [golden, 0, 1], [-golden, 0, 1],
        ]
        .map { $0.map { $0 / norm } }
    }()

    static func correlations(_ left: [[Double]], _ right: [[Double]]) -> RealMatrix {
        RealMatrix(rows: left.count, columns: right.count) { innerProduct(left[$0], right[$1]) }
    }

    static func signs(_ bits: Int, _ count: Int) -> [Double] { (0..<count).map { bits >> $0 & 1 == 0 ? 1 : -1 } }

    // Rows: Σ w s_i t_j − v p_ij = 0, then Σ w = 1; the first variable is v.
    static func column(_ s: [Double], _ t: [Double]) -> [Double] { t.flatMap { t in s.map { $0 * t } } + [1] }

    static func master(_ p: RealMatrix) throws -> LinearProgram {
        var program = try LinearProgram(
            .maximize, rows: Array(repeating: .equal(to: 0), count: p.elements.count) + [.equal(to: 1)])
        try program.append(
            columns: RealMatrix(unchecked: p.elements.map { -$0 } + [0], rows: p.elements.count + 1, columns: 1),
            objective: [1])
        return program
    }

    static func append(_ columns: [[Double]], to solver: SimplexSolver) throws {
        let matrix = RealMatrix(unchecked: columns.flatMap { $0 }, rows: columns[0].count, columns: columns.count)
        try solver.append(columns: matrix, objective: Array(repeating: 0, count: columns.count))
    }

    @Test func singletAtCHSHSettings() throws {
        let root = 0.5.squareRoot()
        let p = Self.correlations([[0, 0, 1], [1, 0, 0]], [[root, 0, root], [-root, 0, root]])
        let solver = try SimplexSolver(Self.master(p))
        try Self.append(
            (0..<16).map { Self.column(Self.signs($0 & 3, 2), Self.signs($0 >> 2, 2)) }, to: solver)
        let solution = try solver.solve()
        #expect(abs(solution.objective - root) <= 1e-14)
        try LinearProgramLaws.expectOptimal(solution, of: solver.program)
    }

    @Test func icosahedronWithAllVertices() throws {
        let solver = try SimplexSolver(Self.master(Self.correlations(Self.icosahedron, Self.icosahedron)))
        try Self.append(
            (0..<2048).map { Self.column(Self.signs($0 & 31, 6), Self.signs($0 >> 5, 6)) }, to: solver)
        let solution = try solver.solve()
        #expect(abs(solution.objective - 0.7783914453) <= 1e-10)
        try LinearProgramLaws.expectOptimal(solution, of: solver.program)
    }

    @Test func icosahedronByColumnGeneration() throws {
        let p = Self.correlations(Self.icosahedron, Self.icosahedron)
        let solver = try SimplexSolver(Self.master(p))
        // Pure products of one setting each and their opposites make the first master feasible at v = 0.
        try Self.append([0, 63].map { Self.column(Self.signs($0, 6), Self.signs(0, 6)) }, to: solver)
        var solution = try solver.solve()
        #expect(solution.isOptimal && abs(solution.objective) <= 1e-12)
        var rounds = 0
        while rounds < 500 {
            rounds += 1
            // The column with the best reduced cost −y·(s ⊗ t, 1): for each s the best t is a sign.
            let y = solution.dual
            var (best, choice) = (1e-9, [Double]())
            for bits in 0..<64 {
                let s = Self.signs(bits, 6)
                let t: [Double] = (0..<6).map { j in
                    innerProduct(s, Array(y[(6 * j)..<(6 * j + 6)])) > 0 ? -1 : 1
                }
                let candidate = Self.column(s, t)
                let worth = -innerProduct(candidate, y)
                if worth > best { (best, choice) = (worth, candidate) }
            }
            guard !choice.isEmpty else { break }
            try Self.append([choice], to: solver)
            solution = try solver.solve()
        }
        #expect(rounds < 500)
        #expect(abs(solution.objective - 0.7783914453) <= 1e-10)
        // The prices of the last master are a Bell inequality with this visibility.
        try LinearProgramLaws.expectOptimal(solution, of: solver.program)
    }
}
