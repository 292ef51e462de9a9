import LHVModels

/// The multipliers k_l of the positive kernel K = (C_{m+1}(t)/(t − t₁))² of even degree 2m on the sphere S^{d−1}.
///
/// C_n is the Gegenbauer polynomial with λ = (d − 2)/2 and t₁ its largest zero; K is normalized so that k_0 = 1, and
/// among the non-negative kernels of degree 2m it has the largest k_1, namely t₁.
struct SmoothingKernel: Sendable {
    /// k_0, k_1, …, k_L.
    let multipliers: [Double]

    /// The kernel of degree L + 1 for odd L.
    init(dimension: Int, degree: Int) throws {
        let alpha = (Double(dimension) - 3) / 2
        let zero = try GaussRule.jacobi(alpha: alpha, beta: alpha, count: (degree + 1) / 2 + 1).nodes.last ?? 0
        let rule = try GaussRule.jacobi(alpha: alpha, beta: alpha, count: degree + 2)
        let order = (degree + 1) / 2 + 1
        var sums = [Double](repeating: 0, count: degree + 1)
        for (node, weight) in zip(rule.nodes, rule.weights) {
            let zonal = ZonalPolynomials(dimension: dimension, degree: max(degree, order), at: node).values
            let ratio = zonal[order] / (node - zero)
            let mass = weight * ratio * ratio
            for l in 0...degree { sums[l] += mass * zonal[l] }
        }
        multipliers = sums.map { $0 / sums[0] }
    }
}

/// P_0(t), P_1(t), …: the zonal polynomials of the sphere S^{d−1}, normalized to P_l(1) = 1.
///
/// (l + 2λ) P_{l+1} = (2l + 2λ) t P_l − l P_{l−1} with λ = (d − 2)/2; Chebyshev's for d = 2, Legendre's for d = 3.
struct ZonalPolynomials {
    let values: [Double]

    init(dimension: Int, degree: Int, at t: Double) {
        let shift = Double(dimension - 2)
        var values = [1.0, t]
        values.reserveCapacity(degree + 1)
        for l in 1..<max(degree, 1) {
            let k = Double(l)
            values.append(((2 * k + shift) * t * values[l] - k * values[l - 1]) / (k + shift))
        }
        self.values = values
    }
}
