import Foundation
import LHVModels

/// The engine of a search: its state, the lines of the current stage, and the values of all columns for their pairs.
struct GrothendieckSearchEngine: ColumnGenerationEngine {
    var state: GrothendieckSearchState
    private let group: LineGroup
    private let proofGroup: LineGroup
    private var lines: GrothendieckLines
    private var pairs: LinePairs
    // One after the other, as the master program takes them.
    private var values: [Double] = []
    /// The proof, when the last stage has ended.
    private(set) var prover: GrothendieckProver?
    var options: GrothendieckSearchOptions { state.options }

    init(_ state: GrothendieckSearchState) throws {
        self.state = state
        group = try state.problem.group
        proofGroup = try state.problem.proofGroup
        lines = try GrothendieckLines(group, alice: state.alice, bob: state.bob)
        pairs = LinePairs(lines.symmetries, alice: lines.alice, bob: lines.bob)
        if state.prices.isEmpty { begin() }
        values = self.state.columns.flatMap {
            pairs.values($0.alice.signs(lines.alice.count), $0.bob.signs(lines.bob.count))
        }
        if let proof = state.proof, let inequality = try inequality() {
            prover = try GrothendieckProver(inequality, options, state: proof)
        }
    }

    var visibility: Double { state.visibility }
    var stageName: String {
        prover?.stageName ?? "\(state.stage) moves, promise \(String(format: "%.6f", state.promise))"
    }

    /// Whether there is no stage after this one.
    var isAtLastStage: Bool { state.stage == options.moves }

    // Entries of M are confined to some times those of the multiple of a·b that is M's first guess: prices swing less then.
    private mutating func begin() {
        let size = pairs.target.reduce(0) { $0 + $1 * $1 }
        let guess = Double(group.dimension) / Double(pairs.rows * pairs.columns)
        state.prices = pairs.target.map { $0 / size }
        state.bestPrices = state.prices
        state.boxes = pairs.roots.map { options.box * guess * $0 }
        (state.promise, state.visibility, state.widenings) = (.infinity, 0, 0)
    }

    mutating func round(within budget: TimeBudget) throws -> Bool {
        try round(checking: budget.requireTime)
    }

    /// Does one round, of new signs or of the proof, and returns whether the stage or the proof has come to its end.
    ///
    /// - Parameter check: Throws when there is no time left.
    mutating func round(checking check: @Sendable () throws -> Void = { try Work.checkCancellation() }) throws -> Bool {
        state.totalRounds += 1
        if prover != nil {
            let isDone = try prover?.round(checking: check)
            state.proof = prover?.state
            return isDone == true
        }
        let hasConverged = try columnRound(check)
        state.round += 1
        guard hasConverged || state.round >= options.roundLimit else { return false }
        state.found = best
        guard isAtLastStage, let inequality = try inequality() else { return true }
        let proof = GrothendieckProver.State()
        state.proof = proof
        prover = try GrothendieckProver(inequality, options, state: proof)
        return false
    }

    // New signs for the prices, and new prices; whether they promise no more than is reached.
    private mutating func columnRound(_ check: @Sendable () throws -> Void) throws -> Bool {
        let looked = MixtureProgram.looked(state.prices, best: state.bestPrices, round: state.round)
        let found = try improved(looked, check)
        if state.round >= 3 { state.starts = [] }
        let worth = zip(looked, pairs.target).reduce(0) { $0 + $1.0 * $1.1 }
        let promise = (found.first?.value ?? 0) / worth
        if promise < state.promise { (state.promise, state.bestPrices) = (promise, looked.map { $0 / worth }) }
        if state.promise <= (1 + options.tolerance) * state.visibility {
            // Unless bounds of prices are in the way.
            let isAtBox = MixtureProgram.rowsAtBox(state.prices, boxes: state.boxes)
            if isAtBox.isEmpty || state.widenings == options.widenings { return true }
            for row in isAtBox { state.boxes[row] *= 2 }
            state.widenings += 1
        }
        for candidate in found.prefix(max(40, pairs.count / 2)) {
            values += candidate.values
            state.columns.append(.init(alice: SignWords(candidate.alice), bob: SignWords(candidate.bob)))
        }
        let program = MixtureProgram(
            target: pairs.target, overhead: 0, columns: values,
            strengths: MixtureProgram.strengths(boxes: state.boxes, promise: state.promise))
        let gap = MixtureProgram.gap(
            promise: state.promise, visibility: state.visibility, tolerance: options.tolerance)
        let solution = try program.solve(gap: gap, threads: options.threads, checking: check)
        state.visibility = solution.promised
        state.prices = solution.prices
        prune(solution.weights)
        return false
    }

