internal import CLAPACK

/// A scalar for which LAPACK's double-precision routines exist: `Double` or ``Complex``.
public protocol DoublePrecisionScalar: Scalar {}
extension Double: DoublePrecisionScalar {}
extension Complex: DoublePrecisionScalar {}

/// The calls into LAPACK: inputs are finite and sizes fit, and every `info` code becomes an error in words.
///
/// All matrices are column-major and overwritten as LAPACK does.
enum LAPACK {
    /// Throws unless every entry is finite and the sizes fit LAPACK's 32-bit integers.
    static func admit<Element: Scalar>(_ matrix: Matrix<Element>, to operation: String) throws {
        guard matrix.rows <= Int32.max, matrix.columns <= Int32.max else {
            throw NumericalFailure(operation, "the matrix is too large for LAPACK")
        }
        guard matrix.isFinite else {
            throw InvalidArgument("matrix", must: "have only finite entries", was: "not finite (\(operation))")
        }
    }

    /// Throws unless the matrix is square.
    static func requireSquare<Element: Scalar>(_ matrix: Matrix<Element>) throws {
        try require(matrix.isSquare, "matrix", must: "be square", was: "\(matrix.rows) × \(matrix.columns)")
    }

    private static func check(_ info: lapack_int, _ operation: String, positive reason: (lapack_int) -> String) throws {
        if info > 0 { throw NumericalFailure(operation, reason(info)) }
        if info < 0 { throw NumericalFailure(operation, "LAPACK refused its argument number \(-info)") }
    }

    private static func rebound(_ pointer: UnsafeMutablePointer<Complex>) -> UnsafeMutablePointer<lapack_complex_double>
    {
        UnsafeMutableRawPointer(pointer).assumingMemoryBound(to: lapack_complex_double.self)
    }

    // One entry point a routine for both scalars: LAPACKE distinguishes them by name only.
    private static func withEntries<Element: Scalar>(
        _ matrix: inout Matrix<Element>,
        real: (UnsafeMutablePointer<Double>) -> lapack_int,
        complex: (UnsafeMutablePointer<lapack_complex_double>) -> lapack_int
    ) -> lapack_int {
        return BLAS.onOneThread {
            matrix.withMutableElements { buffer in
                let raw = UnsafeMutableRawPointer(buffer.baseAddress!)
                return Element.self == Complex.self
                    ? complex(raw.assumingMemoryBound(to: lapack_complex_double.self))
                    : real(raw.assumingMemoryBound(to: Double.self))
            }
        }
    }

    /// Eigenvalues in ascending order; the matrix is overwritten with the eigenvectors when they are wanted.
    ///
    /// Reads the lower triangle only: OpenBLAS 0.3.21 reads past the end of the matrix with the upper one.
    static func hermitianEigen<Element: DoublePrecisionScalar>(
        _ matrix: inout Matrix<Element>, vectors: Bool
    ) throws -> [Double] {
        let n = lapack_int(matrix.rows)
        var values = [Double](repeating: 0, count: matrix.rows)
        let lower = CChar(UInt8(ascii: "L"))
        let job = CChar(UInt8(ascii: vectors ? "V" : "N"))
        let info = withEntries(&matrix) {
            LAPACKE_dsyevd(LAPACK_COL_MAJOR, job, lower, n, $0, n, &values)
        } complex: {
            LAPACKE_zheevd(LAPACK_COL_MAJOR, job, lower, n, $0, n, &values)
        }
        try check(info, "Hermitian eigenvalue problem") { _ in "the iteration did not converge" }
        return values
    }

    /// Eigenvalues and right eigenvectors of a general complex matrix.
    static func generalEigen(_ matrix: inout ComplexMatrix, vectors: inout ComplexMatrix) throws -> [Complex] {
        let n = lapack_int(matrix.rows)
        var values = [Complex](repeating: .zero, count: matrix.rows)
        let info = BLAS.onOneThread {
            matrix.withMutableElements { matrix in
                vectors.withMutableElements { vectors in
                    values.withUnsafeMutableBufferPointer { values in
                        LAPACKE_zgeev(
                            LAPACK_COL_MAJOR, CChar(UInt8(ascii: "N")), CChar(UInt8(ascii: "V")), n,
                            rebound(matrix.baseAddress!), n, rebound(values.baseAddress!), nil, n,
                            rebound(vectors.baseAddress!), n)
                    }
                }
            }
        }
        try check(info, "general eigenvalue problem") { _ in "the QR iteration did not converge" }
        return values
    }

