import Foundation

extension RandomNumberGenerator {
    /// A Poisson number: k with probability e^{−μ} μᵏ/k!.
    ///
    /// Exact for every mean: products of uniforms below μ = 10, the transformed rejection PTRS above.
    /// Source: [Hormann1993a].
    /// - Parameter mean: μ in 0…2⁵⁰.
    /// - Complexity: O(μ) below 10 and O(1) above.
    /// - Throws: ``InvalidArgument`` when the mean is not in 0…2⁵⁰.
    public mutating func poisson(mean: Double) throws -> Int {
        try require(mean >= 0 && mean <= 0x1p50, "mean", must: "be in 0…2⁵⁰", was: mean)
        guard mean >= 10 else {
            let threshold = exp(-mean)
            var count = 0
            var product = 1 - uniform()
            while product > threshold {
                product *= 1 - uniform()
                count += 1
            }
            return count
        }
        let b = 0.931 + 2.53 * mean.squareRoot()
        let a = -0.059 + 0.02483 * b
        let inverseAlpha = 1.1239 + 1.1328 / (b - 3.4)
        let acceptedAtOnce = 0.9277 - 3.6224 / (b - 2)
        while true {
            let u = uniform() - 0.5
            let v = 1 - uniform()
            let edge = 0.5 - abs(u)
            guard edge > 0 else { continue }
            let candidate = ((2 * a / edge + b) * u + mean + 0.43).rounded(.down)
            if edge >= 0.07 && v <= acceptedAtOnce { return Int(candidate) }
            if candidate < 0 || candidate > 0x1p52 || (edge < 0.013 && v > edge) { continue }
            let bound = logPoissonProbability(candidate, mean: mean)
            if log(v * inverseAlpha / (a / (edge * edge) + b)) <= bound { return Int(candidate) }
        }
    }

    /// A binomial number: k successes of n independent trials, each with probability p.
    ///
    /// Exact: inversion when the smaller of np and n(1 − p) is below 10, the transformed rejection BTRS above.
    /// Source: [Hormann1993b].
    /// - Parameters:
    ///   - trials: n in 0…2⁵⁰.
    ///   - probability: p in 0…1.
    /// - Complexity: O(np) below 10 and O(1) above.
    /// - Throws: ``InvalidArgument`` when n or p is outside its range.
    public mutating func binomial(trials: Int, probability: Double) throws -> Int {
        try require(trials >= 0 && trials <= 1 << 50, "trials", must: "be in 0…2⁵⁰", was: trials)
        try require(probability >= 0 && probability <= 1, "probability", must: "be in 0…1", was: probability)
        // The smaller of p and 1 − p, so that inversion is short.
        if probability > 0.5 { return trials - smallBinomial(trials, 1 - probability) }
        return smallBinomial(trials, probability)
    }

    private mutating func smallBinomial(_ trials: Int, _ p: Double) -> Int {
        guard trials > 0, p > 0 else { return 0 }
        let n = Double(trials)
        return n * p < 10 ? invertedBinomial(n, p) : rejectedBinomial(n, p)
    }

    private mutating func invertedBinomial(_ n: Double, _ p: Double) -> Int {
        let odds = p / (1 - p)
        while true {
            var rest = uniform()
            var probability = exp(n * log1p(-p))
            var k = 0.0
            while rest >= probability {
                rest -= probability
                k += 1
                probability *= odds * (n - k + 1) / k
                // Rounding may leave a rest beyond the last outcome, or beyond what double precision resolves.
                if k > n || (k > 10 * n * p + 200) { break }
            }
            if rest < probability && k <= n { return Int(k) }
        }
    }

