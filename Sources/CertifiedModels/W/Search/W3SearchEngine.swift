import Foundation
import LHVModels

/// The engine of a search: its state, and the rows of the current stage with the values of all columns in them.
struct W3SearchEngine: ColumnGenerationEngine {
    var state: W3SearchState
    private(set) var rows: W3Rows
    // One after the other, as the master program takes them.
    private var values: [Double] = []
    var options: W3SearchOptions { state.options }

    init(_ state: W3SearchState) {
        self.state = state
        rows = W3Rows(heights: state.options.heights[state.stage], cells: state.options.cells)
        if state.prices.isEmpty { begin() }
        values = self.state.columns.flatMap { rows.values(of: responses($0)) }
    }

    var visibility: Double { state.visibility }
    var stageName: String {
        "N = \(rows.heights), n = \(rows.cells), promise \(String(format: "%.6f", state.promise))"
    }

    /// Whether there is no stage after this one.
    var isAtLastStage: Bool { state.stage == options.heights.count - 1 }

    func responses(_ column: W3SearchState.Column) -> [SphereResponse] {
        column.responses(cells: rows.cells)
    }

    /// Goes to the rows of a stage with columns that were made for it.
    mutating func begin(
        _ next: W3Rows, _ columns: [W3SearchState.Column], prices: (prices: [Double], boxes: [Double])
    ) {
        rows = next
        state.columns = columns
        state.stage += 1
        state.round = 0
        (state.prices, state.bestPrices, state.boxes) = (prices.prices, prices.prices, prices.boxes)
        (state.visibility, state.boundedVisibility, state.promise) = (0, 0, .infinity)
        values = columns.flatMap { rows.values(of: responses($0)) }
    }

    // Prices to begin with are a multiple of the target in each cell.
    private mutating func begin() {
        var prices = rows.target.indices.map { rows.target[$0] * rows.boxes[$0] / rows.units[$0] }
        let size = zip(rows.target, prices).reduce(0) { $0 + $1.0 * $1.1 }
        for row in prices.indices { prices[row] /= size }
        (state.prices, state.bestPrices) = (prices, prices)
        state.boxes = rows.boxes.map { options.box * $0 }
        (state.visibility, state.boundedVisibility, state.promise) = (0, 0, .infinity)
    }

    mutating func round(within budget: TimeBudget) throws -> Bool {
        try round(checking: budget.requireTime)
    }

    /// Does one round, and returns whether the stage has come to its end.
    ///
    /// - Parameter check: Throws when there is no time left; it is asked several times a second.
    mutating func round(checking check: @Sendable () throws -> Void = { try Work.checkCancellation() }) throws -> Bool {
        if !state.columns.isEmpty {
            let gap = MixtureProgram.gap(
                promise: state.promise, visibility: state.boundedVisibility, tolerance: options.tolerance)
            let strengths = MixtureProgram.strengths(boxes: state.boxes, promise: state.promise)
            state.prices = try solveMaster(gap: gap, strengths, check)
            prune()
        }
        let looked = MixtureProgram.looked(state.prices, best: state.bestPrices, round: state.round)
        let found = try improved(looked, check)
        let worth = zip(looked, rows.target).reduce(0) { $0 + $1.0 * $1.1 }
        let largest = found.reduce(looked.largestMagnitude()) { largerOrNaN($0, $1.value) }
        let promise = largest / (worth + rows.overhead * largest)
        if promise < state.promise { (state.promise, state.bestPrices) = (promise, looked) }
        state.round += 1
        state.totalRounds += 1
        widenBoxes()
        if hasConverged() {
            try polish(check)
            return true
        }
        for candidate in found.prefix(max(60, rows.count / 4)) {
            state.columns.append(.init(masks: candidate.responses.map(\.masks), weight: 0))
            values += candidate.values
        }
        guard state.round >= options.roundLimit else { return false }
        try polish(check)
        return true
    }

    // Prices that promise no more than the mixture reaches are the end, unless their bounds are in the way; for early stages near it is enough.
    private mutating func hasConverged() -> Bool {
        let tolerance = isAtLastStage ? options.tolerance : largerOrNaN(options.tolerance, 0.01)
        if state.promise <= (1 + tolerance) * state.visibility { return true }
        guard state.promise <= (1 + tolerance) * state.boundedVisibility else { return false }
        let isAtBox = MixtureProgram.rowsAtBox(state.prices, boxes: state.boxes)
        for row in isAtBox { state.boxes[row] *= 2 }
        return isAtBox.isEmpty
    }

