/// The eigenvalues and orthonormal eigenvectors of a Hermitian (or real symmetric) matrix A = V·diag(values)·V†.
public struct HermitianEigensystem<Element: DoublePrecisionScalar>: Sendable, Hashable, Codable {
    /// The eigenvalues in ascending order.
    public let values: [Double]
    /// The unitary whose columns are the eigenvectors, in the order of ``values``.
    public let vectors: Matrix<Element>

    /// V·diag(f(values))·V†, the function f of the matrix.
    public func applying(_ function: (Double) -> Element) -> Matrix<Element> {
        recomposed(values: values.map(function))
    }

    /// V·diag(values)·V† with other eigenvalues, in the order of ``values``.
    ///
    /// - Precondition: There are as many as before.
    public func recomposed(values images: [Element]) -> Matrix<Element> {
        requirePrecondition(
            images.count == values.count, "there must be \(values.count) eigenvalues, but was \(images.count)")
        var scaled = vectors
        let rows = scaled.rows
        scaled.withMutableElements { entries in
            for (column, image) in images.enumerated() {
                for row in 0..<rows { entries[row + rows * column] *= image }
            }
        }
        return Matrix.product(scaled, .plain, vectors, .adjoint)
    }
}

extension HermitianEigensystem {
    private enum CodingKeys: String, CodingKey { case values, vectors }

    /// Reads eigenvalues and eigenvectors, one for each.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let values = try container.decode([Double].self, forKey: .values)
        let vectors = try container.decode(Matrix<Element>.self, forKey: .vectors)
        try require(
            vectors.rows == values.count && vectors.columns == values.count, "vectors",
            must: "be \(values.count) × \(values.count)", was: "\(vectors.rows) × \(vectors.columns)")
        self.init(values: values, vectors: vectors)
    }
}

/// The thin singular value decomposition A = U·diag(σ)·V†.
public struct SingularValueDecomposition<Element: DoublePrecisionScalar>: Sendable, Hashable, Codable {
    /// U, with orthonormal columns.
    public let left: Matrix<Element>
    /// σ ≥ 0 in descending order.
    public let values: [Double]
    /// V†, with orthonormal rows.
    public let rightAdjoint: Matrix<Element>
}

/// A least-squares solution, with what it is worth.
package struct LeastSquaresSolution<Element: DoublePrecisionScalar>: Sendable, Hashable, Codable {
    /// X of least ‖A·X − B‖_F, and among those of least norm; a column for each column of B.
    package let solution: Matrix<Element>
    /// ‖A·X − B‖_F.
    package let residualNorm: Double
    /// The number of singular values above the tolerance.
    package let rank: Int
    /// The singular values of A in descending order.
    package let singularValues: [Double]
}

extension Matrix where Element: DoublePrecisionScalar {
    /// Eigenvalues and eigenvectors of a Hermitian matrix, of which only the lower triangle is read.
    ///
    /// - Complexity: O(n³).
    /// - Throws: ``InvalidArgument`` when the matrix is not square or not finite; ``NumericalFailure`` when the iteration
    ///   does not converge.
    public func hermitianEigensystem() throws -> HermitianEigensystem<Element> {
        try LAPACK.requireSquare(self)
        guard rows > 0 else { return HermitianEigensystem(values: [], vectors: self) }
        try LAPACK.admit(self, to: "Hermitian eigenvalue problem")
        var vectors = self
        let values = try LAPACK.hermitianEigen(&vectors, vectors: true)
        return HermitianEigensystem(values: values, vectors: vectors)
    }

    /// The eigenvalues alone of a Hermitian matrix in ascending order; only the lower triangle is read.
    ///
    /// - Complexity: O(n³).
    /// - Throws: As ``hermitianEigensystem()``.
    public func hermitianEigenvalues() throws -> [Double] {
        try LAPACK.requireSquare(self)
        guard rows > 0 else { return [] }
        try LAPACK.admit(self, to: "Hermitian eigenvalue problem")
        var work = self
        return try LAPACK.hermitianEigen(&work, vectors: false)
    }

