import NumericalCore

/// How the phase of a hidden variable on the unit disk is distributed.
///
/// No σ depends on it (P2, Eq. 13 has |λ| only): the outcome is the same for every angular distribution.
public enum AngularDistribution: Sendable, Hashable, Codable {
    /// Uniform on −π…π.
    case uniform
    /// One fixed phase, in radians.
    case fixed(Double)
    /// A density that is constant on each of n equal parts of −π…π, in proportion to n weights.
    case histogram([Double])

    /// Throws unless the numbers of the distribution make sense.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument``.
    public func validate() throws {
        switch self {
        case .uniform: break
        case .fixed(let phase): try require(phase.isFinite, "phase of λ", must: "be finite", was: phase)
        case .histogram(let weights):
            let valid = weights.allSatisfy { $0 >= 0 && $0.isFinite }
            let sum = weights.reduce(0, +)
            try require(
                valid && sum > 0 && sum.isFinite, "weights of the phase of λ",
                must: "be at least 0 with a finite sum above 0", was: weights)
        }
    }

    /// The phase below which the phases have probability u.
    ///
    /// - Precondition: The distribution is valid; u is in 0…1.
    public func quantile(_ u: Double) -> Double {
        switch self {
        case .uniform: return (2 * u - 1) * .pi
        case .fixed(let phase): return phase
        case .histogram(let weights): return (2 * RadialDistribution.histogram(weights).generalQuantile(u) - 1) * .pi
        }
    }
}
