import NumericalCore

/// The evolution U(t) = e^{−iHt} under a constant Hamiltonian, from its eigensystem: unitary to rounding for any time.
///
/// The eigensystem is computed once; a time costs a product. Phases are known to |E·t|
/// times the rounding unit, and |E·t| beyond 2⁴⁰ is refused. For more than 12 qubits use ``KrylovEvolution``, for a Hamiltonian that depends on time ``MagnusEvolution``.
public struct UnitaryEvolution: Sendable {
    /// The eigensystem of H.
    public let spectrum: HamiltonianSpectrum

    /// The evolution from an eigensystem.
    public init(_ spectrum: HamiltonianSpectrum) { self.spectrum = spectrum }

    /// The evolution under a Hermitian matrix.
    ///
    /// - Complexity: O(D³).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the dimension is above 2¹² or the matrix is not a Hermitian
    ///   operator on the space.
    public init(under hamiltonian: ComplexMatrix, in space: HilbertSpace) throws {
        try self.init(HamiltonianSpectrum(hamiltonian, in: space))
    }

    /// The evolution under a sum of Pauli strings.
    ///
    /// - Complexity: O(8^N).
    /// - Throws: ``/NumericalCore/InvalidArgument`` for more than 12 qubits.
    public init(under hamiltonian: PauliSum) throws { try self.init(HamiltonianSpectrum(hamiltonian)) }

    /// U(t) = e^{−iHt}.
    ///
    /// - Parameter time: t, of either sign.
    /// - Complexity: O(D³).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the time is not finite, or its product with an energy
    ///   exceeds 2⁴⁰.
    public func unitary(at time: Double) throws -> ComplexMatrix {
        try requireTime(time)
        return spectrum.applying { Complex.unit(phase: -$0 * time) }
    }

    /// U(t)|ψ⟩.
    ///
    /// - Complexity: O(D²).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the state lives elsewhere, the time is not finite, or its
    ///   product with an energy exceeds 2⁴⁰.
    public func evolve(_ state: StateVector, time: Double) throws -> StateVector {
        try require(state.space == spectrum.space, "state", must: "live in \(spectrum.space)", was: state.space)
        try requireTime(time)
        let amplitudes = spectrum.applying({ Complex.unit(phase: -$0 * time) }, to: state.amplitudes)
        return StateVector(unchecked: amplitudes, in: state.space)
    }

    /// U(t)ρU(t)†.
    ///
    /// - Complexity: O(D³).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the state lives elsewhere, the time is not finite, or its
    ///   product with an energy exceeds 2⁴⁰.
    public func evolve(_ state: DensityOperator, time: Double) throws -> DensityOperator {
        try require(state.space == spectrum.space, "state", must: "live in \(spectrum.space)", was: state.space)
        let unitary = try unitary(at: time)
        return DensityOperator(unchecked: state.matrix.conjugated(by: unitary).hermitianPart, in: state.space)
    }

    private func requireTime(_ time: Double) throws {
        try require(time.isFinite, "time", must: "be finite", was: time)
        let energies = spectrum.energies
        let largest = max(abs(energies[0]), abs(energies[energies.count - 1]))
        try PhaseLimit.require(largest * time, "E·t", "time", was: time)
    }
}

extension DensityOperator {
    /// dρ/dt = −i[H, ρ], the right-hand side of the von Neumann equation; Hermitian and of trace zero.
    ///
    /// - Parameter hamiltonian: H, a D × D Hermitian matrix.
    /// - Complexity: O(D³).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when H is not a Hermitian operator on the space.
    public func vonNeumannDerivative(under hamiltonian: ComplexMatrix) throws -> ComplexMatrix {
        try space.requireHermitian(hamiltonian, "Hamiltonian")
        // Hermitian as a commutator is; what rounding leaves over may be all there is of a state at rest.
        return ((-Complex.i) * hamiltonian.commutator(with: matrix)).hermitianPart
    }
}
