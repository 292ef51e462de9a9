import NumericalCore

/// ρ(t) of one run, or of an average over runs, at a list of times.
public struct CollapseTrajectory: Sendable, Hashable, Codable {
    /// The times, counted from the preparation.
    public let times: [Double]
    /// ρ(t) in the detector basis.
    public let matrices: [ComplexMatrix]

    init(times: [Double], matrices: [ComplexMatrix]) {
        self.times = times
        self.matrices = matrices
    }

    private enum CodingKeys: String, CodingKey { case times, matrices }

    /// Reads times and matrices, one for each time and all of one size.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let times = try container.decode([Double].self, forKey: .times)
        let matrices = try container.decode([ComplexMatrix].self, forKey: .matrices)
        let levels = matrices.first?.rows ?? 0
        try require(
            matrices.count == times.count && matrices.allSatisfy { $0.rows == levels && $0.columns == levels },
            "matrices",
            must: "be \(times.count) square ones of one size", was: matrices.count)
        self.init(times: times, matrices: matrices)
    }

    /// ⟨I|ρ(t)|I⟩ for each time, by position.
    public var populations: [[Double]] { matrices.map { $0.diagonal.map(\.real) } }

    /// ⟨I|ρ(t)|I⟩ of one position for each time.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there is no such position.
    public func population(at position: Int) throws -> [Double] {
        try requirePosition(position)
        return matrices.map { $0[position, position].real }
    }

    /// ⟨I|ρ(t)|J⟩ for each time.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there is no such position.
    public func coherence(_ first: Int, _ second: Int) throws -> [Complex] {
        try requirePosition(first)
        try requirePosition(second)
        return matrices.map { $0[first, second] }
    }

    private func requirePosition(_ position: Int) throws {
        let levels = matrices.first?.rows ?? 0
        try require(position >= 0 && position < levels, "position", must: "be in 0..<\(levels)", was: position)
    }

    /// Tr ρ² for each time.
    public var purities: [Double] {
        matrices.map { $0.elements.reduce(0) { $0 + $1.squaredMagnitude } }
    }

    /// Tr ρH for each time, H being given in the detector basis: it changes, for the collapse does not conserve energy.
    ///
    /// Source: P2, Sec. 5.
    /// - Complexity: O(N²) a time.
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless H is an N × N Hermitian matrix.
    public func energies(of hamiltonian: ComplexMatrix) throws -> [Double] {
        try hamiltonian.requireHermitian("Hamiltonian")
        let levels = matrices.first?.rows ?? hamiltonian.rows
        try require(
            hamiltonian.rows == levels, "Hamiltonian", must: "be \(levels) × \(levels)",
            was: "\(hamiltonian.rows) × \(hamiltonian.columns)")
        return matrices.map { matrix in
            // Tr ρH = Σ conj(ρ_ij) H_ij for Hermitian ρ.
            zip(matrix.elements, hamiltonian.elements).reduce(0) { $0 + ($1.0.conjugate * $1.1).real }
        }
    }

    /// How far ρ(t) is from a state, over the times of the trajectory: largest |Tr ρ − 1|, largest |ρ_ij − ρ_ji*|, smallest eigenvalue.
    ///
    /// - Complexity: O(N³) a time.
    /// - Throws: ``/NumericalCore/NumericalFailure`` when LAPACK does not converge.
    public func defects() throws -> (trace: Double, hermiticity: Double, leastEigenvalue: Double) {
        var worst = (trace: 0.0, hermiticity: 0.0, leastEigenvalue: Double.infinity)
        for matrix in matrices {
            worst.trace = largerOrNaN(worst.trace, abs(matrix.trace.real - 1))
            worst.hermiticity = largerOrNaN(worst.hermiticity, matrix.hermiticityDefect)
            worst.leastEigenvalue = smallerOrNaN(
                worst.leastEigenvalue, try matrix.hermitianPart.hermitianEigenvalues()[0])
        }
        return worst
    }
}
