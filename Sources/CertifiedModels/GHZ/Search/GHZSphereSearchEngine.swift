import Foundation
import LHVModels

/// The engine of a search: its state, and the rows of the current stage with the values of all columns in them.
struct GHZSphereSearchEngine: ColumnGenerationEngine {
    var state: GHZSphereSearchState
    var rows: SphereRows
    // One after the other, as the master program takes them.
    var values: [Double] = []
    var options: GHZSphereSearchOptions { state.options }

    init(_ state: GHZSphereSearchState) throws {
        self.state = state
        let grid = state.options.grids[state.stage]
        rows = SphereRows(heights: grid.heights, cells: grid.cells)
        if state.columns.isEmpty {
            // All parties answer with the sign of the same direction in the plane.
            let half = (0..<grid.cells).reduce(UInt64(0)) {
                cos((Double($1) + 0.5) * 2 * .pi / Double(grid.cells)) < 0 ? $0 | 1 << UInt64($1) : $0
            }
            let masks = Array(repeating: half, count: grid.heights)
            self.state.columns = [.init(masks: Array(repeating: masks, count: 3), weight: 1)]
        }
        values = self.state.columns.flatMap { rows.values(of: responses($0)) }
    }

    /// The grid of the current stage.
    var grid: GHZSphereSearchOptions.Grid { options.grids[state.stage] }

    var visibility: Double { state.visibility }
    var stageName: String { "N = \(grid.heights), n = \(grid.cells)" }

    /// Whether there is no stage after this one.
    var isAtLastStage: Bool { state.stage == options.grids.count - 1 }

    /// The mixture as a certificate, its weights rounded down to parts in 10¹².
    func certificate() throws -> GHZSphereCertificate {
        let total = state.columns.reduce(0) { $0 + $1.weight }
        let unit = Double(GHZSphereCertificate.largestTotalWeight) / total * (1 - 1e-12)
        let terms = state.columns.map {
            GHZSphereCertificate.Term(weight: Int($0.weight * unit), responses: responses($0))
        }.filter { $0.weight > 1000 }
        return try GHZSphereCertificate(heights: grid.heights, cells: grid.cells, terms: terms)
    }

    func responses(_ column: GHZSphereSearchState.Column) -> [SphereResponse] {
        column.responses(cells: grid.cells)
    }

    private mutating func solveMaster(gap: Double, _ check: () throws -> Void) throws {
        // |y_r| ≤ σ/q_r with σ about ½.
        let program = MixtureProgram(
            target: rows.target, overhead: rows.overhead, columns: values,
            strengths: state.boxes.isEmpty ? nil : state.boxes.map { max(1, 0.5 / $0) })
        let solution: MixtureProgram.Solution
        do {
            solution = try program.solve(
                gap: gap, startingFrom: state.prices.isEmpty ? nil : state.prices, threads: options.threads,
                checking: check)
        } catch is NumericalFailure {
            // The last prices can be a bad beginning.
            solution = try program.solve(gap: largerOrNaN(gap, 1e-4), threads: options.threads, checking: check)
        }
        for (index, weight) in solution.weights.enumerated() { state.columns[index].weight = max(weight, 0) }
        state.prices = solution.prices
        state.visibility = solution.value
        state.bound = solution.bound
    }

    mutating func round(within budget: TimeBudget) throws -> Bool {
        try round(checking: budget.requireTime)
    }

    /// Does one round, and returns whether the stage has come to its end.
    ///
    /// - Parameter check: Throws when there is no time left; it is asked several times a second.
    mutating func round(checking check: @Sendable () throws -> Void = { try Work.checkCancellation() }) throws -> Bool {
        let tolerance = isAtLastStage ? options.tolerance : min(0.01, 100 * options.tolerance)
        try solveMaster(gap: state.masterGap, check)
        prune()
        let found = try improved(check)
        // Found lists may raise σ, the greatest of all products; y·t + γσ scales the prices.
        let worth = zip(state.prices, rows.target).reduce(0) { $0 + $1.0 * $1.1 }
        let largest = found.reduce(state.prices.reduce(0) { largerOrNaN($0, abs($1)) }) { largerOrNaN($0, $1.value) }
        let promise = largest / (worth + rows.overhead * largest)
        // Prices that are no better call for some that are nearer to the optimum.
        let masterGap =
            promise < state.promise
            ? min(state.masterGap, 0.1 * (promise / state.bound - 1)) : 0.9 * state.masterGap
        state.masterGap = largerOrNaN(masterGap, 0.1 * tolerance)
        state.promise = smallerOrNaN(state.promise, promise)
        widenBoxes(promise)
        for candidate in found.prefix(max(40, rows.count)) where candidate.value > state.bound * (1 + 0.01 * tolerance)
        {
            state.columns.append(.init(masks: candidate.responses.map(\.masks), weight: 0))
            values += candidate.values
        }
        state.round += 1
        state.totalRounds += 1
        let hasConverged = state.promise <= (1 + tolerance) * state.visibility
        if try hasReachedGoal(check) { return true }
        guard hasConverged || state.round >= options.roundLimit else { return false }
        var other = self
        // What cannot be made sharper stays as it is.
        do {
            try other.polish(check)
            self = other
        } catch is NumericalFailure {}
        return true
    }

