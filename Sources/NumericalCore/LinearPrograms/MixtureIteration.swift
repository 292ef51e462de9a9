/// The interior-point iteration for a ``MixtureProgram``: Mehrotra's predictor and corrector.
///
/// The unknowns are the weights w, the single rows u⁺ and u⁻, and v, with slacks σ − y·a_i, σ ∓ y_r and y·t + γσ − 1. The matrix of
/// an iteration is Σ_i (w_i/s_i)·ã_i ã_iᵀ over all columns ã = (a, 1), of which those of single rows only touch the diagonal
/// and the last row.
struct MixtureIteration {
    private let program: MixtureProgram
    private let threads: Int
    private let rows: Int
    private let count: Int
    // In the order w, u⁺, u⁻, v.
    private var x: [Double]
    private var slack: [Double]
    private var prices: [Double]
    private var sigma: Double
    private(set) var iterations = 0

    init(_ program: MixtureProgram, prices old: [Double]?, threads: Int) {
        self.program = program
        self.threads = threads
        rows = program.rows
        count = program.count
        // Prices a little away from the corner, scaled so that v has a slack too.
        let start = old ?? program.target
        let worth = zip(start, program.target).reduce(0) { $0 + $1.0 * $1.1 }
        prices = start.map { 1.2 * $0 / worth }
        sigma = 0
        x = []
        slack = []
        let products = products(of: prices)
        let largest = products.dropLast().reduce(0, largerOrNaN)
        sigma = 1.1 * largest
        slack = products.dropLast().map { sigma - $0 }
        slack.append(products[products.count - 1] * -1 + program.overhead * sigma - 1)
        // Weights in inverse proportion to the slacks; single rows take what these leave over, and a little more.
        x = slack.map { 1 / $0 }
        let sum = x.prefix(count).reduce(0, +)
        for place in 0..<count { x[place] /= sum }
        for place in count..<(count + 2 * rows) { x[place] = 0 }
        x[count + 2 * rows] = 0.1
        let left = image(x).rows
        for row in 0..<rows {
            x[count + row] = max(-left[row], 0) / program.strengths[row] + 0.5 / Double(rows)
            x[count + rows + row] = max(left[row], 0) / program.strengths[row] + 0.5 / Double(rows)
        }
        let share = image(x).sum
        for place in x.indices { x[place] /= share }
    }

    // y·a_i, y_r, −y_r and −y·t.
    private func products(of y: [Double]) -> [Double] {
        var result = [Double](repeating: 0, count: count + 2 * rows + 1)
        if count > 0 {
            result.withUnsafeMutableBufferPointer {
                BLAS.matrixTimesVector(
                    program.columns, .transposed, rows: rows, columns: count, stride: rows, y, to: $0.baseAddress!)
            }
        }
        for row in 0..<rows {
            result[count + row] = y[row] * program.strengths[row]
            result[count + rows + row] = -y[row] * program.strengths[row]
        }
        result[count + 2 * rows] = -zip(y, program.target).reduce(0) { $0 + $1.0 * $1.1 }
        return result
    }

    // Ãᵀλ for λ = (y, −σ), whose sum with the slacks is c = (0, …, 0, −1).
    private func adjoint(_ y: [Double], _ sigma: Double) -> [Double] {
        var result = products(of: y)
        let last = result.count - 1
        for place in 0..<last { result[place] -= sigma }
        result[last] -= program.overhead * sigma
        return result
    }

    // Ã·x: the rows, and the sum of the shares.
    private func image(_ x: [Double]) -> (rows: [Double], sum: Double) {
        let v = x[count + 2 * rows]
        var result = (0..<rows).map {
            (x[count + $0] - x[count + rows + $0]) * program.strengths[$0] - v * program.target[$0]
        }
        if count > 0 {
            result.withUnsafeMutableBufferPointer {
                BLAS.matrixTimesVector(
                    program.columns, .plain, rows: rows, columns: count, stride: rows, x, adding: 1, to: $0.baseAddress!
                )
            }
        }
        return (result, x.dropLast().reduce(0, +) + program.overhead * v)
    }