    /// A = U·diag(σ)·V†.
    ///
    /// - Complexity: O(m·n·min(m, n)).
    /// - Throws: ``InvalidArgument`` when an entry is not finite; ``NumericalFailure`` without convergence.
    public func singularValueDecomposition() throws -> SingularValueDecomposition<Element> {
        guard rows > 0, columns > 0 else {
            return SingularValueDecomposition(
                left: Matrix(rows: rows, columns: 0), values: [], rightAdjoint: Matrix(rows: 0, columns: columns))
        }
        try LAPACK.admit(self, to: "singular value decomposition")
        var work = self
        let (left, values, right) = try LAPACK.singularValues(&work)
        return SingularValueDecomposition(left: left, values: values, rightAdjoint: right)
    }

    /// X with A·X = B, by LU with partial pivoting.
    ///
    /// - Complexity: O(n³).
    /// - Throws: ``InvalidArgument`` when shapes do not fit or an entry is not finite; ``NumericalFailure`` when A is
    ///   singular.
    public func solve(_ right: Matrix) throws -> Matrix {
        try LAPACK.requireSquare(self)
        try require(
            right.rows == rows, "right-hand side", must: "have \(rows) rows", was: "\(right.rows) × \(right.columns)")
        guard rows > 0, right.columns > 0 else { return right }
        try LAPACK.admit(self, to: "linear solve")
        try LAPACK.admit(right, to: "linear solve")
        var (factors, solution) = (self, right)
        try LAPACK.solve(&factors, &solution)
        return solution
    }

    /// x with A·x = b.
    ///
    /// - Throws: As ``solve(_:)-(Matrix<Element>)``.
    public func solve(_ right: [Element]) throws -> [Element] {
        try solve(Matrix(unchecked: right, rows: right.count, columns: 1)).elements
    }

    /// A⁻¹.
    ///
    /// - Throws: As ``solve(_:)-(Matrix<Element>)``.
    public func inverse() throws -> Matrix { try solve(.identity(rows)) }

    /// det A, by LU factorization.
    ///
    /// - Complexity: O(n³).
    /// - Throws: ``InvalidArgument`` when the matrix is not square or not finite.
    public func determinant() throws -> Element {
        try LAPACK.requireSquare(self)
        guard rows > 0 else { return .one }
        try LAPACK.admit(self, to: "determinant")
        var factors = self
        guard let pivots = try LAPACK.luFactor(&factors) else { return .zero }
        var product = Element.one
        for (index, pivot) in pivots.enumerated() {
            product *= pivot == index ? factors[index, index] : -factors[index, index]
        }
        return product
    }

    /// The thin factorization A = Q·R: Q is m × min(m, n) with orthonormal columns, R is upper triangular.
    ///
    /// - Complexity: O(m·n·min(m, n)).
    /// - Throws: ``InvalidArgument`` when an entry is not finite.
    public func qrFactorization() throws -> (orthonormal: Matrix, triangular: Matrix) {
        let rank = min(rows, columns)
        guard rank > 0 else { return (Matrix(rows: rows, columns: 0), Matrix(rows: 0, columns: columns)) }
        try LAPACK.admit(self, to: "QR factorization")
        var work = self
        let coefficients = try LAPACK.qrFactor(&work)
        let triangular = Matrix(rows: rank, columns: columns) { $0 <= $1 ? work[$0, $1] : .zero }
        var orthonormal = Matrix(unchecked: Array(work.elements.prefix(rows * rank)), rows: rows, columns: rank)
        try LAPACK.qrExpand(&orthonormal, coefficients)
        return (orthonormal, triangular)
    }

