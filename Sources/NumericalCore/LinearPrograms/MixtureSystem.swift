/// The symmetric positive definite system of one iteration for a ``MixtureProgram``: Ã·D·Ãᵀ, Ã with the rows of the program and the
/// sum of the shares as the last one.
struct MixtureSystem {
    private let program: MixtureProgram
    private let ratio: [Double]
    private let order: Int
    private var matrix: [Double] = []
    private var factor: [Double] = []

    /// - Parameter ratio: D, in the order w, u⁺, u⁻, v.
    init(_ program: MixtureProgram, ratio: [Double]) {
        self.program = program
        self.ratio = ratio
        order = program.rows + 1
    }

    // The two halves of the columns, whatever the number of threads, so that sums are the same.
    private static let parts = 2

    /// Forms and factors the matrix; false when it is not positive definite.
    mutating func factorize(threads: Int) throws -> Bool {
        let (program, ratio, order, rows, count) = (program, ratio, order, program.rows, program.count)
        let parts = try Parallel.map(count: MixtureSystem.parts, threads: threads) { part -> [Double] in
            let range = (count * part / MixtureSystem.parts)..<(count * (part + 1) / MixtureSystem.parts)
            var scaled = [Double](repeating: 0, count: order * range.count)
            var square = [Double](repeating: 0, count: order * order)
            scaled.withUnsafeMutableBufferPointer { scaled in
                program.columns.withUnsafeBufferPointer { columns in
                    for column in range {
                        let root = ratio[column].squareRoot()
                        let (from, to) = (column * rows, (column - range.lowerBound) * order)
                        for row in 0..<rows { scaled[to + row] = root * columns[from + row] }
                        scaled[to + rows] = root
                    }
                }
                square.withUnsafeMutableBufferPointer {
                    if let start = scaled.baseAddress {
                        BLAS.symmetricSquare(start, order: order, inner: range.count, into: $0.baseAddress!)
                    }
                }
            }
            return square
        }
        matrix = parts[0]
        matrix.withUnsafeMutableBufferPointer { matrix in
            for part in parts.dropFirst() {
                part.withUnsafeBufferPointer { part in
                    for place in 0..<(order * order) { matrix[place] += part[place] }
                }
            }
            let last = ratio[ratio.count - 1]
            for column in 0..<rows {
                let (plus, minus) = (ratio[count + column], ratio[count + rows + column])
                let strength = program.strengths[column]
                matrix[column + order * column] += (plus + minus) * strength * strength
                matrix[rows + order * column] +=
                    (plus - minus) * strength - last * program.overhead * program.target[column]
                matrix[rows + order * rows] += plus + minus
                let scaled = last * program.target[column]
                for row in column..<rows { matrix[row + order * column] += scaled * program.target[row] }
            }
            matrix[rows + order * rows] += last * program.overhead * program.overhead
        }
        factor = matrix
        var shift = 0.0
        while true {
            let isFactored = factor.withUnsafeMutableBufferPointer {
                LAPACK.choleskyFactor($0.baseAddress!, size: order, stride: order)
            }
            if isFactored { return true }
            shift = shift == 0 ? 1e-14 : 100 * shift
            guard shift < 1e-5 else { return false }
            factor = matrix
            for row in 0..<order { factor[row + order * row] *= 1 + shift }
        }
    }

    /// The solution, refined once or twice by its residual.
    func solve(_ right: [Double]) -> [Double] {
        var result = solveOnce(right)
        for _ in 0..<2 {
            var residual = right
            residual.withUnsafeMutableBufferPointer {
                BLAS.symmetricTimesVector(matrix, size: order, factor: -1, result, adding: 1, to: $0.baseAddress!)
            }
            let change = solveOnce(residual)
            for place in 0..<order { result[place] += change[place] }
        }
        return result
    }

    private func solveOnce(_ right: [Double]) -> [Double] {
        var result = right
        result.withUnsafeMutableBufferPointer {
            LAPACK.choleskySolve(factor, size: order, $0.baseAddress!, count: 1)
        }
        return result
    }
}
