import NumericalCore

/// The point of a hull of vertices nearest to the target, found exactly by an active set of affinely independent vertices.
///
/// For the differences h_i = a_i − y the weights of the point of least norm in the affine hull of the passive set P solve
/// (H + c·1)·u = 1, w = u/Σu, with H_ij = ⟨h_i, h_j⟩ and any c > 0, which makes the matrix regular even when y lies in the
/// hull. Its Cholesky factor is updated for each vertex that enters or leaves.
///
/// Source: [Wolfe1976].
struct MinimumNormWeights {
    private let set: ActiveSet
    /// The vertices with positive weight, in the order of the factor's rows.
    private(set) var passive: [Int] = []
    // Of H + c·1 over the passive set, with the right side 1.
    private var factor = UpdatedCholesky(rightSides: 1)
    private var shift = 1.0
    /// Vertices that are, to rounding, in the affine hull of the passive ones.
    private var blocked: Set<Int> = []
    private var isRefactored = true
    private var sinceCheck = 0
    /// How many vertices entered or left.
    private(set) var exchanges = 0

    init(_ set: ActiveSet) { self.set = set }

    /// What one solution reached.
    struct Outcome {
        /// max over the vertices known of ⟨y − x, a − x⟩, up to which the weights are optimal.
        var gap: Double
        var isInterrupted = false
        /// Whether rounding keeps the gap from being closed further.
        var isStuck = false
    }

    /// Makes the weights optimal over all vertices of the set, up to a gap.
    mutating func solve(gap tolerance: Double, isStopped: () -> Bool) -> Outcome {
        if passive.isEmpty { begin() }
        blocked.removeAll()
        var best = Double.infinity
        var bestRounds = 0
        while true {
            descend()
            set.refreshPointProducts()
            let (level, spread) = levelAndSpread()
            if spread > 1e-11 * (shift + abs(level)), !isRefactored {
                refactor()
                continue
            }
            var open: [(index: Int, score: Double)] = []
            for index in 0..<set.count where set.weights[index] == 0 && !blocked.contains(index) {
                let score = set.pointProducts[index] - set.targetProducts[index]
                if score < level { open.append((index, score)) }
            }
            open.sort { ($0.score, $0.index) < ($1.score, $1.index) }
            let gap = level - (open.first?.score ?? level)
            if gap <= max(tolerance, 1e-14 * shift) {
                return Outcome(gap: gap, isStuck: open.isEmpty && !blocked.isEmpty)
            }
            // Rounding may make it turn in circles: give up when the distance has not fallen for long.
            let distance = level + set.targetNorm - passive.reduce(0) { $0 + set.weights[$1] * set.targetProducts[$1] }
            if distance < best { (best, bestRounds) = (distance, 0) } else { bestRounds += 1 }
            if bestRounds > 20 { return Outcome(gap: gap, isStuck: true) }
            let first = open.prefix(MinimumNormWeights.candidates).map(\.index)
            if !enter(first, above: max(tolerance, gap / 2), isStopped) {
                return Outcome(gap: gap, isInterrupted: true)
            }
        }
    }

    /// How many vertices are looked at between two looks at all of them.
    private static var candidates: Int { 8 }

    /// Lets the best of some vertices enter, one after the other, while one of them improves by more than a gap.
    ///
    /// Their scores alone are kept up to date: those of all vertices cost many times an exchange.
    /// - Returns: Whether it was not interrupted.
    private mutating func enter(_ candidates: [Int], above goal: Double, _ isStopped: () -> Bool) -> Bool {
        var open = candidates
        var place = 0
        while true {
            if append(open[place]) { exchanges += 1 } else { blocked.insert(open[place]) }
            open.remove(at: place)
            sinceCheck += 1
            if sinceCheck % 16 == 0, isStopped() { return false }
            guard !open.isEmpty else { return true }
            descend()
            var least = Double.infinity
            for (number, index) in open.enumerated() {
                let score = set.product(index, with: passive) - set.targetProducts[index]
                if score < least { (least, place) = (score, number) }
            }
            // All passive vertices have the same score to rounding, which the next look at all vertices makes sure of.
            let level = set.product(passive[0], with: passive) - set.targetProducts[passive[0]]
            guard level - least > goal else { return true }
        }
    }

    /// Starts from the vertex nearest to the target, or from the weights that are there.
    private mutating func begin() {
        let nearest = (0..<set.count).min {
            set.gram($0, $0) - 2 * set.targetProducts[$0] < set.gram($1, $1) - 2 * set.targetProducts[$1]
        }!
        for index in 0..<set.count { set.weights[index] = 0 }
        set.weights[nearest] = 1
        shift = max(set.gram(nearest, nearest) + set.targetNorm, 1e-300)
        _ = append(nearest)
    }

    /// Takes over a changed target or changed indices: the same passive vertices with a fresh factor.
    mutating func restart(passive: [Int]) {
        self.passive = passive
        refactor()
    }

    private func entry(_ i: Int, _ j: Int) -> Double {
        set.gram(i, j) - set.targetProducts[i] - set.targetProducts[j] + set.targetNorm + shift
    }

    /// Mean and range of ⟨a_i, x − y⟩ over the passive vertices, equal for all at the exact solution.
    private func levelAndSpread() -> (level: Double, spread: Double) {
        var (low, high, mean) = (Double.infinity, -Double.infinity, 0.0)
        for index in passive {
            let score = set.pointProducts[index] - set.targetProducts[index]
            low = min(low, score)
            high = max(high, score)
            mean += set.weights[index] * score
        }
        return (mean, high - low)
    }

    /// Moves to the affine minimum, dropping vertices whose weight would become negative.
    private mutating func descend() {
        let left = factor.descend(&set.weights, over: &passive) { factor in
            let solution = factor.solution(0)
            let sum = solution.reduce(0, +)
            return solution.map { $0 / sum }
        }
        exchanges += left
        if left > 0 { isRefactored = false }
    }

    /// Adds a row to the factor; false when the vertex is in the affine hull to rounding.
    private mutating func append(_ index: Int) -> Bool {
        let entries = passive.map { entry(index, $0) }
        guard factor.append(entries, diagonal: entry(index, index), rightSides: [1]) else { return false }
        passive.append(index)
        isRefactored = false
        return true
    }

    private mutating func refactor() {
        let old = passive
        passive = []
        factor = UpdatedCholesky(rightSides: 1)
        for index in old where !append(index) {
            // Dependent after all: its weight is shared out by the next descent.
            set.weights[index] = 0
        }
        let sum = passive.reduce(0) { $0 + set.weights[$1] }
        if sum > 0 { for index in passive { set.weights[index] /= sum } }
        isRefactored = true
    }
}
