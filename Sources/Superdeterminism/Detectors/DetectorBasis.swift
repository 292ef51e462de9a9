import NumericalCore
import QuantumStates

/// An orthonormal basis |1⟩ … |N⟩ of detector eigenstates in a definite order.
///
/// The order matters to P2's model: the operators of level J act between J and the levels before it. Position k, counted
/// from 0, is the paper's |k+1⟩; ``order`` tells which outcome of the detectors stands there.
/// Source: P2, Sec. 2, and Sec. 2.2 on the order.
public struct DetectorBasis: Sendable, Hashable {
    /// The parties of the measured system.
    public let space: HilbertSpace
    /// The basis vectors as columns, in the order of the model.
    public let vectors: ComplexMatrix
    /// The numbers of outcomes of the detectors; one detector unless the basis is a product of local ones.
    public let outcomes: [Int]
    /// `order[position]` is the outcome at that position: the index of the outcome list, first detector most significant.
    public let order: [Int]

    /// The basis of the columns of a unitary, for one detector.
    ///
    /// - Parameters:
    ///   - vectors: An N × N matrix with orthonormal columns.
    ///   - space: The parties of the measured system, of dimension N.
    /// - Complexity: O(N³).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when N is 0, the matrix does not fit the space, or its columns are not
    ///   orthonormal within 1e-9.
    public init(_ vectors: ComplexMatrix, in space: HilbertSpace) throws {
        try require(vectors.rows >= 1, "detector basis", must: "have at least one vector", was: "none")
        try space.requireOperator(vectors, "detector basis")
        let overlaps = ComplexMatrix.product(vectors, .adjoint, vectors)
        let defect = overlaps.distance(to: .identity(vectors.columns))
        try require(
            defect <= 1e-9, "detector basis", must: "be orthonormal within 1e-9", was: "off by \(defect)")
        self.init(unchecked: vectors, in: space, outcomes: [vectors.columns], order: Array(0..<vectors.columns))
    }

    private init(unchecked vectors: ComplexMatrix, in space: HilbertSpace, outcomes: [Int], order: [Int]) {
        self.vectors = vectors
        self.space = space
        self.outcomes = outcomes
        self.order = order
    }

    /// The basis of the vectors given as a list.
    ///
    /// - Throws: As ``init(_:in:)``, and when the vectors differ in length or their number is not the dimension.
    public init(vectors: [[Complex]], in space: HilbertSpace) throws {
        try require(
            vectors.count == space.dimension, "detector basis", must: "have \(space.dimension) vectors",
            was: vectors.count)
        for (index, vector) in vectors.enumerated() {
            try require(
                vector.count == space.dimension, "vector \(index) of the detector basis",
                must: "have \(space.dimension) components", was: vector.count)
        }
        try self.init(
            ComplexMatrix(rows: space.dimension, columns: vectors.count) { vectors[$1][$0] }, in: space)
    }

    /// The basis |i₁ … i_N⟩, a detector for each party.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the dimension is too large for dense matrices.
    public static func computational(in space: HilbertSpace) throws -> DetectorBasis {
        try space.requireDenseOperators()
        return DetectorBasis(
            unchecked: .identity(space.dimension), in: space, outcomes: space.dimensions,
            order: Array(0..<space.dimension))
    }

    /// The product of the local bases of several detectors, first detector most significant.
    ///
    /// - Parameter bases: For each party a unitary whose columns are its detector's eigenstates.
    /// - Complexity: O(N²) for N = Π D_k.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there is none, one is not orthonormal, or the product is too large.
    public static func product(_ bases: [ComplexMatrix]) throws -> DetectorBasis {
        try require(!bases.isEmpty, "local bases", must: "be at least one", was: "none")
        let space = try HilbertSpace(dimensions: bases.map(\.rows))
        try space.requireDenseOperators()
        var vectors = ComplexMatrix.identity(1)
        for (party, basis) in bases.enumerated() {
            let local = try DetectorBasis(basis, in: HilbertSpace(dimensions: [space.dimensions[party]]))
            vectors = vectors.kronecker(local.vectors)
        }
        return DetectorBasis(
            unchecked: vectors, in: space, outcomes: space.dimensions, order: Array(0..<space.dimension))
    }

    /// The product basis of spin measurements along directions, a qubit for each: outcome 0 is "up along n".
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there is no direction or there are too many.
    public static func spins(along directions: [Direction]) throws -> DetectorBasis {
        try product(directions.map(DetectorBasis.spinBasis))
    }

    /// The columns |n⟩, |−n⟩.
    public static func spinBasis(_ direction: Direction) -> ComplexMatrix {
        let (up, down) = (direction.stateVector.amplitudes, (-direction).stateVector.amplitudes)
        return ComplexMatrix(unchecked: up + down, rows: 2, columns: 2)
    }

    /// N, the number of basis vectors.
    public var levels: Int { vectors.columns }

    /// The same detectors with their eigenstates in another order.
    ///
    /// - Parameter permutation: Position k of the result is position `permutation[k]` of this basis.
    /// - Complexity: O(N²).
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless each position is named once.
    public func reordered(_ permutation: [Int]) throws -> DetectorBasis {
        try require(
            permutation.sorted() == Array(0..<levels), "permutation", must: "name each position in 0..<\(levels) once",
            was: permutation)
        return DetectorBasis(
            unchecked: ComplexMatrix(rows: levels, columns: levels) { vectors[$0, permutation[$1]] }, in: space,
            outcomes: outcomes, order: permutation.map { order[$0] })
    }

    /// The results of the single detectors at a position.
    ///
    /// - Precondition: `position` is in 0..<``levels``.
    public func outcomeList(at position: Int) -> [Int] {
        requirePrecondition(
            position >= 0 && position < levels, "position must be in 0..<\(levels), but was \(position)")
        return MixedRadix.digits(order[position], outcomes)
    }

    /// Numbers given by position, such as populations, in the natural order of the outcome lists.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless there is one number for each position.
    public func inOutcomeOrder(_ numbers: [Double]) throws -> [Double] {
        try require(numbers.count == levels, "numbers", must: "be \(levels), one for each position", was: numbers.count)
        var sorted = numbers
        for (position, outcome) in order.enumerated() { sorted[outcome] = numbers[position] }
        return sorted
    }

    /// ⟨I|ψ⟩ for all I, by position.
    ///
    /// - Complexity: O(N²).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the state is of another space.
    public func amplitudes(of state: StateVector) throws -> [Complex] {
        try require(state.space == space, "state", must: "live in \(space)", was: state.space)
        return (0..<levels).map { position in
            var sum = Complex.zero
            for row in 0..<levels { sum += vectors[row, position].conjugate * state.amplitudes[row] }
            return sum
        }
    }

    /// The matrix A of an operator in this basis, ⟨I|A|J⟩.
    ///
    /// - Complexity: O(N³).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the matrix does not fit the space.
    public func matrix(of operator: ComplexMatrix, named name: String = "operator") throws -> ComplexMatrix {
        try space.requireOperator(`operator`, name)
        return ComplexMatrix.product(vectors, .adjoint, `operator`) * vectors
    }

    /// The operator on the system's space whose matrix in this basis is given.
    ///
    /// - Complexity: O(N³).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the matrix does not fit the space.
    public func operatorOnSpace(_ matrix: ComplexMatrix) throws -> ComplexMatrix {
        try space.requireOperator(matrix, "matrix")
        return matrix.conjugated(by: vectors)
    }
}
