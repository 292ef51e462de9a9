/// Which jump operators the signs of σ choose.
public enum CollapseLaw: String, Sendable, Hashable, Codable, CaseIterable {
    /// P2's own: L_JM = θ(σ_J)|J⟩⟨M| + θ(−σ_J)|M⟩⟨J| for all M < J (Eq. 14).
    ///
    /// Averaged populations equal |α|² at all times for two levels, or when only the first two positions are occupied. For
    /// more they do so as κt → ∞ only; at finite times the average depends on the order of the basis and lets one
    /// detector's setting be seen at the other. P2 does not mention this: its Sec. 4.4 works in the exceptional case.
    case pairwise
    /// The repaired model of this project: L_M = |K⟩⟨M| for all M ≠ K, where K is the outcome of the same σ.
    ///
    /// ρ(t) has populations e^{−κt}p + (1 − e^{−κt})e_K, so that their average is |α|² at all times for every order of the
    /// basis, and no setting can be seen elsewhere (H = 0).
    case direct
}
