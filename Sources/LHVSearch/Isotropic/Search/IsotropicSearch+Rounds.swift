import Foundation
import LHVModels

/// The rounds of the search: solve the master program, smooth its prices, improve pairs for them, add what helps.
struct IsotropicSearchEngine {
    var state: IsotropicSearchState
    private(set) var stage: SearchStage
    private var options: IsotropicSearchOptions { state.options }

    init(_ state: IsotropicSearchState) throws {
        self.state = state
        stage = try SearchStage(state.options, degree: state.options.degrees[state.stage])
        if self.state.pairs.isEmpty {
            let hemisphere = [(cells: hemisphere(stage.cellGrid), nodes: hemisphere(stage.nodeGrid))]
            try add(hemisphere)
            try solveMaster()
        }
    }

    /// v of the master program at the current degree.
    var visibility: Double { state.history.last ?? 0 }

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
        let stage = stage
        let chunks = try Parallel.chunks(count: candidates.count, size: stage.double.transforms.patterns)
        let results = try Parallel.map(count: chunks.count, threads: options.threads) { chunk in
            var work = TransformWorkspace<Double>()
            return stage.double.correlations(of: Array(candidates[chunks[chunk]]), &work)
        }
        for (candidate, correlations) in zip(candidates, results.joined()) {
            let isKnown = state.pairs.contains { $0.correlations == correlations }
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

    /// One round. Returns whether the stage has come to its end.
    mutating func round() throws -> Bool {
        // In–out smoothing: prices of an early master program swing wildly, those near the centre do not.
        let share = state.center == nil ? 0 : 0.5
        let center = state.center ?? state.prices
        let prices = zip(center, state.prices).map { share * $0 + (1 - share) * $1 }
        let outcomes = try improve(prices)
        var bound = -Double.infinity
        var candidates: [(gain: Double, batch: Int, slot: Int)] = []
        for (batch, outcome) in outcomes.enumerated() {
            for (slot, correlations) in outcome.correlations.enumerated() {
                let value = zip(prices, correlations).reduce(0) { $0 + $1.0 * $1.1 }
                bound = max(bound, value)
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
                zip(other, correlations).reduce(0) { max($0, abs($1.0 - $1.1)) } < 1e-5
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
            // The prices misled: go on from those of the program itself.
            state.center = nil
            state.centerBound = .infinity
        } else {
            try add(chosen)
        }
        try solveMaster()
        prune()
        state.round += 1
        state.totalRounds += 1
        let history = state.history
        let past = history.count - 1 - options.patience
        let hasStalled = past >= 0 && visibility - history[past] < options.tolerance * visibility
        return state.round >= options.rounds || hasStalled
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
        let active = state.pairs.indices.filter { state.weights[$0] > 0 }
        let old = stage
        let oldPairs = try active.map { try patterns(state.pairs[$0]) }
        state.stage += 1
        stage = try SearchStage(options, degree: options.degrees[state.stage])
        let new = stage
        let prices = state.prices + [Double](repeating: 0, count: new.degree - old.degree)
        let size = options.batch
        let chunks = try Parallel.chunks(count: oldPairs.count, size: size)
        let results = try Parallel.map(count: chunks.count, threads: options.threads) { chunk in
            var work = TransformWorkspace<Float>()
            let coefficients = old.single.coefficients(of: oldPairs[chunks[chunk]].map(\.cells), &work)
            let padded = SearchStage.padded(coefficients, from: old.single.transforms.cells, to: new.single.transforms.cells)
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
        try add([(cells: hemisphere(stage.cellGrid), nodes: hemisphere(stage.nodeGrid))] + results.joined())
        try solveMaster()
    }

    private func improve(_ prices: [Double]) throws -> [ResponsePricing<Float>.Outcome] {
        let stage = stage
        let options = options
        let active = state.pairs.indices.filter { state.weights[$0] > 0 }
        let sources = try active.map { try patterns(state.pairs[$0]).cells }
        let round = UInt64(state.totalRounds)
        return try Parallel.map(count: options.batches, threads: options.threads) { batch in
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

extension SearchStage {
    /// Coefficients of a lower degree as coefficients of a higher one, zero where there were none.
    static func padded<Element>(
        _ coefficients: [Element], from old: HarmonicTransform<Element>, to new: HarmonicTransform<Element>
    ) -> [Element] {
        var result = [Element](repeating: .zero, count: new.coefficientCount)
        for (source, target) in zip(old.blocks, new.blocks) {
            // Blocks are in the order of m (or l'), and within them rows in the order of degrees.
            for column in 0..<source.columns {
                for row in source.degrees.indices {
                    result[target.start + column * target.degrees.count + row] =
                        coefficients[source.start + column * source.degrees.count + row]
                }
            }
        }
        return result
    }

    /// Replaces the coefficients of some patterns by smooth random ones and adds noise to the others.
    static func disturb<Element: Scalar & BinaryFloatingPoint>(
        _ coefficients: inout [Element], _ transform: HarmonicTransform<Element>, isRandom: [Bool],
        using random: inout RandomStream
    ) {
        let patterns = transform.patterns
        // Up to which degree, and how strong against the whole.
        let reach = (0..<patterns).map { pattern -> Double in
            let u = random.uniform()
            return isRandom[pattern] ? 1 + 14 * u * u : 1 + Double(transform.degree) * u * u
        }
        let strength = (0..<patterns).map { _ in 0.5 * random.uniform() * random.uniform() }
        for block in transform.blocks {
            let rows = block.degrees.count
            for column in 0..<block.columns {
                let pattern = column % patterns
                let start = block.start + column * rows
                for row in 0..<rows {
                    let l = Double(block.degrees[row])
                    if isRandom[pattern] { coefficients[start + row] = 0 }
                    guard l <= 3 * reach[pattern] else { continue }
                    let size = exp(-l * l / (2 * reach[pattern] * reach[pattern]))
                        / (l * (2 * l + 1).squareRoot()) * (isRandom[pattern] ? 1 : strength[pattern])
                    coefficients[start + row] += Element(real: size * (2 * random.uniform() - 1))
                }
            }
        }
    }
}
