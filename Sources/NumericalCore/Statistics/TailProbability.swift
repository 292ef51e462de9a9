import Foundation

/// Probabilities of a result at least as extreme as the one seen, exact to rounding far into the tails.
public enum TailProbability {
    /// P(X ≥ k) for n independent trials that each succeed with probability p.
    ///
    /// The terms are summed from the largest outwards, in logarithms of factorials, until they no longer count.
    /// - Parameters:
    ///   - successes: k; the result is 1 for k ≤ 0 and 0 for k > n.
    ///   - trials: n, in 0…10¹².
    ///   - probability: p in 0…1.
    /// - Complexity: O(√n) terms.
    /// - Throws: ``InvalidArgument`` when n or p is out of range.
    public static func binomial(atLeast successes: Int, of trials: Int, probability: Double) throws -> Double {
        try require((0...1_000_000_000_000).contains(trials), "trials", must: "be in 0…10¹²", was: trials)
        try require(probability >= 0 && probability <= 1, "probability", must: "be in 0…1", was: probability)
        if successes <= 0 { return 1 }
        if successes > trials || probability == 0 { return 0 }
        if probability == 1 { return 1 }
        // Below the mean the complement is the smaller sum.
        if Double(successes) <= probability * Double(trials) {
            let rest = try binomial(
                atLeast: trials - successes + 1, of: trials, probability: 1 - probability)
            return max(0, 1 - rest)
        }
        let odds = probability / (1 - probability)
        var term = exp(logBinomial(trials, successes, probability))
        var sum = CompensatedSum(term)
        var count = successes
        // Beyond the mean every term is smaller than the one before.
        while count < trials, term > 0 {
            term *= odds * Double(trials - count) / Double(count + 1)
            count += 1
            sum.add(term)
            if term < sum.value * 0x1p-60 { break }
        }
        return min(1, sum.value)
    }

    /// P(X ≥ x) for a sum X of the squares of k independent standard normal variables.
    ///
    /// This is the regularised incomplete gamma function Q(k/2, x/2), by its series below x = k + 2 and by a continued
    /// fraction above.
    /// - Parameters:
    ///   - value: x, at least 0.
    ///   - degreesOfFreedom: k, in 1…10⁶.
    /// - Throws: ``InvalidArgument`` when an argument is out of range; ``NumericalFailure`` when the series does not converge.
    public static func chiSquare(atLeast value: Double, degreesOfFreedom: Int) throws -> Double {
        try require(value >= 0, "value", must: "be at least 0", was: value)
        try require(
            (1...1_000_000).contains(degreesOfFreedom), "degreesOfFreedom", must: "be in 1…10⁶", was: degreesOfFreedom)
        let (a, x) = (Double(degreesOfFreedom) / 2, value / 2)
        guard x > 0 else { return 1 }
        guard x.isFinite else { return 0 }
        let scale = exp(a * log(x) - x - logGamma(a))
        if x < a + 1 {
            var (term, sum, n) = (1 / a, 1 / a, a)
            while term > sum * 0x1p-56 {
                n += 1
                term *= x / n
                sum += term
                guard n < a + 1e6 else { throw NumericalFailure("chi-square tail", "the series does not converge") }
            }
            return max(0, 1 - scale * sum)
        }
        // Lentz's continued fraction of Γ(a, x).
        var b = x + 1 - a
        var c = 1e300
        var d = 1 / b
        var product = d
        for step in 1...1_000_000 {
            let numerator = -Double(step) * (Double(step) - a)
            b += 2
            d = 1 / (numerator * d + b)
            c = b + numerator / c
            let factor = c * d
            product *= factor
            if abs(factor - 1) < 0x1p-52 { return min(1, scale * product) }
        }
        throw NumericalFailure("chi-square tail", "the continued fraction does not converge")
    }

    /// P(Z ≥ z) for a standard normal variable.
    public static func normal(atLeast value: Double) -> Double { erfc(value / 2.0.squareRoot()) / 2 }

    /// The Chernoff bound e^{−n D(m‖q)} on P(mean ≥ m) for n numbers in 0…1, each of conditional mean at most q.
    ///
    /// D(m‖q) = m ln(m/q) + (1 − m) ln((1 − m)/(1 − q)). It holds for martingales: each number may depend on all before it.
    /// The result is 1 for m ≤ q. Source: W. Hoeffding, J. Am. Stat. Assoc. 58, 13 (1963), Theorem 1.
    /// - Throws: ``InvalidArgument`` when a mean is not in 0…1 or n is negative.
    public static func chernoff(meanAtLeast mean: Double, trials: Int, bound: Double) throws -> Double {
        try require(mean >= 0 && mean <= 1, "mean", must: "be in 0…1", was: mean)
        try require(bound >= 0 && bound <= 1, "bound", must: "be in 0…1", was: bound)
        try require(trials >= 0, "trials", must: "be at least 0", was: trials)
        if mean <= bound { return 1 }
        if bound == 0 { return 0 }
        let miss = mean < 1 ? (1 - mean) * log((1 - mean) / (1 - bound)) : 0
        return exp(-Double(trials) * (mean * log(mean / bound) + miss))
    }

    private static func logBinomial(_ n: Int, _ k: Int, _ p: Double) -> Double {
        logGamma(Double(n) + 1) - logGamma(Double(k) + 1) - logGamma(Double(n - k) + 1) + Double(k) * log(p)
            + Double(n - k) * log1p(-p)
    }

    /// ln Γ(x) for x > 0.
    private static func logGamma(_ x: Double) -> Double {
        // Stirling's series, after moving up to where it is exact to rounding; `lgamma` writes a global variable.
        var (shift, y) = (0.0, x)
        while y < 12 {
            shift += log(y)
            y += 1
        }
        let z = 1 / (y * y)
        let series =
            (1.0 / 12 - z * (1.0 / 360 - z * (1.0 / 1260 - z * (1.0 / 1680 - z * (1.0 / 1188 - z * 691.0 / 360360)))))
            / y
        return (y - 0.5) * log(y) - y + 0.5 * log(2 * .pi) + series - shift
    }
}
