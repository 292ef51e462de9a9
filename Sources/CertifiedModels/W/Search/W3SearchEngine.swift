import Foundation
import LHVModels

/// The engine of a search: its state, and the rows with the values of all columns in them.
///
/// Weights mix the columns with a penalty for what the mixture misses; its prices say which lists are missing. The penalty falls from stage to
/// stage, and in the end a linear program pays for what is still missed.
struct W3SearchEngine: ColumnGenerationEngine {
    var state: W3SearchState
    let rows: W3Rows
    // One after the other, as the programs take them.
    private var values: [Double] = []
    var options: W3SearchOptions { state.options }

    init(_ state: W3SearchState) {
        self.state = state
        rows = W3Rows(heights: state.options.heights, cells: state.options.cells)
        if state.columns.isEmpty {
            // All parties answer with the sign of the same direction in the plane.
            let n = rows.cells
            let half = (0..<n).reduce(UInt64(0)) {
                cos((Double($1) + 0.5) * 2 * .pi / Double(n)) < 0 ? $0 | 1 << UInt64($1) : $0
            }
            let masks = Array(repeating: half, count: rows.heights)
            self.state.columns = [SphereColumn(masks: Array(repeating: masks, count: 3), weight: 1)]
        }
        values = self.state.columns.flatMap { rows.values(of: responses($0)) }
    }

    var visibility: Double { state.visibility }
    var stageName: String {
        "δ = \(String(format: "%.1e", penalty)), aim \(String(format: "%.6f", state.aim)), promise "
            + String(format: "%.6f", state.promise)
    }

    /// Whether there is no stage after this one.
    var isAtLastStage: Bool { state.stage == options.penalties.count - 1 }

    private var penalty: Double { options.penalties[state.stage] }

    func responses(_ column: SphereColumn) -> [SphereResponse] {
        column.responses(cells: rows.cells)
    }

    /// Goes on to the next penalty.
    mutating func advance() {
        state.stage += 1
        state.round = 0
    }

    mutating func round(within budget: TimeBudget) throws -> Bool {
        try round(checking: budget.requireTime)
    }

    /// Does one round, and returns whether the stage has come to its end.
    ///
    /// - Parameter check: Throws when there is no time left; it is asked several times a second.
    mutating func round(checking check: @Sendable () throws -> Void = { try Work.checkCancellation() }) throws -> Bool {
        var mixture = PenalizedMixture(
            target: rows.target, metric: rows.metric, columns: values, weights: state.columns.map(\.weight))
        // Sharp enough to tell how much is missing.
        let solution = try mixture.solve(
            penalty: penalty, gap: largerOrNaN(0.05 * state.missed, 0.01 * options.tolerance), checking: check)
        for (index, weight) in mixture.weights.enumerated() { state.columns[index].weight = weight }
        prune()
        let found = try improved(solution.prices, check)
        let largest = found.reduce(solution.level + solution.gap) { largerOrNaN($0, $1.value) }
        state.missed = largest - solution.level
        // No mixture exceeds this, whatever its corrections share: the rows are worth at most N times the largest price.
        let bound = largerOrNaN(largest, Double(rows.heights) * solution.prices.largestMagnitude())
        state.promise = smallerOrNaN(state.promise, bound / (1 + rows.overhead * bound))
        let means = means
        (state.aim, state.visibility) = (solution.aim, proven(means, aims(means)))
        let threshold = solution.level + solution.gap + 1e-9
        for candidate in found.prefix(max(60, rows.count / 6)) where candidate.value > threshold {
            state.columns.append(.init(masks: candidate.responses.map(\.masks), weight: 0))
            values += candidate.values
        }
        state.round += 1
        state.totalRounds += 1
        // What a smaller penalty gains is more than what further columns would.
        let cost = largerOrNaN(state.aim - state.visibility, 0)
        let isDone = state.missed <= 0.05 * cost + options.tolerance * state.aim
        guard isDone || state.round >= options.roundLimit else { return false }
        if isAtLastStage {
            try polish(solution.prices, check)
        } else if try hasReachedGoal(solution.prices, check) {
            state.stage = options.penalties.count - 1
        }
        return true
    }

    // Whether the linear program reaches the goal with these columns, in which case the mixture is what it found.
    private mutating func hasReachedGoal(_ prices: [Double], _ check: () throws -> Void) throws -> Bool {
        guard let goal = options.goal, state.aim >= goal else { return false }
        var sharper = self
        try sharper.polish(prices, check)
        guard sharper.state.visibility >= goal else { return false }
        self = sharper
        return true
    }

