import Foundation
import NumericalCore

extension DensityOperator {
    /// S(ρ‖σ) = Tr ρ(log₂ ρ − log₂ σ), the quantum relative entropy in bits, in 0…∞.
    ///
    /// With ρ = Σ p_i|i⟩⟨i| and σ = Σ q_j|j⟩⟨j| it is Σ p_i log₂ p_i − Σ p_i |⟨i|j⟩|² log₂ q_j. It is +∞ when the support of ρ is
    /// not contained in that of σ, and 0 only for ρ = σ (Klein's inequality).
    /// Source: [Nielsen2000], Sec. 11.3.
    /// - Parameters:
    ///   - other: σ.
    ///   - supportTolerance: Eigenvalues of σ up to this fraction of its largest count as zero, and ρ lies in the support of σ
    ///     when its weight outside is at most this much. Where σ has smaller eigenvalues that are no rounding, as thermal states
    ///     may, take it smaller, 0 included.
    /// - Complexity: O(D³).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the spaces differ or the tolerance is not in 0..<1;
    ///   ``/NumericalCore/NumericalFailure`` when LAPACK does not converge.
    public func relativeEntropy(to other: DensityOperator, supportTolerance: Double = 1e-13) throws -> Double {
        try require(other.space == space, "other state", must: "live in \(space)", was: other.space)
        try require(
            supportTolerance >= 0 && supportTolerance < 1, "supportTolerance", must: "be in 0..<1",
            was: supportTolerance)
        let (own, reference) = try (matrix.hermitianEigensystem(), other.matrix.hermitianEigensystem())
        let floor = supportTolerance * max(0, reference.values.last ?? 0)
        let overlaps = ComplexMatrix.product(own.vectors, .adjoint, reference.vectors)
        var (sum, outside) = (CompensatedSum(), 0.0)
        for (column, q) in reference.values.enumerated() {
            for (row, p) in own.values.enumerated() where p > 0 {
                let weight = p * overlaps[row, column].squaredMagnitude
                // Each column of overlaps has length 1: Σ_j |⟨i|j⟩|² log₂ p_i is log₂ p_i, and nearly equal terms cancel at once.
                if q > floor {
                    sum.add(weight * (log2(p) - log2(q)))
                } else {
                    outside += weight; sum.add(weight * log2(p))
                }
            }
        }
        if outside > supportTolerance { return .infinity }
        return max(0, sum.value)
    }
}
