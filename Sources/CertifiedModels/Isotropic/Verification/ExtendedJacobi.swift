import LHVModels

/// Polynomials p_0 = 1, p_1, … orthonormal in the weight (1 − x)^α (1 + x)^β normalised to total 1, in 32 digits.
///
/// √b_{k+1} p_{k+1} = (x − a_k) p_k − √b_k p_{k−1}; α and β are integers or half-integers, so a_k and b_k are quotients of
/// numbers that a double holds exactly. Source: DLMF 18.9.
struct ExtendedJacobi: Sendable {
    private var centers: [ExtendedNumber] = []
    private var steps: [ExtendedNumber] = []

    /// The recurrence up to p_n.
    init(alpha: Double, beta: Double, count: Int) {
        let sum = alpha + beta
        for index in 0..<count {
            let k = Double(index)
            let first = ExtendedNumber(2 * k + sum)
            centers.append(
                index == 0
                    ? ExtendedNumber(beta - alpha) / ExtendedNumber(sum + 2)
                    : ExtendedNumber((beta - alpha) * sum) / (first * (2 * k + sum + 2)))
            let n = k + 1
            let middle = 2 * n + sum
            // For n = 1 the factor n + α + β cancels against 2n + α + β − 1.
            let numerator =
                index == 0
                ? ExtendedNumber(4 * (1 + alpha) * (1 + beta))
                : ExtendedNumber(4 * n * (n + alpha)) * ExtendedNumber((n + beta) * (n + sum))
            let denominator =
                index == 0
                ? ExtendedNumber(middle * middle * (middle + 1))
                : ExtendedNumber(middle * middle) * ExtendedNumber((middle + 1) * (middle - 1))
            steps.append((numerator / denominator).squareRoot)
        }
    }

    /// p_0(x)…p_n(x).
    func values(at x: ExtendedNumber) -> [ExtendedNumber] {
        var values = [ExtendedNumber(1)]
        for k in centers.indices {
            var next = (x - centers[k]) * values[k]
            if k > 0 { next = next - steps[k - 1] * values[k - 1] }
            values.append(next / steps[k])
        }
        return values
    }

    /// p_n and its derivative at x.
    private func last(at x: ExtendedNumber) -> (value: ExtendedNumber, slope: ExtendedNumber) {
        var (previous, current) = (ExtendedNumber(0), ExtendedNumber(1))
        var (previousSlope, slope) = (ExtendedNumber(0), ExtendedNumber(0))
        for k in centers.indices {
            let back = k > 0 ? steps[k - 1] : ExtendedNumber(0)
            let next = ((x - centers[k]) * current - back * previous) / steps[k]
            let nextSlope = (current + (x - centers[k]) * slope - back * previousSlope) / steps[k]
            (previous, current, previousSlope, slope) = (current, next, slope, nextSlope)
        }
        return (current, slope)
    }

    /// The Gauss rule with n nodes in ascending order, its weights summing to 1.
    ///
    /// Newton's method from the nodes of the double-precision rule, and Christoffel numbers 1/Σ_{k<n} p_k². The rule is
    /// complete: nodes must ascend, the last steps vanish, and the weights sum to 1.
    /// - Throws: ``/NumericalCore/NumericalFailure`` when one of these fails.
    static func gaussRule(
        alpha: Double, beta: Double, count: Int
    ) throws -> (nodes: [ExtendedNumber], weights: [ExtendedNumber]) {
        let polynomials = ExtendedJacobi(alpha: alpha, beta: beta, count: count)
        var nodes: [ExtendedNumber] = []
        var weights: [ExtendedNumber] = []
        var total = ExtendedNumber(0)
        for start in try GaussRule.jacobi(alpha: alpha, beta: beta, count: count).nodes {
            var x = ExtendedNumber(start)
            var lastStep = 1.0
            for _ in 0..<3 {
                let (value, slope) = polynomials.last(at: x)
                let step = value / slope
                x = x - step
                lastStep = abs(step.high)
            }
            var sum = ExtendedNumber(0)
            for value in polynomials.values(at: x).dropLast() { sum = sum + value * value }
            guard lastStep < 1e-24, nodes.last.map({ $0.high < x.high }) ?? true else {
                throw NumericalFailure("Gauss rule with \(count) nodes", "Newton's method left the node at \(start)")
            }
            nodes.append(x)
            weights.append(ExtendedNumber(1) / sum)
            total = total + weights[weights.count - 1]
        }
        guard abs((total - ExtendedNumber(1)).high) < 1e-24 else {
            throw NumericalFailure(
                "Gauss rule with \(count) nodes", "the weights sum to 1 + \((total - ExtendedNumber(1)).high)")
        }
        return (nodes, weights)
    }
}