    // Bounds of prices that cost more than missing columns do are made wider, all of them: where a bound is narrow, little of a row costs much.
    private mutating func widenBoxes() {
        guard state.visibility > 0 else { return }
        let (missed, cost) = (
            state.promise / state.boundedVisibility - 1, state.boundedVisibility / state.visibility - 1
        )
        guard missed < cost else { return }
        // No price is above 1 by much, so that wider bounds say nothing.
        for row in state.boxes.indices where state.boxes[row] < 1 { state.boxes[row] *= 1.5 }
    }

    /// Makes the mixture as sharp as it gets, with no bounds of prices; what cannot be made sharper stays as it is.
    mutating func polish(_ check: () throws -> Void) throws {
        do {
            _ = try solveMaster(gap: 1e-6, nil, check)
        } catch let error as NumericalFailure {
            guard state.columns.contains(where: { $0.weight > 0 }) else { throw error }
        }
    }

    // Solves the master program for weights, and returns its prices.
    private mutating func solveMaster(
        gap: Double, _ strengths: [Double]?, _ check: () throws -> Void
    ) throws -> [Double] {
        let program = MixtureProgram(
            target: rows.target, overhead: rows.overhead, columns: values, strengths: strengths)
        let solution: MixtureProgram.Solution
        do {
            solution = try program.solve(
                gap: gap, startingFrom: state.bestPrices, threads: options.threads, checking: check)
        } catch is NumericalFailure {
            // These prices can be a bad beginning.
            solution = try program.solve(gap: gap, threads: options.threads, checking: check)
        }
        for (index, weight) in solution.weights.enumerated() { state.columns[index].weight = max(0, weight) }
        (state.visibility, state.boundedVisibility) = (solution.value, solution.promised)
        return solution.prices
    }

    // The program stays small: of columns without weight the oldest go.
    private mutating func prune() {
        guard state.columns.count > 3 * rows.count + 600 else { return }
        let order = state.columns.indices.sorted {
            (state.columns[$0].weight, $0) > (state.columns[$1].weight, $1)
        }
        Self.keep(order.prefix(2 * rows.count + 400), of: &state.columns, &values)
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
        let sources = state.columns.filter { $0.weight > 1e-5 }.map(responses)
        let round = UInt64(state.stage << 24 | state.round)
        return try Parallel.map(count: options.batches, threads: options.threads) { batch -> [Candidate] in
            try check()
            var random = RandomStream(seed: options.seed, substream: round << 16 | UInt64(batch))
            let signs = W3SearchEngine.starts(rows, sources, options, using: &random)
            var ascent = W3Ascent(rows, signs: signs)
            try ascent.improve(worth, sweeps: options.sweeps, checking: check)
            return (0..<options.batch).map { list in
                let responses = ascent.responses(list)
                let values = rows.values(of: responses)
                return Candidate(
                    responses: responses, values: values, value: zip(prices, values).reduce(0) { $0 + $1.0 * $1.1 })
            }
        }.flatMap { $0 }.bestFirst()
    }

    /// The mixture as a certificate, its weights rounded to parts of 10¹², with the aim at which most is proven; nil where there is none yet.
    func finding() throws -> W3SearchState.Finding? {
        let mixture = state.columns.indices.filter { state.columns[$0].weight > 1e-12 }
        let total = mixture.reduce(0) { $0 + state.columns[$1].weight }
        let terms = mixture.map { index in
            W3Certificate.Term(
                weight: Int((state.columns[index].weight / total * 9.9e11).rounded()),
                responses: responses(state.columns[index]))
        }.filter { $0.weight > 0 }
        let means = mixture.reduce(into: [Double](repeating: 0, count: rows.count)) { sums, index in
            for row in sums.indices {
                sums[row] += state.columns[index].weight / total * values[index * rows.count + row]
            }
        }
        // v₀/(1 + Σ|v₀ t − a| + γ v₀), at the best v₀ near the projection.
        func proven(_ aim: Double) -> Double {
            let missed = zip(rows.target, means).reduce(0) { $0 + abs(aim * $1.0 - $1.1) }
            return aim / (1 + missed + rows.overhead * aim)
        }
        let products = zip(rows.target, means).reduce((0.0, 0.0)) { ($0.0 + $1.0 * $1.1, $0.1 + $1.0 * $1.0) }
        let center = products.0 / products.1
        let aim = (-2000...2000).map { center * (1 + 1e-6 * Double($0)) }.max { proven($0) < proven($1) } ?? center
        guard !terms.isEmpty, aim > 1e-6 else { return nil }
        return W3SearchState.Finding(
            certificate: try W3Certificate(
                heights: rows.heights, cells: rows.cells, aim: Int((aim * 1e12).rounded()), terms: terms),
            visibility: proven(aim))
    }
}
