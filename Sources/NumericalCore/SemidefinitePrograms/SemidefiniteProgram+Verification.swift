extension SemidefiniteProgram {
    /// Re Tr(A·W), from the entries of A and a value for each block.
    package static func product(_ entries: [Entry], _ blocks: [SemidefiniteBlock]) -> Double {
        var sum = CompensatedSum()
        for entry in entries {
            let value: Double
            switch blocks[entry.block] {
            case .symmetric(let matrix): value = entry.value.real * matrix[entry.row, entry.column]
            case .hermitian(let matrix):
                value = (entry.value.conjugate * matrix[entry.row, entry.column]).real
            case .nonnegative(let numbers): value = entry.value.real * numbers[entry.row]
            }
            sum.add(entry.row == entry.column ? value : 2 * value)
        }
        return sum.value
    }

    /// C•X + f·u.
    func objectiveValue(_ primal: [SemidefiniteBlock], free: [Double]) -> Double {
        var sum = CompensatedSum(SemidefiniteProgram.product(objective, primal))
        for (coefficient, value) in zip(freeObjective, free) { sum.addProduct(coefficient, value) }
        return sum.value
    }

    /// A_k•X + (B·u)_k for each constraint.
    func constraintValues(_ primal: [SemidefiniteBlock], free: [Double]) -> [Double] {
        constraints.map { constraint in
            var sum = CompensatedSum(SemidefiniteProgram.product(constraint.entries, primal))
            for term in constraint.free { sum.addProduct(term.value, free[term.variable]) }
            return sum.value
        }
    }

    /// Bᵀ·y.
    func freeProducts(_ y: [Double]) -> [Double] {
        var sums = [CompensatedSum](repeating: CompensatedSum(), count: freeVariables)
        for (constraint, factor) in zip(constraints, y) {
            for term in constraint.free { sums[term.variable].addProduct(term.value, factor) }
        }
        return sums.map(\.value)
    }

    /// constant·C + Σ y_k A_k.
    package func combination(_ y: [Double], objective factor: Double) -> [SemidefiniteBlock] {
        var result = blocks.map(\.zero)
        func add(_ factor: Double, _ entries: [Entry]) {
            for (block, part) in SemidefiniteProgram.parts(of: entries) { result[block].add(factor, part) }
        }
        if factor != 0 { add(factor, objective) }
        for (constraint, factor) in zip(constraints, y) where factor != 0 { add(factor, constraint.entries) }
        return result
    }

    func verification(
        _ primal: [SemidefiniteBlock], free: [Double], dual: [Double], slack: [SemidefiniteBlock]
    ) -> SemidefiniteVerification {
        let right = constraints.map(\.value)
        let primalError = euclideanNorm(zip(constraintValues(primal, free: free), right).map { $0 - $1 })
        let sign: Double = goal == .minimize ? 1 : -1
        var squares = 0.0
        for (expected, found) in zip(combination(dual.map { -sign * $0 }, objective: sign), slack) {
            squares += expected.squaredDistance(to: found)
        }
        let freeError = euclideanNorm(zip(freeProducts(dual), freeObjective).map { $0 - $1 })
        let objectiveNorm =
            euclideanNorm(objective.map { $0.weight * $0.value.modulus }) + euclideanNorm(freeObjective)
        let values = (
            objectiveValue(primal, free: free), zip(right, dual).map { $0 * $1 }.compensatedSum()
        )
        return SemidefiniteVerification(
            primalError: primalError / (1 + euclideanNorm(right)),
            dualError: largerOrNaN(squares.squareRoot(), freeError) / (1 + objectiveNorm),
            gap: abs(values.0 - values.1) / (1 + abs(values.0) + abs(values.1)))
    }

    /// How far a ray is from proving that no X is feasible, in units of b·y.
    ///
    /// With Σ y_k A_k ⪯ e and |(Bᵀ·y)_j| ≤ e, every feasible point has Tr X + Σ|u_j| ≥ b·y/e: none at all for e = 0.
    /// - Returns: e/(b·y), at least 0, computed in floating-point arithmetic; infinite when b·y is not positive.
    /// - Complexity: O(entries + Σ n³).
    /// - Throws: ``InvalidArgument`` when the ray does not have a finite number for each constraint.
    public func infeasibilityError(of ray: [Double]) throws -> Double {
        try require(
            ray.count == constraints.count, "ray", must: "hold \(constraints.count) numbers, one for each constraint",
            was: ray.count)
        try require(ray.allSatisfy(\.isFinite), "ray", must: "be finite", was: "not finite")
        let value = zip(constraints, ray).map { $0.value * $1 }.compensatedSum()
        guard value > 0 else { return .infinity }
        var error = freeProducts(ray).reduce(0) { largerOrNaN($0, abs($1)) }
        for block in combination(ray.map { -$0 }, objective: 0) {
            error = largerOrNaN(error, -(try block.leastEigenvalue()))
        }
        return error / value
    }

    /// How far X and u are from proving that the objective has no end, in units of its improvement.
    ///
    /// - Returns: The larger of ‖A(X) + B·u‖ and −λ_min(X), divided by the improvement of C•X + f·u; infinite when there is
    ///   none.
    /// - Complexity: O(entries + Σ n³).
    /// - Throws: ``InvalidArgument`` when the blocks do not fit the program.
    public func unboundednessError(of ray: [SemidefiniteBlock], free: [Double]) throws -> Double {
        try require(
            ray.count == blocks.count && zip(ray, blocks).allSatisfy { $0.fits($1) }, "ray",
            must: "have a value for each block", was: "\(ray.count) blocks")
        try require(
            free.count == freeVariables, "free", must: "hold \(freeVariables) numbers", was: free.count)
        let improvement = objectiveValue(ray, free: free) * (goal == .minimize ? -1 : 1)
        guard improvement > 0 else { return .infinity }
        var error = euclideanNorm(constraintValues(ray, free: free))
        for block in ray { error = largerOrNaN(error, -(try block.leastEigenvalue())) }
        return error / improvement
    }
}

