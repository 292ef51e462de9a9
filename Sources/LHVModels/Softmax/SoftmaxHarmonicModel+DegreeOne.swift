import Foundation
import QuantumStates

extension SoftmaxHarmonicModel {
    /// The longest Bloch vector that degree 1 represents at sharpness k: r_max(k) = (4/3) g₁(k), below 1 for finite k.
    ///
    /// g₁(k) = (3/2) ∫ x/(1 + e^{−kx}) dx over −1…1 is the l = 1 part of the response.
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless k is finite and above 0.
    public static func longestBlochVector(sharpness: Double) throws -> Double {
        try require(sharpness > 0 && sharpness.isFinite, "sharpness", must: "be finite and above 0", was: sharpness)
        // x σ(kx) is even up to x/2, so the integral is ∫₀¹ x tanh(kx/2) dx; the tail of tanh saturates beyond 40/k.
        let seam = min(1, 40 / sharpness)
        let rule = try GaussRule.legendre(count: 60)
        var sum = (1 - seam * seam) / 2
        for (node, weight) in zip(rule.nodes, rule.weights) {
            let x = seam * (1 + node) / 2
            sum += seam / 2 * weight * x * tanh(sharpness * x / 2)
        }
        return 2 * sum
    }

    /// The exact degree-1 model of a qubit state: the sharpness k with which the density of ``QubitSphereDensity`` is used,
    /// at the Bloch vector stretched by 1/r_max(k).
    ///
    /// Draws a direction from the stretched density and returns the Bell-like hidden variable.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when |r| exceeds ``longestBlochVector(sharpness:)``.
    public func sampleQubit(
        _ bloch: BlochVector, sharpness: Double, using generator: inout some RandomNumberGenerator
    ) throws -> RealMatrix {
        let longest = try SoftmaxHarmonicModel.longestBlochVector(sharpness: sharpness)
        try require(
            bloch.length <= longest, "length of the Bloch vector",
            must: "be at most \(longest), which sharpness \(sharpness) represents", was: bloch.length)
        let stretched = bloch.vector / longest
        let density = QubitSphereDensity(try BlochVector(stretched.x, stretched.y, stretched.z))
        return try bellLike(density.sample(using: &generator)[0], sharpness: sharpness)
    }

    /// The least sharpness k at which degree 1 represents Bloch vectors of a length: r_max(k) = |r|.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless the length is in 0…0.999999; length 1 would need k → ∞.
    public static func leastSharpness(forLength length: Double) throws -> Double {
        try require(length >= 0 && length <= 0.999999, "length", must: "be in 0…0.999999", was: length)
        guard length > 0 else { return 0 }
        // r_max rises with k, from k/3 for small k.
        var (low, high) = (0.0, 1.0)
        while try longestBlochVector(sharpness: high) < length { high *= 2 }
        for _ in 0..<200 {
            let middle = (low + high) / 2
            if middle == low || middle == high { break }
            if try longestBlochVector(sharpness: middle) < length { low = middle } else { high = middle }
        }
        return high
    }
}