    /// Overwrites the matrix with its Schur form T and returns the unitary Z with A = Z T Z†.
    static func schur(_ matrix: inout ComplexMatrix) throws -> ComplexMatrix {
        let n = lapack_int(matrix.rows)
        var unitary = ComplexMatrix(rows: matrix.rows, columns: matrix.rows)
        var values = [Complex](repeating: .zero, count: matrix.rows)
        var count: lapack_int = 0
        let info = BLAS.onOneThread {
            matrix.withMutableElements { matrix in
                unitary.withMutableElements { unitary in
                    values.withUnsafeMutableBufferPointer { values in
                        LAPACKE_zgees(
                            LAPACK_COL_MAJOR, CChar(UInt8(ascii: "V")), CChar(UInt8(ascii: "N")), nil, n,
                            rebound(matrix.baseAddress!), n, &count, rebound(values.baseAddress!),
                            rebound(unitary.baseAddress!), n)
                    }
                }
            }
        }
        try check(info, "Schur decomposition") { _ in "the QR iteration did not converge" }
        return unitary
    }

    /// The thin singular value decomposition: U, σ in descending order, V†.
    static func singularValues<Element: DoublePrecisionScalar>(
        _ matrix: inout Matrix<Element>
    ) throws -> (left: Matrix<Element>, values: [Double], rightAdjoint: Matrix<Element>) {
        let (rows, columns) = (matrix.rows, matrix.columns)
        let rank = min(rows, columns)
        var values = [Double](repeating: 0, count: rank)
        var left = Matrix<Element>(rows: rows, columns: rank)
        var right = Matrix<Element>(rows: rank, columns: columns)
        let (m, n, k) = (lapack_int(rows), lapack_int(columns), lapack_int(rank))
        let thin = CChar(UInt8(ascii: "S"))
        let info = left.withMutableElements { left in
            right.withMutableElements { right in
                let (u, v) = (UnsafeMutableRawPointer(left.baseAddress!), UnsafeMutableRawPointer(right.baseAddress!))
                return withEntries(&matrix) {
                    LAPACKE_dgesdd(
                        LAPACK_COL_MAJOR, thin, m, n, $0, m, &values, u.assumingMemoryBound(to: Double.self), m,
                        v.assumingMemoryBound(to: Double.self), k)
                } complex: {
                    LAPACKE_zgesdd(
                        LAPACK_COL_MAJOR, thin, m, n, $0, m, &values,
                        u.assumingMemoryBound(to: lapack_complex_double.self), m,
                        v.assumingMemoryBound(to: lapack_complex_double.self), k)
                }
            }
        }
        try check(info, "singular value decomposition") { _ in "the iteration did not converge" }
        return (left, values, right)
    }

    /// Overwrites `matrix` with its LU factors and `right` with the solution X of A·X = B.
    static func solve<Element: DoublePrecisionScalar>(
        _ matrix: inout Matrix<Element>, _ right: inout Matrix<Element>
    ) throws {
        let (n, count) = (lapack_int(matrix.rows), lapack_int(right.columns))
        var pivots = [lapack_int](repeating: 0, count: matrix.rows)
        let info = right.withMutableElements { right in
            let b = UnsafeMutableRawPointer(right.baseAddress!)
            return withEntries(&matrix) {
                LAPACKE_dgesv(LAPACK_COL_MAJOR, n, count, $0, n, &pivots, b.assumingMemoryBound(to: Double.self), n)
            } complex: {
                LAPACKE_zgesv(
                    LAPACK_COL_MAJOR, n, count, $0, n, &pivots, b.assumingMemoryBound(to: lapack_complex_double.self), n
                )
            }
        }
        try check(info, "linear solve") { "the matrix is singular (pivot \($0) is exactly zero)" }
    }

    /// Overwrites the matrix with its LU factors and returns the pivots; an exactly singular matrix gives nil.
    static func luFactor<Element: DoublePrecisionScalar>(_ matrix: inout Matrix<Element>) throws -> [Int]? {
        let n = lapack_int(matrix.rows)
        var pivots = [lapack_int](repeating: 0, count: matrix.rows)
        let info = withEntries(&matrix) {
            LAPACKE_dgetrf(LAPACK_COL_MAJOR, n, n, $0, n, &pivots)
        } complex: {
            LAPACKE_zgetrf(LAPACK_COL_MAJOR, n, n, $0, n, &pivots)
        }
        if info > 0 { return nil }
        try check(info, "LU factorization") { _ in "" }
        return pivots.map { Int($0) - 1 }
    }

