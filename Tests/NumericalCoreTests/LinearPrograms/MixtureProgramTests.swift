import Testing

@testable import NumericalCore

/// The interior-point method for mixtures against the simplex method on the same programs.
@Suite("Programs of mixtures")
struct MixtureProgramTests {
    static func program(rows: Int, columns: Int, seed: UInt64, strengths: [Double]? = nil) -> MixtureProgram {
        var stream = RandomStream(seed: seed)
        let target = (0..<rows).map { _ in stream.uniform() }
        // The target itself is reached by mixtures, with much else.
        let entries = (0..<(rows * columns)).map { 0.4 * target[$0 % rows] + stream.uniform() - 0.5 }
        return MixtureProgram(target: target, overhead: 0.1, columns: entries, strengths: strengths)
    }

    static func optimum(_ program: MixtureProgram) throws -> Double {
        let rows = program.rows
        var entries = program.columns.indices.reduce(into: [Double]()) {
            $0.append(program.columns[$1])
            if $1 % rows == rows - 1 { $0.append(1) }
        }
        for sign in [1.0, -1] {
            for row in 0..<rows {
                entries += (0..<rows).map { $0 == row ? sign * program.strengths[row] : 0 } + [1]
            }
        }
        entries += program.target.map { -$0 } + [program.overhead]
        let count = program.count + 2 * rows + 1
        let solution = try LinearProgram(
            .maximize, (0..<count).map { $0 == count - 1 ? 1 : 0 },
            subjectTo: RealMatrix(unchecked: entries, rows: rows + 1, columns: count),
            (0...rows).map { .equal(to: $0 == rows ? 1 : 0) }
        ).solve()
        #expect(solution.isOptimal)
        return solution.objective
    }

    @Test("21.2 value and bound enclose the optimum of the simplex method", arguments: [(3, 2), (6, 30), (12, 90)])
    func optimum(rows: Int, columns: Int) throws {
        for seed in 1...3 {
            let program = Self.program(rows: rows, columns: columns, seed: UInt64(seed))
            let optimum = try Self.optimum(program)
            for gap in [0.1, 1e-3, 1e-7] {
                let solution = try program.solve(gap: gap)
                #expect(solution.value <= optimum + 1e-9 && optimum <= solution.bound + 1e-9)
                #expect(solution.bound - solution.value <= gap * solution.bound)
                // Both single rows of a pair take something; only the difference is paid for.
                #expect(solution.promised <= solution.value + 1e-15)
                // From its own prices.
                let again = try program.solve(gap: gap, startingFrom: solution.prices)
                #expect(again.bound - again.value <= gap * again.bound)
            }
        }
    }

    @Test("21.2 weights and prices are what they are said to be")
    func solution() throws {
        let program = Self.program(rows: 8, columns: 60, seed: 4)
        let solution = try program.solve(gap: 1e-6)
        #expect(solution.weights.allSatisfy { $0 >= 0 } && solution.weights.reduce(0, +) <= 1 + 1e-12)
        var cost = solution.weights.reduce(0, +) + program.overhead * solution.value
        for row in 0..<8 {
            let mixed = (0..<60).reduce(0) { $0 + solution.weights[$1] * program.columns[8 * $1 + row] }
            cost += abs(mixed - solution.value * program.target[row])
        }
        #expect(abs(cost - 1) < 1e-9)
        let worth = zip(solution.prices, program.target).reduce(0) { $0 + $1.0 * $1.1 }
        let largest = (0..<60).reduce(solution.prices.reduce(0) { max($0, abs($1)) }) { best, column in
            max(best, (0..<8).reduce(0) { $0 + solution.prices[$1] * program.columns[8 * column + $1] })
        }
        #expect(abs(largest / (worth + program.overhead * largest) - solution.bound) < 1e-12)
    }

    @Test("21.2 single rows that are taken to be stronger promise more and confine the prices")
    func strengths() throws {
        let plain = Self.program(rows: 6, columns: 12, seed: 5)
        let strong = Self.program(rows: 6, columns: 12, seed: 5, strengths: Array(repeating: 4, count: 6))
        let (first, second) = (try plain.solve(gap: 1e-7), try strong.solve(gap: 1e-7))
        #expect(second.promised > first.value && second.value <= first.bound)
        let optimum = try Self.optimum(strong)
        #expect(abs(second.promised - optimum) < 1e-6)
        let largest = (0..<12).reduce(0) { best, column in
            max(best, (0..<6).reduce(0) { $0 + second.prices[$1] * strong.columns[6 * column + $1] })
        }
        #expect(second.prices.allSatisfy { abs($0) * 4 <= max(largest, second.bound) * (1 + 1e-6) })
    }

    @Test("21.2 equal bits on one thread and on two; no columns at all; the caller can stop it")
    func determinism() throws {
        let program = Self.program(rows: 10, columns: 200, seed: 6)
        let (one, two) = (try program.solve(gap: 1e-5, threads: 1), try program.solve(gap: 1e-5, threads: 2))
        #expect(one.weights == two.weights && one.prices == two.prices)
        // Single rows alone reach v with v(Σ|t| + γ) = 1.
        let empty = MixtureProgram(target: [0.5, -0.25], overhead: 0.25, columns: [])
        #expect(abs(try empty.solve(gap: 1e-8).value - 1) < 1e-7)
        #expect(throws: CancellationError.self) { try program.solve(gap: 1e-5) { throw CancellationError() } }
    }
}
