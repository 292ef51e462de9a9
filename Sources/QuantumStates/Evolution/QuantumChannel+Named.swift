import Foundation
import NumericalCore

extension QuantumChannel {
    /// ρ ↦ UρU†.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when U is not a unitary on the space.
    public static func unitary(_ unitary: ComplexMatrix, in space: HilbertSpace) throws -> QuantumChannel {
        try space.requireUnitary(unitary)
        return try QuantumChannel(krausOperators: [unitary], from: space)
    }

    /// ρ ↦ ρ.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the dimension of the space is above 2¹⁰.
    public static func identity(on space: HilbertSpace) throws -> QuantumChannel {
        try require(
            space.dimension <= largestDimension, "dimension of the channel", must: "be at most \(largestDimension)",
            was: space.dimension)
        return QuantumChannel(unchecked: [.identity(space.dimension)], from: space, to: space)
    }

    /// ρ ↦ (1 − p)ρ + p·1/D: white noise on a qudit.
    ///
    /// Completely positive for p in 0…D²/(D² − 1); beyond 1 the state is inverted before it is mixed. For a qubit the
    /// Bloch vector shrinks by 1 − p, and p = 4/3 is the universal NOT.
    /// - Parameters:
    ///   - probability: p, the weight of the maximally mixed state.
    ///   - dimension: D.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when p is not in 0…D²/(D² − 1) or D not in 2…16.
    public static func depolarizing(probability: Double, dimension: Int = 2) throws -> QuantumChannel {
        try requireQudit(dimension)
        let square = Double(dimension * dimension)
        try require(
            probability >= 0 && probability <= square / (square - 1), "probability",
            must: "be in 0…D²/(D² − 1) = \(square / (square - 1))", was: probability)
        var kraus: [ComplexMatrix] = []
        for shift in 0..<dimension {
            for clock in 0..<dimension {
                // The Weyl operators X^shift Z^clock, whose mean over all is the maximally mixed state.
                let weight =
                    shift == 0 && clock == 0 ? max(0, 1 - probability * (square - 1) / square) : probability / square
                var matrix = ComplexMatrix(rows: dimension, columns: dimension)
                for column in 0..<dimension {
                    let phase = 2 * Double.pi * Double(clock * column % dimension) / Double(dimension)
                    matrix[(column + shift) % dimension, column] = weight.squareRoot() * Complex.unit(phase: phase)
                }
                kraus.append(matrix)
            }
        }
        return try QuantumChannel(krausOperators: kraus)
    }

    /// ρ ↦ (1 − p)ρ + p Σ_i |i⟩⟨i|ρ|i⟩⟨i|: coherences shrink by 1 − p, populations stay.
    ///
    /// - Parameters:
    ///   - probability: p in 0…1.
    ///   - dimension: D.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when p is not in 0…1 or D not in 2…16.
    public static func dephasing(probability: Double, dimension: Int = 2) throws -> QuantumChannel {
        try requireQudit(dimension)
        try requireProbability(probability, "probability")
        var kraus = [(1 - probability).squareRoot() * ComplexMatrix.identity(dimension)]
        for index in 0..<dimension {
            var projector = ComplexMatrix(rows: dimension, columns: dimension)
            projector[index, index] = Complex(probability.squareRoot())
            kraus.append(projector)
        }
        return try QuantumChannel(krausOperators: kraus)
    }

    /// The decay of |1⟩ to |0⟩ with probability γ: K₀ = |0⟩⟨0| + √(1 − γ)|1⟩⟨1|, K₁ = √γ|0⟩⟨1|.
    ///
    /// - Parameter probability: γ in 0…1; 1 − e^{−t/T₁} for a decay time T₁.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when γ is not in 0…1.
    public static func amplitudeDamping(probability: Double) throws -> QuantumChannel {
        try requireProbability(probability, "probability")
        return try QuantumChannel(krausOperators: [
            .diagonal([1, Complex((1 - probability).squareRoot())]),
            ComplexMatrix(unchecked: [0, 0, Complex(probability.squareRoot()), 0], rows: 2, columns: 2),
        ])
    }

    /// ρ ↦ (1 − p)ρ + p XρX.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when p is not in 0…1.
    public static func bitFlip(probability: Double) throws -> QuantumChannel {
        try requireProbability(probability, "probability")
        return try pauli(x: probability, y: 0, z: 0)
    }

    /// ρ ↦ (1 − p)ρ + p ZρZ; coherences shrink by 1 − 2p.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when p is not in 0…1.
    public static func phaseFlip(probability: Double) throws -> QuantumChannel {
        try requireProbability(probability, "probability")
        return try pauli(x: 0, y: 0, z: probability)
    }

    /// ρ ↦ (1 − p_x − p_y − p_z)ρ + p_x XρX + p_y YρY + p_z ZρZ, the Pauli channel on a qubit.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a probability is not in 0…1 or their sum exceeds 1 by more than
    ///   rounding.
    public static func pauli(x: Double, y: Double, z: Double) throws -> QuantumChannel {
        try requireProbability(x, "probability of X")
        try requireProbability(y, "probability of Y")
        try requireProbability(z, "probability of Z")
        let rest = 1 - (x + y + z)
        try require(rest >= -1e-12, "sum of the probabilities", must: "be at most 1", was: x + y + z)
        let weights = [(Pauli.identity, max(0, rest)), (.x, x), (.y, y), (.z, z)]
        return try QuantumChannel(
            krausOperators: weights.filter { $0.1 > 0 }.map { $0.1.squareRoot() * $0.0.matrix })
    }

    private static func requireProbability(_ value: Double, _ name: String) throws {
        try require(value >= 0 && value <= 1, name, must: "be in 0…1", was: value)
    }

    private static func requireQudit(_ dimension: Int) throws {
        try require((2...16).contains(dimension), "dimension", must: "be in 2…16", was: dimension)
    }
}
