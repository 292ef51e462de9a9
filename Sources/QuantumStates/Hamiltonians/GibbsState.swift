import Foundation
import NumericalCore

/// The thermal state ρ = e^{−βH}/Z of a Hamiltonian at inverse temperature β, with its thermodynamic quantities.
///
/// β may be any finite number: 0 gives 1/D, a negative β a population inversion. Energies are shifted by the dominant
/// level before they are exponentiated, so nothing overflows. Boltzmann's constant is 1.
public struct GibbsState: Sendable {
    /// β, in units of time.
    public let beta: Double
    /// ρ.
    public let state: DensityOperator
    /// p_k = e^{−βE_k}/Z, in the ascending order of the energies.
    public let populations: [Double]
    /// ln Z.
    public let logPartitionFunction: Double
    /// ⟨H⟩ = Σ p_k E_k.
    public let energy: Double

    /// F = −ln Z/β; nil at β = 0, where there is none.
    public var freeEnergy: Double? { beta == 0 ? nil : -logPartitionFunction / beta }
    /// S = −Σ p_k log₂ p_k = (β⟨H⟩ + ln Z)/ln 2, in bits as all entropies of states are, in 0…log₂ D.
    public var entropy: Double { DensityOperator.entropy(ofProbabilities: populations) }

    /// The thermal state from an eigensystem, which serves any number of temperatures.
    ///
    /// - Complexity: O(D³) for the matrix ρ.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when β is not finite or β times an energy overflows.
    public init(_ spectrum: HamiltonianSpectrum, beta: Double) throws {
        try require(beta.isFinite, "beta", must: "be finite", was: beta)
        let energies = spectrum.energies
        let dominant = beta >= 0 ? energies[0] : energies[energies.count - 1]
        try require(
            (beta * energies[0]).isFinite && (beta * energies[energies.count - 1]).isFinite, "beta",
            must: "keep β·E finite", was: beta)
        let weights = energies.map { exp(-beta * ($0 - dominant)) }
        let sum = weights.reduce(0, +)
        self.beta = beta
        self.populations = weights.map { $0 / sum }
        self.logPartitionFunction = -beta * dominant + log(sum)
        self.energy = zip(populations, energies).reduce(0) { $0 + $1.0 * $1.1 }
        let matrix = spectrum.applying { Complex(exp(-beta * ($0 - dominant)) / sum) }
        self.state = DensityOperator(unchecked: matrix.hermitianPart, in: spectrum.space)
    }

    /// The thermal state of a sum of Pauli strings.
    ///
    /// - Complexity: O(8^N).
    /// - Throws: ``/NumericalCore/InvalidArgument`` for more than 12 qubits or when β is not finite.
    public init(of hamiltonian: PauliSum, beta: Double) throws {
        try require(beta.isFinite, "beta", must: "be finite", was: beta)
        try self.init(try HamiltonianSpectrum(hamiltonian), beta: beta)
    }

    /// The thermal state of a Hermitian matrix.
    ///
    /// - Complexity: O(D³).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the matrix is not a Hermitian operator on the space, the dimension
    ///   is above 2¹², or β is not finite.
    public init(of hamiltonian: ComplexMatrix, in space: HilbertSpace, beta: Double) throws {
        try require(beta.isFinite, "beta", must: "be finite", was: beta)
        try self.init(try HamiltonianSpectrum(hamiltonian, in: space), beta: beta)
    }
}
