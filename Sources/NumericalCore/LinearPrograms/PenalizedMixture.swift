/// The visibility of a mixture when what it misses is penalized by its square: maximize v − ‖Σ_i w_i a_i − v·t‖²/(2δ) over v and w ≥ 0
/// with Σ w = 1, where ‖x‖² = Σ_r m_r x_r².
///
/// For δ → 0 this is the linear program of the best exact mixture. The dual prices are y_r = m_r (v·t − Σ_i w_i a_i)_r/δ with y·t = 1, and no
/// weights have a penalized value above max_i y·a_i + ‖y‖²_{1/m} δ/2. Prices of a linear program jump from corner to corner while columns
/// are added; these move with the mixture, by a distance that δ bounds, which makes a column generation need far fewer rounds: δ begins large and falls.
///
/// The weights are found by an active set, exactly up to rounding: with v eliminated, x = Σ w_i b_i is to be near 0 where c·w is large, b_i
/// the part of a_i that is orthogonal to t in the metric, and c_i the coordinate along t.
/// Source: [Wolfe1976].
package struct PenalizedMixture: Sendable {
    /// The number of rows.
    package let rows: Int
    /// The w_i, with Σ w = 1.
    package private(set) var weights: [Double]
    /// How many columns entered or left.
    package private(set) var exchanges = 0
    // √m_r, and √m·t of length 1, and ‖t‖.
    private let roots: [Double]
    private let axis: [Double]
    private let norm: Double
    // The b_i, one after the other, and the c_i.
    private let sides: [Double]
    private let worths: [Double]
    // Of ⟨b_i, b_j⟩ + shift + ε·δ_ij over the passive set, with the right sides 1 and c.
    private var factor = UpdatedCholesky(rightSides: 2)
    private var shift = 1.0
    // ε: a penalty of ε·Σ w², so that columns may depend on one another.
    private var ridge: Double { 1e-10 * shift }
    private var passive: [Int] = []

    /// An answer that is good to a gap.
    package struct Solution: Sendable {
        /// v.
        package let aim: Double
        /// Σ w_i y·a_i, which all columns with weight reach.
        package let level: Double
        /// max_i y·a_i − level.
        package let gap: Double
        /// y, with y·t = 1.
        package let prices: [Double]
    }

    /// A problem with weights to begin with; all numbers must be finite, m, the sum of the weights, and one entry of t positive.
    ///
    /// - Parameter columns: The a_i, one after the other.
    package init(target: [Double], metric: [Double], columns: [Double], weights: [Double]) {
        let (rows, count) = (target.count, weights.count)
        requirePrecondition(
            rows > 0 && metric.count == rows && columns.count == rows * count && count > 0,
            "columns must have as many entries as the target, \(rows), for each of \(count) weights, but were \(columns.count) in all"
        )
        self.rows = rows
        self.weights = weights
        let roots = metric.map { $0.squareRoot() }
        let scaled = zip(roots, target).map { $0 * $1 }
        let norm = scaled.reduce(0) { $0 + $1 * $1 }.squareRoot()
        let axis = scaled.map { $0 / norm }
        var sides = columns
        var worths = [Double](repeating: 0, count: count)
        sides.withUnsafeMutableBufferPointer { sides in
            for index in 0..<count {
                let side = sides.baseAddress! + rows * index
                for row in 0..<rows { side[row] *= roots[row] }
                let along = VectorKernels.dot(side, axis, rows)
                VectorKernels.add(-along, axis, to: side, rows)
                worths[index] = along / norm
            }
        }
        (self.roots, self.axis, self.norm, self.sides, self.worths) = (roots, axis, norm, sides, worths)
    }

    /// Solves to a gap of max_i y·a_i over the level, or as far as rounding lets it.
    ///
    /// - Parameter check: Throws when there is no time left; it is asked before each look at all columns.
    /// - Complexity: O(rows·columns) for a look at all columns, and O(rows·passive + passive²) for each exchange.
    /// - Throws: What `check` throws.
    package mutating func solve(
        penalty: Double, gap tolerance: Double, checking check: () throws -> Void = { try Work.checkCancellation() }
    ) throws -> Solution {
        begin()
        var blocked: Set<Int> = []
        var (best, roundsWithout) = (Double.infinity, 0)
        while true {
            try check()
            descend(penalty)
            let point = point()
            let scores = scores(point, penalty)
            let level = passive.reduce(0) { $0 + weights[$1] * scores[$1] }
            let open = weights.indices.filter { weights[$0] == 0 && scores[$0] > level && !blocked.contains($0) }
                .sorted { (scores[$0], $1) > (scores[$1], $0) }
            let gap = (open.first.map { scores[$0] } ?? level) - level
            // Rounding may make it turn in circles: it ends when the distance has not fallen for long.
            let value = VectorKernels.dot(point, point, rows) / (2 * penalty) - along
            if value < best { (best, roundsWithout) = (value, 0) } else { roundsWithout += 1 }
            if gap <= tolerance || roundsWithout > 20 {
                let prices = (0..<rows).map { roots[$0] * (axis[$0] / norm - point[$0] / penalty) }
                return Solution(aim: along + penalty / (norm * norm), level: level, gap: gap, prices: prices)
            }
            enter(open.prefix(16), penalty, above: largerOrNaN(tolerance, gap / 2), &blocked)
        }
    }

    // Σ w_i c_i.
    private var along: Double { passive.reduce(0) { $0 + weights[$1] * worths[$1] } }

    private func point() -> [Double] {
        var point = [Double](repeating: 0, count: rows)
        sides.withUnsafeBufferPointer { sides in
            point.withUnsafeMutableBufferPointer { point in
                for index in passive {
                    VectorKernels.add(
                        weights[index], sides.baseAddress! + rows * index, to: point.baseAddress!, rows)
                }
            }
        }
        return point
    }

    // y·a_i of one column, and of all.
    private func score(_ index: Int, _ point: [Double], _ penalty: Double) -> Double {
        worths[index] - (product(index, point) + ridge * weights[index]) / penalty
    }

    private func scores(_ point: [Double], _ penalty: Double) -> [Double] {
        var scores = worths
        scores.withUnsafeMutableBufferPointer {
            BLAS.matrixTimesVector(
                sides, .transposed, rows: rows, columns: worths.count, stride: rows, factor: -1 / penalty, point,
                adding: 1, to: $0.baseAddress!)
            for index in passive { $0[index] -= ridge * weights[index] / penalty }
        }
        return scores
    }

    private func product(_ index: Int, _ other: [Double]) -> Double {
        sides.withUnsafeBufferPointer { VectorKernels.dot($0.baseAddress! + rows * index, other, rows) }
    }

    // The passive set of the weights, with a fresh factor.
    private mutating func begin() {
        let old = weights.indices.filter { weights[$0] > 0 }
        let (rows, count) = (rows, old.count)
        var columns: [Double] = []
        columns.reserveCapacity(rows * count)
        for index in old { columns += sides[(rows * index)..<(rows * (index + 1))] }
        var gram = [Double](repeating: 0, count: count * count)
        gram.withUnsafeMutableBufferPointer {
            BLAS.symmetricSquare(columns, .transposed, order: count, inner: rows, into: $0.baseAddress!)
        }
        shift = largerOrNaN((0..<count).reduce(0) { largerOrNaN($0, gram[$1 + count * $1]) }, 1e-300)
        for place in gram.indices { gram[place] += shift }
        for index in 0..<count { gram[index + count * index] += ridge }
        let sums = old.map { worths[$0] }
        if let factor = UpdatedCholesky(gram, rightSides: [Array(repeating: 1, count: count), sums]),
            factor.leastPivot > 0.1 * ridge
        {
            (self.factor, passive) = (factor, old)
        } else {
            factor = UpdatedCholesky(rightSides: 2)
            passive = []
            for index in old where !append(index) { weights[index] = 0 }
        }
        let sum = passive.reduce(0) { $0 + weights[$1] }
        for index in passive { weights[index] /= sum }
    }

    private mutating func append(_ index: Int) -> Bool {
        let side = Array(sides[(rows * index)..<(rows * (index + 1))])
        let entries = passive.map { product($0, side) + shift }
        guard
            factor.append(
                entries, diagonal: product(index, side) + shift + ridge, rightSides: [1, worths[index]])
        else { return false }
        passive.append(index)
        return true
    }

    // Lets the best of some columns enter, one after the other, while one of them improves by more than a gap.
    private mutating func enter(
        _ candidates: ArraySlice<Int>, _ penalty: Double, above goal: Double, _ blocked: inout Set<Int>
    ) {
        var open = Array(candidates)
        var next = 0
        while true {
            let index = open.remove(at: next)
            if append(index) { exchanges += 1 } else { blocked.insert(index) }
            guard !open.isEmpty else { return }
            descend(penalty)
            let point = point()
            let scores = open.map { score($0, point, penalty) }
            next = scores.indices.max { scores[$0] < scores[$1] } ?? 0
            guard scores[next] - score(passive[0], point, penalty) > goal else { return }
        }
    }

    // Moves to the optimum over the passive set.
    private mutating func descend(_ penalty: Double) {
        exchanges += factor.descend(&weights, over: &passive) { factor in
            let (ones, sums) = (factor.solution(0), factor.solution(1))
            let share = (1 - penalty * sums.reduce(0, +)) / ones.reduce(0, +)
            return zip(ones, sums).map { share * $0 + penalty * $1 }
        }
    }
}
