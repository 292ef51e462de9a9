import LHVModels

extension W3Certificate {
    /// Computes from the signs and the weights the visibility that they prove, in whole numbers only.
    ///
    /// v = v₀/(1 + K), where K is the weight of the models that correct what the mixture misses; see the article. Products of signs are
    /// counted exactly, real numbers are enclosed between two multiples of 2⁻⁶⁰, and v is the lower end.
    /// - Complexity: O(terms·N³·n²).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the mixture proves nothing.
    @discardableResult public func verify() throws -> W3Proof { try proof(of: W3Residuals(self)) }

    func proof(of residuals: W3Residuals) throws -> W3Proof {
        let pureWeight = residuals.pureWeight
        // The reciprocal is for numbers up to 8.
        try require(
            pureWeight.upper < Int128(7) << 60, "mixture", must: "need corrections of a weight below 7",
            was: pureWeight.middle)
        let value = residuals.aim * (DyadicInterval.one + pureWeight).reciprocal
        return W3Proof(
            heights: heights, cells: cells, terms: terms.count, visibility: value.lowerBound,
            aim: residuals.aim.middle, pureWeight: pureWeight.middle,
            uncertainty: Double(value.upper - value.lower) * 0x1p-60)
    }
}

/// What a certificate proves.
public struct W3Proof: CertificateProof, Codable {
    /// N.
    public let heights: Int
    /// n.
    public let cells: Int
    /// The number of terms.
    public let terms: Int
    /// v, rounded down: the W state of this visibility is local for all projective measurements.
    public let visibility: Double
    /// v₀, at which the mixture aims.
    public let aim: Double
    /// K, the weight of the corrections beside a mixture of weight 1.
    public let pureWeight: Double
    /// The width of the interval in which the arithmetic encloses v₀/(1 + K); the visibility is its lower end.
    public let uncertainty: Double
    /// What is proven, with the visibility.
    public var statement: String {
        "the W state of three parties is local for all projective measurements up to v = \(visibility)"
    }
    /// The visibility.
    public var provenValue: Double { visibility }

    /// The visibility as the lower end for the W state and all projective measurements; the certificate says nothing from above.
    public var interval: LocalityInterval {
        LocalityInterval(
            unchecked: "W state of three parties, all projective measurements",
            LocalityEnd(visibility, .certificate(W3Certificate.kind.word)), LocalityEnd(1, .trivial))
    }
}
