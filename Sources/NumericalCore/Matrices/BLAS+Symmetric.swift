internal import CLAPACK

extension BLAS {
    /// Overwrites the lower triangle of an m × m matrix with that of A·Aᵀ, A m × n.
    static func symmetricSquare(
        _ matrix: UnsafePointer<Double>, rows: Int, columns: Int, into result: UnsafeMutablePointer<Double>
    ) {
        guard rows > 0 else { return }
        onOneThread {
            cblas_dsyrk(
                CblasColMajor, CblasLower, CblasNoTrans, Int32(rows), Int32(columns), 1, matrix, Int32(rows), 0, result,
                Int32(rows))
        }
    }
}
