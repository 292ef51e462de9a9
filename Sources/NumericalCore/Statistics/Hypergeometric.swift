import Foundation

/// The law of the number of marked ones among n drawn from N of which K are marked.
package struct Hypergeometric: Sendable {
    /// N.
    package let population: Int
    /// K, in 0…N.
    package let marked: Int
    /// n, in 0…N.
    package let drawn: Int

    package init(population: Int, marked: Int, drawn: Int) {
        self.population = population
        self.marked = marked
        self.drawn = drawn
    }

    /// The numbers that can occur.
    package var range: ClosedRange<Int> { max(0, drawn + marked - population)...min(drawn, marked) }

    /// ln P(X = k) for k in the range, from three binomial probabilities with p = n/N.
    package func logProbability(_ k: Int) -> Double {
        let (total, size) = (Double(population), Double(drawn))
        guard drawn > 0, drawn < population else { return 0 }
        let (p, q) = (size / total, (total - size) / total)
        func term(_ k: Int, _ n: Int) -> Double {
            n == 0
                ? 0
                : Deviance.logBinomial(
                    Double(k), trials: Double(n), p, q, difference: Double(k) - Double(n) * p)
        }
        return term(k, marked) + term(drawn - k, population - marked) - term(drawn, population)
    }

    /// An upper bound on P(X ≥ k), and one on P(X ≤ k): P(X = k)/(1 − r), r the ratio of the next probability to this one.
    ///
    /// The ratios fall outwards, so that a geometric series is above the tail; where r ≥ 1 the bound is 1.
    package func tailBounds(_ k: Int) -> (above: Double, below: Double) {
        let (k, n, m, rest) = (Double(k), Double(drawn), Double(marked), Double(population - marked - drawn))
        let probability = exp(logProbability(Int(k))) * (1 + 1e-9)
        func bound(_ ratio: Double) -> Double { ratio < 1 ? min(1, probability / (1 - ratio)) : 1 }
        return (
            bound((m - k) * (n - k) / ((k + 1) * (rest + k + 1))), bound(k * (rest + k) / ((m - k + 1) * (n - k + 1)))
        )
    }

    /// A number drawn from the law, exact: by inversion from the mode outwards while that is short, else by rejection.
    ///
    /// Rejection is from a flat top with exponential sides, which lies above every log-concave law with this mode and peak.
    /// Source: [Devroye1987].
    /// - Complexity: O(1).
    package func sample(using generator: inout some RandomNumberGenerator) -> Int {
        let range = range
        if range.lowerBound == range.upperBound { return range.lowerBound }
        let mode = Int((Double(drawn) + 1) * ((Double(marked) + 1) / (Double(population) + 2)))
        let centre = min(max(mode, range.lowerBound), range.upperBound)
        let share = Double(marked) / Double(population)
        let variance =
            Double(drawn) * share * (1 - share) * Double(population - drawn) / Double(max(1, population - 1))
        return variance < 100
            ? inverted(from: centre, range, using: &generator) : rejected(from: centre, range, using: &generator)
    }

    private func inverted(
        from centre: Int, _ range: ClosedRange<Int>, using generator: inout some RandomNumberGenerator
    ) -> Int {
        let peak = exp(logProbability(centre))
        var left = generator.uniform() - peak
        if left < 0 { return centre }
        let (n, m, others) = (Double(drawn), Double(marked), Double(population - marked - drawn))
        var (above, below) = (peak, peak)
        var (high, low) = (centre, centre)
        // What rounding leaves beyond both ends, at most about 1e-15, goes to the mode.
        while high < range.upperBound || low > range.lowerBound, above + below > 1e-20 {
            if high < range.upperBound {
                let k = Double(high)
                above *= (m - k) * (n - k) / ((k + 1) * (others + k + 1))
                high += 1
                left -= above
                if left < 0 { return high }
            } else {
                above = 0
            }
            if low > range.lowerBound {
                let k = Double(low)
                below *= k * (others + k) / ((m - k + 1) * (n - k + 1))
                low -= 1
                left -= below
                if left < 0 { return low }
            } else {
                below = 0
            }
        }
        return centre
    }

    private func rejected(
        from centre: Int, _ range: ClosedRange<Int>, using generator: inout some RandomNumberGenerator
    ) -> Int {
        // Rounding may miss the mode by one where two are nearly equal; a little more room keeps the bound above the law.
        let logPeak = logProbability(centre)
        let peak = exp(logPeak) * (1 - 1e-6)
        let width = 1 + peak / 2
        while true {
            let isFlat = generator.uniform() <= width / (1 + width)
            let (side, height) = (generator.uniform(), 1 - generator.uniform())
            let distance = isFlat ? generator.uniform() * width / peak : (width - log(1 - generator.uniform())) / peak
            guard distance < 0x1p50 else { continue }
            let step = Int(distance.rounded())
            let candidate = side < 0.5 ? centre - step : centre + step
            guard range.contains(candidate) else { continue }
            let bound = min(0, width - peak * distance) + log(height)
            if bound <= logProbability(candidate) - logPeak { return candidate }
        }
    }
}
