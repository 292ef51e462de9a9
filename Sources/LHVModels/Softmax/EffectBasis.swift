import QuantumStates

/// Functions B(E) of a measurement's element E on a D-level system: symmetric powers of its generalized Bloch vector.
///
/// With r_k = Tr(E G_k)/√(2(1 − 1/D)), of length 1 for projectors of rank one, the functions are the monomials of
/// `SymmetricPowers`, times (Tr E)^s for the given powers s of the weight. They are real, and a unitary acts on them by
/// an orthogonal matrix: B(U E U†) = d_U B(E). Source: P1, Eqs. 22–29.
public struct EffectBasis: Sendable, Hashable {
    /// D, the number of levels.
    public let dimension: Int
    /// The monomials of the generalized Bloch vector.
    package let powers: SymmetricPowers
    /// The powers s of Tr E.
    public let weightPowers: [Int]

    private let gellMann: GellMannBasis

    /// The functions of the given degrees and powers of the weight.
    ///
    /// - Parameters:
    ///   - dimension: D in 2…8.
    ///   - degrees: The degrees of the monomials, such as [1, 2].
    ///   - weightPowers: The powers of Tr E, such as [0] for projective measurements or [0, 1] for POVMs.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when an argument is out of range.
    public init(dimension: Int, degrees: [Int], weightPowers: [Int] = [0]) throws {
        try require((2...8).contains(dimension), "dimension", must: "be in 2…8", was: dimension)
        try require(!weightPowers.isEmpty, "weightPowers", must: "not be empty", was: "empty")
        try require(
            weightPowers.allSatisfy { (0...8).contains($0) } && Set(weightPowers).count == weightPowers.count,
            "weightPowers", must: "be different numbers in 0…8", was: weightPowers)
        self.dimension = dimension
        self.gellMann = try GellMannBasis(dimension: dimension)
        self.powers = try SymmetricPowers(variables: dimension * dimension - 1, degrees: degrees)
        self.weightPowers = weightPowers.sorted()
    }

    /// K, the number of functions.
    public var count: Int { powers.count * weightPowers.count }

    /// B(E).
    ///
    /// - Precondition: E is D × D.
    public func values(at element: ComplexMatrix) -> [Double] {
        requirePrecondition(
            element.rows == dimension && element.columns == dimension,
            "the element must be \(dimension) × \(dimension), but was \(element.rows) × \(element.columns)")
        let scale = 1 / (2 * (1 - 1 / Double(dimension))).squareRoot()
        let bloch = gellMann.matrices.map { matrix in
            var sum = 0.0
            for column in 0..<dimension {
                for row in 0..<dimension { sum += (element[row, column] * matrix[column, row]).real }
            }
            return scale * sum
        }
        let values = powers.values(at: bloch)
        let weight = element.trace.real
        return weightPowers.flatMap { power in
            let factor = (0..<power).reduce(1.0) { product, _ in product * weight }
            return values.map { factor * $0 }
        }
    }

    /// The orthogonal matrix R_jk = ½ Tr(G_j U G_k U†) by which a unitary turns generalized Bloch vectors.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when U is not a D × D unitary.
    public func adjointRepresentation(of unitary: ComplexMatrix) throws -> RealMatrix {
        try HilbertSpace(dimensions: [dimension]).requireUnitary(unitary)
        let images = gellMann.matrices.map { $0.conjugated(by: unitary) }
        return RealMatrix(rows: images.count, columns: images.count) { j, k in
            var sum = 0.0
            for column in 0..<dimension {
                for row in 0..<dimension { sum += (gellMann.matrices[j][row, column] * images[k][column, row]).real }
            }
            return sum / 2
        }
    }

    /// d_U with B(U E U†) = d_U B(E).
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when U is not a D × D unitary.
    public func representation(of unitary: ComplexMatrix) throws -> RealMatrix {
        let block = try powers.representation(of: adjointRepresentation(of: unitary))
        return RealMatrix.identity(weightPowers.count).kronecker(block)
    }
}
