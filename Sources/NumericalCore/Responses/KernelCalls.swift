internal import CKernels
internal import CLAPACK

/// The precision of a scalar type in the calls to the C loops.
func kernelPrecision<Element: Scalar>(_ type: Element.Type) -> Int32 {
    requirePrecondition(
        type == Float.self || type == Double.self, "responses are computed in Float or Double, but was \(type)")
    return type == Float.self ? 0 : 1
}

/// A number in double precision as another scalar, for whole arrays.
func converted<Element: Scalar>(_ numbers: [Double], to type: Element.Type) -> [Element] {
    if let same = numbers as? [Element] { return same }
    if type == Float.self, let single = numbers.map({ Float($0) }) as? [Element] { return single }
    return numbers.map { Element(real: $0) }
}

extension BLAS {
    /// C ← op(A)·op(B) with the given distances between columns, in single or double precision.
    static func stridedProduct<Element: Scalar>(
        _ left: UnsafePointer<Element>, _ leftForm: FactorForm, _ leftStride: Int,
        _ right: UnsafePointer<Element>, _ rightForm: FactorForm, _ rightStride: Int,
        into result: UnsafeMutablePointer<Element>, _ stride: Int, rows: Int, columns: Int, inner: Int
    ) {
        onOneThread {
            let (m, n, k) = (Int32(rows), Int32(columns), Int32(inner))
            let leftCode = leftForm == .plain ? CblasNoTrans : CblasTrans
            let rightCode = rightForm == .plain ? CblasNoTrans : CblasTrans
            let (a, b, c) = (UnsafeRawPointer(left), UnsafeRawPointer(right), UnsafeMutableRawPointer(result))
            if Element.self == Float.self {
                cblas_sgemm(
                    CblasColMajor, leftCode, rightCode, m, n, k, 1, a.assumingMemoryBound(to: Float.self),
                    Int32(leftStride), b.assumingMemoryBound(to: Float.self), Int32(rightStride), 0,
                    c.assumingMemoryBound(to: Float.self), Int32(stride))
            } else {
                cblas_dgemm(
                    CblasColMajor, leftCode, rightCode, m, n, k, 1, a.assumingMemoryBound(to: Double.self),
                    Int32(leftStride), b.assumingMemoryBound(to: Double.self), Int32(rightStride), 0,
                    c.assumingMemoryBound(to: Double.self), Int32(stride))
            }
        }
    }
}
