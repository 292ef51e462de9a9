/// The quantities that follow from the basis.
extension SimplexEngine {
    /// Factorizes the basis afresh and recomputes values and reduced costs from it.
    ///
    /// - Complexity: O(m³ + m·n).
    func refactorize() {
        factors.factorize(head.base, columns: matrix.base) { old, new in
            settle(old, preferring: place[old])
            place[new] = .basic
            repairs += 1
        }
        computeValues()
        updatePhase()
        computeReducedCosts()
        mustRefactorize = false
    }

    /// x_B = −B⁻¹·N·x_N.
    func computeValues() {
        let right = work.base
        right.update(repeating: 0, count: rows)
        for row in 0..<rows where place[row] != .basic { right[row] += value[row] }
        for structural in 0..<columns {
            let variable = rows + structural
            guard place[variable] != .basic, value[variable] != 0 else { continue }
            BLAS.add(-value[variable], matrix.base + rows * structural, to: right, count: rows)
        }
        factors.solve(right)
        for position in 0..<rows { value[head[position]] = right[position] }
    }

    /// Decides between the phases: phase one minimizes the sum of violations.
    func updatePhase() {
        isPhaseOne = false
        for position in 0..<rows {
            phaseCost[position] = violationSlope(head[position])
            if phaseCost[position] != 0 { isPhaseOne = true }
        }
    }

    /// d = c − Aᵀ·B⁻ᵀ·c_B, with the costs of the current phase.
    func computeReducedCosts() {
        let prices = work.base
        for position in 0..<rows { prices[position] = isPhaseOne ? phaseCost[position] : workCost[head[position]] }
        factors.solveTransposed(prices)
        for row in 0..<rows { reducedCost[row] = prices[row] }
        let target = reducedCost.base + rows
        if isPhaseOne {
            target.update(repeating: 0, count: columns)
        } else {
            target.update(from: workCost.base + rows, count: columns)
        }
        BLAS.matrixTimesVector(
            matrix.base, .transposed, rows: rows, columns: columns, stride: rows, factor: -1, prices, adding: 1,
            to: target)
        for position in 0..<rows { reducedCost[head[position]] = 0 }
        if isPartial { chooseCandidates() }
    }

    /// Overwrites `column` with B⁻¹ times the column of a variable.
    func solveColumn(of variable: Int, into target: UnsafeMutablePointer<Double>) {
        if variable < rows {
            target.update(repeating: 0, count: rows)
            target[variable] = -1
        } else {
            target.update(from: matrix.base + rows * (variable - rows), count: rows)
        }
        factors.solve(target)
    }

    /// Overwrites `pivotRow` with row `position` of B⁻¹·[−1 A], where it is priced, and `rowOfInverse` with that of B⁻¹.
    func solvePivotRow(_ position: Int) {
        let inverse = rowOfInverse.base
        inverse.update(repeating: 0, count: rows)
        inverse[position] = 1
        factors.solveTransposed(inverse)
        for row in 0..<rows { pivotRow[row] = -inverse[row] }
        multiplyPriced(inverse, factor: 1, keeping: 0, in: pivotRow.base)
    }

    /// Exchanges the basic variable at a position with a nonbasic one, whose `column` is at hand.
    func exchange(_ position: Int, for entering: Int) {
        head[position] = entering
        place[entering] = .basic
        reducedCost[entering] = 0
        factors.update(position: position, column: column.base)
        if factors.updateCount >= factors.updateLimit { mustRefactorize = true }
    }

    /// Improves x_B by residuals of about twice the working precision, from fresh factors.
    func refineValues() {
        for _ in 0..<2 {
            var residual = [ProductSum](repeating: ProductSum(), count: rows)
            for structural in 0..<columns where value[rows + structural] != 0 {
                let entries = matrix.base + rows * structural
                let x = value[rows + structural]
                for row in 0..<rows { residual[row].add(entries[row], times: x) }
            }
            for row in 0..<rows {
                residual[row].add(-value[row])
                work[row] = -residual[row].value
            }
            factors.solve(work.base)
            for position in 0..<rows { value[head[position]] += work[position] }
        }
    }

    /// y = B⁻ᵀ·c_B for given basic costs, improved by residuals of about twice the working precision.
    func refinedPrices(_ costs: (_ position: Int) -> Double) -> [Double] {
        for position in 0..<rows { work[position] = costs(position) }
        factors.solveTransposed(work.base)
        var prices = (0..<rows).map { work[$0] }
        for _ in 0..<2 {
            for position in 0..<rows {
                let variable = head[position]
                var residual = ProductSum()
                residual.add(costs(position))
                if variable < rows {
                    residual.add(prices[variable])
                } else {
                    let entries = matrix.base + rows * (variable - rows)
                    for row in 0..<rows { residual.add(-entries[row], times: prices[row]) }
                }
                work[position] = residual.value
            }
            factors.solveTransposed(work.base)
            for row in 0..<rows { prices[row] += work[row] }
        }
        return prices
    }

    /// B⁻¹ times the column of a variable, improved by residuals of about twice the working precision.
    func refinedColumn(of variable: Int) -> [Double] {
        solveColumn(of: variable, into: work.base)
        var result = (0..<rows).map { work[$0] }
        for _ in 0..<2 {
            var residual = [ProductSum](repeating: ProductSum(), count: rows)
            func include(_ other: Int, _ factor: Double) {
                if other < rows {
                    residual[other].add(-factor)
                } else {
                    let entries = matrix.base + rows * (other - rows)
                    for row in 0..<rows { residual[row].add(entries[row], times: factor) }
                }
            }
            include(variable, 1)
            for position in 0..<rows { include(head[position], -result[position]) }
            for row in 0..<rows { work[row] = residual[row].value }
            factors.solve(work.base)
            for position in 0..<rows { result[position] += work[position] }
        }
        return result
    }
}
