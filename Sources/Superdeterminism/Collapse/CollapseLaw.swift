/// Which jump operators the signs of σ choose.
public enum CollapseLaw: String, Sendable, Hashable, Codable, CaseIterable {
    /// P2's own: L_JM = θ(σ_J)|J⟩⟨M| + θ(−σ_J)|M⟩⟨J| for all M < J (equation 14).
    ///
    /// Averaged populations equal |α|² at all times for two levels, or when only the first two positions are occupied. For
    /// more they do so as κt → ∞ only; at finite times the average depends on the order of the basis and lets one
    /// detector's setting be seen at the other. P2 does not mention this: its Sec. 4.4 works in the exceptional case.
    case pairwise
    /// P2's arrows to the outcome alone: L_M = |K⟩⟨M| for all M ≠ K, where K is the outcome of the same σ. (Ours.)
    ///
    /// For H = 0, ρ(t) has populations e^{−κt}p + (1 − e^{−κt})e_K, so that their average is |α|² at all times for every order
    /// of the basis, and no setting can be seen in the *detector populations* elsewhere. In another basis, or with a
    /// Hamiltonian, it can: the coherence between I and J decays at the rate κ, or κ/2 when one of them is the outcome, so that
    /// its average e^{−κt}(1 − p_I − p_J) + e^{−κt/2}(p_I + p_J) is not linear in the state. See ``reset``.
    case direct
    /// All arrows to the outcome, its own among them: L_M = |K⟩⟨M| for every M, where K is the outcome of the same σ. (Ours.)
    ///
    /// As Σ L†L = 1, a run follows dρ/dt = −i[H, ρ] + κ(|K⟩⟨K| − ρ): at the rate κ the state is reset to |K⟩. The average,
    /// ρ(t) = e^{−κt} U_t ρ U_t† + κ ∫₀ᵗ e^{−κs} U_s D U_s† ds with D = Σ_K p_K |K⟩⟨K|, is linear in the initial state. Populations
    /// for H = 0 are those of ``direct``. For detectors of separate systems and Hamiltonians that act on them separately,
    /// the state of each system is the same whatever the others' detectors and Hamiltonians are: **nothing signals**, at any time, in
    /// any observable. The proof is in the article "The superdeterministic toy model".
    case reset
}
