import Foundation
import NumericalCore

/// Chernoff's bound for a sum of means over lists of unequal numbers of trials, when only the sum of expectations is bounded.
///
/// T = Σ_x r(x)·(mean of n(x) independent numbers in 0…1), whose expectations rθ sum to at most b. For every h ≥ 0 and μ ≥ 0
/// ln P(T ≥ t) ≤ −ht + μb + Σ_x max_{0 ≤ θ ≤ 1} [n ln(1 + θ(e^{hr/n} − 1)) − μrθ], by Markov's inequality and Lagrange's.
/// So the search for the best h and μ cannot make the bound wrong, only weaker.
struct WeightedChernoff {
    struct List {
        /// n(x).
        let trials: Double
        /// r(x), above 0.
        let range: Double
    }

    let lists: [List]

    /// The logarithm of a bound on P(T ≥ t), at most 0.
    func logBound(sumAtLeast t: Double, expectedAtMost b: Double) -> Double {
        let whole = lists.reduce(0) { $0 + $1.range }
        guard t > b, b < whole else { return 0 }
        // h is of the order (t − b)/variance; the function is convex in it, and golden sections find its minimum.
        let variance = lists.reduce(0) { $0 + $1.range * $1.range / $1.trials }
        var (low, high) = (0.0, (t - b) / variance)
        let largest = 300 * (lists.map { $0.trials / $0.range }.min() ?? 1)
        high = min(high, largest / 2)
        var value = exponent(high, t, b)
        while high < largest {
            let next = exponent(min(2 * high, largest), t, b)
            guard next < value else { break }
            (low, high, value) = (high, 2 * high, next)
        }
        high = min(2 * high, largest)
        let section = (5.0.squareRoot() - 1) / 2
        var (left, right) = (high - section * (high - low), low + section * (high - low))
        var (atLeft, atRight) = (exponent(left, t, b), exponent(right, t, b))
        for _ in 0..<30 {
            if atLeft < atRight {
                (high, right, atRight) = (right, left, atLeft)
                left = high - section * (high - low)
                atLeft = exponent(left, t, b)
            } else {
                (low, left, atLeft) = (left, right, atRight)
                right = low + section * (high - low)
                atRight = exponent(right, t, b)
            }
        }
        let best = min(0, value, atLeft, atRight)
        // The sum cancels to about a unit in the last place of its terms.
        return min(0, best + 0x1p-48 * (right * (t + b) + 1))
    }

    /// The bound for h, at the μ for which the best θ have Σ rθ = b, nearly.
    private func exponent(_ h: Double, _ t: Double, _ b: Double) -> Double {
        let growths = lists.map { expm1(h * $0.range / $0.trials) }
        func means(_ multiplier: Double) -> [Double] {
            zip(lists, growths).map { list, growth in
                (list.trials / (multiplier * list.range) - 1 / growth).clamped(to: 0...1)
            }
        }
        // θ = 1 for all below the first, θ = 0 for all above the second.
        var (low, high) = (Double.infinity, 0.0)
        for (list, growth) in zip(lists, growths) {
            let slope = list.trials * growth / list.range
            low = min(low, slope / (1 + growth))
            high = max(high, slope)
        }
        for _ in 0..<40 where low < high {
            let middle = (low * high).squareRoot()
            let sum = zip(lists, means(middle)).reduce(0) { $0 + $1.0.range * $1.1 }
            if sum > b { low = middle } else { high = middle }
        }
        let multiplier = high
        let best = means(multiplier)
        return zip(lists, zip(growths, best)).reduce(-h * t + multiplier * b) { sum, item in
            let (list, (growth, mean)) = item
            return sum + list.trials * log1p(mean * growth) - multiplier * list.range * mean
        }
    }
}
