import Foundation
import NumericalCore

/// The weights w ≥ 0 of vertices that maximize Σ_j c_j ln p_j − n Σ_i w_i, p = Σ_i w_i d_i, by an interior-point method.
///
/// Each vertex is a list of the places where it is 1, one for each list of settings. With n = Σ c the optimum has Σ w = 1,
/// so the sum need not be constrained.
struct LikelihoodWeights {
    let counts: [Double]
    let total: Double

    init(counts: [Double]) {
        self.counts = counts
        total = counts.compensatedSum()
    }

    /// Σ_i w_i d_i.
    func mixture(_ vertices: [[Int]], _ weights: [Double]) -> [Double] {
        var sums = [Double](repeating: 0, count: counts.count)
        for (vertex, weight) in zip(vertices, weights) { for place in vertex { sums[place] += weight } }
        return sums
    }

    /// Σ_j c_j ln p_j.
    func logLikelihood(_ probabilities: [Double]) -> Double {
        zip(counts, probabilities).lazy.map { $0 > 0 ? $0 * log($1) : 0 }.compensatedSum()
    }

    /// The best weights, of sum 1, or those reached when it is stopped.
    ///
    /// - Parameter isStopped: Asked before each step.
    /// - Throws: ``/NumericalCore/NumericalFailure`` when a Newton system cannot be solved.
    func solve(_ vertices: [[Int]], isStopped: () -> Bool = { false }) throws -> [Double] {
        let n = vertices.count
        var weights = [Double](repeating: 1 / Double(n), count: n)
        // In units of the total, so that all numbers are of order one.
        let shares = counts.map { $0 / total }
        var slack = [Double](repeating: 1, count: n)
        var lists: [[Int]] = Array(repeating: [], count: counts.count)
        for (index, vertex) in vertices.enumerated() { for place in vertex { lists[place].append(index) } }
        for _ in 0..<200 {
            if isStopped() { break }
            let probabilities = mixture(vertices, weights)
            let gradient = vertices.map { vertex in
                1 - vertex.reduce(0) { shares[$1] > 0 ? $0 + shares[$1] / probabilities[$1] : $0 }
            }
            let complementarity = zip(weights, slack).reduce(0) { $0 + $1.0 * $1.1 }
            let dualError = zip(gradient, slack).reduce(0) { largerOrNaN($0, abs($1.0 - $1.1)) }
            if complementarity < 1e-15, dualError < 1e-12 { break }
            let barrier = 0.1 * complementarity / Double(n)
            var matrix = RealMatrix(rows: n, columns: n)
            for (place, list) in lists.enumerated() where shares[place] > 0 {
                let curvature = shares[place] / (probabilities[place] * probabilities[place])
                for column in list { for row in list { matrix[row, column] += curvature } }
            }
            for index in 0..<n { matrix[index, index] += slack[index] / weights[index] }
            var right = RealMatrix(rows: n, columns: 1)
            for index in 0..<n { right[index, 0] = barrier / weights[index] - gradient[index] }
            let step = try matrix.solve(right)
            var (primal, dual) = (1.0, 1.0)
            var slackStep = slack
            for index in 0..<n {
                slackStep[index] =
                    barrier / weights[index] - slack[index] - slack[index] / weights[index] * step[index, 0]
                if step[index, 0] < 0 { primal = min(primal, -0.99 * weights[index] / step[index, 0]) }
                if slackStep[index] < 0 { dual = min(dual, -0.99 * slack[index] / slackStep[index]) }
            }
            // The objective with its barrier must not rise.
            let slope = (0..<n).reduce(0) { $0 + (gradient[$1] - barrier / weights[$1]) * step[$1, 0] }
            let before = merit(shares, probabilities, weights, barrier)
            while primal > 1e-10 {
                let moved = (0..<n).map { weights[$0] + primal * step[$0, 0] }
                if merit(shares, mixture(vertices, moved), moved, barrier) <= before + 1e-4 * primal * slope + 1e-15 {
                    break
                }
                primal /= 2
            }
            for index in 0..<n {
                weights[index] += primal * step[index, 0]
                slack[index] += dual * slackStep[index]
            }
        }
        let sum = weights.compensatedSum()
        return weights.map { $0 / sum }
    }

    private func merit(_ shares: [Double], _ probabilities: [Double], _ weights: [Double], _ barrier: Double) -> Double
    {
        var sum = CompensatedSum()
        for (share, probability) in zip(shares, probabilities) where share > 0 {
            sum.add(-share * log(probability))
        }
        for weight in weights { sum.add(weight - barrier * log(weight)) }
        return sum.value
    }
}
