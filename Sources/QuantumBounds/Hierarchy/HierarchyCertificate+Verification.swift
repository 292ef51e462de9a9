import LHVModels

extension HierarchyCertificate {
    /// Computes from S and the inequality the bound that they prove, and checks that it is not above ``upper``.
    ///
    /// Nothing here is shared with what made the certificate. For the moment matrix Γ of a quantum behaviour, averaged over the
    /// symmetries, with moments y of modulus at most 1 and functional p,
    ///
    /// p_0 + Σ p_k y_k ≤ p_0 + ⟨S, Γ_0⟩ + Σ_k |p_k + ⟨S, Γ_k⟩| + Σ_blocks rows·shift
    ///
    /// when S + shift·1 is positive in each block. Sums carry bounds on their rounding, positivity is proven by
    /// ``/NumericalCore/PositivityProof``; `Documentation/Certificates/verify.py` does the same in fractions.
    /// - Complexity: O(n³) for n products.
    /// - Throws: ``/LHVModels/InvalidCertificate`` when the bound is not proven; ``/NumericalCore/InvalidArgument`` when lists do not fit
    ///   together or a number is not finite.
    @discardableResult public func verify() throws -> HierarchyProof {
        // A decoder that is used directly checks no lengths.
        try requireSizes("certificate")
        try HierarchyCheck(self).verify()
        return HierarchyProof(parties: outcomes.count, upper: upper)
    }
}