    private mutating func rejectedBinomial(_ n: Double, _ p: Double) -> Int {
        let deviation = (n * p * (1 - p)).squareRoot()
        let b = 1.15 + 2.53 * deviation
        let a = -0.0873 + 0.0248 * b + 0.01 * p
        let alpha = (2.83 + 5.1 / b) * deviation
        let acceptedAtOnce = 0.92 - 4.2 / b
        let mode = ((n + 1) * p).rounded(.down)
        let logModeProbability = logBinomialProbability(mode, trials: n, probability: p)
        while true {
            let u = uniform() - 0.5
            let v = 1 - uniform()
            let edge = 0.5 - abs(u)
            guard edge > 0 else { continue }
            let candidate = ((2 * a / edge + b) * u + n * p + 0.5).rounded(.down)
            if candidate < 0 || candidate > n { continue }
            if edge >= 0.07 && v <= acceptedAtOnce { return Int(candidate) }
            let bound = logBinomialProbability(candidate, trials: n, probability: p) - logModeProbability
            if log(v * alpha / (a / (edge * edge) + b)) <= bound { return Int(candidate) }
        }
    }

    /// Multinomial counts: how often each outcome occurs in n independent trials.
    ///
    /// - Parameters:
    ///   - trials: n in 0…2⁵⁰.
    ///   - weights: The probabilities of the outcomes, or any non-negative numbers in proportion to them.
    /// - Returns: A count for each weight; they sum to n.
    /// - Complexity: O(outcomes).
    /// - Throws: ``InvalidArgument`` when n is outside its range, or the weights are empty, negative, not finite or all
    ///   zero.
    public mutating func multinomial(trials: Int, weights: [Double]) throws -> [Int] {
        try require(trials >= 0 && trials <= 1 << 50, "trials", must: "be in 0…2⁵⁰", was: trials)
        for (index, weight) in weights.enumerated() {
            try require(
                weight >= 0 && weight.isFinite, "weight \(index)", must: "be finite and at least 0", was: weight)
        }
        // Sums from the end, so that the last outcome with any weight is certain once the others are decided.
        var rests = weights
        for index in weights.indices.dropLast().reversed() { rests[index] += rests[index + 1] }
        let total = rests.first ?? 0
        try require(total > 0 && total.isFinite, "weights", must: "have a finite sum above 0", was: total)
        var left = trials
        var counts = [Int](repeating: 0, count: weights.count)
        for index in weights.indices where left > 0 && rests[index] > 0 {
            counts[index] = try binomial(trials: left, probability: min(1, weights[index] / rests[index]))
            left -= counts[index]
        }
        return counts
    }
}

/// The logarithm of the Poisson probability of k, by the saddle-point form, which does not cancel for large means.
///
/// Source: [Loader2000].
func logPoissonProbability(_ k: Double, mean: Double) -> Double {
    guard k > 0 else { return -mean }
    return -deviance(k, mean) - stirlingRemainder(k) - 0.5 * log(2 * .pi * k)
}

/// The logarithm of the binomial probability of k in 0…n for 0 < p < 1, by the saddle-point form.
func logBinomialProbability(_ k: Double, trials n: Double, probability p: Double) -> Double {
    guard k > 0 else { return n * log1p(-p) }
    guard k < n else { return n * log(p) }
    return stirlingRemainder(n) - stirlingRemainder(k) - stirlingRemainder(n - k) - deviance(k, n * p)
        - deviance(n - k, n * (1 - p)) + 0.5 * log(n / (2 * .pi * k * (n - k)))
}

/// k·log(k/μ) + μ − k for k, μ > 0.
private func deviance(_ k: Double, _ mean: Double) -> Double {
    let x = (k - mean) / mean
    return mean * ((1 + x) * log1p(x) - x)
}

/// log k! − [(k + ½)·log k − k + ½·log 2π] for an integer k ≥ 1.
private func stirlingRemainder(_ k: Double) -> Double {
    guard k >= 16 else {
        var logFactorial = 0.0
        for factor in stride(from: 2.0, through: k, by: 1) { logFactorial += log(factor) }
        return logFactorial - ((k + 0.5) * log(k) - k + 0.5 * log(2 * .pi))
    }
    let square = 1 / (k * k)
    return (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square * (1.0 / 1680)))) / k
}
