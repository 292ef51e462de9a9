import Foundation
import LHVModels

/// The engine of a search: its state, and the frequencies of the current stage.
struct GHZPlanarSearchEngine: ColumnGenerationEngine {
    var state: GHZPlanarSearchState
    private(set) var frequencies: PlanarFrequencies
    private var options: GHZPlanarSearchOptions { state.options }

    init(_ state: GHZPlanarSearchState) throws {
        self.state = state
        let cells = state.options.cells[state.stage]
        frequencies = PlanarFrequencies(parties: state.options.parties, cells: cells)
        if state.columns.isEmpty {
            // Half circles around 0: sign cos φ for all parties.
            let half = OddResponse(unchecked: (0..<cells).map { 2 * $0 >= cells })
            add(analysed([Array(repeating: half, count: state.options.parties)]))
            try solveMaster()
        }
    }

    /// n of the current stage.
    var cells: Int { frequencies.cells }

    var visibility: Double { state.visibility }
    var stageName: String { "n = \(cells)" }

    /// Whether there is no stage after this one.
    var isAtLastStage: Bool { state.stage == options.cells.count - 1 }

    /// The mixture as a certificate, its weights rounded to parts in 10⁹ or so.
    func certificate() throws -> GHZPlanarCertificate {
        let largest = state.weights.reduce(0, largerOrNaN)
        let terms = zip(state.columns, state.weights).map { column, weight in
            GHZPlanarCertificate.Term(
                weight: Int((weight / largest * Double(GHZPlanarCertificate.largestWeight)).rounded()),
                responses: column.responses)
        }
        return try GHZPlanarCertificate(
            parties: options.parties, cells: cells, terms: terms.filter { $0.weight > 0 })
    }

    private func analysed(_ lists: [[OddResponse]]) -> [GHZPlanarSearchState.Column] {
        let ascent = PlanarAscent(frequencies, signs: PlanarAscent.signs(of: lists, parties: options.parties))
        return zip(lists, ascent.correlations).map { GHZPlanarSearchState.Column(responses: $0, correlations: $1) }
    }

    // Lists with the same correlations, such as rotated ones, are one column.
    private mutating func add(_ candidates: [GHZPlanarSearchState.Column]) {
        for candidate in candidates {
            let isKnown = state.columns.contains { column in
                zip(column.correlations, candidate.correlations).allSatisfy { abs($0 - $1) < 1e-11 }
            }
            if !isKnown { state.columns.append(candidate) }
        }
    }

    private mutating func solveMaster() throws {
        let solution = try PlanarMaster.solve(
            state.columns.map(\.correlations), frequencies, startingFrom: state.basis)
        state.basis = solution.basis
        state.prices = solution.prices
        state.weights = solution.weights.map { max($0, 0) }
        state.visibility = solution.visibility
    }

    private func value(_ correlations: [Double]) -> Double {
        zip(state.prices, correlations).reduce(0) { $0 + $1.0 * $1.1 }
    }

    /// A round is well below a second, so that it needs no look at the time.
    mutating func round(within budget: TimeBudget) throws -> Bool { try round() }

    /// Does one round, and returns whether the stage has come to its end.
    mutating func round() throws -> Bool {
        let center = state.isExact ? state.prices : state.center ?? state.prices
        let prices = zip(center, state.prices).map { ($0 + $1) / 2 }
        let found = try improved(prices).filter { value($0.correlations) - state.visibility > options.tolerance }
        if found.isEmpty {
            // Prices halfway mislead when nothing helps at those of the program: take these next.
            if state.isExact || prices == state.prices { state.idleRounds += 1 }
            state.isExact = true
        } else {
            let before = state
            do {
                add(found)
                try solveMaster()
                state.idleRounds = 0
                state.isExact = false
            } catch is NumericalFailure {
                // Columns that the program cannot be solved with are worth nothing; the mixture stays.
                state = before
                state.idleRounds += 1
            }
        }
        state.center = prices
        prune()
        state.round += 1
        state.totalRounds += 1
        return state.idleRounds >= options.patience || state.round >= options.roundLimit
    }