    /// The current point as an answer, or nil when it is not one.
    var solution: MixtureProgram.Solution? {
        let left = image(x)
        let v = x[x.count - 1]
        // What is left over is paid for by single rows.
        let residual = (0..<rows).reduce(0) { $0 + abs(left.rows[$1]) / program.strengths[$1] }
        let promised = v / (left.sum + residual)
        var sum = x.prefix(count).reduce(program.overhead * v, +)
        for row in 0..<rows {
            sum += abs(left.rows[row] - program.strengths[row] * (x[count + row] - x[count + rows + row]))
        }
        let value = v / sum
        let products = products(of: prices)
        let largest = products.dropLast().reduce(0, largerOrNaN)
        let worth = -products[products.count - 1] + program.overhead * largest
        guard promised.isFinite, value.isFinite, worth > 0, largest > 0 else { return nil }
        return MixtureProgram.Solution(
            value: value, promised: promised, bound: largest / worth, weights: (0..<count).map { x[$0] / sum },
            prices: prices.map { $0 / worth }, iterations: iterations)
    }

    /// One step; false when the linear algebra can do no more.
    mutating func step() throws -> Bool {
        let total = x.count
        let ratio: [Double] = (0..<total).map { x[$0] / slack[$0] }
        var system = MixtureSystem(program, ratio: ratio)
        guard try system.factorize(threads: threads) else { return false }
        let left = image(x)
        let primal = (rows: left.rows.map { -$0 }, sum: 1 - left.sum)
        let sums = adjoint(prices, sigma)
        let last: [Double] = (0..<total).map { $0 == total - 1 ? 1 : 0 }
        let dual: [Double] = (0..<total).map { -sums[$0] - slack[$0] - last[$0] }
        let mu = zip(x, slack).reduce(0) { $0 + $1.0 * $1.1 } / Double(total)

        func direction(_ pairs: [Double]) -> (x: [Double], y: [Double], sigma: Double, slack: [Double])? {
            // Ã D Ãᵀ dλ = r_p + Ã(D r_d − r_c/s).
            let inner: [Double] = (0..<total).map { place in
                let share: Double = pairs[place] / slack[place]
                return ratio[place] * dual[place] - share
            }
            let moved = image(inner)
            var right: [Double] = zip(primal.rows, moved.rows).map { $0 + $1 }
            right.append(primal.sum + moved.sum)
            let solution = system.solve(right)
            guard solution.allSatisfy(\.isFinite) else { return nil }
            let y: [Double] = Array(solution.dropLast())
            let sigma: Double = -solution[rows]
            let sums = adjoint(y, sigma)
            let slacks: [Double] = (0..<total).map { dual[$0] - sums[$0] }
            let changes: [Double] = (0..<total).map { place in
                let product: Double = pairs[place] - x[place] * slacks[place]
                return product / slack[place]
            }
            return (changes, y, sigma, slacks)
        }
        func longest(_ values: [Double], _ changes: [Double]) -> Double {
            var least = 0.0
            for place in 0..<total { least = smallerOrNaN(least, changes[place] / values[place]) }
            return least < 0 ? -1 / least : least.isNaN ? 0 : 1e12
        }

        guard let predictor = direction((0..<total).map { -x[$0] * slack[$0] }) else { return false }
        let primalLength = min(1, longest(x, predictor.x))
        let dualLength = min(1, longest(slack, predictor.slack))
        var affine = 0.0
        for place in 0..<total {
            affine +=
                (x[place] + primalLength * predictor.x[place]) * (slack[place] + dualLength * predictor.slack[place])
        }
        let share = affine / Double(total) / mu
        let centering = max(1e-4, share * share * share) * mu
        guard
            let corrector = direction(
                (0..<total).map { centering - x[$0] * slack[$0] - predictor.x[$0] * predictor.slack[$0] })
        else { return false }
        let alpha = min(1, 0.98 * longest(x, corrector.x))
        let beta = min(1, 0.98 * longest(slack, corrector.slack))
        guard alpha > 1e-8 || beta > 1e-8 else { return false }
        for place in 0..<total {
            x[place] += alpha * corrector.x[place]
            slack[place] += beta * corrector.slack[place]
        }
        for row in 0..<rows { prices[row] += beta * corrector.y[row] }
        sigma += beta * corrector.sigma
        iterations += 1
        return true
    }
}
