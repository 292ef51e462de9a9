import Foundation
import LHVModels

/// Krivine's upper bounds on Grothendieck's constants of order d, computed from his formula.
///
/// With sin(c t) = Σ_l b_l P_l(t) in the zonal polynomials of S^{d−1}, and c > 0 such that Σ |b_l| = 1, K_G(d) ≤ π/(2c).
/// Source: [Krivine1979].
public enum KrivineBound {
    /// π/(2c): about 1.516, 1.571, 1.606 for d = 3, 4, 5.
    ///
    /// For d = 2 it is 1.41722, a bound but not the best: there Σ |b_l| = ∫_0^c J_0, and K_G(2) = √2 has a proof of its own.
    ///
    /// - Parameter dimension: d, in 2…16.
    /// - Complexity: A few milliseconds.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when d is out of range.
    public static func value(dimension: Int) throws -> Double {
        try require((2...16).contains(dimension), "dimension", must: "be in 2…16", was: dimension)
        let degree = 31
        let alpha = Double(dimension - 3) / 2
        let rule = try GaussRule.jacobi(alpha: alpha, beta: alpha, count: 60)
        let zonal = rule.nodes.map { ZonalPolynomials(dimension: dimension, degree: degree, at: $0).values }
        func total(_ c: Double) -> Double {
            stride(from: 1, through: degree, by: 2).reduce(0) { sum, l in
                var (product, norm) = (0.0, 0.0)
                for (index, weight) in rule.weights.enumerated() {
                    product += weight * zonal[index][l] * sin(c * rule.nodes[index])
                    norm += weight * zonal[index][l] * zonal[index][l]
                }
                return sum + abs(product / norm)
            }
        }
        // The sum grows with c and is below 1 at 0.5.
        var (low, high) = (0.5, 1.6)
        while high - low > 1e-15 {
            let middle = (low + high) / 2
            if middle == low || middle == high { break }
            if total(middle) < 1 { low = middle } else { high = middle }
        }
        return .pi / (2 * high)
    }
}
