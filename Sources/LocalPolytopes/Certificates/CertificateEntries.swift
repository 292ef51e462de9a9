import LHVModels

/// The entries of correlators as both verifiers of their certificates see them: in doubles and in whole numbers.
struct CertificateEntries {
    /// Whether each party has a first entry for not being measured.
    let includesMarginals: Bool
    /// The sizes of the tensor.
    let shape: [Int]

    init(settings: [Int], includesMarginals: Bool) {
        self.includesMarginals = includesMarginals
        shape = CorrelatorTensor.shape(settings, includesMarginals)
    }

    /// The parties that an entry belongs to, as bits.
    func measuredParties(_ place: Int) -> Int {
        guard includesMarginals else { return (1 << shape.count) - 1 }
        var set = 0
        for (party, digit) in MixedRadix.digits(place, shape).enumerated() where digit != 0 { set |= 1 << party }
        return set
    }

    /// Whether a strategy's product is −1, for each entry.
    ///
    /// - Throws: ``/LHVModels/InvalidCertificate`` when an outcome is not one of two.
    func minusSigns(of strategy: DeterministicStrategy) throws -> [Bool] {
        // The exclusive or of the parties' outcomes.
        var minus = [false]
        for party in 0..<strategy.parties {
            var bits = includesMarginals ? [false] : []
            for outcome in strategy.outcomes(ofParty: party) {
                try CertificateRules.check(outcome <= 1, "a strategy has outcome \(outcome)")
                bits.append(outcome == 1)
            }
            minus = minus.flatMap { bit in bits.map { $0 != bit } }
        }
        return minus
    }

    /// The local bound of an inequality, found anew.
    ///
    /// - Throws: ``/LHVModels/InvalidCertificate`` when coefficients are missing or the bound is another than the one claimed.
    func recomputedBound(of coefficients: [Int64], claimed: Int64) throws -> Int64 {
        try CertificateRules.check(
            coefficients.count == shape.reduce(1, *), "there are \(coefficients.count) coefficients")
        let bound = try IntegerEnumeration(shape: shape, leadsWithOne: includesMarginals).maximum(of: coefficients)
        try CertificateRules.check(bound == claimed, "the local bound is \(bound) and not \(claimed)")
        return bound
    }
}
