/// The name of version 0.1.
@available(*, deprecated, renamed: "Magnetization")
public typealias Magnetisation = Magnetization

extension EffectiveState {
    /// E = N₁·…·N_k Tr[ρ_eff n₁·σ⊗…⊗n_k·σ].
    ///
    /// - Throws: As ``magnetizationCorrelation(along:)``.
    @available(*, deprecated, renamed: "magnetizationCorrelation(along:)")
    public func magnetisationCorrelation(along directions: [Direction]) throws -> Double {
        try magnetizationCorrelation(along: directions)
    }
}
