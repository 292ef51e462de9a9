import Foundation
import LHVModels

/// The local model behind a planar GHZ certificate: v cos(φ₁ + … + φ_N) for all angles, and nothing for fewer parties.
///
/// The source draws a term of the certificate, angles α₁ … α_N with sum zero, and a mirror image s = ±1, and sends α_p to party p
/// and the rest to all. Party p answers f_p(sKφ_p + α_p). K is 1 at first. With probability |C_k|/C_1 the source does not draw a
/// term but multiplies K by k and turns the first party's answer over if C_k > 0, to cancel that frequency, and draws again:
/// cos kΣφ is as local as cos Σφ. Frequencies above ``largestFrequency`` are answered by coins instead: that changes no
/// correlation by more than ``tail``. Outcome 0 is +1.
public struct GHZPlanarModel: LHVBaseModel {
    /// The hidden variable of one party.
    public struct Hidden: Sendable, Hashable {
        /// The number of the term, or nil for coins.
        public let term: Int?
        /// K, with the sign s of the mirror image.
        public let factor: Int
        /// Whether the first party's answer is turned over.
        public let isNegated: Bool
        /// α_p in radians; the angles of all parties have the sum zero.
        public let shift: Double

        /// A hidden variable from its parts; ``GHZPlanarModel/defect(of:)`` tells whether it is one.
        public init(term: Int?, factor: Int, isNegated: Bool, shift: Double) {
            self.term = term
            self.factor = factor
            self.isNegated = isNegated
            self.shift = shift
        }
    }

    /// What the certificate proves.
    public let proof: GHZPlanarProof
    /// The mixture.
    public let certificate: GHZPlanarCertificate
    /// The greatest frequency that is cancelled.
    public let largestFrequency: Int
    /// What is not cancelled: no correlation differs from v cos Σφ by more than this.
    public let tail: Double
    // The probabilities of the terms and then of the frequencies, each with those before it.
    let cumulative: [Double]
    let harmonics: [(frequency: Int, isPositive: Bool)]

    /// The model of a certificate, which is verified on the way.
    ///
    /// - Parameters:
    ///   - certificate: The certificate.
    ///   - periods: Frequencies up to 2n times this are cancelled, in 1…10⁴.
    /// - Complexity: As ``GHZPlanarCertificate/verify()``.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when `periods` is out of range or nothing is proven.
    public init(_ certificate: GHZPlanarCertificate, periods: Int = 64) throws {
        try require((1...10_000).contains(periods), "periods", must: "be in 1…10⁴", was: periods)
        let proof = try certificate.verify()
        let (parties, cells) = (certificate.parties, certificate.cells)
        let last = 2 * cells * periods - 1
        let first = proof.coefficients[0]
        let total = Double(certificate.totalWeight)
        // w_i v/(C_1 W) for the terms, |C_k|/C_1 for the frequencies, which have the sum 1 with those that are left out.
        var weights = certificate.terms.map { Double($0.weight) / total * proof.visibility / first }
        var harmonics: [(frequency: Int, isPositive: Bool)] = []
        for frequency in stride(from: 3, through: last, by: 2) {
            let place = frequency % (2 * cells)
            let base = min(place, 2 * cells - place)
            // Aliases of −k₀ have the sign (−1)^N.
            let isTurned = place != base && parties % 2 == 1
            let value = proof.coefficients[base / 2]
            weights.append(abs(value) / first * pow(Double(base) / Double(frequency), Double(parties)))
            harmonics.append((frequency, (value > 0) != isTurned))
        }
        var sum = 0.0
        cumulative = weights.map { weight in
            sum += weight
            return sum
        }
        self.proof = proof
        self.certificate = certificate
        self.harmonics = harmonics
        largestFrequency = last
        // With factors beyond 2⁴⁰, of which a double keeps no angle; a product of draws is so large less often than that.
        tail = max(0, 1 - sum) + 0x1p-39
    }

    /// 1, the dimension of the circle of shifts.
    public var hiddenDimension: Int { 1 }

    /// 2.
    public func outcomeCount(of setting: Double) -> Int { 2 }

    /// 1 or 0 for the answer f_p(sKφ + α_p), or ½ for coins; 0 for an outcome other than 0 and 1.
    public func probability(of outcome: Int, given setting: Double, at hidden: Hidden, party: Int) -> Double {
        guard outcome == 0 || outcome == 1 else { return 0 }
        let mean = mean(setting, hidden, party: party)
        return (1 + (outcome == 0 ? mean : -mean)) / 2
    }

    /// The mean answer of a party: ±1, or 0 for coins.
    ///
    /// - Precondition: There is such a party and such a term.
    public func mean(_ angle: Double, _ hidden: Hidden, party: Int) -> Double {
        guard let term = hidden.term else { return 0 }
        let response = certificate.terms[term].responses[party]
        let value = response.value(at: Double(hidden.factor) * angle + hidden.shift)
        return hidden.isNegated && party == 0 ? -value : value
    }

    /// A hidden variable of one party at the certified visibility; alone, its angle is uniform.
    public func sampleHiddenVariable(using generator: inout some RandomNumberGenerator) -> Hidden {
        let shared = sampleShared(using: &generator)
        return Hidden(
            term: shared.term, factor: shared.factor, isNegated: shared.isNegated,
            shift: 2 * .pi * generator.uniform())
    }

    /// 0 for a hidden variable of the model, infinite for anything else.
    public func defect(of hidden: Hidden) -> Double {
        let isTerm = hidden.term.map(certificate.terms.indices.contains) ?? true
        return isTerm && hidden.factor % 2 != 0 && hidden.shift.isFinite ? 0 : .infinity
    }

    /// The distribution with E = v cos Σφ: the mixture with probability v over the certified visibility, otherwise coins.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless v is in 0…``GHZPlanarProof/visibility``.
    public func distribution(visibility: Double) throws -> GHZPlanarDistribution {
        try require(
            visibility >= 0 && visibility <= proof.visibility, "visibility", must: "be in 0…\(proof.visibility)",
            was: visibility)
        return GHZPlanarDistribution(model: self, share: visibility / proof.visibility)
    }

    /// What all parties are sent alike.
    func sampleShared(
        using generator: inout some RandomNumberGenerator
    ) -> (term: Int?, factor: Int, isNegated: Bool) {
        var factor = generator.uniform() < 0.5 ? 1 : -1
        var isNegated = false
        let count = certificate.terms.count
        while true {
            let target = generator.uniform()
            let place = cumulative.partitioningIndex { target < $0 }
            if place < count { return (place, factor, isNegated) }
            guard place < cumulative.count else { return (nil, factor, false) }
            let harmonic = harmonics[place - count]
            let (product, overflow) = factor.multipliedReportingOverflow(by: harmonic.frequency)
            if overflow || abs(product) > 1 << 40 { return (nil, 1, false) }
            factor = product
            isNegated = isNegated != harmonic.isPositive
        }
    }
}
