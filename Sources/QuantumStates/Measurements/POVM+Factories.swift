import NumericalCore

extension POVM {
    /// The spin measurement along n: outcome 0 is "up along n" with value +1, outcome 1 is "down" with value −1.
    ///
    /// E_± = (1 ± n·σ)/2.
    public static func along(_ direction: Direction) -> POVM {
        POVM(unchecked: [direction.projector, (-direction).projector], values: [1, -1])
    }

    /// The measurement of a Hermitian observable: its spectral projectors, the largest eigenvalue first.
    ///
    /// Eigenvalues closer than the tolerance to their neighbour are one outcome, whose value is their mean. The order
    /// makes `projective(observable: n.spin)` the same measurement as ``along(_:)``.
    /// - Parameters:
    ///   - observable: A Hermitian matrix.
    ///   - degeneracyTolerance: The largest distance of neighbouring eigenvalues of one outcome, as a fraction of the
    ///     largest absolute eigenvalue.
    /// - Complexity: O(D³).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the matrix is empty, not square, not finite or not Hermitian, or
    ///   the tolerance is not in 0..<1.
    public static func projective(
        observable: ComplexMatrix, degeneracyTolerance: Double = 1e-9
    ) throws -> POVM {
        try require(observable.rows >= 1, "observable", must: "not be empty", was: "empty")
        try observable.requireHermitian("observable")
        try require(
            degeneracyTolerance >= 0 && degeneracyTolerance < 1, "degeneracyTolerance", must: "be in 0..<1",
            was: degeneracyTolerance)
        let eigensystem = try observable.hermitianPart.hermitianEigensystem()
        let values = eigensystem.values
        let threshold = degeneracyTolerance * values.largestMagnitude()
        var groups: [[Int]] = []
        for index in values.indices.reversed() {
            if let last = groups.last?.last, values[last] - values[index] <= threshold {
                groups[groups.count - 1].append(index)
            } else {
                groups.append([index])
            }
        }
        return POVM(
            unchecked: groups.map { projector(on: $0.map { eigensystem.vectors.column($0) }) },
            values: groups.map { group in group.reduce(0) { $0 + values[$1] } / Double(group.count) })
    }

    /// The measurement in the orthonormal basis of a unitary's columns: E_a = U|a⟩⟨a|U†.
    ///
    /// - Complexity: O(D³).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the matrix is not unitary.
    public static func basis(_ unitary: ComplexMatrix) throws -> POVM {
        try HilbertSpace(dimensions: [unitary.rows]).requireUnitary(unitary)
        return POVM(unchecked: (0..<unitary.columns).map { projector(on: [unitary.column($0)]) })
    }

    /// The measurement in the basis |0⟩ … |D−1⟩.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the dimension is not in 1…1024.
    public static func computational(dimension: Int) throws -> POVM {
        try requireDimension(dimension)
        return try basis(.identity(dimension))
    }

    /// The measurement with one outcome, which tells nothing.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the dimension is not in 1…1024.
    public static func trivial(dimension: Int) throws -> POVM {
        try requireDimension(dimension)
        return POVM(unchecked: [.identity(dimension)])
    }

    /// The symmetric informationally complete POVM of a qubit: E_a = (1 + n_a·σ)/4 for a tetrahedron n₀ … n₃.
    ///
    /// The corners are (1, 1, 1), (1, −1, −1), (−1, 1, −1), (−1, −1, 1), each over √3.
    /// Source: [Renes2004].
    public static let tetrahedralSIC: POVM = {
        let side: Double = (1.0 / 3.0).squareRoot()
        let corners: [SIMD3<Double>] = [[1, 1, 1], [1, -1, -1], [-1, 1, -1], [-1, -1, 1]]
        return POVM(unchecked: corners.map { 0.5 * Direction(unchecked: side * $0).projector })
    }()

    /// A random POVM: E_a = V_a†V_a for the K blocks V_a, each r × D, of a Haar-random isometry from C^D to C^{Kr}.
    ///
    /// By Naimark's theorem this is a uniformly random projective measurement on the system and an environment. The law is
    /// invariant under unitaries of the party and permutations of outcomes. Elements have rank min(r, D) with
    /// probability one.
    /// Source: [Heinosaari2020].
    /// - Parameters:
    ///   - outcomes: K ≥ 1.
    ///   - dimension: D in 1…1024.
    ///   - rank: r ≥ 1 with K·r ≥ D; r = 1 gives rank-one elements.
    ///   - generator: The source of chance.
    /// - Complexity: O(K·r·D²).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a size is outside its range or K·r exceeds 2¹⁶.
    public static func random(
        outcomes: Int, dimension: Int, rank: Int, using generator: inout some RandomNumberGenerator
    ) throws -> POVM {
        try requireDimension(dimension)
        try require((1...1 << 16).contains(outcomes), "outcomes", must: "be in 1…2¹⁶", was: outcomes)
        try require((1...1 << 16).contains(rank), "rank", must: "be in 1…2¹⁶", was: rank)
        let rows = outcomes * rank
        try require(
            rows >= dimension && rows <= 1 << 16, "outcomes × rank", must: "be in \(dimension)…2¹⁶", was: rows)
        let gaussian = ComplexMatrix(rows: rows, columns: dimension) { _, _ in generator.complexNormal() }
        let (isometry, triangular) = try gaussian.qrFactorization()
        // Haar measure needs the phases of R's diagonal (see Haar.unitary).
        let phases = triangular.diagonal.map { $0 / $0.modulus }
        return POVM(
            unchecked: (0..<outcomes).map { outcome in
                let block = ComplexMatrix(rows: rank, columns: dimension) {
                    isometry[outcome * rank + $0, $1] * phases[$1]
                }
                return ComplexMatrix.product(block, .adjoint, block).hermitianPart
            })
    }

    /// A random POVM with blocks of rank D: ``random(outcomes:dimension:rank:using:)`` with r = D.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a size is outside its range.
    public static func random(
        outcomes: Int, dimension: Int, using generator: inout some RandomNumberGenerator
    ) throws -> POVM {
        try random(outcomes: outcomes, dimension: dimension, rank: dimension, using: &generator)
    }

    /// The measurement in a Haar-random basis.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the dimension is not in 1…1024.
    public static func randomBasis(
        dimension: Int, using generator: inout some RandomNumberGenerator
    ) throws -> POVM {
        try requireDimension(dimension)
        return try basis(try Haar.unitary(dimension: dimension, using: &generator))
    }

    private static func requireDimension(_ dimension: Int) throws {
        try require((1...1024).contains(dimension), "dimension", must: "be in 1…1024", was: dimension)
    }

    /// Σ |v⟩⟨v| over orthonormal vectors.
    private static func projector(on vectors: [[Complex]]) -> ComplexMatrix {
        let size = vectors[0].count
        return ComplexMatrix(rows: size, columns: size) { row, column in
            vectors.reduce(.zero) { $0 + $1[row] * $1[column].conjugate }
        }
    }
}
