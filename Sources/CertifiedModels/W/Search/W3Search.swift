import Foundation
import LHVModels

/// Searches for a local model of the W state for all projective measurements: a column generation over orbits of places.
public struct W3Search: Sendable {
    /// How far a search is.
    public struct Progress: Sendable, Hashable {
        /// N of the stage.
        public let heights: Int
        /// The number of the round in the stage.
        public let round: Int
        /// What the mixture would prove if single rows were as strong as the bounds of prices say; in the end they are not.
        public let visibility: Double
        /// What the best prices promise.
        public let promise: Double
    }

    /// How to search.
    public let options: W3SearchOptions

    /// A search.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when an option is out of range.
    public init(_ options: W3SearchOptions = W3SearchOptions()) throws {
        try options.validate()
        self.options = options
    }

    private struct Column: PricedColumn {
        var responses: [SphereResponse]
        var values: [Double]
        var value: Double
        var weight = 0.0
    }

    /// The best mixture that was found; it stops early, with what it has, when the time is over.
    ///
    /// - Parameter report: Is told after each round how far the search is.
    /// - Complexity: A round takes batches × batch × sweeps × (N·n)³ steps, and the linear program rows² × columns, with about N³n²/12 rows.
    /// - Throws: `CancellationError` in a cancelled task; ``/NumericalCore/NumericalFailure`` when the linear program cannot be solved.
    public func certificate(reporting report: (Progress) -> Void = { _ in }) throws -> W3Certificate {
        let budget = try options.timeLimit.map { try TimeBudget(seconds: $0) } ?? .unlimited
        var mixture: [Column] = []
        var grid = (heights: options.heights[0], rows: W3Rows(heights: options.heights[0], cells: options.cells))
        for (stage, heights) in options.heights.enumerated() {
            if stage > 0, budget.isExhausted { break }
            let old = (grid.heights, mixture)
            grid = (heights, W3Rows(heights: heights, cells: options.cells))
            var random = RandomStream(seed: options.seed, substream: UInt64(stage) << 48)
            var columns: [Column] = stage == 0 ? [] : refined(old.1, old.0, to: grid.rows, using: &random)
            mixture = try solved(&columns, grid.rows, stage: stage, budget, report)
        }
        return try rounded(mixture, grid.rows)
    }

    // Copies of the old mixture in which each new height is drawn from its two neighbours in proportion to the polygon's chord.
    private func refined(
        _ mixture: [Column], _ heights: Int, to rows: W3Rows, using random: inout RandomStream
    ) -> [Column] {
        let n = rows.cells
        let step = Double.pi / Double(2 * heights)
        let total = mixture.reduce(0) { $0 + $1.weight }
        let count = 3 * rows.count + 300
        return (0..<count).compactMap { _ in
            var target = random.uniform() * total
            let source = mixture.first {
                target -= $0.weight
                return target < 0
            }
            guard let source else { return nil }
            let choices = (0..<rows.heights).map { _ in random.uniform() }
            let responses = source.responses.map { response in
                SphereResponse(
                    unchecked: (0..<rows.heights).map { height in
                        let polar = (Double(height) + 0.5) * .pi / Double(2 * rows.heights)
                        let chord = MeridianChord(at: polar / step - 0.5, step: step)
                        let vertex = choices[height] < chord.share ? chord.lower + 1 : chord.lower
                        return (0..<n).reduce(UInt64(0)) { mask, cell in
                            let sign =
                                vertex < 0
                                ? response.sign(height: -1 - vertex, cell: (cell + n / 2) % n)
                                : vertex >= heights
                                    ? -response.sign(height: 2 * heights - 1 - vertex, cell: (cell + n / 2) % n)
                                    : response.sign(height: vertex, cell: cell)
                            return sign < 0 ? mask | 1 << UInt64(cell) : mask
                        }
                    }, cells: n)
            }
            return Column(responses: responses, values: rows.values(of: responses), value: 0)
        }
    }

    private func solved(
        _ columns: inout [Column], _ rows: W3Rows, stage: Int, _ budget: TimeBudget, _ report: (Progress) -> Void
    ) throws -> [Column] {
        // A multiple of the target in each cell.
        var prices = rows.target.indices.map { rows.target[$0] * rows.boxes[$0] / rows.units[$0] }
        let size = zip(rows.target, prices).reduce(0) { $0 + $1.0 * $1.1 }
        for row in prices.indices { prices[row] /= size }
        var boxes = rows.boxes.map { options.box * $0 }
        var best = (promise: Double.infinity, prices: prices)
        var visibility = 0.0
        var mixture: [Column] = []
        for round in 0..<options.roundLimit {
            if !columns.isEmpty {
                let program = MixtureProgram(
                    target: rows.target, overhead: rows.overhead, columns: columns.flatMap(\.values),
                    strengths: MixtureProgram.strengths(boxes: boxes, promise: best.promise))
                let gap = MixtureProgram.gap(
                    promise: best.promise, visibility: visibility, tolerance: options.tolerance)
                let solution = try program.solve(gap: gap, threads: options.threads)
                visibility = solution.promised
                prices = solution.prices
                for index in columns.indices { columns[index].weight = max(0, solution.weights[index]) }
                mixture = columns.filter { $0.weight > 1e-12 }
                if columns.count > 4 * rows.count + 1000 {
                    let order = columns.indices.sorted { (columns[$0].weight, $0) > (columns[$1].weight, $1) }
                    columns = order.prefix(2 * rows.count + 500).sorted().map { columns[$0] }
                }
            }
            try Work.checkCancellation()
            if budget.isExhausted { break }
            // In turn the prices of the program, and halfway between them and the best ones.
            let looked = round % 3 == 0 ? prices : zip(prices, best.prices).map { 0.5 * $0 + 0.5 * $1 }
            let found = try improved(looked, rows, mixture, round: stage << 24 | round)
            let worth = zip(looked, rows.target).reduce(0) { $0 + $1.0 * $1.1 }
            let largest = found.reduce(looked.largestMagnitude()) { largerOrNaN($0, $1.value) }
            let promise = largest / (worth + rows.overhead * largest)
            if promise < best.promise { best = (promise, looked) }
            report(Progress(heights: rows.heights, round: round, visibility: visibility, promise: best.promise))
            if best.promise <= (1 + options.tolerance) * visibility {
                let isAtBox = prices.indices.filter { abs(prices[$0]) > 0.9 * boxes[$0] }
                if isAtBox.isEmpty { break }
                for row in isAtBox { boxes[row] *= 2 }
            }
            columns += found.prefix(max(60, rows.count / 4))
        }
        if !columns.isEmpty {
            let program = MixtureProgram(
                target: rows.target, overhead: rows.overhead, columns: columns.flatMap(\.values))
            if let solution = try? program.solve(gap: 1e-6, threads: options.threads) {
                for index in columns.indices { columns[index].weight = max(0, solution.weights[index]) }
                mixture = columns.filter { $0.weight > 1e-12 }
            }
        }
        return mixture
    }