    /// Makes the mixture as sharp as it gets: what it misses is paid for by single rows; what cannot be made sharper stays as it is.
    mutating func polish(_ prices: [Double]? = nil, _ check: () throws -> Void) throws {
        let program = MixtureProgram(target: rows.target, overhead: rows.overhead, columns: values)
        do {
            let solution = try program.solve(gap: 1e-6, startingFrom: prices, threads: options.threads, checking: check)
            guard solution.value > state.visibility else { return }
            for (index, weight) in solution.weights.enumerated() { state.columns[index].weight = max(0, weight) }
            state.visibility = solution.value
        } catch is NumericalFailure {}
    }

    // The programs stay small: of columns without weight the oldest go.
    private mutating func prune() {
        let active = state.columns.indices.filter { state.columns[$0].weight > 0 }
        guard state.columns.count > active.count + 2 * rows.count else { return }
        let idle = state.columns.indices.filter { state.columns[$0].weight == 0 }
        Self.keep(active + idle.suffix(rows.count), of: &state.columns, &values)
    }

    private struct Candidate: PricedColumn {
        var responses: [SphereResponse]
        var values: [Double]
        var value: Double
    }

    // Lists that are good for the prices, the best first, none twice.
    private func improved(_ prices: [Double], _ check: @Sendable () throws -> Void) throws -> [Candidate] {
        let (options, rows) = (options, rows)
        let worth = W3Worth(prices, rows)
        let active = state.columns.filter { $0.weight > 0 }
        let shares = active.map(\.weight)
        let sources = active.map(responses)
        let round = UInt64(state.totalRounds)
        return try Parallel.map(count: options.batches, threads: options.threads) { batch -> [Candidate] in
            try check()
            var random = RandomStream(seed: options.seed, substream: round << 16 | UInt64(batch))
            let lists = Self.starts(rows, sources, shares, options, using: &random)
            var ascent = W3Ascent(rows, lists: lists)
            try ascent.improve(worth, sweeps: options.sweeps, checking: check)
            return (0..<options.batch).map { list in
                let responses = ascent.responses(list)
                let values = rows.values(of: responses)
                return Candidate(
                    responses: responses, values: values, value: zip(prices, values).reduce(0) { $0 + $1.0 * $1.1 })
            }
        }.flatMap { $0 }.bestFirst()
    }

    // Σ w_i a_i for weights of sum 1.
    private var means: [Double] {
        let total = state.columns.reduce(0) { $0 + $1.weight }
        return state.columns.indices.reduce(into: [Double](repeating: 0, count: rows.count)) { sums, index in
            let share = state.columns[index].weight / total
            guard share > 0 else { return }
            for row in sums.indices { sums[row] += share * values[index * rows.count + row] }
        }
    }

    // v₀/(1 + Σ|v₀ t − a| + γ v₀).
    private func proven(_ means: [Double], _ aim: Double) -> Double {
        let missed = zip(rows.target, means).reduce(0) { $0 + abs(aim * $1.0 - $1.1) }
        return aim / (1 + missed + rows.overhead * aim)
    }

    // The best v₀ near the projection.
    private func aims(_ means: [Double]) -> Double {
        let products = zip(rows.target, means).reduce((0.0, 0.0)) { ($0.0 + $1.0 * $1.1, $0.1 + $1.0 * $1.0) }
        let center = largerOrNaN(products.0 / products.1, 1e-6)
        // 1/v is convex in 1/v₀: a search by thirds.
        var (low, high) = (0.5 * center, 1.5 * center)
        for _ in 0..<80 {
            let (left, right) = (low + (high - low) / 3, high - (high - low) / 3)
            if proven(means, left) < proven(means, right) { low = left } else { high = right }
        }
        return 0.5 * (low + high)
    }

    /// The mixture as a certificate, its weights rounded to parts of 10¹², with the aim at which most is proven, and how much that is.
    func finding() throws -> (certificate: W3Certificate, visibility: Double) {
        let means = means
        let aim = aims(means)
        let total = state.columns.reduce(0) { $0 + $1.weight }
        let terms = state.columns.map {
            W3Certificate.Term(weight: Int(($0.weight / total * 9.9e11).rounded()), responses: responses($0))
        }.filter { $0.weight > 0 }
        return (
            try W3Certificate(
                heights: rows.heights, cells: rows.cells, aim: Int((aim * 1e12).rounded()), terms: terms),
            proven(means, aim)
        )
    }

    /// The engine with its mixture made as sharp as it gets where a search ran out of time, unless it is cancelled.
    func sharpened(_ reason: StopReason?) throws -> Self {
        guard reason == .timeLimit, state.totalRounds > 0 else { return self }
        var sharper = self
        do {
            try sharper.polish { try Work.checkCancellation() }
        } catch is CancellationError {}
        return sharper
    }
}
