import Foundation
import NumericalCore

/// The eigensystem of a Hamiltonian, H = Σ_k E_k |k⟩⟨k|, computed once and used for ground, thermal and evolved states.
public struct HamiltonianSpectrum: Sendable {
    /// The space of the parties.
    public let space: HilbertSpace
    /// E_k in ascending order, angular frequencies.
    public let energies: [Double]
    /// The unitary whose columns are the eigenvectors |k⟩.
    public let vectors: ComplexMatrix

    /// The largest number of qubits for a dense eigensystem: matrices of 4096 × 4096, 256 MiB each.
    public static let largestQubits = 12

    /// The eigensystem of a Hermitian matrix.
    ///
    /// - Complexity: O(D³).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the dimension is above 2¹² or the matrix is not a Hermitian
    ///   operator on the space; ``/NumericalCore/NumericalFailure`` when LAPACK does not converge.
    public init(_ hamiltonian: ComplexMatrix, in space: HilbertSpace) throws {
        try require(
            space.dimension <= 1 << HamiltonianSpectrum.largestQubits, "dimension",
            must: "be at most 2¹² for a dense eigensystem", was: space.dimension)
        try space.requireHermitian(hamiltonian, "Hamiltonian")
        let system = try hamiltonian.hermitianPart.hermitianEigensystem()
        self.space = space
        self.energies = system.values
        self.vectors = system.vectors
    }

    /// The eigensystem of a sum of Pauli strings; in real arithmetic, about four times faster, where the sum is real.
    ///
    /// - Complexity: O(8^N).
    /// - Throws: ``/NumericalCore/InvalidArgument`` for more than 12 qubits; ``/NumericalCore/NumericalFailure`` when LAPACK
    ///   does not converge.
    public init(_ hamiltonian: PauliSum) throws {
        let largest = HamiltonianSpectrum.largestQubits
        try require(
            hamiltonian.qubits <= largest, "number of qubits", must: "be at most \(largest) for a dense eigensystem",
            was: hamiltonian.qubits)
        let matrix = try hamiltonian.matrix()
        self.space = try hamiltonian.space()
        if hamiltonian.isReal {
            let system = try matrix.real.hermitianEigensystem()
            self.energies = system.values
            self.vectors = system.vectors.complex
        } else {
            let system = try matrix.hermitianEigensystem()
            self.energies = system.values
            self.vectors = system.vectors
        }
    }

    /// f(H) = Σ_k f(E_k)|k⟩⟨k|.
    ///
    /// - Complexity: O(D³).
    public func applying(_ function: (Double) -> Complex) -> ComplexMatrix {
        var scaled = vectors
        let size = scaled.rows
        scaled.withMutableElements { entries in
            for (column, energy) in energies.enumerated() {
                let image = function(energy)
                for row in 0..<size { entries[row + size * column] *= image }
            }
        }
        return ComplexMatrix.product(scaled, .plain, vectors, .adjoint)
    }

    /// f(H)|ψ⟩.
    ///
    /// - Complexity: O(D²).
    func applying(_ function: (Double) -> Complex, to amplitudes: [Complex]) -> [Complex] {
        let column = ComplexMatrix(unchecked: amplitudes, rows: amplitudes.count, columns: 1)
        var components = ComplexMatrix.product(vectors, .adjoint, column).elements
        for (index, energy) in energies.enumerated() { components[index] *= function(energy) }
        return vectors * components
    }

    /// An eigenstate |k⟩.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when `index` is not in 0..<D.
    public func eigenstate(_ index: Int) throws -> StateVector {
        try require(energies.indices.contains(index), "index", must: "be in 0..<\(energies.count)", was: index)
        return StateVector(unchecked: vectors.column(index), in: space)
    }

    /// The number of levels within `tolerance · max|E|` of the lowest: the dimension of the ground space.
    ///
    /// The units of energy do not matter: s·H has the degeneracy of H.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the tolerance is not in 0..<1.
    public func groundDegeneracy(tolerance: Double = 1e-9) throws -> Int {
        try require(tolerance >= 0 && tolerance < 1, "tolerance", must: "be in 0..<1", was: tolerance)
        let scale = max(abs(energies[0]), abs(energies[energies.count - 1]))
        return energies.prefix { $0 - energies[0] <= tolerance * scale }.count
    }
}