    // Lists that are good for the prices, the best first, none twice.
    private func improved(
        _ prices: [Double], _ rows: W3Rows, _ mixture: [Column], round: Int
    ) throws -> [Column] {
        let options = options
        let worth = W3Worth(prices, rows)
        let sources = mixture.filter { $0.weight > 1e-5 }
        return try Parallel.map(count: options.batches, threads: options.threads) { batch -> [Column] in
            try Work.checkCancellation()
            var random = RandomStream(seed: options.seed, substream: UInt64(round) << 16 | UInt64(batch))
            let signs = W3Search.starts(rows, sources.map(\.responses), count: options.batch, using: &random)
            var ascent = W3Ascent(rows, signs: signs)
            ascent.improve(worth, sweeps: options.sweeps)
            return (0..<options.batch).map { list in
                let responses = ascent.responses(list)
                let values = rows.values(of: responses)
                return Column(
                    responses: responses, values: values, value: zip(prices, values).reduce(0) { $0 + $1.0 * $1.1 })
            }
        }.flatMap { $0 }.bestFirst()
    }

    // Signs of smooth random functions, and terms of the mixture with some signs turned.
    private static func starts(
        _ rows: W3Rows, _ sources: [[SphereResponse]], count: Int, using random: inout RandomStream
    ) -> [[Double]] {
        let n = rows.cells
        var signs = [[Double]](repeating: [], count: 3)
        for list in 0..<count {
            let isKnown = !sources.isEmpty && list % 3 > 0
            let source = isKnown ? sources[min(sources.count - 1, Int(random.uniform() * Double(sources.count)))] : []
            let noise = [0.02, 0.05, 0.1, 0.2][Int(random.uniform() * 4)]
            for party in 0..<3 {
                if isKnown {
                    for height in 0..<rows.heights {
                        for cell in 0..<n {
                            let sign = Double(source[party].sign(height: height, cell: cell))
                            signs[party].append(random.uniform() < noise ? -sign : sign)
                        }
                    }
                    continue
                }
                let orders = 1 + Int(3 * random.uniform())
                let parts = (0...orders).map { order in
                    (
                        order, exp(-0.4 * Double(order)), random.normalPair(), random.normalPair().0,
                        2 * Double.pi * random.uniform()
                    )
                }
                for height in 0..<rows.heights {
                    let polar = (Double(height) + 0.5) * .pi / Double(2 * rows.heights)
                    for cell in 0..<n {
                        let azimuth = 2 * Double.pi * (Double(cell) + 0.5) / Double(n)
                        var value = 0.0
                        for (order, size, (a, b), c, phase) in parts {
                            let amplitude = size * (a + b * cos(polar) + c * sin(polar))
                            value += amplitude * cos(Double(order) * azimuth + phase)
                        }
                        signs[party].append(value < 0 ? -1 : 1)
                    }
                }
            }
        }
        return signs
    }

    // Weights as parts of 10¹², and the aim at which most is proven.
    private func rounded(_ mixture: [Column], _ rows: W3Rows) throws -> W3Certificate {
        let total = mixture.reduce(0) { $0 + $1.weight }
        let terms = mixture.map { column in
            W3Certificate.Term(
                weight: Int((column.weight / total * 9.9e11).rounded()), responses: column.responses)
        }.filter { $0.weight > 0 }
        let values = mixture.reduce(into: [Double](repeating: 0, count: rows.count)) { sums, column in
            for row in sums.indices { sums[row] += column.weight / total * column.values[row] }
        }
        // v₀/(1 + Σ|v₀ t − a| + γ v₀), at the best v₀ near the projection.
        func proven(_ aim: Double) -> Double {
            let missed = zip(rows.target, values).reduce(0) { $0 + abs(aim * $1.0 - $1.1) }
            return aim / (1 + missed + rows.overhead * aim)
        }
        let products = zip(rows.target, values).reduce((0.0, 0.0)) { ($0.0 + $1.0 * $1.1, $0.1 + $1.0 * $1.0) }
        let center = products.0 / products.1
        let aim = (-2000...2000).map { center * (1 + 1e-6 * Double($0)) }.max { proven($0) < proven($1) } ?? center
        return try W3Certificate(
            heights: rows.heights, cells: rows.cells, aim: Int((aim * 1e12).rounded()), terms: terms)
    }
}
