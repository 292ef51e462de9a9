import NumericalCore

/// A state of lowest energy, with how it was found and how good it is.
///
/// Where the lowest level is degenerate, `state` is one vector of the ground space: for the dense route the one LAPACK
/// returns, for Lanczos the direction of the random start's component in that space, which depends on the seed. Ask
/// ``degeneracy`` or ``gap`` before interpreting such a state.
public struct GroundState: Sendable, Hashable, Codable {
    /// E = ⟨ψ|H|ψ⟩, an upper bound of the lowest eigenvalue.
    public let energy: Double
    /// |ψ⟩.
    public let state: StateVector
    /// ‖Hψ − Eψ‖, computed afresh from the state: some eigenvalue lies within this distance of E.
    public let residualNorm: Double
    /// How often H was applied to a vector; 0 for the dense route.
    public let iterations: Int
    /// Why the search ended: the dense route always converges, and without convergence the state is the best so far.
    public let stopReason: StopReason
    /// The dimension of the ground space, or nil where the method cannot tell.
    public let degeneracy: Int?
    /// E₁, the second lowest eigenvalue counted with multiplicity, or nil where it was not asked for or there is none.
    public let firstExcitedEnergy: Double?

    /// E₁ − E₀ ≥ 0, which vanishes to rounding when the ground space is degenerate; nil without ``firstExcitedEnergy``.
    public var gap: Double? { firstExcitedEnergy.map { max(0, $0 - energy) } }

    /// The largest number of qubits of the dense route, 8 MiB of real matrix.
    public static let largestDenseQubits = 10
    /// The largest number of qubits of the Lanczos route; a vector of 2²⁰ amplitudes takes 8 or 16 MiB.
    public static let largestLanczosQubits = 20

    /// The ground state from the dense eigensystem.
    ///
    /// - Parameters:
    ///   - hamiltonian: H on at most 10 qubits.
    ///   - degeneracyTolerance: Levels within this fraction of max|E| count as one.
    /// - Complexity: O(8^N).
    /// - Throws: ``/NumericalCore/InvalidArgument`` for more qubits or a tolerance not in 0..<1.
    public static func dense(of hamiltonian: PauliSum, degeneracyTolerance: Double = 1e-9) throws -> GroundState {
        try require(
            hamiltonian.qubits <= largestDenseQubits, "number of qubits",
            must: "be at most \(largestDenseQubits) for the dense route", was: hamiltonian.qubits)
        let spectrum = try HamiltonianSpectrum(hamiltonian)
        let state = try spectrum.eigenstate(0)
        try require(
            hamiltonian.coefficientNorm.isFinite, "sum of the coefficients' moduli", must: "be finite",
            was: hamiltonian.coefficientNorm)
        return GroundState(
            energy: spectrum.energies[0], state: state,
            residualNorm: try residual(hamiltonian, state.amplitudes, energy: spectrum.energies[0]), iterations: 0,
            stopReason: .converged, degeneracy: try spectrum.groundDegeneracy(tolerance: degeneracyTolerance),
            firstExcitedEnergy: spectrum.energies[1])
    }

    static func residual(_ hamiltonian: PauliSum, _ amplitudes: [Complex], energy: Double) throws -> Double {
        let image = try hamiltonian.apply(to: amplitudes)
        return euclideanNorm(zip(image, amplitudes).map { $0 - energy * $1 })
    }
}

extension GroundState: CustomStringConvertible {
    /// Energy, gap and degeneracy where they are known, and the state.
    public var description: String {
        var text = "ground state at energy \(ShortNumber.text(energy, digits: 10))"
        if let gap { text += ", gap \(ShortNumber.text(gap, digits: 8))" }
        if let degeneracy, degeneracy > 1 { text += ", \(degeneracy) levels" }
        return "\(text): \(state)"
    }
}
