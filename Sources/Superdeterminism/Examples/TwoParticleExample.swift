import Foundation
import NumericalCore
import QuantumStates

/// P2's worked example: two spins in q|↑↓⟩ − √(1 − q²)|↓↑⟩, measured up or down, with its formulas in closed form.
///
/// The detector basis stands in the order |1⟩ = |↑↓⟩, |2⟩ = |↓↑⟩, |3⟩ = |↓↓⟩, |4⟩ = |↑↑⟩, so that only the first two positions
/// are occupied: the one case with more than two levels in which averages equal quantum mechanics' at all times
/// (``CollapseLaw/pairwise``).
///
/// Where the paper's print differs from what is computed here: Eq. 26 exchanges |1⟩ and |2⟩ against Eqs. 27–28, which are
/// followed. Eqs. 31 and 33 say "ρ₁₂ = ρ₂₂ = q√(1 − q²)e^{−κt/2}", which should be ρ₁₂ = ρ₂₁ and lacks the minus sign that
/// Eq. 61 has. Before Eq. 30 "α₂ = 1 − q²" means α₂². Before Eq. 60, what vanishes for I or J in 3, 4 is the coherence, not
/// Λ_IJ.
/// Source: P2, Sec. 4.4 and appendix, Eqs. 26–35 and 48–61.
public struct TwoParticleExample: Sendable, Hashable {
    /// q, the amplitude of |↑↓⟩.
    public let q: Double

    /// The example with the given amplitude.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when q is not in 0…1.
    public init(q: Double) throws {
        try require(q >= 0 && q <= 1, "q", must: "be in 0…1", was: q)
        self.q = q
    }

    /// q|↑↓⟩ − √(1 − q²)|↓↑⟩ (Eq. 27).
    public var state: StateVector {
        StateVector(unchecked: [.zero, Complex(q), Complex(-(1 - q * q).squareRoot()), .zero], in: .twoQubits)
    }

    /// The order |↑↓⟩, |↓↑⟩, |↓↓⟩, |↑↑⟩ in terms of the natural one, |↑↑⟩, |↑↓⟩, |↓↑⟩, |↓↓⟩.
    public static let order = [1, 2, 3, 0]

    /// The model.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless κ is finite and not negative.
    public func model(kappa: Double = 1, law: CollapseLaw = .pairwise) throws -> CollapseModel {
        try CollapseModel(
            state: state, basis: .computational(in: .twoQubits).reordered(TwoParticleExample.order), kappa: kappa,
            law: law)
    }

    /// σ₂ = |λ₂|² − q², σ₃ = |λ₃|² − 1, σ₄ = |λ₄|² − 1 (Eq. 30).
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless there are three variables.
    public func sigmas(_ variables: DiskVariables) throws -> [Double] {
        try require(
            variables.values.count == 3, "hidden variables", must: "be three numbers λ₂, λ₃, λ₄",
            was: variables.values.count)
        return zip([q * q, 1, 1], variables.values).map { $1.squaredMagnitude - $0 }
    }

    /// ρ₁₁(t) = θ(σ₂)q²e^{−κt} + θ(−σ₂)[1 − (1 − q²)e^{−κt}], ρ₂₂ = 1 − ρ₁₁, ρ₁₂ = ρ₂₁ = −q√(1 − q²)e^{−κt/2}.
    ///
    /// All other entries vanish. Source: Eqs. 58, 59 and 61, which for the coherence correct Eq. 31.
    /// - Parameters:
    ///   - positive: Whether σ₂ > 0, the run that ends in |2⟩ = |↓↑⟩; otherwise σ₂ < 0.
    ///   - scaledTime: κt.
    public func matrix(sigma2Positive positive: Bool, at scaledTime: Double) -> ComplexMatrix {
        let first = positive ? q * q * exp(-scaledTime) : 1 - (1 - q * q) * exp(-scaledTime)
        return matrix(first, at: scaledTime)
    }

    /// The average over λ: ρ₁₁ = q², ρ₂₂ = 1 − q², ρ₁₂ = ρ₂₁ = −q√(1 − q²)e^{−κt/2} (Eq. 33, its coherence corrected).
    public func averageMatrix(at scaledTime: Double) -> ComplexMatrix { matrix(q * q, at: scaledTime) }

    private func matrix(_ first: Double, at scaledTime: Double) -> ComplexMatrix {
        var matrix = ComplexMatrix(rows: 4, columns: 4)
        let coherence = Complex(-q * (1 - q * q).squareRoot() * exp(-scaledTime / 2))
        (matrix[0, 0], matrix[1, 1]) = (Complex(first), Complex(1 - first))
        (matrix[0, 1], matrix[1, 0]) = (coherence, coherence)
        return matrix
    }

    /// ρ_A = q²|↑⟩⟨↑| + (1 − q²)|↓⟩⟨↓| and ρ_B with up and down exchanged, at all times (Eqs. 34–35).
    public var reducedMatrices: (a: ComplexMatrix, b: ComplexMatrix) {
        let (more, less) = (Complex(q * q), Complex(1 - q * q))
        return (.diagonal([more, less]), .diagonal([less, more]))
    }
}
