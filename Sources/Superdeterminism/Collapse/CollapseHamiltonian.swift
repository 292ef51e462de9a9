import NumericalCore
import QuantumStates

/// The Hamiltonian that acts beside the collapse.
public enum CollapseHamiltonian: Sendable {
    /// H = 0, the limit in which P2's Eqs. 8–61 hold.
    case none
    /// A Hermitian N × N matrix that does not depend on time.
    case constant(ComplexMatrix)
    /// H(t) with t counted from the preparation, a Hermitian matrix at every time.
    case timeDependent(@Sendable (Double) throws -> ComplexMatrix)

    /// A sum of Pauli strings as a constant Hamiltonian.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when it is too large for a dense matrix.
    public static func pauli(_ sum: PauliSum) throws -> CollapseHamiltonian { .constant(try sum.matrix()) }
}
