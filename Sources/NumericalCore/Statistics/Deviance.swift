import Foundation

/// The parts of log-probabilities near their maximum, without the cancellation of logarithms of factorials.
///
/// Source: the saddle-point form of [Loader2000].
enum Deviance {
    /// k·ln(k/m) + m − k for k ≥ 0 and m > 0, given the difference k − m on its own.
    ///
    /// As the difference is an argument it may be more accurate than k and m allow; the result has its relative accuracy.
    static func term(_ value: Double, mean: Double, difference: Double) -> Double {
        if value == 0 { return mean }
        guard abs(difference) <= 0.5 * mean else { return value * (log(value) - log(mean)) - difference }
        let v = difference / (value + mean)
        return difference * v + value * artanhRest(v)
    }

    /// ln(1 + x) − x for x > −1, to rounding also where x is small.
    static func logRest(_ x: Double) -> Double {
        guard abs(x) <= 0.5 else { return log1p(x) - x }
        let v = x / (2 + x)
        return artanhRest(v) - x * v
    }

    /// ln Γ(x + 1) − [(x + ½)·ln x − x + ½·ln 2π] for x > 0.
    static func stirlingRest(_ x: Double) -> Double {
        if x < 16, x == x.rounded(), x >= 1 { return stirlingRests[Int(x)] }
        return computedStirlingRest(x)
    }

    /// The rest for 0, 1, …, 15, of which 0 is not asked for.
    private static let stirlingRests = (0..<16).map { $0 == 0 ? 0 : computedStirlingRest(Double($0)) }

    private static func computedStirlingRest(_ x: Double) -> Double {
        // Upwards by Γ(y + 1) = yΓ(y), to where the series is exact to rounding.
        var (sum, y) = (0.0, x)
        while y < 16 {
            sum += (y + 0.5) * log1p(1 / y) - 1
            y += 1
        }
        let z = 1 / (y * y)
        return sum + (1.0 / 12 - z * (1.0 / 360 - z * (1.0 / 1260 - z * (1.0 / 1680 - z / 1188)))) / y
    }

    /// The logarithm of the binomial probability of k in 0…n, 0 < p < 1, given q = 1 − p and k − np on their own.
    static func logBinomial(_ k: Double, trials n: Double, _ p: Double, _ q: Double, difference: Double) -> Double {
        // Of p and q the greater is rounded, so that its logarithm is taken from the smaller.
        if k == 0 { return n * (p < 0.5 ? log1p(-p) : log(q)) }
        if k == n { return n * (q < 0.5 ? log1p(-q) : log(p)) }
        let shape = 0.5 * log(n / (2 * .pi * k * (n - k)))
        return shape + stirlingRest(n) - stirlingRest(k) - stirlingRest(n - k)
            - term(k, mean: n * p, difference: difference) - term(n - k, mean: n * q, difference: -difference)
    }

    /// 2(artanh v − v) for |v| ≤ ½.
    private static func artanhRest(_ v: Double) -> Double {
        let square = v * v
        var (power, sum, divisor) = (v * square, 0.0, 3.0)
        while true {
            let next = sum + power / divisor
            if next == sum { return 2 * sum }
            sum = next
            power *= square
            divisor += 2
        }
    }
}
