import NumericalCore

/// The six polarizations of a photon that tomography uses, as states of a qubit: |H⟩ = |0⟩, |V⟩ = |1⟩.
///
/// |D⟩ = (|H⟩ + |V⟩)/√2, |A⟩ = (|H⟩ − |V⟩)/√2, |R⟩ = (|H⟩ − i|V⟩)/√2, |L⟩ = (|H⟩ + i|V⟩)/√2, the choice of
/// [James2001].
public enum Polarization: String, Sendable, Hashable, Codable, CaseIterable {
    /// Horizontal, up along +z.
    case horizontal = "H"
    /// Vertical, up along −z.
    case vertical = "V"
    /// Diagonal, up along +x.
    case diagonal = "D"
    /// Antidiagonal, up along −x.
    case antidiagonal = "A"
    /// Right circular, up along −y.
    case rightCircular = "R"
    /// Left circular, up along +y.
    case leftCircular = "L"

    /// The direction of the state on the Bloch sphere.
    public var direction: Direction {
        switch self {
        case .horizontal: .z
        case .vertical: -.z
        case .diagonal: .x
        case .antidiagonal: -.x
        case .rightCircular: -.y
        case .leftCircular: .y
        }
    }

    /// Which of the two circular polarizations another program or laboratory calls R.
    ///
    /// The wrong one gives the complex conjugate of the state, which has the same concurrence and CHSH value.
    public enum Handedness: String, Sendable, Hashable, Codable, CaseIterable {
        /// |R⟩ = (|H⟩ − i|V⟩)/√2, as here and in [James2001].
        case rightIsHorizontalMinusIVertical
        /// |R⟩ = (|H⟩ + i|V⟩)/√2, as in much of optics.
        case rightIsHorizontalPlusIVertical
    }

    /// The polarization with a letter, as those call it whose circular ones have a given handedness; nil for another letter.
    public init?(letter: String, handedness: Handedness) {
        guard let polarization = Polarization(rawValue: letter) else { return nil }
        switch (polarization, handedness) {
        case (.rightCircular, .rightIsHorizontalPlusIVertical): self = .leftCircular
        case (.leftCircular, .rightIsHorizontalPlusIVertical): self = .rightCircular
        default: self = polarization
        }
    }
}
