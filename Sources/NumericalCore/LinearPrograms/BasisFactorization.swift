/// The factorized basis matrix B of the simplex method: LU of its dense kernel, with product-form updates.
///
/// Columns of B that belong to logical variables are −e_i; they need no factorization. With the rows of nonbasic logicals
/// first, B = [A₂ 0; A₁ −1] up to the order of its columns, and only the k × k block A₂ is factorized, k the number of
/// structural variables in the basis. A pivot appends the entering column α = B⁻¹·a as an elementary factor.
final class BasisFactorization {
    let size: Int
    let updateLimit: Int
    private(set) var updateCount = 0
    private(set) var kernelSize = 0

    // Rows of nonbasic logicals first; ditto for the basis positions of the columns, structural ones first.
    private let rowOrder: Workspace<Int>
    private let positionOrder: Workspace<Int>
    private let kernel: Workspace<Double>
    private let pivots: Workspace<Int32>
    private let updates: Workspace<Double>
    private let updatePositions: Workspace<Int>
    private let scratch: Workspace<Double>

    init(size: Int) {
        self.size = size
        updateLimit = min(100, 32 + size / 20)
        rowOrder = Workspace(size, filledWith: 0)
        positionOrder = Workspace(size, filledWith: 0)
        kernel = Workspace(size * size, filledWith: 0)
        pivots = Workspace(size, filledWith: 0)
        updates = Workspace(size * updateLimit, filledWith: 0)
        updatePositions = Workspace(updateLimit, filledWith: 0)
        scratch = Workspace(size, filledWith: 0)
    }

    /// Factorizes the basis whose p-th column belongs to variable `head[p]`; logicals are the variables below `size`.
    ///
    /// Columns that depend on the others are replaced by logicals in `head`, and `replaced` is told about each.
    /// - Complexity: O(m·k + k³).
    func factorize(
        _ head: UnsafeMutablePointer<Int>, columns: UnsafePointer<Double>, replaced: (_ old: Int, _ new: Int) -> Void
    ) {
        while let (position, row) = attempt(head, columns) {
            replaced(head[position], row)
            head[position] = row
        }
        updateCount = 0
    }

    // Returns the first dependent column's position and a row whose logical takes its place, or nil when there is none.
    private func attempt(_ head: UnsafePointer<Int>, _ columns: UnsafePointer<Double>) -> (position: Int, row: Int)? {
        let m = size
        var basicLogicals = m
        var structurals = 0
        let rowIsSlack = scratch.base
        rowIsSlack.update(repeating: 0, count: m)
        for position in 0..<m {
            if head[position] < m {
                rowIsSlack[head[position]] = 1
            } else {
                positionOrder[structurals] = position
                structurals += 1
            }
        }
        kernelSize = structurals
        var kernelRows = 0
        for row in 0..<m where rowIsSlack[row] == 0 {
            rowOrder[kernelRows] = row
            kernelRows += 1
        }
        basicLogicals = kernelRows
        for position in 0..<m where head[position] < m {
            rowOrder[basicLogicals] = head[position]
            positionOrder[basicLogicals] = position
            basicLogicals += 1
        }
        var largest = 0.0
        for column in 0..<kernelSize {
            let source = columns + (head[positionOrder[column]] - m) * m
            let target = kernel.base + column * m
            for row in 0..<m { target[row] = source[rowOrder[row]] }
        }
        LAPACK.luFactor(block: kernel.base, size: kernelSize, stride: m, pivots: pivots.base)
        for index in 0..<kernelSize { largest = max(largest, abs(kernel[index + m * index])) }
        let threshold = largest * 1e-13
        guard let dependent = (0..<kernelSize).first(where: { !(abs(kernel[$0 + m * $0]) > threshold) }) else {
            return nil
        }
        // The row that elimination had brought to the place of the missing pivot.
        for index in 0...dependent {
            let other = Int(pivots[index]) - 1
            let row = rowOrder[index]
            rowOrder[index] = rowOrder[other]
            rowOrder[other] = row
        }
        return (positionOrder[dependent], rowOrder[dependent])
    }

    /// Overwrites a vector over rows, b, with B⁻¹·b over basis positions.
    ///
    /// - Complexity: O(m·k + m·updates).
    func solve(_ vector: UnsafeMutablePointer<Double>) {
        let (m, k, work) = (size, kernelSize, scratch.base)
        for index in 0..<m { work[index] = vector[rowOrder[index]] }
        LAPACK.luSolve(block: kernel.base, size: k, stride: m, pivots: pivots.base, .plain, work)
        BLAS.matrixTimesVector(
            kernel.base + k, .plain, rows: m - k, columns: k, stride: m, work, adding: -1, to: work + k)
        for index in 0..<m { vector[positionOrder[index]] = work[index] }
        for update in 0..<updateCount {
            let position = updatePositions[update]
            let column = updates.base + update * m
            let value = vector[position] / column[position]
            if value != 0 { BLAS.add(-value, column, to: vector, count: m) }
            vector[position] = value
        }
    }

    /// Overwrites a vector over basis positions, c, with B⁻ᵀ·c over rows.
    ///
    /// - Complexity: O(m·k + m·updates).
    func solveTransposed(_ vector: UnsafeMutablePointer<Double>) {
        let (m, k, work) = (size, kernelSize, scratch.base)
        for update in (0..<updateCount).reversed() {
            let position = updatePositions[update]
            let column = updates.base + update * m
            let others = BLAS.dot(column, vector, count: m) - column[position] * vector[position]
            vector[position] = (vector[position] - others) / column[position]
        }
        for index in 0..<k { work[index] = vector[positionOrder[index]] }
        for index in k..<m { work[index] = -vector[positionOrder[index]] }
        BLAS.matrixTimesVector(
            kernel.base + k, .transposed, rows: m - k, columns: k, stride: m, factor: -1, work + k, adding: 1, to: work)
        LAPACK.luSolve(block: kernel.base, size: k, stride: m, pivots: pivots.base, .transposed, work)
        for index in 0..<m { vector[rowOrder[index]] = work[index] }
    }

    /// Replaces the basis column at a position by one whose B⁻¹·a is given.
    ///
    /// - Precondition: Fewer than ``updateLimit`` updates were made since the last factorization.
    func update(position: Int, column: UnsafePointer<Double>) {
        (updates.base + updateCount * size).update(from: column, count: size)
        updatePositions[updateCount] = position
        updateCount += 1
    }
}
