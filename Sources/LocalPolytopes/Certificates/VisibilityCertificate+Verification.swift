import LHVModels

extension VisibilityCertificate {
    /// Recomputes everything that the certificate says from the numbers in it.
    ///
    /// Lower end: the weights and strategies are re-summed with compensation, and v/(1 + Σ_S ‖residual_S‖₂) is taken with
    /// rounding bounded. Upper end: the local bound of the integer inequality is enumerated in 64-bit integers. All projective
    /// measurements: the correlators are computed from the state and the polyhedra, and the inradii in 128-bit integers.
    /// - Complexity: O(strategies × count of the correlators); 2^(settings of all parties but one) for the local bound.
    /// - Throws: ``/LHVModels/InvalidCertificate`` when a claim is stronger than what is recomputed, or weaker by more than 10⁻¹⁰, which
    ///   shows that a number was changed; or when the recomputation would take more than 2³⁶ steps.
    @discardableResult public func verify() throws -> VisibilityProof {
        let ends = try CertificateCheck(self).ends()
        try CertificateRules.check(lower: lower, "the lower end", found: ends.lower)
        if let upperEnd {
            try CertificateRules.check(upper: upperEnd.visibility, "the upper end", found: ends.upper)
        }
        if let projectiveEnd, let projective = ends.projective {
            try CertificateRules.check(
                lower: projectiveEnd.visibility, "the end for all projective measurements", found: projective)
        }
        return VisibilityProof(name: name, lower: lower, upper: upper, projective: projectiveEnd?.visibility)
    }
}
