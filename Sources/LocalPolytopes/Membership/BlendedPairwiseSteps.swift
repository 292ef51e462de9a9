import NumericalCore

/// Pairwise conditional-gradient steps among the vertices of an active set, each O(number of vertices).
///
/// A step moves weight from the active vertex a with the largest ⟨∇f, a⟩ to the vertex s with the least, by
/// min(w_a, ⟨∇f, a − s⟩/‖a − s‖²), for f = ½‖x − y‖². Only ⟨x, a_i⟩ changes, by the difference of two Gram rows.
///
/// Source: [Tsuji2022].
struct BlendedPairwiseSteps {
    private let set: ActiveSet
    private(set) var steps = 0

    init(_ set: ActiveSet) { self.set = set }

    /// Steps until the local pairwise gap is below a threshold, or the limit; returns the gap.
    mutating func run(until threshold: Double, limit: Int, isStopped: () -> Bool) -> Double {
        let count = set.count
        if !set.weights.contains(where: { $0 > 0 }) {
            let nearest = (0..<count).min {
                set.gram($0, $0) - 2 * set.targetProducts[$0] < set.gram($1, $1) - 2 * set.targetProducts[$1]
            }!
            set.weights[nearest] = 1
        }
        set.refreshPointProducts()
        var done = 0
        while done < limit {
            let (away, toward, gap) = extremes()
            if gap <= threshold { return gap }
            let curvature = set.gram(away, away) + set.gram(toward, toward) - 2 * set.gram(away, toward)
            let full = set.weights[away]
            let step = min(full, gap / curvature)
            set.movePairwise(from: away, to: toward, by: step, isWhole: step == full)
            done += 1
            steps += 1
            if done % 4096 == 0 {
                set.refreshPointProducts()
                if isStopped() { return gap }
            }
        }
        return extremes().gap
    }

    private func extremes() -> (away: Int, toward: Int, gap: Double) {
        var (away, toward) = (0, 0)
        var (most, least) = (-Double.infinity, Double.infinity)
        set.weights.withUnsafeBufferPointer { weights in
            set.pointProducts.withUnsafeBufferPointer { point in
                set.targetProducts.withUnsafeBufferPointer { target in
                    for index in 0..<weights.count {
                        let score = point[index] - target[index]
                        if score < least { (least, toward) = (score, index) }
                        if score > most, weights[index] > 0 { (most, away) = (score, index) }
                    }
                }
            }
        }
        return (away, toward, most - least)
    }
}

extension ActiveSet {
    /// Moves weight between two vertices and updates ⟨a_i, x⟩.
    func movePairwise(from away: Int, to toward: Int, by step: Double, isWhole: Bool) {
        weights[toward] += step
        weights[away] = isWhole ? 0 : weights[away] - step
        let (count, capacity) = (self.count, self.capacity)
        gram.withUnsafeBufferPointer { gram in
            pointProducts.withUnsafeMutableBufferPointer { products in
                VectorKernels.add(
                    step, difference: gram.baseAddress! + toward * capacity, gram.baseAddress! + away * capacity,
                    to: products.baseAddress!, count)
            }
        }
    }
}
