import LHVModels

/// The multipliers k_l of K = (C_{m+1}(t)/(t − t₁))², 2m = L + 1, normalized to k_0 = 1, in 32 digits.
///
/// The integrals ∫ K P_l (1 − t²)^{(d−3)/2} dt are Gauss sums with L + 2 nodes, exact because K P_l has degree 2L + 1 at most. Their errors
/// are bounded on the way.
enum ExtendedKernel {
    /// By how much a multiplier may be wrong before it is rounded to a double: 10⁻¹⁶.
    static let multiplierError = 1e-16

    static func multipliers(dimension: Int, degree: Int) throws -> [Double] {
        let alpha = Double(dimension - 3) / 2
        let order = (degree + 1) / 2 + 1
        guard let zero = try ExtendedJacobi.gaussRule(alpha: alpha, beta: alpha, count: order).nodes.last else {
            return []
        }
        let rule = try ExtendedJacobi.gaussRule(alpha: alpha, beta: alpha, count: degree + 2)
        let polynomials = ExtendedJacobi(alpha: alpha, beta: alpha, count: degree)
        let shift = ExtendedJacobi.nodeError
        let ends = polynomials.values(at: ExtendedNumber(1))
        var sums = [ExtendedNumber](repeating: ExtendedNumber(0), count: degree + 1)
        // r = C_{m+1}/(t − t₁) and the largest errors of r and of P_l = p_l/p_l(1).
        var (ratioError, valueError) = (0.0, 0.0)
        for (x, weight) in zip(rule.nodes, rule.weights) {
            let values = polynomials.values(at: x)
            let distance = x - zero
            let ratio = values[order] / distance
            let mass = weight * ratio * ratio
            let errors = polynomials.errors(at: x, shift: shift, of: values)
            ratioError = largerOrNaN(
                ratioError, (errors[order] + 2 * shift * abs(ratio.high)) / (abs(distance.high) - 2 * shift))
            for l in sums.indices {
                sums[l] = sums[l] + mass * values[l] / ends[l]
                valueError = largerOrNaN(valueError, errors[l] / ends[l].high)
            }
        }
        // k_l = ⟨r, P_l r⟩/⟨r, r⟩ in the rule's scalar product.
        let error = 5 * ratioError / sums[0].high.squareRoot() + valueError + 3 * ExtendedJacobi.weightError
        guard error < multiplierError else {
            throw NumericalFailure("the multipliers of degree \(degree)", "they may be wrong by \(error)")
        }
        return sums.map { ($0 / sums[0]).high }
    }
}
