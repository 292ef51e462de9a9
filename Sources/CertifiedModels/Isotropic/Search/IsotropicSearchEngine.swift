import Foundation
import LHVModels

/// The engine of a search: its state, and what the current stage needs.
///
/// The rounds of the search: solve the master program, smooth its prices, improve pairs for them, add what helps.
struct IsotropicSearchEngine: ColumnGenerationEngine {
    var state: IsotropicSearchState
    private(set) var stage: SearchStage
    /// How long rounds may go on; one that is under way when it ends throws `CancellationError`.
    var budget = TimeBudget.unlimited
    private var options: IsotropicSearchOptions { state.options }

    /// The engine in a state; in the first one the pairs are those of a certificate, if there is one.
    init(_ state: IsotropicSearchState, startingFrom certificate: IsotropicCertificate? = nil) throws {
        self.state = state
        stage = try SearchStage(state.options, degree: state.options.degrees[state.stage])
        if self.state.pairs.isEmpty {
            let hemisphere = [(cells: hemisphere(stage.cellGrid), nodes: hemisphere(stage.nodeGrid))]
            if let certificate {
                for (name, grid, own) in [
                    ("cells", certificate.cells, stage.cellGrid), ("nodes", certificate.nodes, stage.nodeGrid),
                ] {
                    try require(
                        grid == own, "certificate.\(name)",
                        must: "be \(own.shells) × \(own.rows) × \(own.azimuths) as the options ask",
                        was: "\(grid.shells) × \(grid.rows) × \(grid.azimuths)")
                }
            }
            try add(hemisphere + (certificate?.pairs ?? []).map { (cells: $0.cells, nodes: $0.nodes) })
            try solveMaster()
        }
    }

    /// v of the master program at the current degree.
    var visibility: Double { state.history.last ?? 0 }

    /// L of the current stage.
    var degree: Int { stage.degree }

    var stageName: String { "L = \(degree)" }

    /// Whether there is no stage after this one.
    var isAtLastStage: Bool { state.stage == options.degrees.count - 1 }

    /// v of the best mixture of any stage.
    var bestVisibility: Double { max(visibility, state.bestVisibility) }

    /// The best mixture of any stage.
    func bestCertificate() throws -> IsotropicCertificate {
        if let best = state.best, state.bestVisibility > visibility { return best }
        return try certificate()
    }

    /// The mixture as a certificate.
    func certificate() throws -> IsotropicCertificate {
        let active = state.pairs.indices.filter { state.weights[$0] > 0 }
        return try IsotropicCertificate(
            dimension: options.dimension, degree: stage.degree, cells: stage.cellGrid, nodes: stage.nodeGrid,
            pairs: active.map { index in
                let signs = try patterns(state.pairs[index])
                return IsotropicCertificate.Pair(
                    weight: state.weights[index], cells: signs.cells, nodes: signs.nodes)
            })
    }

    private func hemisphere(_ grid: ResponseGrid) -> SignPattern {
        SignPattern(count: grid.count) { options.dimension == 2 && $0 >= grid.azimuths / 2 }
    }

    private func patterns(_ pair: PricedPair) throws -> (cells: SignPattern, nodes: SignPattern) {
        (
            try SignPattern(count: stage.cellGrid.count, bytes: pair.cells),
            try SignPattern(count: stage.nodeGrid.count, bytes: pair.nodes)
        )
    }

    // Analyses pairs in double precision, four at a time, and makes columns of them.
    private mutating func add(_ candidates: [(cells: SignPattern, nodes: SignPattern)]) throws {
        let (stage, budget) = (stage, budget)
        let chunks = try Parallel.chunks(count: candidates.count, size: stage.double.transforms.patterns)
        let results = try Parallel.map(count: chunks.count, threads: options.threads) { chunk in
            try budget.requireTime()
            var work = TransformWorkspace<Double>()
            return stage.double.correlations(of: Array(candidates[chunks[chunk]]), &work)
        }
        for (candidate, correlations) in zip(candidates, results.joined()) {
            // Rotated copies of a pair, or nearly so, would make the program singular.
            let isKnown = state.pairs.contains { pair in
                zip(pair.correlations, correlations).allSatisfy { abs($0 - $1) < 1e-6 }
            }
            if !isKnown {
                state.pairs.append(
                    PricedPair(
                        cells: candidate.cells.bytes, nodes: candidate.nodes.bytes, correlations: correlations))
            }
        }
    }

