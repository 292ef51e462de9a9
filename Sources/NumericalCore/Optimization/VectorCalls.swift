internal import CLAPACK

/// Vector operations of the optimizers, in single or double precision.
enum VectorCalls {
    /// Σ x_i y_i, summed in blocks of fixed size whose totals are added in double precision.
    static func dot<Element: Scalar>(_ x: [Element], _ y: [Element]) -> Double {
        return BLAS.onOneThread {
            x.withUnsafeBytes { x in
                y.withUnsafeBytes { y in
                    var sum = 0.0
                    let count = x.count / MemoryLayout<Element>.stride
                    guard count > 0, let x = x.baseAddress, let y = y.baseAddress else { return 0 }
                    for start in stride(from: 0, to: count, by: 1024) {
                        let size = Int32(min(1024, count - start))
                        if Element.self == Float.self {
                            sum += Double(
                                cblas_sdot(
                                    size, x.assumingMemoryBound(to: Float.self) + start, 1,
                                    y.assumingMemoryBound(to: Float.self) + start, 1))
                        } else {
                            sum += cblas_ddot(
                                size, x.assumingMemoryBound(to: Double.self) + start, 1,
                                y.assumingMemoryBound(to: Double.self) + start, 1)
                        }
                    }
                    return sum
                }
            }
        }
    }

    /// y ← α·x + y.
    static func add<Element: Scalar>(_ factor: Double, _ x: [Element], to y: inout [Element]) {
        BLAS.onOneThread {
            let count = Int32(x.count)
            x.withUnsafeBytes { x in
                y.withUnsafeMutableBytes { y in
                    guard count > 0, let x = x.baseAddress, let y = y.baseAddress else { return }
                    if Element.self == Float.self {
                        cblas_saxpy(
                            count, Float(factor), x.assumingMemoryBound(to: Float.self), 1,
                            y.assumingMemoryBound(to: Float.self), 1)
                    } else {
                        cblas_daxpy(
                            count, factor, x.assumingMemoryBound(to: Double.self), 1,
                            y.assumingMemoryBound(to: Double.self), 1)
                    }
                }
            }
        }
    }

    /// x ← α·x.
    static func scale<Element: Scalar>(_ x: inout [Element], by factor: Double) {
        BLAS.onOneThread {
            let count = Int32(x.count)
            x.withUnsafeMutableBytes { x in
                guard count > 0, let x = x.baseAddress else { return }
                if Element.self == Float.self {
                    cblas_sscal(count, Float(factor), x.assumingMemoryBound(to: Float.self), 1)
                } else {
                    cblas_dscal(count, factor, x.assumingMemoryBound(to: Double.self), 1)
                }
            }
        }
    }
}
