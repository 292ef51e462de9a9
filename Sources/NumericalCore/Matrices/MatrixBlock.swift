/// A rectangular block inside a flat column-major array: where it begins, its shape, and the distance between columns.
///
/// It lets one array hold many matrices of different shapes, as the stages of a separable transform need, without copies.
package struct MatrixBlock: Sendable, Hashable {
    /// The index of entry (0, 0).
    package var start: Int
    /// The number of rows.
    package var rows: Int
    /// The number of columns.
    package var columns: Int
    /// The distance from one column to the next, at least the number of rows.
    package var stride: Int

    /// A block; its columns follow each other when no stride is given.
    ///
    /// - Precondition: No number is negative, and the stride is at least `rows`.
    package init(start: Int = 0, rows: Int, columns: Int, stride: Int? = nil) {
        let stride = stride ?? rows
        requirePrecondition(
            start >= 0 && rows >= 0 && columns >= 0 && stride >= rows,
            "a block must have sizes of at least 0 and a stride of at least its rows, but was "
                + "\(rows) × \(columns) at \(start) with stride \(stride)")
        self.start = start
        self.rows = rows
        self.columns = columns
        self.stride = stride
    }

    /// One past the index of the last entry, or the start when the block is empty.
    package var end: Int { rows > 0 && columns > 0 ? start + stride * (columns - 1) + rows : start }
}

extension Array where Element: Scalar {
    /// Overwrites a block of the array with op(A)·op(B), both factors blocks of other arrays, by BLAS on one thread.
    ///
    /// - Parameters:
    ///   - target: The block to overwrite.
    ///   - left: The array that holds A.
    ///   - leftBlock: A.
    ///   - leftForm: op for A.
    ///   - right: The array that holds B.
    ///   - rightBlock: B.
    ///   - rightForm: op for B.
    /// - Precondition: The shapes fit, and each block lies inside its array.
    /// - Complexity: O(m·k·n).
    package mutating func setProduct(
        _ target: MatrixBlock, _ left: [Element], _ leftBlock: MatrixBlock, _ leftForm: FactorForm = .plain,
        times right: [Element], _ rightBlock: MatrixBlock, _ rightForm: FactorForm = .plain
    ) {
        let inner = leftForm == .plain ? leftBlock.columns : leftBlock.rows
        let rows = leftForm == .plain ? leftBlock.rows : leftBlock.columns
        let innerRight = rightForm == .plain ? rightBlock.rows : rightBlock.columns
        let columns = rightForm == .plain ? rightBlock.columns : rightBlock.rows
        requirePrecondition(
            inner == innerRight && target.rows == rows && target.columns == columns,
            "a product of blocks needs fitting shapes, but was \(rows) × \(inner) times \(innerRight) × \(columns) into "
                + "\(target.rows) × \(target.columns)")
        requirePrecondition(
            target.end <= count && leftBlock.end <= left.count && rightBlock.end <= right.count,
            "blocks must lie inside their arrays")
        guard rows > 0, columns > 0 else { return }
        withUnsafeMutableBufferPointer { result in
            left.withUnsafeBufferPointer { left in
                right.withUnsafeBufferPointer { right in
                    guard let result = result.baseAddress else { return }
                    if inner == 0 {
                        for column in 0..<columns {
                            for row in 0..<rows { result[target.start + row + target.stride * column] = .zero }
                        }
                        return
                    }
                    BLAS.generalProduct(
                        left.baseAddress! + leftBlock.start, leftForm, leftBlock.stride,
                        right.baseAddress! + rightBlock.start, rightForm, rightBlock.stride,
                        into: result + target.start, target.stride, rows: rows, columns: columns, inner: inner)
                }
            }
        }
    }
}
