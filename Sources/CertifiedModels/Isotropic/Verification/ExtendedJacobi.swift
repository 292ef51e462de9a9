import LHVModels

/// Polynomials p_0 = 1, p_1, … orthonormal in the weight (1 − x)^α (1 + x)^β normalized to total 1, in 32 digits.
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

    /// How far the computed p_0(x)…p_n(x) may be from the values at a number that differs from x by at most `shift`.
    ///
    /// A step of the recurrence is wrong by at most [(κ(|x| + |a_k|) + shift) |p_k| + κ √b_k |p_{k−1}|]/√b_{k+1}, κ = 2⁻¹⁰⁰. An
    /// error at step j is a solution of the same recurrence from there on, which is computed in doubles; the sum of all is
    /// doubled, for what rounding does to that solution and for terms of second order.
    /// - Complexity: O(n²).
    func errors(at x: ExtendedNumber, shift: Double, of values: [ExtendedNumber]) -> [Double] {
        var errors = [Double](repeating: 0, count: values.count)
        for start in values.indices.dropFirst() {
            var (previous, current) = (0.0, stepError(start - 1, x, shift, values))
            errors[start] += 2 * current
            for k in start..<(values.count - 1) {
                let next = ((x.high - centers[k].high) * current - steps[k - 1].high * previous) / steps[k].high
                (previous, current) = (current, next)
                errors[k + 1] += 2 * abs(current)
            }
        }
        return errors
    }

    // The same for p_n(x) alone and no shift, in O(n), by the adjoint recurrence.
    private func lastError(at x: ExtendedNumber, of values: [ExtendedNumber]) -> Double {
        var (next, current) = (0.0, 1.0)
        var error = 0.0
        for k in centers.indices.reversed() {
            error += 2 * abs(current) * stepError(k, x, 0, values)
            let back = k + 1 < steps.count ? steps[k].high / steps[k + 1].high * next : 0
            // What a unit error of p_k adds to p_n.
            (next, current) = (current, (x.high - centers[k].high) / steps[k].high * current - back)
        }
        return error
    }

    // By how much p_{k+1} may be wrong from its own step.
    private func stepError(_ k: Int, _ x: ExtendedNumber, _ shift: Double, _ values: [ExtendedNumber]) -> Double {
        let unit = ExtendedNumber.relativeError
        let back = k > 0 ? steps[k - 1].high * abs(values[k - 1].high) : 0
        let factor = unit * (abs(x.high) + abs(centers[k].high)) + shift
        return (factor * abs(values[k].high) + unit * back) / steps[k].high
    }

    /// How far a node of ``gaussRule(alpha:beta:count:)`` may be from the zero of the polynomial: 10⁻²⁴.
    static let nodeError = 1e-24
    /// The relative error that a weight of ``gaussRule(alpha:beta:count:)`` may have: 10⁻¹⁸.
    static let weightError = 1e-18

    /// The Gauss rule with n nodes in ascending order, its weights summing to 1.
    ///
    /// Newton's method from the nodes of the double-precision rule, and Christoffel numbers 1/Σ_{k<n} p_k². Each node is
    /// proven: p_n has different signs 10⁻²⁴ to the left and to the right of it, both beyond what rounding may have done. The
    /// intervals do not overlap, so they hold all n zeros. The weights' errors are bounded likewise.
    /// - Complexity: O(n³) operations on doubles.
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
            for _ in 0..<3 {
                let (value, slope) = polynomials.last(at: x)
                x = x - value / slope
            }
            let values = Array(polynomials.values(at: x).dropLast())
            var sum = ExtendedNumber(0)
            for value in values { sum = sum + value * value }
            // The sum of squares changes by at most Σ (2|p_k| + e_k) e_k.
            var error = 0.0
            for (value, size) in zip(values, polynomials.errors(at: x, shift: nodeError, of: values)) {
                error += (2 * abs(value.high) + size) * size
            }
            let sides = [-nodeError, nodeError].map { polynomials.signAndMargin(at: x + ExtendedNumber($0)) }
            guard sides[0].sign * sides[1].sign < 0, sides.allSatisfy({ $0.margin > 0 }),
                nodes.last.map({ $0.high + 4 * nodeError < x.high }) ?? true, error < weightError * sum.high
            else {
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

    // The sign of p_n(x), and by how much |p_n(x)| exceeds what rounding may have done to it.
    private func signAndMargin(at x: ExtendedNumber) -> (sign: Double, margin: Double) {
        let values = values(at: x)
        let last = values[values.count - 1].high
        return (last < 0 ? -1 : 1, abs(last) - lastError(at: x, of: values))
    }
}