    // The program stays small: columns out of use with the worst value go.
    private mutating func prune() {
        let fixed = 2 * (frequencies.orders.count - 1)
        let limit = 2 * fixed + 100
        guard state.columns.count > limit, let places = state.basis?.variables else { return }
        let values = state.columns.map { value($0.correlations) }
        let order = state.columns.indices.sorted {
            let (a, b) = (places[fixed + $0] == .basic, places[fixed + $1] == .basic)
            return a != b ? a : (values[$1], $0) < (values[$0], $1)
        }
        let kept = order.prefix(limit / 2).sorted()
        state.basis?.variables = Array(places.prefix(fixed)) + kept.map { places[fixed + $0] }
        state.columns = kept.map { state.columns[$0] }
        state.weights = kept.map { state.weights[$0] }
    }

    /// Goes to the next number of cells with the terms of the mixture, as they are and improved on the finer cells.
    mutating func advance() throws {
        let factor = options.cells[state.stage + 1] / cells
        let prices = Dictionary(uniqueKeysWithValues: zip(frequencies.orders, state.prices))
        let lists = active.map { state.columns[$0].responses.map { $0.refined(by: factor) } }
        state.stage += 1
        frequencies = PlanarFrequencies(parties: options.parties, cells: options.cells[state.stage])
        var ascent = PlanarAscent(frequencies, signs: PlanarAscent.signs(of: lists, parties: options.parties))
        ascent.improve(prices: frequencies.orders.map { prices[$0] ?? 0 }, sweeps: options.sweeps)
        let improved = zip(lists.indices, ascent.correlations).map {
            GHZPlanarSearchState.Column(responses: ascent.responses($0), correlations: $1)
        }
        state.columns = []
        add(analysed(lists) + improved)
        (state.basis, state.center, state.isExact, state.round, state.idleRounds) = (nil, nil, false, 0, 0)
        try solveMaster()
    }

    private var active: [Int] { state.columns.indices.filter { state.weights[$0] > 0 } }

    private func improved(_ prices: [Double]) throws -> [GHZPlanarSearchState.Column] {
        let (options, frequencies) = (options, frequencies)
        let sources = active.map { state.columns[$0].responses }
        let round = UInt64(state.totalRounds)
        return try Parallel.map(count: options.batches, threads: options.threads) { batch in
            var random = RandomStream(seed: options.seed, substream: round << 16 | UInt64(batch))
            let lists = (0..<options.batch).map { _ in
                GHZPlanarSearchEngine.start(options, cells: frequencies.cells, sources, using: &random)
            }
            var ascent = PlanarAscent(frequencies, signs: PlanarAscent.signs(of: lists, parties: options.parties))
            ascent.improve(prices: prices, sweeps: options.sweeps)
            return zip(0..., ascent.correlations).map {
                GHZPlanarSearchState.Column(responses: ascent.responses($0), correlations: $1)
            }
        }.flatMap { $0 }
    }

    // A term of the mixture with one sign in twenty turned, half circles in random directions, or random signs.
    private static func start(
        _ options: GHZPlanarSearchOptions, cells: Int, _ sources: [[OddResponse]], using random: inout RandomStream
    ) -> [OddResponse] {
        if random.uniform() >= options.randomShare {
            let source = sources[min(sources.count - 1, Int(random.uniform() * Double(sources.count)))]
            return source.map { response in
                OddResponse(unchecked: response.isNegative.map { $0 != (random.uniform() < 0.05) })
            }
        }
        let isHalf = random.uniform() < 0.5
        return (0..<options.parties).map { _ in
            let direction = 2 * Double.pi * random.uniform()
            return OddResponse(
                unchecked: (0..<cells).map { cell in
                    isHalf
                        ? cos((Double(cell) + 0.5) * .pi / Double(cells) - direction) < 0 : random.uniform() < 0.5
                })
        }
    }
}
