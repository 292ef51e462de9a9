import NumericalCore
import QuantumStates

/// What a Hamiltonian leaves of the collapse: how incomplete it stays, for several ratios of H to κ.
///
/// Only H/κ and κt matter. The missing weight 1 − ⟨K|ρ|K⟩ of the final state falls as (‖H‖/κ)².
/// Source: P2, Eqs. 8–9, which hold for H = 0 only.
public struct HamiltonianEffect: Sendable, Hashable, Codable {
    /// κ.
    public let kappas: [Double]
    /// 1 − ⟨K|ρ|K⟩ of the steady state for each κ.
    public let missingWeights: [Double]
    /// Tr ρ² of the steady state for each κ.
    public let purities: [Double]

    /// The effect of a constant Hamiltonian on the runs with given signs of σ.
    ///
    /// - Parameters:
    ///   - hamiltonian: H in the detector basis, Hermitian.
    ///   - signs: The signs of σ₂ … σ_N.
    ///   - kappas: Positive values of κ.
    ///   - law: Which jump operators act.
    /// - Complexity: O(N⁶) for each κ.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when H is not Hermitian or does not fit the signs, or a κ is not above 0;
    ///   as ``CollapseRun/steadyState()`` otherwise.
    public init(
        of hamiltonian: ComplexMatrix, signs: SigmaSigns, kappas: [Double], law: CollapseLaw = .pairwise
    ) throws {
        let space = try HilbertSpace(dimensions: [signs.levels])
        let basis = try DetectorBasis.computational(in: space)
        let state = try StateVector.computational([0], in: space)
        let steady = try kappas.map { kappa in
            try CollapseModel(
                state: state, basis: basis, kappa: kappa, law: law, hamiltonian: .constant(hamiltonian)
            ).run(signs: signs).steadyState()
        }
        self.kappas = kappas
        missingWeights = steady.map { matrix in
            (0..<matrix.rows).reduce(0) { $1 == signs.outcome ? $0 : $0 + matrix[$1, $1].real }
        }
        purities = steady.map { $0.elements.reduce(0) { $0 + $1.squaredMagnitude } }
    }
}
