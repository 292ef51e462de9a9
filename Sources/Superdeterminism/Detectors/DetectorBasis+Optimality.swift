import NumericalCore
import QuantumStates

extension DetectorBasis {
    /// Σ_I (⟨χ_I|I⟩ + ⟨I|χ_I⟩) for this basis |I⟩ and another basis |χ_I⟩: at most 2N, and 2N only for χ = I.
    ///
    /// The example of a functional that singles out the detector basis when it is maximized; this is how P2's model gets
    /// its future input. The phases of the vectors count.
    /// Source: P2, footnote 3.
    /// - Complexity: O(N²).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the bases are of different spaces.
    public func optimality(of chi: DetectorBasis) throws -> Double {
        try require(chi.space == space, "basis χ", must: "live in \(space)", was: chi.space)
        var sum = 0.0
        for position in 0..<levels {
            for row in 0..<levels { sum += 2 * (chi.vectors[row, position].conjugate * vectors[row, position]).real }
        }
        return sum
    }

    /// The probabilities of the detector's results when the state collapses onto a basis χ that need not be its own.
    ///
    /// The state ends in |χ_K⟩ with probability |⟨χ_K|Ψ*⟩|² and is then detected in this basis:
    /// P(I) = Σ_K |⟨I|χ_K⟩|² |⟨χ_K|Ψ*⟩|². It is Born's rule for χ equal to this basis up to phases and order, and in general
    /// is not: that is why χ = I has to be postulated (P2, after Eq. 7).
    /// - Complexity: O(N³).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when state or χ are of another space.
    public func probabilities(of state: StateVector, collapsingOnto chi: DetectorBasis) throws -> [Double] {
        try require(chi.space == space, "basis χ", must: "live in \(space)", was: chi.space)
        let weights = try chi.amplitudes(of: state).map(\.squaredMagnitude)
        let overlaps = ComplexMatrix.product(vectors, .adjoint, chi.vectors)
        return (0..<levels).map { position in
            (0..<levels).reduce(0) { $0 + overlaps[position, $1].squaredMagnitude * weights[$1] }
                .withoutRounding(in: 0...1)
        }
    }
}