    private mutating func solveMaster() throws {
        let solution = try MasterProgram.solve(
            state.pairs.map(\.correlations), strengths: stage.strengths, startingFrom: state.basis)
        state.basis = solution.basis
        state.prices = solution.prices
        state.weights = solution.weights
        state.history.append(solution.visibility)
    }

    /// The budget holds for what comes after the round too.
    mutating func round(within budget: TimeBudget) throws -> Bool {
        self.budget = budget
        return try round()
    }

    /// Does one round, and returns whether the stage has come to its end.
    mutating func round() throws -> Bool {
        // In–out smoothing: prices of an early master program swing wildly, those near the centre do not.
        let share = state.center == nil ? 0 : state.centerBound == .infinity ? 1 : state.share
        let center = state.center ?? state.prices
        let prices = zip(center, state.prices).map { share * $0 + (1 - share) * $1 }
        let outcomes = try improve(prices)
        var bound = -Double.infinity
        var candidates: [(gain: Double, batch: Int, slot: Int)] = []
        for (batch, outcome) in outcomes.enumerated() {
            for (slot, correlations) in outcome.correlations.enumerated() {
                let value = zip(prices, correlations).reduce(0) { $0 + $1.0 * $1.1 }
                bound = largerOrNaN(bound, value)
                let gain = zip(state.prices, correlations).reduce(-visibility) { $0 + $1.0 * $1.1 }
                if gain > 1e-7 { candidates.append((gain, batch, slot)) }
            }
        }
        if bound < state.centerBound || state.center == nil { (state.center, state.centerBound) = (prices, bound) }
        candidates.sort { ($1.gain, $0.batch, $0.slot) < ($0.gain, $1.batch, $1.slot) }
        // Nearly equal pairs crowd the program; keep the first of those whose coefficients agree to single precision.
        var chosen: [(cells: SignPattern, nodes: SignPattern)] = []
        var seen: [[Double]] = []
        for candidate in candidates {
            let outcome = outcomes[candidate.batch]
            let correlations = outcome.correlations[candidate.slot]
            let isClose = seen.contains { other in
                zip(other, correlations).reduce(0) { largerOrNaN($0, abs($1.0 - $1.1)) } < 1e-5
            }
            if isClose { continue }
            seen.append(correlations)
            chosen.append(
                (
                    stage.single.pattern(candidate.slot, of: outcome.cells, stage.single.transforms.cells),
                    stage.single.pattern(candidate.slot, of: outcome.nodes, stage.single.transforms.nodes)
                ))
            if chosen.count >= options.batch * options.batches / 2 { break }
        }
        if chosen.isEmpty {
            // The smoothed prices misled: come nearer to those of the program itself.
            state.share = state.share < 0.1 ? 0 : state.share * 0.6
            state.history.append(visibility)
        } else {
            let before = state
            do {
                try add(chosen)
                try solveMaster()
                state.share = min(0.9, state.share + 0.1)
            } catch is NumericalFailure {
                // Columns that make the program singular are worth nothing; the mixture stays, and prices move.
                state = before
                state.share = state.share < 0.1 ? 0.5 : state.share * 0.6
                state.history.append(visibility)
            }
        }
        prune()
        state.round += 1
        state.totalRounds += 1
        let history = state.history
        let past = history.count - 1 - options.patience
        let hasStalled = past >= 0 && visibility - history[past] < options.tolerance * visibility
        return state.round >= options.roundLimit || hasStalled
    }

    // Keeps the program small: pairs out of use for long are those with the worst reduced costs.
    private mutating func prune() {
        let limit = 3 * stage.degree + 50
        guard state.pairs.count > limit else { return }
        let fixed = stage.degree
        let values = state.pairs.map { zip(state.prices, $0.correlations).reduce(0) { $0 + $1.0 * $1.1 } }
        let order = state.pairs.indices.sorted {
            let (a, b) = (state.basis?.variables[fixed + $0] == .basic, state.basis?.variables[fixed + $1] == .basic)
            if a != b { return a }
            return (values[$1], $0) < (values[$0], $1)
        }
        let kept = order.prefix(limit * 2 / 3).sorted()
        let places = state.basis?.variables ?? []
        state.basis?.variables = Array(places.prefix(fixed)) + kept.map { places[fixed + $0] }
        state.pairs = kept.map { state.pairs[$0] }
        state.weights = kept.map { state.weights[$0] }
    }

