internal import CLAPACK

extension BLAS {
    /// Overwrites the lower triangle of an m × m matrix with that of A·Aᵀ, A m × n, or of Aᵀ·A, A n × m.
    static func symmetricSquare(
        _ matrix: UnsafePointer<Double>, _ form: FactorForm = .plain, order: Int, inner: Int,
        into result: UnsafeMutablePointer<Double>
    ) {
        guard order > 0 else { return }
        onOneThread {
            cblas_dsyrk(
                CblasColMajor, CblasLower, form == .plain ? CblasNoTrans : CblasTrans, Int32(order), Int32(inner), 1,
                matrix, Int32(form == .plain ? order : inner), 0, result, Int32(order))
        }
    }
}
