import LHVModels

extension ExactCertificate {
    /// Recomputes everything that the certificate says, in whole numbers only.
    ///
    /// With weights w of sum W, n = Σ w d for each correlator and E between E⁻ and E⁺, the residual r lies between v E⁻ − n/W and v E⁺ − n/W,
    /// rounded outwards, and the lower end is v/(1 + Σ_S ‖r_S‖₂) with roots rounded up. The upper end is (β − M₀)/(⟨M, E⟩ − M₀) with each
    /// correlator at the end that makes it weakest, and β enumerated.
    /// - Complexity: O(strategies × correlators); 2^(settings of all parties but one) for the local bound.
    /// - Throws: ``/LHVModels/InvalidCertificate`` when a claim is stronger than what is recomputed, or weaker by more than 10⁻¹⁰, which shows
    ///   that a number was changed; or when the recomputation would take more than 2³⁶ steps.
    @discardableResult public func verify() throws -> ExactProof {
        let check = ExactCheck(self)
        let found = try check.lowerEnd()
        try CertificateRules.check(
            lower <= found && lower >= found - 100, "the lower end is \(found) and not \(lower), in units of 10^-12")
        if let upperEnd {
            let bound = try check.upperEnd()
            try CertificateRules.check(
                upperEnd.visibility >= bound && upperEnd.visibility <= bound + 100,
                "the upper end is \(bound) and not \(upperEnd.visibility), in units of 10^-12")
        }
        return ExactProof(name: target.name, lowerUnits: lower, upperUnits: upper)
    }
}

/// What an exact certificate proves.
public struct ExactProof: CertificateProof, Codable {
    /// What the target is called; may be empty.
    public let name: String
    /// The visibility up to which the target is local, in units of 10⁻¹².
    public let lowerUnits: Int
    /// The visibility beyond which it is not, in units of 10⁻¹²; that of 1 when no inequality was given.
    public let upperUnits: Int

    /// The visibility up to which the target is local.
    public var lower: Double { provenValue }
    /// The visibility beyond which it is not, rounded up.
    public var upper: Double { upperUnits == ExactCertificate.unit ? 1 : (Double(upperUnits) / 1e12).nextUp }

    /// What is proven, with both ends as decimal fractions.
    public var statement: String {
        let target = name.isEmpty ? "the target" : name
        let end =
            upperUnits < ExactCertificate.unit
            ? "not local beyond \(ExactCertificate.decimal(upperUnits)) and local" : "local"
        return "\(target) with white noise is \(end) up to v = \(ExactCertificate.decimal(lowerUnits))"
    }

    /// The visibility up to which the target is local, rounded down.
    public var provenValue: Double {
        lowerUnits == ExactCertificate.unit ? 1 : max(0, (Double(lowerUnits) / 1e12).nextDown)
    }
}
