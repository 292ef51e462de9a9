internal import CKernels
internal import CLAPACK
import Foundation

/// The calls into CBLAS, on one thread so that results do not depend on the number of cores.
enum BLAS {
    /// How the OpenBLAS at hand was built, which decides where it keeps its number of threads.
    private enum Build {
        /// It has one thread, and no locks: two calls at a time share a work space and spoil each other's numbers.
        case serial
        /// One number for the whole process.
        case threads
        /// OpenMP's number, of which every thread has its own: to set it in one thread says nothing about the others.
        case openMP
    }

    private static let build: Build =
        switch openblas_get_parallel() {
        case 0: .serial
        case 2 where kernel_find_openmp() != 0: .openMP
        default: .threads
        }

    /// Threads are ours: several of OpenBLAS would split sums differently from machine to machine.
    ///
    /// Every call of CBLAS or LAPACK is made in here: whatever the program or its environment asks of OpenBLAS, and however it
    /// was built, the results do not depend on it.
    @inline(__always)
    static func onOneThread<Result>(_ call: () throws -> Result) rethrows -> Result {
        switch build {
        case .serial:
            turn.lock()
            defer { turn.unlock() }
            return try call()
        case .threads: if openblas_get_num_threads() != 1 { openblas_set_num_threads(1) }
        case .openMP: kernel_use_one_openmp_thread()
        }
        return try call()
    }

    /// The turns of the threads in a build without locks.
    private static let turn = NSLock()

    static func generalProduct<Element: Scalar>(
        _ left: UnsafePointer<Element>, _ leftForm: FactorForm,
        _ right: UnsafePointer<Element>, _ rightForm: FactorForm,
        into result: UnsafeMutablePointer<Element>, rows: Int, columns: Int, inner: Int
    ) {
        generalProduct(
            left, leftForm, leftForm == .plain ? rows : inner, right, rightForm, rightForm == .plain ? inner : columns,
            into: result, rows, rows: rows, columns: columns, inner: inner)
    }

    // The same with the distance between columns of each factor and of the result.
    static func generalProduct<Element: Scalar>(
        _ left: UnsafePointer<Element>, _ leftForm: FactorForm, _ leftStride: Int,
        _ right: UnsafePointer<Element>, _ rightForm: FactorForm, _ rightStride: Int,
        into result: UnsafeMutablePointer<Element>, _ resultStride: Int, rows: Int, columns: Int, inner: Int
    ) {
        onOneThread {
            let (m, n, k) = (Int32(rows), Int32(columns), Int32(inner))
            let (lda, ldb, ldc) = (Int32(leftStride), Int32(rightStride), Int32(resultStride))
            let (a, b, c) = (UnsafeRawPointer(left), UnsafeRawPointer(right), UnsafeMutableRawPointer(result))
            if Element.self == Complex.self {
                var one = Complex.one
                var zero = Complex.zero
                cblas_zgemm(
                    CblasColMajor, code(leftForm), code(rightForm), m, n, k, &one, a, lda, b, ldb, &zero, c, ldc)
            } else if Element.self == Double.self {
                cblas_dgemm(
                    CblasColMajor, code(leftForm), code(rightForm), m, n, k, 1, a.assumingMemoryBound(to: Double.self),
                    lda, b.assumingMemoryBound(to: Double.self), ldb, 0, c.assumingMemoryBound(to: Double.self), ldc)
            } else if Element.self == Float.self {
                cblas_sgemm(
                    CblasColMajor, code(leftForm), code(rightForm), m, n, k, 1, a.assumingMemoryBound(to: Float.self),
                    lda, b.assumingMemoryBound(to: Float.self), ldb, 0, c.assumingMemoryBound(to: Float.self), ldc)
            } else {
                loopProduct(
                    left, leftForm, leftStride, right, rightForm, rightStride, into: result, resultStride, rows: rows,
                    columns: columns, inner: inner)
            }
        }
    }

    private static func code(_ form: FactorForm) -> CBLAS_TRANSPOSE {
        switch form {
        case .plain: CblasNoTrans
        case .transposed: CblasTrans
        case .adjoint: CblasConjTrans
        }
    }

    // A scalar type that BLAS does not know.
    private static func loopProduct<Element: Scalar>(
        _ left: UnsafePointer<Element>, _ leftForm: FactorForm, _ leftStride: Int,
        _ right: UnsafePointer<Element>, _ rightForm: FactorForm, _ rightStride: Int,
        into result: UnsafeMutablePointer<Element>, _ resultStride: Int, rows: Int, columns: Int, inner: Int
    ) {
        func entry(_ matrix: UnsafePointer<Element>, _ form: FactorForm, _ row: Int, _ column: Int, _ stride: Int)
            -> Element
        {
            switch form {
            case .plain: matrix[row + stride * column]
            case .transposed: matrix[column + stride * row]
            case .adjoint: matrix[column + stride * row].conjugate
            }
        }
        for column in 0..<columns {
            for row in 0..<rows {
                var sum = Element.zero
                for index in 0..<inner {
                    sum +=
                        entry(left, leftForm, row, index, leftStride)
                        * entry(right, rightForm, index, column, rightStride)
                }
                result[row + resultStride * column] = sum
            }
        }
    }
}
