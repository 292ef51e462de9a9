import NumericalCore

/// The 4^N real numbers Tr(ρ P) for all Pauli strings P: the Bloch form of N qubits.
///
/// Coefficients are ordered by the digits I, X, Y, Z = 0, 1, 2, 3 of the string in base 4, the first qubit most
/// significant, so the tensor has shape 4 × … × 4 in row-major order; the first entry is Tr ρ. For two qubits it holds
/// (a, b, T) of ``TwoQubitBlochForm``.
public struct PauliTensor: Sendable, Hashable {
    /// N, the number of qubits.
    public let count: Int
    /// The 4^N coefficients.
    public let coefficients: [Double]

    /// The largest number of qubits: 4¹² coefficients take 128 MiB, the matrix twice as much.
    public static let largestCount = 12

    /// The tensor with the given coefficients, physical or not.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless `count` is in 1…12 and there are 4^N finite coefficients.
    public init(count: Int, coefficients: [Double]) throws {
        try require(
            (1...PauliTensor.largestCount).contains(count), "number of qubits",
            must: "be in 1…\(PauliTensor.largestCount)", was: count)
        try require(
            coefficients.count == 1 << (2 * count), "coefficients", must: "be 4^N = \(1 << (2 * count)) numbers",
            was: coefficients.count)
        try require(coefficients.allSatisfy(\.isFinite), "coefficients", must: "be finite", was: "not finite")
        self.init(unchecked: count, coefficients)
    }

    init(unchecked count: Int, _ coefficients: [Double]) {
        self.count = count
        self.coefficients = coefficients
    }

    /// The Pauli tensor of a state of N qubits.
    ///
    /// - Complexity: O(N·4^N) by fast transforms; see ``init(hermitian:)``.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a party is not a qubit or there are more than 12.
    public init(_ state: DensityOperator) throws {
        try require(state.space.isQubits, "state", must: "be of qubits", was: "of \(state.space)")
        try PauliTensor.requireCount(state.space.parties)
        self.init(
            unchecked: state.space.parties, PauliTransform.forward(state.matrix, qubits: state.space.parties))
    }

    /// The coefficients Tr(A P) of a Hermitian matrix A of size 2^N, N in 1…12.
    ///
    /// For each mask x the numbers A_{c⊕x, c} are Hermitian partners of one another, so real and imaginary part fit in one
    /// real vector of length 2^N, and one Walsh–Hadamard transform gives the coefficients of all strings with that x.
    /// Beside the result only a few vectors of length 2^N are held.
    /// - Complexity: O(N·4^N) real additions and O(4^N) memory traffic.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the size is not 2^N, the matrix is not Hermitian within 1e-9, or an
    ///   entry is not finite.
    public init(hermitian matrix: ComplexMatrix) throws {
        let count = max(matrix.rows, 1).trailingZeroBitCount
        try require(
            matrix.isSquare && matrix.rows == 1 << count && count >= 1, "matrix", must: "be of size 2^N × 2^N, N ≥ 1",
            was: "\(matrix.rows) × \(matrix.columns)")
        try PauliTensor.requireCount(count)
        try matrix.requireHermitian("matrix", tolerance: 1e-9)
        self.init(unchecked: count, PauliTransform.forward(matrix, qubits: count))
    }

    private static func requireCount(_ count: Int) throws {
        try require(count <= largestCount, "number of qubits", must: "be at most \(largestCount)", was: count)
    }

    /// The Hermitian matrix 2^{−N} Σ_P t_P P.
    ///
    /// - Complexity: O(N·4^N).
    public var matrix: ComplexMatrix { PauliTransform.backward(coefficients, qubits: count) }

    /// The state with these coefficients.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the matrix is not a state within `tolerance`.
    public func densityOperator(tolerance: Double = DensityOperator.defaultTolerance) throws -> DensityOperator {
        try DensityOperator(matrix, in: .qubits(count), tolerance: tolerance)
    }

    /// Tr(ρP) for a Pauli string.
    ///
    /// - Precondition: The string has N letters.
    public subscript(string: PauliString) -> Double {
        requirePrecondition(string.count == count, "the Pauli string must have \(count) letters, but was \(string)")
        return coefficients[string.letters.reduce(0) { $0 * 4 + $1.rawValue }]
    }
}
