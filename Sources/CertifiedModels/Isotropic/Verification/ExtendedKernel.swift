import LHVModels

/// The multipliers k_l of K = (C_{m+1}(t)/(t − t₁))², 2m = L + 1, normalised to k_0 = 1, in 32 digits.
///
/// The integrals ∫ K P_l (1 − t²)^{(d−3)/2} dt are Gauss sums with L + 2 nodes, exact because K P_l has degree 2L + 1 at most.
enum ExtendedKernel {
    static func multipliers(dimension: Int, degree: Int) throws -> [Double] {
        let alpha = Double(dimension - 3) / 2
        let order = (degree + 1) / 2 + 1
        guard let zero = try ExtendedJacobi.gaussRule(alpha: alpha, beta: alpha, count: order).nodes.last else {
            return []
        }
        let rule = try ExtendedJacobi.gaussRule(alpha: alpha, beta: alpha, count: degree + 2)
        let polynomials = ExtendedJacobi(alpha: alpha, beta: alpha, count: order)
        let shift = Double(dimension - 2)
        var sums = [ExtendedNumber](repeating: ExtendedNumber(0), count: degree + 1)
        for (x, weight) in zip(rule.nodes, rule.weights) {
            let ratio = polynomials.values(at: x)[order] / (x - zero)
            let mass = weight * ratio * ratio
            // (l + 2λ) P_{l+1} = (2l + 2λ) t P_l − l P_{l−1}, P_l(1) = 1.
            var (previous, current) = (ExtendedNumber(1), x)
            sums[0] = sums[0] + mass
            for l in 1...degree {
                sums[l] = sums[l] + mass * current
                let k = Double(l)
                let next = (x * current * (2 * k + shift) - previous * k) / ExtendedNumber(k + shift)
                (previous, current) = (current, next)
            }
        }
        return sums.map { ($0 / sums[0]).high }
    }
}
