/// Lower bounds on the least eigenvalue of a symmetric matrix that hold in spite of rounding.
///
/// When Cholesky's factorization of a matrix à runs to its end in floating-point arithmetic, its factor is exact for à + Δ
/// with ‖Δ‖ ≤ γ/(1 − γ)·Tr Ã, γ = (n+1)ε/(1 − (n+1)ε) and ε = 2⁻⁵³, in whatever order its sums are formed; so
/// λ_min(Ã) ≥ −‖Δ‖. It is done here in plain loops, whose every operation is one of IEEE 754.
/// Source: [Rump2006].
public enum PositivityProof {
    /// A number that the least eigenvalue is proven not to lie below; −∞ when the matrix is not finite.
    ///
    /// The matrix is that of the lower triangle. The bound is below the eigenvalue by about n·ε·Tr A.
    /// - Complexity: O(n³).
    /// - Throws: ``InvalidArgument`` when the matrix is not square.
    public static func leastEigenvalueBound(of matrix: RealMatrix) throws -> Double {
        try LAPACK.requireSquare(matrix)
        let n = matrix.rows
        guard n > 0 else { return .infinity }
        guard matrix.isFinite else { return -.infinity }
        let disks = gershgorinBound(of: matrix)
        // Where to look comes from rounded arithmetic; what is found is proven by the factorization.
        guard let estimate = try? matrix.hermitianEigenvalues()[0], estimate.isFinite else { return disks }
        var gap =
            4 * roundingBound(size: n, trace: matrix.diagonal.reduce(0) { $0 + abs($1) } + Double(n) * abs(estimate))
        var best = disks
        for _ in 0..<24 {
            let bound = proven(matrix, shift: estimate - gap)
            if bound > -.infinity {
                best = largerOrNaN(best, bound)
                break
            }
            gap *= 4
        }
        return best
    }

    /// A number that the least eigenvalue of a Hermitian matrix is proven not to lie below.
    ///
    /// - Throws: As for a real matrix.
    public static func leastEigenvalueBound(of matrix: ComplexMatrix) throws -> Double {
        try LAPACK.requireSquare(matrix)
        let n = matrix.rows
        // The real matrix [Re, −Im; Im, Re] has each eigenvalue twice; only its lower triangle is read.
        return try leastEigenvalueBound(
            of: RealMatrix(rows: 2 * n, columns: 2 * n) { row, column in
                let (i, j) = (row % n, column % n)
                let entry = i >= j ? matrix[i, j] : matrix[j, i].conjugate
                if (row < n) == (column < n) { return entry.real }
                if i == j { return 0 }
                return row < n ? -entry.imaginary : entry.imaginary
            })
    }

    /// Whether the least eigenvalue of a symmetric matrix is proven not to lie below a bound that ``leastEigenvalueBound(of:)`` gave.
    ///
    /// That bound leaves room for the rounding of a second proof, so what was found on one machine is proven on another.
    /// - Complexity: O(n³).
    /// - Throws: ``InvalidArgument`` when the matrix is not square.
    package static func provesLeastEigenvalue(of matrix: RealMatrix, atLeast bound: Double) throws -> Bool {
        try LAPACK.requireSquare(matrix)
        guard matrix.isFinite, bound.isFinite else { return false }
        if matrix.rows == 0 || gershgorinBound(of: matrix) >= bound { return true }
        let size = matrix.diagonal.reduce(0) { $0 + abs($1) } + Double(matrix.rows) * abs(bound)
        let unit = roundingBound(size: matrix.rows, trace: size)
        return [1, 1.5, 2, 3].contains { proven(matrix, shift: bound + $0 * unit) >= bound }
    }

    /// A bound on ‖Δ‖, rounded up.
    private static func roundingBound(size: Int, trace: Double) -> Double {
        let unit = Double(size + 1) * 0x1p-53
        guard unit < 0.1 else { return .infinity }
        let gamma = (unit / (1 - 2 * unit)) * (1 + 0x1p-40)
        // The last term is for underflow.
        return gamma / (1 - 2 * gamma) * trace * (1 + 0x1p-30) + Double(size * size) * 0x1p-1020
    }

    /// t − (what rounding can do) when A − t·1 factors, else −∞.
    private static func proven(_ matrix: RealMatrix, shift: Double) -> Double {
        let n = matrix.rows
        // Row-wise lower triangle: row i begins at i(i+1)/2.
        var rows = [Double](repeating: 0, count: n * (n + 1) / 2)
        var (trace, largest) = (0.0, 0.0)
        for row in 0..<n {
            let start = row * (row + 1) / 2
            for column in 0..<row { rows[start + column] = matrix[row, column] }
            let diagonal = matrix[row, row] - shift
            guard diagonal > 0, diagonal.isFinite else { return -.infinity }
            rows[start + row] = diagonal
            trace += diagonal
            largest = largerOrNaN(largest, diagonal)
        }
        guard factors(&rows, size: n) else { return -.infinity }
        // The trace is rounded n times, the diagonal once, the differences below once each.
        let error = roundingBound(size: n, trace: trace * (1 + Double(n) * 0x1p-52)) + largest * 0x1p-52
        return ((shift - error).nextDown - abs(shift) * 0x1p-52).nextDown
    }

    private static func factors(_ rows: inout [Double], size: Int) -> Bool {
        rows.withUnsafeMutableBufferPointer { rows in
            guard let base = rows.baseAddress else { return true }
            for row in 0..<size {
                let own = base + row * (row + 1) / 2
                for column in 0..<row {
                    let other = base + column * (column + 1) / 2
                    own[column] = (own[column] - dot(own, other, column)) / other[column]
                }
                let pivot = own[row] - dot(own, own, row)
                guard pivot > 0, pivot.isFinite else { return false }
                own[row] = pivot.squareRoot()
            }
            return true
        }
    }

    @inline(__always)
    private static func dot(_ left: UnsafePointer<Double>, _ right: UnsafePointer<Double>, _ count: Int) -> Double {
        var (a, b, c, d) = (0.0, 0.0, 0.0, 0.0)
        var index = 0
        while index + 4 <= count {
            a += left[index] * right[index]
            b += left[index + 1] * right[index + 1]
            c += left[index + 2] * right[index + 2]
            d += left[index + 3] * right[index + 3]
            index += 4
        }
        while index < count {
            a += left[index] * right[index]
            index += 1
        }
        return (a + b) + (c + d)
    }

    /// min_i (a_ii − Σ_{j≠i} |a_ij|), rounded down.
    private static func gershgorinBound(of matrix: RealMatrix) -> Double {
        let n = matrix.rows
        var sums = [Double](repeating: 0, count: n)
        for column in 0..<n {
            for row in (column + 1)..<max(n, column + 1) {
                sums[row] += abs(matrix[row, column])
                sums[column] += abs(matrix[row, column])
            }
        }
        var least = Double.infinity
        for row in 0..<n {
            let radius = sums[row] * (1 + Double(n) * 0x1p-52)
            least = smallerOrNaN(least, ((matrix[row, row] - radius).nextDown - radius * 0x1p-52).nextDown)
        }
        return least
    }
}
