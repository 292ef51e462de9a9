import Foundation
import LHVModels

extension GHZPlanarCertificate {
    /// Computes from the signs and the weights the visibility that they prove, in whole numbers only.
    ///
    /// With W = Σ w_i and C_k = Σ_i w_i·2 Re Π_p f̂_p⁽ⁱ⁾(k)/W,
    ///
    /// v = C_1 − Σ_{k = 3, 5, 7, …} |C_k|.
    ///
    /// On n equal cells k f̂(k) depends on k modulo 2n only, so |C_k| = |C_k₀| (k₀/k)^N for k ≡ ±k₀ (mod 2n), and the infinite
    /// sum is v = C_1 (2 − h(1)) − Σ_{k₀ = 3, 5, …, n − 1} |C_k₀| h(k₀) with h(k₀) = Σ_{j ∈ Z} |k₀/(k₀ + 2nj)|^N. Every number is
    /// enclosed between two multiples of 2⁻⁶⁰: π by Machin's formula, sines by their series with the rest bounded by the
    /// first term left out, h by 64 terms on each side and an integral that exceeds the rest. v is the lower end.
    /// - Complexity: O(terms·N·n²) additions; milliseconds for n = 96.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the mixture proves nothing.
    @discardableResult public func verify() throws -> GHZPlanarProof {
        let fourier = ExactFourier(cells: cells)
        let total = totalWeight
        let orders = Array(stride(from: 1, to: cells, by: 2))
        let coefficients = orders.map { order in
            terms.reduce(DyadicInterval.zero) { sum, term in
                term.weight == 0
                    ? sum : sum + fourier.correlation(of: term.responses, order: order) * 2 * term.weight
            } / total
        }
        let sums = orders.map { AliasSum.upperBound(order: $0, cells: cells, parties: parties) }
        var value = coefficients[0] * (DyadicInterval(2) - sums[0])
        for (coefficient, sum) in zip(coefficients, sums).dropFirst() { value = value - coefficient.magnitude * sum }
        try require(value.lower > 0, "mixture", must: "prove a positive visibility", was: value.middle)
        return GHZPlanarProof(
            parties: parties, cells: cells, terms: terms.count, visibility: value.lowerBound,
            coefficients: coefficients.map(\.middle), uncertainty: Double(value.upper - value.lower) * 0x1p-60)
    }
}

/// What a certificate proves.
public struct GHZPlanarProof: CertificateProof, Codable {
    /// N.
    public let parties: Int
    /// n.
    public let cells: Int
    /// The number of terms.
    public let terms: Int
    /// v, rounded down: v cos(φ₁ + … + φ_N) is local for all angles.
    public let visibility: Double
    /// C_1, C_3, …, C_{n−1} of the mixture, to about 15 digits.
    public let coefficients: [Double]
    /// The width of the interval in which the arithmetic encloses the right-hand side; the visibility is its lower end.
    public let uncertainty: Double

    /// What is proven, with the visibility.
    public var statement: String {
        "v cos(sum of \(parties) angles) is local for all angles in a plane up to v = \(visibility)"
    }
    /// The visibility.
    public var provenValue: Double { visibility }

    /// 2(2/π)^N, which no local model exceeds.
    public var ceiling: Double { GHZPlanarCertificate.ceiling(parties: parties) }
}

extension GHZPlanarCertificate {
    /// 2(2/π)^N, which the visibility of no local model exceeds.
    ///
    /// The mean of cos(Σφ)·E over all angles is v/2 for E = v cos Σφ, and Re Π_p f̂_p(1) ≤ (2/π)^N for sign functions.
    /// - Parameter parties: N.
    public static func ceiling(parties: Int) -> Double {
        (0..<parties).reduce(2.0) { product, _ in product * 2 / .pi }
    }

    /// 2(2/π)^N λ(2N)/λ(N) with λ(s) = 1 + 3^{−s} + 5^{−s} + …, the visibility of the local model of square waves.
    ///
    /// Square waves sign cos mφ of all odd m without square factors, mixed in proportion to m^{−N}, have this visibility, as the
    /// article "Certified models of GHZ states in a plane" proves without a computer. For three parties and more the search has found nothing better.
    /// - Parameter parties: N, at least 2.
    /// - Complexity: O(1).
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless N is in 2…8.
    public static func squareWaveVisibility(parties: Int) throws -> Double {
        try check(parties: parties)
        // The rest is the integral, up to (s/24)(2·2000)^{−s−1}.
        func lambda(_ s: Double) -> Double {
            let count = 2000
            let sum = (0..<count).reversed().reduce(0.0) { $0 + pow(Double(2 * $1 + 1), -s) }
            return sum + pow(Double(2 * count), 1 - s) / (2 * (s - 1))
        }
        return ceiling(parties: parties) * lambda(2 * Double(parties)) / lambda(Double(parties))
    }
}