    /// Overwrites the matrix with Householder vectors over R and returns the reflection coefficients.
    static func qrFactor<Element: DoublePrecisionScalar>(_ matrix: inout Matrix<Element>) throws -> [Element] {
        let (m, n) = (lapack_int(matrix.rows), lapack_int(matrix.columns))
        var coefficients = [Element](repeating: .zero, count: min(matrix.rows, matrix.columns))
        let info = coefficients.withUnsafeMutableBufferPointer { coefficients in
            let tau = UnsafeMutableRawPointer(coefficients.baseAddress!)
            return withEntries(&matrix) {
                LAPACKE_dgeqrf(LAPACK_COL_MAJOR, m, n, $0, m, tau.assumingMemoryBound(to: Double.self))
            } complex: {
                LAPACKE_zgeqrf(LAPACK_COL_MAJOR, m, n, $0, m, tau.assumingMemoryBound(to: lapack_complex_double.self))
            }
        }
        try check(info, "QR factorization") { _ in "" }
        return coefficients
    }

    /// Overwrites the first columns of Householder vectors with the orthonormal columns of Q.
    static func qrExpand<Element: DoublePrecisionScalar>(_ matrix: inout Matrix<Element>, _ coefficients: [Element])
        throws
    {
        let (m, n, k) = (lapack_int(matrix.rows), lapack_int(matrix.columns), lapack_int(coefficients.count))
        let info = coefficients.withUnsafeBufferPointer { coefficients in
            let tau = UnsafeRawPointer(coefficients.baseAddress!)
            return withEntries(&matrix) {
                LAPACKE_dorgqr(LAPACK_COL_MAJOR, m, n, k, $0, m, tau.assumingMemoryBound(to: Double.self))
            } complex: {
                LAPACKE_zungqr(
                    LAPACK_COL_MAJOR, m, n, k, $0, m, tau.assumingMemoryBound(to: lapack_complex_double.self))
            }
        }
        try check(info, "QR factorization") { _ in "" }
    }

    /// The minimum-norm least-squares solution, in the first rows of `right`; returns singular values and rank.
    static func leastSquares<Element: DoublePrecisionScalar>(
        _ matrix: inout Matrix<Element>, _ right: inout Matrix<Element>, rankTolerance: Double
    ) throws -> (singularValues: [Double], rank: Int) {
        let (m, n, count) = (lapack_int(matrix.rows), lapack_int(matrix.columns), lapack_int(right.columns))
        let stride = lapack_int(right.rows)
        var values = [Double](repeating: 0, count: min(matrix.rows, matrix.columns))
        var rank: lapack_int = 0
        let info = right.withMutableElements { right in
            let b = UnsafeMutableRawPointer(right.baseAddress!)
            return withEntries(&matrix) {
                LAPACKE_dgelsd(
                    LAPACK_COL_MAJOR, m, n, count, $0, m, b.assumingMemoryBound(to: Double.self), stride, &values,
                    rankTolerance, &rank)
            } complex: {
                LAPACKE_zgelsd(
                    LAPACK_COL_MAJOR, m, n, count, $0, m, b.assumingMemoryBound(to: lapack_complex_double.self), stride,
                    &values, rankTolerance, &rank)
            }
        }
        try check(info, "least squares") { _ in "the singular values did not converge" }
        return (values, Int(rank))
    }

    /// Overwrites the lower triangle with L of A = L·L†; nil when the matrix is not positive definite.
    static func cholesky<Element: DoublePrecisionScalar>(_ matrix: inout Matrix<Element>) throws -> Bool {
        let n = lapack_int(matrix.rows)
        let lower = CChar(UInt8(ascii: "L"))
        let info = withEntries(&matrix) {
            LAPACKE_dpotrf(LAPACK_COL_MAJOR, lower, n, $0, n)
        } complex: {
            LAPACKE_zpotrf(LAPACK_COL_MAJOR, lower, n, $0, n)
        }
        if info > 0 { return false }
        try check(info, "Cholesky factorization") { _ in "" }
        return true
    }

    /// Eigenvalues, and eigenvectors as columns, of a symmetric tridiagonal matrix.
    static func tridiagonalEigen(diagonal: [Double], offDiagonal: [Double]) throws -> ([Double], RealMatrix) {
        var values = diagonal
        var off = offDiagonal + [0]
        var vectors = RealMatrix.identity(diagonal.count)
        let n = lapack_int(diagonal.count)
        let info = BLAS.onOneThread {
            vectors.withMutableElements { vectors in
                LAPACKE_dstevd(LAPACK_COL_MAJOR, CChar(UInt8(ascii: "V")), n, &values, &off, vectors.baseAddress!, n)
            }
        }
        try check(info, "tridiagonal eigenvalue problem") { _ in "the iteration did not converge" }
        return (values, vectors)
    }
}