    /// The minimum-norm X of least ‖A·X − B‖_F, by singular values; A may have any shape and rank.
    ///
    /// - Parameters:
    ///   - right: B, with as many rows as A.
    ///   - rankTolerance: Singular values below this fraction of the largest count as zero.
    /// - Complexity: O(m·n·min(m, n)).
    /// - Throws: ``InvalidArgument`` when shapes do not fit or an entry is not finite; ``NumericalFailure`` without
    ///   convergence.
    package func leastSquares(_ right: Matrix, rankTolerance: Double = 1e-13) throws -> LeastSquaresSolution<Element> {
        try require(rows > 0 && columns > 0, "matrix", must: "not be empty", was: "\(rows) × \(columns)")
        try require(
            right.rows == rows, "right-hand side", must: "have \(rows) rows", was: "\(right.rows) × \(right.columns)")
        try require(right.columns > 0, "right-hand side", must: "have at least one column", was: right.columns)
        try require(
            rankTolerance >= 0 && rankTolerance < 1, "rankTolerance", must: "be in 0..<1", was: rankTolerance)
        try LAPACK.admit(self, to: "least squares")
        try LAPACK.admit(right, to: "least squares")
        var work = self
        var target = Matrix(rows: max(rows, columns), columns: right.columns) { $0 < rows ? right[$0, $1] : .zero }
        let (values, rank) = try LAPACK.leastSquares(&work, &target, rankTolerance: rankTolerance)
        let solution = Matrix(rows: columns, columns: right.columns) { target[$0, $1] }
        return LeastSquaresSolution(
            solution: solution, residualNorm: (self * solution - right).frobeniusNorm, rank: rank,
            singularValues: values)
    }

    /// The lower triangular L with A = L·L†, or nil when A is not positive definite; only the lower triangle is read.
    ///
    /// - Complexity: O(n³).
    /// - Throws: ``InvalidArgument`` when the matrix is not square or not finite.
    public func choleskyFactor() throws -> Matrix? {
        try LAPACK.requireSquare(self)
        guard rows > 0 else { return self }
        try LAPACK.admit(self, to: "Cholesky factorization")
        var work = self
        guard try LAPACK.cholesky(&work) else { return nil }
        return Matrix(rows: rows, columns: rows) { $0 >= $1 ? work[$0, $1] : .zero }
    }
}

extension Matrix where Element == Complex {
    /// The eigenvalues and right eigenvectors (columns, of unit length) of any square matrix.
    ///
    /// - Complexity: O(n³).
    /// - Throws: ``InvalidArgument`` when the matrix is not square or not finite; ``NumericalFailure`` without
    ///   convergence.
    public func eigensystem() throws -> (values: [Complex], vectors: ComplexMatrix) {
        try LAPACK.requireSquare(self)
        guard rows > 0 else { return ([], self) }
        try LAPACK.admit(self, to: "general eigenvalue problem")
        var work = self
        var vectors = ComplexMatrix(rows: rows, columns: rows)
        let values = try LAPACK.generalEigen(&work, vectors: &vectors)
        return (values, vectors)
    }

    /// A = Z·T·Z† with T upper triangular and Z unitary.
    ///
    /// - Complexity: O(n³).
    /// - Throws: As ``eigensystem()``.
    package func schurDecomposition() throws -> (unitary: ComplexMatrix, triangular: ComplexMatrix) {
        try LAPACK.requireSquare(self)
        guard rows > 0 else { return (self, self) }
        try LAPACK.admit(self, to: "Schur decomposition")
        var triangular = self
        let unitary = try LAPACK.schur(&triangular)
        return (unitary, triangular)
    }
}

extension Matrix where Element == Double {
    /// The eigenvalues, ascending, and eigenvectors of the symmetric tridiagonal matrix with the given diagonals.
    ///
    /// - Parameters:
    ///   - diagonal: The n diagonal entries.
    ///   - offDiagonal: The n − 1 entries beside the diagonal.
    /// - Complexity: O(n²) to O(n³).
    /// - Throws: ``InvalidArgument`` when the counts do not fit or an entry is not finite; ``NumericalFailure`` without
    ///   convergence.
    package static func tridiagonalEigensystem(
        diagonal: [Double], offDiagonal: [Double]
    ) throws -> HermitianEigensystem<Double> {
        try require(!diagonal.isEmpty, "diagonal", must: "not be empty", was: "empty")
        try require(
            offDiagonal.count == diagonal.count - 1, "offDiagonal", must: "have \(diagonal.count - 1) entries",
            was: offDiagonal.count)
        try require(
            diagonal.allSatisfy(\.isFinite) && offDiagonal.allSatisfy(\.isFinite), "diagonals",
            must: "have only finite entries", was: "not finite")
        let (values, vectors) = try LAPACK.tridiagonalEigen(diagonal: diagonal, offDiagonal: offDiagonal)
        return HermitianEigensystem(values: values, vectors: vectors)
    }
}
