import Testing

@testable import NumericalCore

/// Mixtures with a penalty for what they miss: the conditions of optimality, and the linear program in the limit.
@Suite("Penalized mixtures")
struct PenalizedMixtureTests {
    struct Problem {
        var target: [Double]
        var metric: [Double]
        var columns: [[Double]]

        init(rows: Int, columns count: Int, seed: UInt64) {
            var stream = RandomStream(seed: seed)
            target = (0..<rows).map { _ in 0.2 + stream.uniform() }
            metric = (0..<rows).map { _ in 0.5 + stream.uniform() }
            let target = target
            columns = (0..<count).map { _ in target.map { 0.4 * $0 + stream.uniform() - 0.5 } }
        }

        func mixture(_ weights: [Double]? = nil) -> PenalizedMixture {
            PenalizedMixture(
                target: target, metric: metric, columns: columns.flatMap { $0 },
                weights: weights ?? columns.indices.map { $0 == 0 ? 1 : 0 })
        }

        func mean(_ weights: [Double]) -> [Double] {
            target.indices.map { row in columns.indices.reduce(0) { $0 + weights[$1] * columns[$1][row] } }
        }

        /// The value at the best v, which is where the derivative vanishes: t·m·(mean − v·t) = −δ.
        func value(_ weights: [Double], penalty: Double) -> (value: Double, aim: Double) {
            let mean = mean(weights)
            var (cross, square) = (0.0, 0.0)
            for row in target.indices {
                cross += metric[row] * target[row] * mean[row]
                square += metric[row] * target[row] * target[row]
            }
            let aim = (cross + penalty) / square
            let missed = target.indices.reduce(0) {
                let rest = mean[$1] - aim * target[$1]
                return $0 + metric[$1] * rest * rest
            }
            return (aim - missed / (2 * penalty), aim)
        }
    }

    @Test("21.3 weights, aim and prices meet the conditions of optimality", arguments: [(4, 3), (6, 30), (20, 200)])
    func optimality(rows: Int, columns: Int) throws {
        for seed in 1...4 {
            let problem = Problem(rows: rows, columns: columns, seed: UInt64(seed))
            for penalty in [0.1, 1e-3, 1e-5] {
                var mixture = problem.mixture()
                let solution = try mixture.solve(penalty: penalty, gap: 1e-9)
                let weights = mixture.weights
                #expect(weights.allSatisfy { $0 >= 0 } && abs(weights.reduce(0, +) - 1) < 1e-12)
                let mean = problem.mean(weights)
                #expect(abs(solution.aim - problem.value(weights, penalty: penalty).aim) < 1e-9)
                let scale = 1e-7 / penalty
                for row in 0..<rows {
                    let price =
                        problem.metric[row] * (solution.aim * problem.target[row] - mean[row]) / penalty
                    #expect(abs(solution.prices[row] - price) < 1e-6 + 1e-6 * scale)
                }
                let worth = zip(solution.prices, problem.target).reduce(0) { $0 + $1.0 * $1.1 }
                #expect(abs(worth - 1) < 1e-9)
                for index in 0..<columns {
                    let score = zip(solution.prices, problem.columns[index]).reduce(0) { $0 + $1.0 * $1.1 }
                    // The penalty of large weights, by which columns may depend on one another, has its share.
                    let ridge = 1e-6 + 1e-9 / penalty
                    #expect(score <= solution.level + solution.gap + ridge)
                    if weights[index] > 0 { #expect(abs(score - solution.level) < ridge) }
                }
                // No other weights are better.
                var stream = RandomStream(seed: 9)
                let best = problem.value(weights, penalty: penalty).value
                for _ in 0..<20 {
                    var other = (0..<columns).map { _ in 0.01 + stream.uniform() * stream.uniform() }
                    let sum = other.reduce(0, +)
                    let share = stream.uniform()
                    for index in 0..<columns {
                        other[index] = (1 - share) * weights[index] + share * other[index] / sum
                    }
                    #expect(problem.value(other, penalty: penalty).value <= best + 1e-8)
                }
            }
        }
    }

    @Test("21.3 for a small penalty it comes to the linear program")
    func limit() throws {
        for seed in 1...5 {
            let problem = Problem(rows: 5, columns: 60, seed: UInt64(seed))
            let count = problem.columns.count
            // Maximize v with Σ w a = v·t and Σ w = 1.
            var entries: [Double] = problem.columns.flatMap { $0 + [1.0] }
            entries += problem.target.map { -$0 } + [0]
            let program = try LinearProgram(
                .maximize, (0...count).map { $0 == count ? 1 : 0 },
                subjectTo: RealMatrix(unchecked: entries, rows: 6, columns: count + 1),
                (0...5).map { .equal(to: $0 == 5 ? 1 : 0) }
            ).solve()
            #expect(program.isOptimal)
            var mixture = problem.mixture()
            for penalty in [1e-2, 1e-4, 1e-6] {
                let solution = try mixture.solve(penalty: penalty, gap: 1e-9)
                // It aims beyond the program, by a difference that falls with δ.
                #expect(solution.aim > program.objective - 1e-7)
                #expect(solution.aim - program.objective < 40 * penalty)
            }
        }
    }

    @Test("21.3 it goes on from weights, from columns that depend on one another, and stops when it is told to")
    func start() throws {
        let problem = Problem(rows: 8, columns: 40, seed: 3)
        var cold = problem.mixture()
        let solution = try cold.solve(penalty: 1e-3, gap: 1e-9)
        var warm = problem.mixture(cold.weights)
        let again = try warm.solve(penalty: 1e-3, gap: 1e-9)
        #expect(abs(again.aim - solution.aim) < 1e-9 && warm.exchanges <= 2)
        // Each column twice, all with weight.
        var twice = problem
        twice.columns += problem.columns
        var mixture = twice.mixture(Array(repeating: 1.0 / 80, count: 80))
        let both = try mixture.solve(penalty: 1e-3, gap: 1e-9)
        #expect(abs(both.aim - solution.aim) < 1e-7)
        var stopped = problem.mixture()
        #expect(throws: CancellationError.self) {
            try stopped.solve(penalty: 1e-3, gap: 1e-9) { throw CancellationError() }
        }
    }
}
