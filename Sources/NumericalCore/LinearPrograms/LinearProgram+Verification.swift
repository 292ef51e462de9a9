extension LinearProgram {
    /// Measures how well x and y solve the program; any pair will do, wherever it came from.
    ///
    /// For every y, min_{lower ≤ r ≤ upper} y·r + min_{l ≤ x ≤ u} (c − Aᵀ·y)·x bounds the least c·x from below. The gap
    /// is the distance of c·x from that bound, whose terms with an infinite bound are left out of it and counted as
    /// dual violations. With small violations a small gap proves x optimal. Maximizing is minimizing −c·x with −y.
    /// A NaN among the numbers gives NaN, never a small error.
    ///
    /// - Complexity: O(m·n).
    /// - Throws: ``InvalidArgument`` when there are not as many values as variables and prices as rows.
    public func verification(primal x: [Double], dual y: [Double]) throws -> LinearProgramVerification {
        try require(x.count == variableCount, "primal", must: "hold \(variableCount) values", was: x.count)
        try require(y.count == rowCount, "dual", must: "hold \(rowCount) prices", was: y.count)
        return errors(primal: x, dual: y)
    }

    /// As the public function, for vectors that are known to fit.
    func errors(primal x: [Double], dual y: [Double]) -> LinearProgramVerification {
        let sign: Double = goal == .minimize ? 1 : -1
        let values = rowValues(at: x)
        let prices = y.map { sign * $0 }
        let costs = reducedCosts(dual: y).map { sign * $0 }
        var report = Errors()
        // Rounding and pivoting errors of one variable are felt in the scale of the largest.
        let (largestValue, largestPrice) = (1 + x.largestMagnitude(), 1 + y.largestMagnitude())
        for (bounds, value) in zip(variableBounds, x) { report.primal(bounds.violation(of: value), in: largestValue) }
        let magnitudes =
            values.indices.contains { rowBounds[$0].violation(of: values[$0]) != 0 } ? rowMagnitudes(at: x) : []
        for (row, value) in values.enumerated() {
            let violation = rowBounds[row].violation(of: value)
            if violation != 0 { report.primal(violation, in: 1 + abs(value) + magnitudes[row]) }
        }
        var bound = ProductSum()
        var terms = 1.0
        for (bounds, price) in zip(rowBounds, prices) {
            let term = bounds.least(times: price)
            if !term.isInfinite {
                bound.add(term)
                terms += abs(term)
            }
            if !term.isFinite { report.dual(abs(price), in: largestPrice) }
        }
        for (column, cost) in costs.enumerated() {
            let term = variableBounds[column].least(times: cost)
            if !term.isInfinite {
                bound.add(term)
                terms += abs(term)
            }
            if !term.isFinite {
                report.dual(abs(cost), in: 1 + abs(objective[column]) + columnMagnitude(column, y))
            }
        }
        for (coefficient, value) in zip(objective, x) {
            bound.add(-sign * coefficient, times: value)
            terms += abs(coefficient * value)
        }
        let gap = abs(bound.value)
        return LinearProgramVerification(
            primalViolation: report.primalViolation, dualViolation: report.dualViolation, gap: gap,
            relativeError: largerOrNaN(report.relativeError, gap / terms))
    }

    /// By how much a ray y proves that no point satisfies the constraints; a positive margin is a proof.
    ///
    /// The margin is min_{lower ≤ r ≤ upper} y·r − max_{l ≤ x ≤ u} y·(A·x) (Farkas' lemma): a feasible x would have
    /// r = A·x and so make it at most 0. It is −∞ when an infinite bound is in play.
    ///
    /// - Parameters:
    ///   - ray: y, one number for each row.
    ///   - tolerance: An entry of Aᵀ·y at an infinite bound counts as zero up to this fraction of the sum of moduli of
    ///     its terms, since a sum of rounded numbers is seldom zero.
    /// - Complexity: O(m·n).
    /// - Throws: ``InvalidArgument`` when there are not as many numbers as rows.
    public func farkasMargin(of ray: [Double], tolerance: Double = 1e-10) throws -> Double {
        try require(ray.count == rowCount, "ray", must: "hold \(rowCount) numbers, one for each row", was: ray.count)
        var margin = ProductSum()
        for (bounds, weight) in zip(rowBounds, ray) {
            let term = bounds.least(times: weight)
            guard term.isFinite else { return -.infinity }
            margin.add(term)
        }
        for (column, weight) in product(transposed: ray).enumerated() {
            let term = variableBounds[column].least(times: -weight)
            if term.isFinite {
                margin.add(term)
            } else if !(abs(weight) <= tolerance * columnMagnitude(column, ray)) {
                return -.infinity
            }
        }
        return margin.value
    }

    /// How fast the objective improves along a ray that never leaves the feasible set, or nil when the ray does leave it.
    ///
    /// - Parameters:
    ///   - ray: A direction, one number for each variable.
    ///   - tolerance: A row's rate at a finite bound counts as zero up to this fraction of the sum of moduli of its terms.
    /// - Returns: ±c·ray, positive when the program is unbounded from any feasible point.
    /// - Complexity: O(m·n).
    /// - Throws: ``InvalidArgument`` when there are not as many numbers as variables.
    public func improvement(along ray: [Double], tolerance: Double = 1e-10) throws -> Double? {
        try require(ray.count == variableCount, "ray", must: "hold \(variableCount) numbers", was: ray.count)
        func leaves(_ bounds: Bounds, _ rate: Double, _ threshold: Double) -> Bool {
            rate.isNaN || (rate > threshold && bounds.upper < .infinity)
                || (rate < -threshold && bounds.lower > -.infinity)
        }
        for (bounds, rate) in zip(variableBounds, ray) where leaves(bounds, rate, 0) { return nil }
        let magnitudes = rowMagnitudes(at: ray)
        for (row, rate) in rowValues(at: ray).enumerated()
        where leaves(rowBounds[row], rate, tolerance * magnitudes[row]) {
            return nil
        }
        let rate = objectiveValue(at: ray)
        return goal == .minimize ? -rate : rate
    }

    /// c·x, compensated.
    func objectiveValue(at x: [Double]) -> Double {
        var sum = ProductSum()
        for (coefficient, value) in zip(objective, x) { sum.add(coefficient, times: value) }
        return sum.value
    }

    /// A·x.
    func rowValues(at x: [Double]) -> [Double] {
        var values = [Double](repeating: 0, count: rowCount)
        BLAS.matrixTimesVector(
            matrix.storage, .plain, rows: rowCount, columns: variableCount, stride: max(rowCount, 1), x, to: &values)
        return values
    }

    /// Aᵀ·y.
    func product(transposed y: [Double]) -> [Double] {
        var values = [Double](repeating: 0, count: variableCount)
        BLAS.matrixTimesVector(
            matrix.storage, .transposed, rows: rowCount, columns: variableCount, stride: max(rowCount, 1), y,
            to: &values)
        return values
    }

    /// c − Aᵀ·y.
    func reducedCosts(dual y: [Double]) -> [Double] {
        var costs = objective
        BLAS.matrixTimesVector(
            matrix.storage, .transposed, rows: rowCount, columns: variableCount, stride: max(rowCount, 1), factor: -1,
            y,
            adding: 1, to: &costs)
        return costs
    }

    // Σ_j |a_ij·x_j| for each row.
    private func rowMagnitudes(at x: [Double]) -> [Double] {
        var sums = [Double](repeating: 0, count: rowCount)
        matrix.storage.withUnsafeBufferPointer { entries in
            for (column, value) in x.enumerated() where value != 0 {
                for row in 0..<rowCount { sums[row] += abs(entries[row + rowCount * column] * value) }
            }
        }
        return sums
    }

    // Σ_i |a_ij·y_i| for one column.
    private func columnMagnitude(_ column: Int, _ y: [Double]) -> Double {
        var sum = 0.0
        for row in 0..<rowCount { sum += abs(matrix.storage[row + rowCount * column] * y[row]) }
        return sum
    }

    private struct Errors {
        var primalViolation = 0.0
        var dualViolation = 0.0
        var relativeError = 0.0

        mutating func primal(_ violation: Double, in unit: Double) {
            primalViolation = largerOrNaN(primalViolation, violation)
            relativeError = largerOrNaN(relativeError, violation / unit)
        }

        mutating func dual(_ violation: Double, in unit: Double) {
            dualViolation = largerOrNaN(dualViolation, violation)
            relativeError = largerOrNaN(relativeError, violation / unit)
        }
    }
}
