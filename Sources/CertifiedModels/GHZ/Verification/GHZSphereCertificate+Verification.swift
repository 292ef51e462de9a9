import LHVModels

extension GHZSphereCertificate {
    /// Computes from the signs and the weights the visibility that they prove, in whole numbers only.
    ///
    /// v = v₀/(1 + K), where v₀ is what the mixture aims at and K the weight of the pure models that correct it, aliases included; see
    /// the article. Products of signs are counted exactly. Real numbers are enclosed between two multiples of 2⁻⁶⁰: π by
    /// Machin's formula, sines, of which r = cos(π/4N) is one, by their series, sums over aliases by 64 terms on each side and an
    /// integral that exceeds the rest. v is the lower end.
    /// - Complexity: O(terms·N³·n²); some tenths of a second for N = 8, n = 24.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the mixture proves nothing.
    @discardableResult public func verify() throws -> GHZSphereProof { try proof(of: SphereMoments(self)) }

    func proof(of moments: SphereMoments) throws -> GHZSphereProof {
        let (aim, pureWeight) = (moments.aim, moments.pureWeight)
        try require(aim.lower > 0, "mixture", must: "aim at a positive visibility", was: aim.middle)
        // The reciprocal is for numbers up to 8.
        try require(
            pureWeight.upper < Int128(7) << 60, "mixture", must: "need pure models of a weight below 7",
            was: pureWeight.middle)
        let value = aim * (DyadicInterval.one + pureWeight).reciprocal
        return GHZSphereProof(
            heights: heights, cells: cells, terms: terms.count, visibility: value.lowerBound, aim: aim.middle,
            pureWeight: pureWeight.middle, uncertainty: Double(value.upper - value.lower) * 0x1p-60)
    }
}

/// What a certificate proves.
public struct GHZSphereProof: CertificateProof, Codable {
    /// N.
    public let heights: Int
    /// n.
    public let cells: Int
    /// The number of terms.
    public let terms: Int
    /// v, rounded down: the GHZ state of this visibility is local for all projective measurements.
    public let visibility: Double
    /// What is proven, with the visibility.
    public var statement: String {
        "the GHZ state of three parties is local for all projective measurements up to v = \(visibility)"
    }
    /// The visibility.
    public var provenValue: Double { visibility }
    /// v₀, what the mixture would give if pure models cost nothing.
    public let aim: Double
    /// K, the weight of the pure models beside a mixture of weight 1.
    public let pureWeight: Double
    /// The width of the interval in which the arithmetic encloses v₀/(1 + K); the visibility is its lower end.
    public let uncertainty: Double
}
