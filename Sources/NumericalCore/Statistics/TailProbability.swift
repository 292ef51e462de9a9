import Foundation

/// Probabilities of a result at least as extreme as the one seen, accurate far into the tails and never outside 0…1.
///
/// Relative errors are below 10⁻¹⁰ (binomial law: 10⁻¹¹), checked against 50-digit arithmetic. A tail that is not 0 but below the
/// least normal number, 2.2·10⁻³⁰⁸, is rounded up to that, so that no possible result is called impossible.
package enum TailProbability {
    /// P(X ≥ k) for n independent trials that each succeed with probability p.
    ///
    /// From the mean on, k·P(X = k)·∫₀¹ (1 − v)^{k−1}(1 + vp/(1 − p))^{n−k} dv, the incomplete beta function, with P(X = k) in
    /// saddle-point form; below the mean, 1 minus the other tail, which is then below ¾.
    /// - Parameters:
    ///   - successes: k; the result is 1 for k ≤ 0 and 0 for k > n.
    ///   - trials: n, in 0…2⁵³.
    ///   - probability: p in 0…1.
    /// - Complexity: O(1), about 2 µs.
    /// - Throws: ``InvalidArgument`` when n or p is out of range.
    package static func binomial(atLeast successes: Int, of trials: Int, probability: Double) throws -> Double {
        try require((0...(1 << 53)).contains(trials), "trials", must: "be in 0…2⁵³", was: trials)
        try require(probability >= 0 && probability <= 1, "probability", must: "be in 0…1", was: probability)
        if successes <= 0 { return 1 }
        if successes > trials || probability == 0 { return 0 }
        if probability == 1 { return 1 }
        let (n, complement) = (Double(trials), 1 - probability)
        // np in two parts: near the mean the difference to k is all that counts.
        let mean = n * probability
        let rest = (-mean).addingProduct(n, probability)
        let excess = (Double(successes) - mean) - rest
        if excess > 0 {
            return rounded(
                try BinomialTail(
                    successes: Double(successes), trials: n, probability: probability, complement: complement,
                    excess: excess
                ).value())
        }
        let below = try BinomialTail(
            successes: Double(trials - successes + 1), trials: n, probability: complement, complement: probability,
            excess: (mean - Double(successes - 1)) + rest
        ).value()
        return rounded(1 - below)
    }

    /// P(X ≥ x) for a sum X of the squares of k independent standard normal variables.
    ///
    /// This is the regularised incomplete gamma function Q(k/2, x/2), by its series below x = k + 2 and by a continued
    /// fraction above.
    /// - Parameters:
    ///   - value: x, at least 0.
    ///   - degreesOfFreedom: k, in 1…10⁶.
    /// - Throws: ``InvalidArgument`` when an argument is out of range; ``NumericalFailure`` when the series does not converge.
    package static func chiSquare(atLeast value: Double, degreesOfFreedom: Int) throws -> Double {
        try require(value >= 0, "value", must: "be at least 0", was: value)
        try require(
            (1...1_000_000).contains(degreesOfFreedom), "degreesOfFreedom", must: "be in 1…10⁶", was: degreesOfFreedom)
        let (a, x) = (Double(degreesOfFreedom) / 2, value / 2)
        guard x > 0 else { return 1 }
        guard x.isFinite else { return 0 }
        // xᵃe^{−x}/Γ(a) in saddle-point form, as a·ln x, x and ln Γ(a) cancel for large a.
        let scale =
            exp(-Deviance.term(a, mean: x, difference: a - x) - Deviance.stirlingRest(a)) * (a / (2 * .pi)).squareRoot()
        if x < a + 1 {
            var (term, sum, n) = (1 / a, 1 / a, a)
            while term > sum * 0x1p-56 {
                n += 1
                term *= x / n
                sum += term
                guard n < a + 1e6 else { throw NumericalFailure("chi-square tail", "the series does not converge") }
            }
            return rounded(1 - scale * sum)
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
            if abs(factor - 1) < 0x1p-52 { return rounded(scale * product) }
        }
        throw NumericalFailure("chi-square tail", "the continued fraction does not converge")
    }

    /// P(Z ≥ z) for a standard normal variable; not a number when z is none.
    package static func normal(atLeast value: Double) -> Double {
        value.isFinite ? rounded(erfc(value / 2.0.squareRoot()) / 2) : erfc(value) / 2
    }

    /// The Chernoff bound e^{−n D(m‖q)} on P(mean ≥ m) for n numbers in 0…1, each of conditional mean at most q.
    ///
    /// D(m‖q) = m ln(m/q) + (1 − m) ln((1 − m)/(1 − q)), without cancellation for m near q; rounding is upwards. The bound holds
    /// for martingales: each number may depend on all before it. The result is 1 for m ≤ q.
    /// Source: [Hoeffding1963], Theorem 1.
    /// - Throws: ``InvalidArgument`` when a mean is not in 0…1 or n is negative.
    package static func chernoff(meanAtLeast mean: Double, trials: Int, bound: Double) throws -> Double {
        try require(mean >= 0 && mean <= 1, "mean", must: "be in 0…1", was: mean)
        try require(bound >= 0 && bound <= 1, "bound", must: "be in 0…1", was: bound)
        try require(trials >= 0, "trials", must: "be at least 0", was: trials)
        if mean <= bound || trials == 0 { return 1 }
        if bound == 0 { return 0 }
        let divergence = relativeEntropy(mean, bound)
        return rounded(exp(-Double(trials) * divergence * (1 - 0x1p-48)))
    }

    /// D(m‖q) for 0 < q < 1 and m in 0…1.
    package static func relativeEntropy(_ mean: Double, _ bound: Double) -> Double {
        let difference = mean - bound
        return Deviance.term(mean, mean: bound, difference: difference)
            + Deviance.term(1 - mean, mean: 1 - bound, difference: -difference)
    }

    /// A probability that is not 0, inside 0…1 and not below the least normal number.
    package static func rounded(_ value: Double) -> Double { value.clamped(to: .leastNormalMagnitude...1) }
}