extension SemidefiniteBlock {
    func fits(_ block: SemidefiniteProgram.Block) -> Bool {
        switch (self, block) {
        case (.symmetric(let matrix), .symmetric(let size)): matrix.rows == size && matrix.columns == size
        case (.hermitian(let matrix), .hermitian(let size)): matrix.rows == size && matrix.columns == size
        case (.nonnegative(let numbers), .nonnegative(let size)): numbers.count == size
        default: false
        }
    }

    mutating func add(_ factor: Double, _ entries: ArraySlice<SemidefiniteProgram.Entry>) {
        // Take the storage out of the value, so that it is not copied.
        switch self {
        case .symmetric(var matrix):
            self = .nonnegative([])
            for entry in entries {
                matrix[entry.row, entry.column] += factor * entry.value.real
                if entry.row != entry.column { matrix[entry.column, entry.row] += factor * entry.value.real }
            }
            self = .symmetric(matrix)
        case .hermitian(var matrix):
            self = .nonnegative([])
            for entry in entries {
                matrix[entry.row, entry.column] += Complex(factor) * entry.value
                if entry.row != entry.column {
                    matrix[entry.column, entry.row] += Complex(factor) * entry.value.conjugate
                }
            }
            self = .hermitian(matrix)
        case .nonnegative(var numbers):
            self = .nonnegative([])
            for entry in entries { numbers[entry.row] += factor * entry.value.real }
            self = .nonnegative(numbers)
        }
    }

    func squaredDistance(to other: SemidefiniteBlock) -> Double {
        func square(_ norm: Double) -> Double { norm * norm }
        switch (self, other) {
        case (.symmetric(let left), .symmetric(let right)): return square((left - right).frobeniusNorm)
        case (.hermitian(let left), .hermitian(let right)): return square((left - right).frobeniusNorm)
        case (.nonnegative(let left), .nonnegative(let right)):
            return zip(left, right).reduce(0) { $0 + square($1.0 - $1.1) }
        default: return .infinity
        }
    }
}
