/// How a factor enters a matrix product.
@usableFromInline
package enum FactorForm: Sendable {
    /// The matrix itself.
    case plain
    /// Its transpose.
    case transposed
    /// Its adjoint; the transpose when the entries are real.
    case adjoint
}

// Below this many multiplications a plain loop beats the call into BLAS (benchmark `matrix/product`).
@inlinable var largestLoopProduct: Int { 7 * 7 * 7 }

extension Matrix {
    /// A·B, by plain loops for small matrices and by BLAS on one thread above.
    ///
    /// - Precondition: A has as many columns as B has rows.
    /// - Complexity: O(m·k·n).
    @inlinable
    public static func * (left: Matrix, right: Matrix) -> Matrix {
        guard left.rows * left.columns * right.columns <= largestLoopProduct else {
            return product(left, .plain, right, .plain)
        }
        requireFittingFactors(left.rows, left.columns, right.rows, right.columns)
        let (rows, inner) = (left.rows, left.columns)
        var result = Matrix(rows: rows, columns: right.columns)
        result.storage.withUnsafeMutableBufferPointer { result in
            left.storage.withUnsafeBufferPointer { left in
                right.storage.withUnsafeBufferPointer { right in
                    var (target, source) = (0, 0)
                    while target < result.count {
                        for index in 0..<inner {
                            let factor = right[source + index]
                            for row in 0..<rows { result[target + row] += left[row + rows * index] * factor }
                        }
                        target += rows
                        source += inner
                    }
                }
            }
        }
        return result
    }

    /// op(A)·op(B) by BLAS on one thread, with either factor transposed or adjoint without a copy.
    ///
    /// - Precondition: op(A) has as many columns as op(B) has rows.
    /// - Complexity: O(m·k·n); about 120 ns for the call itself.
    @usableFromInline
    package static func product(
        _ left: Matrix, _ leftForm: FactorForm, _ right: Matrix, _ rightForm: FactorForm = .plain
    ) -> Matrix {
        let (rows, inner) = leftForm == .plain ? (left.rows, left.columns) : (left.columns, left.rows)
        let (innerRight, columns) = rightForm == .plain ? (right.rows, right.columns) : (right.columns, right.rows)
        requireFittingFactors(rows, inner, innerRight, columns)
        var result = Matrix(rows: rows, columns: columns)
        guard rows > 0, columns > 0, inner > 0 else { return result }
        left.storage.withUnsafeBufferPointer { left in
            right.storage.withUnsafeBufferPointer { right in
                result.storage.withUnsafeMutableBufferPointer { result in
                    BLAS.generalProduct(
                        left.baseAddress!, leftForm, right.baseAddress!, rightForm, into: result.baseAddress!,
                        rows: rows, columns: columns, inner: inner)
                }
            }
        }
        return result
    }

    /// A·x for a column vector x.
    ///
    /// - Precondition: x has as many entries as A has columns.
    /// - Complexity: O(m·n).
    @inlinable
    public static func * (matrix: Matrix, vector: [Element]) -> [Element] {
        requireFittingFactors(matrix.rows, matrix.columns, vector.count, 1)
        var result = Array(repeating: Element.zero, count: matrix.rows)
        result.withUnsafeMutableBufferPointer { result in
            matrix.storage.withUnsafeBufferPointer { entries in
                for column in 0..<matrix.columns {
                    let factor = vector[column]
                    let start = matrix.rows * column
                    for row in 0..<matrix.rows { result[row] += entries[start + row] * factor }
                }
            }
        }
        return result
    }

    /// U·A·U†.
    ///
    /// - Precondition: A is square and U has as many columns as A has rows.
    public func conjugated(by unitary: Matrix) -> Matrix {
        Matrix.product(unitary * self, .plain, unitary, .adjoint)
    }

    @usableFromInline
    static func requireFittingFactors(_ rows: Int, _ inner: Int, _ innerRight: Int, _ columns: Int) {
        requirePrecondition(
            inner == innerRight,
            "a product needs as many columns on the left as rows on the right, but was "
                + "\(rows) × \(inner) times \(innerRight) × \(columns)")
    }
}

/// Σ x_i* y_i, conjugate-linear in the first vector.
///
/// - Precondition: The vectors have the same length.
@inlinable
package func innerProduct<Element: Scalar>(_ left: [Element], _ right: [Element]) -> Element {
    requirePrecondition(
        left.count == right.count,
        "an inner product needs vectors of one length, but was \(left.count) and \(right.count)")
    var sum = Element.zero
    for index in left.indices { sum += left[index].conjugate * right[index] }
    return sum
}

/// ‖x‖ = (Σ|x_i|²)^½.
@inlinable
package func euclideanNorm<Element: Scalar>(_ vector: [Element]) -> Double {
    var sum = 0.0
    for entry in vector { sum += entry.squaredMagnitude }
    if sum > 0x1p-900 && sum < .infinity || vector.isEmpty { return sum.squareRoot() }
    // Near overflow and underflow, in units of the largest entry.
    let largest = vector.reduce(0) { largerOrNaN($0, $1.modulus) }
    guard largest > 0, largest.isFinite else { return largest }
    return largest
        * vector.reduce(0.0) { sum, entry in
            let ratio = entry.modulus / largest
            return sum + ratio * ratio
        }.squareRoot()
}
