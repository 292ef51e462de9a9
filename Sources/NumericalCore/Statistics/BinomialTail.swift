import Foundation

/// The upper tail of a binomial law from its mean on, as an integral instead of a long sum.
///
/// P(X ≥ k) = I_p(k, n − k + 1) = k·P(X = k)·∫₀¹ e^{g(v)} dv with g(v) = (k − 1)·ln(1 − v) + (n − k)·ln(1 + vp/q).
/// For k ≥ np the concave g falls from 0 on, so that a fixed rule up to where g = −45 is exact to rounding for every n.
struct BinomialTail {
    /// k, in 1…n.
    let successes: Double
    /// n.
    let trials: Double
    /// p, in 0…1 without the ends.
    let probability: Double
    /// 1 − p, which p does not give when it is small.
    let complement: Double
    /// k − np, not below 0, rounded once.
    let excess: Double

    private static let rule = Result { try GaussRule.legendre(count: 40) }
    private static let depth = -45.0

    /// P(X ≥ k).
    func value() throws -> Double {
        let logTerm = Deviance.logBinomial(
            successes, trials: trials, probability, complement, difference: excess)
        if successes == trials { return exp(logTerm) }
        let end = self.end
        let integral = try BinomialTail.rule.get().integrate { exp(exponent(end * (1 + $0) / 2)) } * end / 2
        return exp(logTerm) * successes * integral
    }

    /// g(v), its linear part taken together so that it does not cancel.
    private func exponent(_ v: Double) -> Double {
        let linear = v * (1 - excess / complement)
        let first = successes > 1 ? (successes - 1) * Deviance.logRest(-v) : 0
        return linear + first + (trials - successes) * Deviance.logRest(v * probability / complement)
    }

    /// Where g has fallen to −45, or 1.
    private var end: Double {
        var high = 1.0
        guard successes > 1 || exponent(1) < BinomialTail.depth else { return 1 }
        high = 1 - 0x1p-53
        guard exponent(high) < BinomialTail.depth else { return 1 }
        // By halving v, then between the last two: the rule forgives a factor of a tenth.
        var low = high / 2
        while exponent(low) < BinomialTail.depth { (low, high) = (low / 2, low) }
        for _ in 0..<5 {
            let middle = (low + high) / 2
            if exponent(middle) < BinomialTail.depth { high = middle } else { low = middle }
        }
        return high
    }
}