    // Of columns without weight the oldest go.
    private mutating func prune(_ weights: [Double]) {
        let rows = pairs.count
        guard state.columns.count > 5 * rows + 600 else { return }
        let order = state.columns.indices.sorted { (weights[$0], $0) > (weights[$1], $1) }
        Self.keep(order.prefix(5 * rows / 2 + 300), of: &state.columns, &values)
    }

    private struct Candidate: PricedColumn {
        var alice: [Double]
        var bob: [Double]
        var values: [Double]
        var value: Double
    }

    // Signs that are good for the prices, the best first, none twice.
    private func improved(_ prices: [Double], _ check: @Sendable () throws -> Void) throws -> [Candidate] {
        let (options, pairs, alice) = (options, pairs, lines.alice)
        let matrix = pairs.matrix(prices)
        let recent = (state.starts + state.columns.map(\.alice)).suffix(4 * pairs.count + 200).map {
            $0.signs(pairs.rows)
        }
        let round = UInt64(state.stage << 20 | state.round)
        return try Parallel.map(count: options.batches, threads: options.threads) { batch -> [Candidate] in
            try check()
            var random = RandomStream(seed: options.seed, substream: round << 16 | UInt64(batch))
            let starts = (0..<options.batch).flatMap { list in
                GrothendieckSearchEngine.start(alice, recent, isRandom: options.isRandom(list), using: &random)
            }
            let ascent = try SignAscent(
                matrix, rows: pairs.rows, columns: pairs.columns, alice: starts, sweeps: options.sweeps,
                checking: check)
            let order = ascent.values.indices.sorted { (ascent.values[$0], $1) > (ascent.values[$1], $0) }
            return order.prefix(max(20, pairs.count / options.batches)).map { list in
                let (first, second) = ascent.signs(list)
                let values = pairs.values(first, second)
                return Candidate(
                    alice: first, bob: second, values: values,
                    value: zip(prices, values).reduce(0) { $0 + $1.0 * $1.1 })
            }
        }.flatMap { $0 }.bestFirst()
    }

    /// Moves the lines to where the matrix of this stage would have them.
    mutating func advance() throws {
        let moved = lines.moved(by: pairs.matrix(state.bestPrices), leastShare: options.leastShare)
        // Orbits that have come together are one.
        (state.alice, state.bob) = (group.distinct(moved.alice), group.distinct(moved.bob))
        lines = try GrothendieckLines(group, alice: state.alice, bob: state.bob)
        // Signs for other lines are of no use when their number has changed.
        state.starts = lines.alice.count == pairs.rows ? state.columns.map(\.alice) : []
        pairs = LinePairs(lines.symmetries, alice: lines.alice, bob: lines.bob)
        (state.columns, values) = ([], [])
        state.stage += 1
        state.round = 0
        begin()
    }

    /// The best prices of all stages, nil before there are any.
    var best: GrothendieckSearchState.Finding? {
        guard state.proof == nil, state.promise < state.found?.promise ?? .infinity else { return state.found }
        return .init(alice: state.alice, bob: state.bob, prices: state.bestPrices, promise: state.promise)
    }

    /// The best prices as a matrix of whole numbers, whose bound of signs is not proven yet; nil before there are any.
    func inequality() throws -> GrothendieckCertificate? {
        guard let best else { return nil }
        let lines = try GrothendieckLines(group, alice: best.alice, bob: best.bob)
        let matrix = LinePairs(lines.symmetries, alice: lines.alice, bob: lines.bob).matrix(best.prices)
        return try lines.inequality(
            matrix, bits: options.bits, proofGroup: proofGroup, name: state.problem.name)
    }
}
