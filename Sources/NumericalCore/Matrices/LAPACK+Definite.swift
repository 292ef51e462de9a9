internal import CLAPACK

/// Calls for positive definite matrices on raw column-major storage, whose shape the caller answers for.
///
/// The lower triangle is read and written. The numbers are not scanned for NaN: a factorization that meets one fails.
extension LAPACK {
    private static var lower: CChar { CChar(UInt8(ascii: "L")) }

    private static func call<Element: DoublePrecisionScalar>(
        _ matrix: UnsafeMutablePointer<Element>, real: (UnsafeMutablePointer<Double>) -> lapack_int,
        complex: (UnsafeMutablePointer<lapack_complex_double>) -> lapack_int
    ) -> lapack_int {
        let raw = UnsafeMutableRawPointer(matrix)
        return BLAS.onOneThread {
            Element.self == Complex.self
                ? complex(raw.assumingMemoryBound(to: lapack_complex_double.self))
                : real(raw.assumingMemoryBound(to: Double.self))
        }
    }

    /// Overwrites the lower triangle with L of A = L·L†; false when the matrix is not positive definite.
    static func choleskyFactor<Element: DoublePrecisionScalar>(
        _ matrix: UnsafeMutablePointer<Element>, size: Int, stride: Int
    ) -> Bool {
        guard size > 0 else { return true }
        let (n, lda) = (lapack_int(size), lapack_int(stride))
        let info = call(matrix) {
            LAPACKE_dpotrf_work(LAPACK_COL_MAJOR, lower, n, $0, lda)
        } complex: {
            LAPACKE_zpotrf_work(LAPACK_COL_MAJOR, lower, n, $0, lda)
        }
        guard info == 0 else { return false }
        // NaN passes the comparisons inside.
        return (0..<size).allSatisfy { matrix[$0 + stride * $0].isFinite && matrix[$0 + stride * $0].realPart > 0 }
    }

    /// Overwrites the lower triangle, which holds L, with that of (L·L†)⁻¹.
    static func choleskyInverse<Element: DoublePrecisionScalar>(_ matrix: UnsafeMutablePointer<Element>, size: Int) {
        guard size > 0 else { return }
        let n = lapack_int(size)
        _ = call(matrix) {
            LAPACKE_dpotri_work(LAPACK_COL_MAJOR, lower, n, $0, n)
        } complex: {
            LAPACKE_zpotri_work(LAPACK_COL_MAJOR, lower, n, $0, n)
        }
    }

    /// Overwrites right-hand sides with the solutions of L·Lᵀ·X = B.
    static func choleskySolve(
        _ factor: UnsafePointer<Double>, size: Int, _ right: UnsafeMutablePointer<Double>, count: Int
    ) {
        guard size > 0, count > 0 else { return }
        let n = lapack_int(size)
        BLAS.onOneThread {
            _ = LAPACKE_dpotrs_work(LAPACK_COL_MAJOR, lower, n, lapack_int(count), factor, n, right, n)
        }
    }

    /// Overwrites A with L⁻¹·A·L⁻†; false when LAPACK refuses.
    static func reduce<Element: DoublePrecisionScalar>(
        _ matrix: UnsafeMutablePointer<Element>, by factor: UnsafeMutablePointer<Element>, size: Int
    ) -> Bool {
        guard size > 0 else { return true }
        let n = lapack_int(size)
        let l = UnsafeMutableRawPointer(factor)
        return call(matrix) {
            LAPACKE_dsygst_work(LAPACK_COL_MAJOR, 1, lower, n, $0, n, l.assumingMemoryBound(to: Double.self), n)
        } complex: {
            LAPACKE_zhegst_work(
                LAPACK_COL_MAJOR, 1, lower, n, $0, n, l.assumingMemoryBound(to: lapack_complex_double.self), n)
        } == 0
    }

    /// The least eigenvalue of a Hermitian matrix, which is spoiled; NaN when it was not found.
    static func leastEigenvalue<Element: DoublePrecisionScalar>(
        _ matrix: UnsafeMutablePointer<Element>, size: Int
    ) -> Double {
        guard size > 0 else { return .infinity }
        let n = lapack_int(size)
        let job = CChar(UInt8(ascii: "N"))
        var values = [Double](repeating: 0, count: size)
        let info = call(matrix) {
            LAPACKE_dsyevd(LAPACK_COL_MAJOR, job, lower, n, $0, n, &values)
        } complex: {
            LAPACKE_zheevd(LAPACK_COL_MAJOR, job, lower, n, $0, n, &values)
        }
        return info == 0 ? values[0] : .nan
    }

    /// Factors a positive semidefinite matrix with complete pivoting, L·Lᵀ = Pᵀ·A·P, and returns the pivots and the rank.
    static func pivotedCholesky(_ matrix: inout RealMatrix, tolerance: Double) -> (pivots: [Int], rank: Int) {
        let n = lapack_int(matrix.rows)
        guard n > 0 else { return ([], 0) }
        var pivots = [lapack_int](repeating: 0, count: matrix.rows)
        var rank: lapack_int = 0
        BLAS.onOneThread {
            matrix.withMutableElements {
                _ = LAPACKE_dpstrf(LAPACK_COL_MAJOR, lower, n, $0.baseAddress!, n, &pivots, &rank, tolerance)
            }
        }
        return (pivots.map { Int($0) - 1 }, Int(rank))
    }
}

extension BLAS {
    /// x ← α·x.
    static func scale(_ factor: Double, _ x: UnsafeMutablePointer<Double>, count: Int) {
        onOneThread { cblas_dscal(Int32(count), factor, x, 1) }
    }

    /// y ← α·A·x + β·y for a symmetric matrix, of which the lower triangle is read.
    static func symmetricTimesVector(
        _ matrix: UnsafePointer<Double>, size: Int, factor: Double, _ x: UnsafePointer<Double>, adding beta: Double,
        to y: UnsafeMutablePointer<Double>
    ) {
        guard size > 0 else { return }
        onOneThread {
            cblas_dsymv(CblasColMajor, CblasLower, Int32(size), factor, matrix, Int32(size), x, 1, beta, y, 1)
        }
    }
}
