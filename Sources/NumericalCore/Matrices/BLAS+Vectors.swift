internal import CLAPACK

/// The calls of inner loops, on raw column-major storage whose shape the caller answers for.
extension BLAS {
    /// y ← α·op(A)·x + β·y for an m × n matrix A with the given distance between columns.
    static func matrixTimesVector(
        _ matrix: UnsafePointer<Double>, _ form: FactorForm, rows: Int, columns: Int, stride: Int, factor: Double = 1,
        _ x: UnsafePointer<Double>, adding beta: Double = 0, to y: UnsafeMutablePointer<Double>
    ) {
        guard rows > 0, columns > 0 else {
            let count = form == .plain ? rows : columns
            for index in 0..<count { y[index] = beta == 0 ? 0 : beta * y[index] }
            return
        }
        onOneThread {
            let transposition = form == .plain ? CblasNoTrans : CblasTrans
            cblas_dgemv(
                CblasColMajor, transposition, Int32(rows), Int32(columns), factor, matrix, Int32(stride), x, 1, beta, y,
                1)
        }
    }

    /// y ← α·x + y.
    static func add(_ factor: Double, _ x: UnsafePointer<Double>, to y: UnsafeMutablePointer<Double>, count: Int) {
        onOneThread {
            cblas_daxpy(Int32(count), factor, x, 1, y, 1)
        }
    }

    /// Σ x_i y_i.
    static func dot(_ x: UnsafePointer<Double>, _ y: UnsafePointer<Double>, count: Int) -> Double {
        return onOneThread {
            cblas_ddot(Int32(count), x, 1, y, 1)
        }
    }
}

extension LAPACK {
    /// Overwrites an n × n block with its LU factors; an exactly zero pivot is left for the caller to find.
    ///
    /// Unlike the LAPACKE calls for values, it does not scan for NaN: the caller's numbers are finite.
    static func luFactor(
        block: UnsafeMutablePointer<Double>, size: Int, stride: Int, pivots: UnsafeMutablePointer<Int32>
    ) {
        guard size > 0 else { return }
        BLAS.onOneThread {
            let n = lapack_int(size)
            _ = LAPACKE_dgetrf_work(LAPACK_COL_MAJOR, n, n, block, lapack_int(stride), pivots)
        }
    }

    /// Overwrites one right-hand side with the solution of A·x = b or Aᵀ·x = b, from the factors of A.
    static func luSolve(
        block: UnsafePointer<Double>, size: Int, stride: Int, pivots: UnsafePointer<Int32>, _ form: FactorForm,
        _ right: UnsafeMutablePointer<Double>
    ) {
        guard size > 0 else { return }
        BLAS.onOneThread {
            let transposition = CChar(UInt8(ascii: form == .plain ? "N" : "T"))
            let n = lapack_int(size)
            _ = LAPACKE_dgetrs_work(LAPACK_COL_MAJOR, transposition, n, 1, block, lapack_int(stride), pivots, right, n)
        }
    }
}
