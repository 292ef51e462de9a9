/// The Cholesky factor L of a symmetric positive definite matrix that rows and columns are added to and taken from, A = L·Lᵀ.
///
/// It keeps L⁻¹·b for a fixed number of right sides b, which grow and shrink with the matrix.
package struct UpdatedCholesky: Sendable {
    /// The order of the matrix.
    package private(set) var count = 0
    // The rows of L, so many numbers apart.
    private var factor: [Double] = []
    private var stride = 0
    // L⁻¹·b for each right side.
    private var forward: [[Double]]

    /// The factor of the empty matrix.
    package init(rightSides: Int) {
        forward = Array(repeating: [], count: rightSides)
    }

    /// The factor of a full matrix, of which the lower triangle is read; nil when it is not positive definite.
    package init?(_ matrix: [Double], rightSides: [[Double]]) {
        let order = rightSides[0].count
        var columns = matrix
        let isFactored = columns.withUnsafeMutableBufferPointer {
            order == 0 || LAPACK.choleskyFactor($0.baseAddress!, size: order, stride: order)
        }
        guard isFactored else { return nil }
        self.init(rightSides: rightSides.count)
        grow(to: order)
        for row in 0..<order {
            for column in 0...row { factor[row * stride + column] = columns[row + order * column] }
        }
        count = order
        for (side, values) in rightSides.enumerated() {
            forward[side].reserveCapacity(order)
            for row in 0..<order { forward[side].append((values[row] - dot(row, side)) / factor[row * stride + row]) }
        }
    }

    // Σ L_rc (L⁻¹ b)_c over the columns before the diagonal.
    private func dot(_ row: Int, _ side: Int) -> Double {
        factor.withUnsafeBufferPointer { VectorKernels.dot($0.baseAddress! + row * stride, forward[side], row) }
    }

    /// The least square of a diagonal entry of L.
    package var leastPivot: Double {
        (0..<count).reduce(.infinity) { smallerOrNaN($0, factor[$1 * stride + $1] * factor[$1 * stride + $1]) }
    }

    /// Adds a row and a column with the right sides' entries; false, with nothing done, when it depends on the others to rounding.
    package mutating func append(_ entries: [Double], diagonal: Double, rightSides: [Double]) -> Bool {
        if count == stride { grow(to: max(32, stride * 2)) }
        let (count, stride) = (count, stride)
        var norm = 0.0
        let isIndependent = factor.withUnsafeMutableBufferPointer { factor in
            let line = factor.baseAddress! + count * stride
            for row in 0..<count {
                let other = factor.baseAddress! + row * stride
                line[row] = (entries[row] - VectorKernels.dot(line, other, row)) / other[row]
                norm += line[row] * line[row]
            }
            let pivot = diagonal - norm
            guard pivot > 1e-11 * diagonal else { return false }
            line[count] = pivot.squareRoot()
            return true
        }
        guard isIndependent else { return false }
        for side in forward.indices {
            forward[side].append((rightSides[side] - dot(count, side)) / factor[count * stride + count])
        }
        self.count += 1
        return true
    }

    /// Removes a row and a column, and restores the triangle by rotations of neighbouring columns.
    package mutating func remove(_ row: Int) {
        let (count, stride) = (count, stride)
        var cosines = [Double](repeating: 1, count: count)
        var sines = [Double](repeating: 0, count: count)
        factor.withUnsafeMutableBufferPointer { factor in
            for line in row..<(count - 1) {
                let target = factor.baseAddress! + line * stride
                let source = factor.baseAddress! + (line + 1) * stride
                for column in 0..<row { target[column] = source[column] }
                var carried = source[row]
                for column in row..<line {
                    let next = source[column + 1]
                    target[column] = cosines[column] * carried + sines[column] * next
                    carried = cosines[column] * next - sines[column] * carried
                }
                let next = source[line + 1]
                let length = (carried * carried + next * next).squareRoot()
                cosines[line] = carried / length
                sines[line] = next / length
                target[line] = length
            }
        }
        for side in forward.indices {
            for column in row..<(count - 1) {
                let (first, second) = (forward[side][column], forward[side][column + 1])
                forward[side][column] = cosines[column] * first + sines[column] * second
                forward[side][column + 1] = cosines[column] * second - sines[column] * first
            }
            forward[side].removeLast()
        }
        self.count -= 1
    }

    /// A⁻¹·b for a right side.
    package func solution(_ side: Int) -> [Double] {
        var solution = forward[side]
        factor.withUnsafeBufferPointer { factor in
            solution.withUnsafeMutableBufferPointer { u in
                for row in Swift.stride(from: count - 1, through: 0, by: -1) {
                    let line = factor.baseAddress! + row * stride
                    u[row] /= line[row]
                    VectorKernels.add(-u[row], line, to: u.baseAddress!, row)
                }
            }
        }
        return solution
    }

    private mutating func grow(to larger: Int) {
        var grown = [Double](repeating: 0, count: larger * larger)
        for row in 0..<count {
            for column in 0...row { grown[row * larger + column] = factor[row * stride + column] }
        }
        factor = grown
        stride = larger
    }
}

extension UpdatedCholesky {
    /// Moves the weights of an active set to the optimum over its passive columns, and drops those whose weight would become negative.
    ///
    /// As long as the optimum has a weight that is not positive, the move ends where the first weight vanishes, and its column leaves.
    /// Source: [Wolfe1976].
    /// - Parameters:
    ///   - weights: The weights of all columns, which are 0 but for the passive ones.
    ///   - passive: The places of the columns with weight, in the order of the factor's rows.
    ///   - optimum: The weights of the passive columns, in this order, at the optimum without signs.
    /// - Returns: How many columns left.
    package mutating func descend(
        _ weights: inout [Double], over passive: inout [Int], to optimum: (UpdatedCholesky) -> [Double]
    ) -> Int {
        var left = 0
        while true {
            let goal = optimum(self)
            var (step, first) = (1.0, -1)
            for (row, index) in passive.enumerated() where goal[row] <= 0 {
                let part = weights[index] / (weights[index] - goal[row])
                if part < step || first < 0 { (step, first) = (smallerOrNaN(part, 1), row) }
            }
            if first < 0 {
                for (row, index) in passive.enumerated() { weights[index] = goal[row] }
                return left
            }
            var leaving: [Int] = []
            for (row, index) in passive.enumerated() {
                weights[index] += step * (goal[row] - weights[index])
                if row == first || weights[index] <= 1e-14 && goal[row] <= 0 { leaving.append(row) }
            }
            for row in leaving.reversed() where passive.count > 1 {
                weights[passive.remove(at: row)] = 0
                remove(row)
                left += 1
            }
        }
    }
}