    // What counts in the end is the mixture: as sharp as it gets, with no bounds of prices.
    mutating func polish(_ check: () throws -> Void) throws {
        if isAtLastStage { state.boxes = [] }
        try solveMaster(gap: isAtLastStage ? 1e-6 : 1e-3, check)
    }

    // Bounds of prices and early ends hide what the columns can do: now and then it is looked at.
    private mutating func hasReachedGoal(_ check: () throws -> Void) throws -> Bool {
        guard isAtLastStage, let goal = options.goal, state.bound >= goal else { return false }
        guard state.visibility >= goal || state.round % 10 == 0 else { return false }
        var other = self
        do { try other.polish(check) } catch is NumericalFailure { return false }
        guard other.state.visibility >= goal else { return false }
        self = other
        return true
    }

    // Bounds of prices that are more in the way of the visibility than missing columns are made wider.
    private mutating func widenBoxes(_ promise: Double) {
        guard promise / state.bound - 1 < 5 * (state.bound / state.visibility - 1) else { return }
        for row in state.boxes.indices where abs(state.prices[row]) > 0.8 * state.boxes[row] {
            state.boxes[row] *= 1.3
        }
    }

    // The program stays small: of columns without weight those with the worst value go. Many stay, since they hold prices back where
    // the mixture needs nothing: N = 8 lost 0.0009 of v when a third as many stayed.
    private mutating func prune() {
        let count = state.columns.count
        guard count > 12 * rows.count + 1000 else { return }
        let order = (0..<count).sorted { (state.columns[$0].weight, $1) > (state.columns[$1].weight, $0) }
        Self.keep(order.prefix(9 * rows.count + 600), of: &state.columns, &values)
    }

    private struct Candidate: PricedColumn {
        var responses: [SphereResponse]
        var values: [Double]
        var value: Double
    }

    // Lists that are good for the prices, the best first, none twice.
    private func improved(_ check: @Sendable () throws -> Void) throws -> [Candidate] {
        let (options, rows, prices) = (options, rows, state.prices)
        let largest = state.columns.reduce(0) { largerOrNaN($0, $1.weight) }
        let sources = state.columns.filter { $0.weight > 1e-4 * largest }.map(responses)
        let round = UInt64(state.totalRounds)
        let worth = SphereWorth(prices, rows)
        let threshold = state.visibility
        let all = try Parallel.map(count: options.batches, threads: options.threads) { batch -> [Candidate] in
            try check()
            var random = RandomStream(seed: options.seed, substream: round << 16 | UInt64(batch))
            let fresh = Int((Double(options.batch) * options.randomShare).rounded())
            var signs = GHZSphereSearchEngine.randomSigns(rows, count: options.batch, using: &random)
            GHZSphereSearchEngine.overwrite(&signs, rows, count: options.batch, from: fresh, sources, using: &random)
            var ascent = SphereAscent(rows, signs: signs)
            ascent.improve(worth, sweeps: options.sweeps)
            return (0..<options.batch).compactMap { list in
                let responses = ascent.responses(list)
                let values = rows.values(of: responses)
                let value = zip(prices, values).reduce(0) { $0 + $1.0 * $1.1 }
                return value > threshold ? Candidate(responses: responses, values: values, value: value) : nil
            }
        }.flatMap { $0 }
        // Lists with the same rows, such as rotated ones, are one.
        return all.bestFirst()
    }
}
