import LHVModels

extension VisibilityCertificate {
    /// Recomputes everything that the certificate says from the numbers in it.
    ///
    /// Lower end: the weights and strategies are re-summed with compensation, and v/(1 + Σ_S ‖residual_S‖₂) is taken with
    /// rounding bounded. Upper end: the local bound of the integer inequality is enumerated in 64-bit integers. All projective
    /// measurements: the correlators are computed from the state and the polyhedra, and the inradii in 128-bit integers.
    /// - Complexity: O(strategies × count of the correlators); 2^(settings of all parties but one) for the local bound.
    /// - Throws: ``InvalidCertificate`` when a claim is stronger than what is recomputed, or weaker by more than 10⁻¹⁰, which
    ///   shows that a number was changed; or when the recomputation would take more than 2³⁶ steps.
    public func verify() throws {
        let ends = try CertificateCheck(self).ends()
        func check(_ condition: Bool, _ reason: String) throws {
            guard condition else { throw InvalidCertificate(reason: reason) }
        }
        try check(
            lower <= ends.lower && lower >= ends.lower - 1e-10,
            "the lower end is \(ends.lower) and not \(lower)")
        if let upperEnd {
            try check(
                upperEnd.visibility >= ends.upper && upperEnd.visibility <= ends.upper + 1e-10,
                "the upper end is \(ends.upper) and not \(upperEnd.visibility)")
        }
        if let projectiveEnd {
            guard let projective = ends.projective else {
                throw InvalidCertificate(reason: "there is nothing behind the end for all projective measurements")
            }
            try check(
                projectiveEnd.visibility <= projective && projectiveEnd.visibility >= projective - 1e-10,
                "the end for all projective measurements is \(projective) and not \(projectiveEnd.visibility)")
        }
    }
}