    /// Goes to the next degree with the pairs of the mixture, each party answering anew on the finer grid.
    mutating func advance() throws {
        if visibility > state.bestVisibility {
            (state.best, state.bestVisibility) = (try certificate(), visibility)
        }
        let active = state.pairs.indices.filter { state.weights[$0] > 0 }
        let old = stage
        let oldPairs = try active.map { try patterns(state.pairs[$0]) }
        state.stage += 1
        stage = try SearchStage(options, degree: options.degrees[state.stage])
        let new = stage
        // The best pairs stay nearly the same when y_l k_l does.
        var prices = [Double](repeating: 0, count: new.degree + 1)
        for (l, price) in state.prices.enumerated() where l % 2 == 1 {
            prices[l] = price * old.kernel.multipliers[l] / new.kernel.multipliers[l]
        }
        let unit = prices[1]
        prices = prices.map { $0 / unit }
        let (size, budget) = (options.batch, budget)
        let chunks = try Parallel.chunks(count: oldPairs.count, size: size)
        let results = try Parallel.map(count: chunks.count, threads: options.threads) { [prices] chunk in
            try budget.requireTime()
            var work = TransformWorkspace<Float>()
            let coefficients = old.single.coefficients(of: oldPairs[chunks[chunk]].map(\.cells), &work)
            let padded = SearchStage.padded(
                coefficients, from: old.single.transforms.cells, to: new.single.transforms.cells)
            let outcome = new.single.improved(from: padded, prices: prices, sweeps: 1, tolerance: 0, &work)
            return (0..<chunks[chunk].count).map { slot in
                (
                    cells: new.single.pattern(slot, of: outcome.cells, new.single.transforms.cells),
                    nodes: new.single.pattern(slot, of: outcome.nodes, new.single.transforms.nodes)
                )
            }
        }
        state.pairs = []
        state.basis = nil
        state.history = []
        state.round = 0
        state.center = prices
        state.centerBound = .infinity
        let plain = [(cells: hemisphere(stage.cellGrid), nodes: hemisphere(stage.nodeGrid))]
        try addWhatFits(plain + results.joined())
    }

    // Pairs that are too much alike make the program singular. Halves of the list fit where the whole does not, down to
    // single pairs, which are left out; the plain pair alone always fits.
    private mutating func addWhatFits(_ candidates: [(cells: SignPattern, nodes: SignPattern)]) throws {
        let before = state
        do {
            try add(candidates)
            try solveMaster()
        } catch let failure as NumericalFailure {
            state = before
            guard candidates.count > 1 else {
                if state.pairs.isEmpty { throw failure }
                return
            }
            let middle = candidates.count / 2
            try addWhatFits(Array(candidates[..<middle]))
            try addWhatFits(Array(candidates[middle...]))
        }
    }

    private func improve(_ prices: [Double]) throws -> [ResponsePricing<Float>.Outcome] {
        let stage = stage
        let options = options
        let active = state.pairs.indices.filter { state.weights[$0] > 0 }
        let sources = try active.map { try patterns(state.pairs[$0]).cells }
        let round = UInt64(state.totalRounds)
        return try Parallel.map(count: options.batches, threads: options.threads) { batch in
            try budget.requireTime()
            var work = TransformWorkspace<Float>()
            var random = RandomStream(seed: options.seed, substream: round << 16 | UInt64(batch))
            let size = options.batch
            let fromActive = (0..<size).map { _ in random.uniform() >= options.randomShare ? random.uniform() : -1 }
            let chosen = fromActive.map { $0 < 0 ? 0 : min(sources.count - 1, Int($0 * Double(sources.count))) }
            var start = stage.single.coefficients(of: chosen.map { sources[$0] }, &work)
            SearchStage.disturb(
                &start, stage.single.transforms.cells, isRandom: fromActive.map { $0 < 0 }, using: &random)
            return stage.single.improved(
                from: start, prices: prices, sweeps: options.sweeps, tolerance: 1e-6, &work)
        }
    }
}
