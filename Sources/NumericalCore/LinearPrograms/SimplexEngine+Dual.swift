/// The dual simplex method, for bases whose reduced costs have the right signs.
extension SimplexEngine {
    /// Pivots until every basic variable is within its bounds, or a row proves that none ever can be.
    func dual() -> Outcome {
        isPhaseOne = false
        resetPricing(mayBePartial: false)
        rowWeight.fill(rows, with: 1)
        computeReducedCosts()
        // Past so many pivots the primal method, which has a rule against cycling, is the better choice.
        let last = iterations + 1000 + 10 * rows
        while true {
            if mustRefactorize {
                refactorize()
                if isPhaseOne {
                    isPhaseOne = false
                    computeReducedCosts()
                }
                shiftWrongCosts()
            }
            if let interruption = interruption() { return .interrupted(interruption) }
            guard iterations < last, repairs <= largestRepairCount else { return .fallback }
            guard let position = leavingPosition() else {
                if factors.updateCount > 0 {
                    mustRefactorize = true
                    continue
                }
                return .optimal
            }
            if let outcome = dualStep(position) { return outcome }
        }
    }

    // The basic variable whose violation is largest in its reference frame.
    private func leavingPosition() -> Int? {
        var (best, merit) = (-1, 0.0)
        for position in 0..<rows {
            let variable = head.base[position]
            guard violationSlope(variable) != 0 else { continue }
            let x = value.base[variable]
            let violation = max(workLower.base[variable] - x, x - workUpper.base[variable])
            if violation * violation > merit * rowWeight.base[position] {
                merit = violation * violation / rowWeight.base[position]
                best = position
            }
        }
        return best < 0 ? nil : best
    }

    private func dualStep(_ position: Int) -> Outcome? {
        let leaving = head[position]
        let isBelow = value[leaving] < workLower[leaving]
        let bound = isBelow ? workLower[leaving] : workUpper[leaving]
        let sign: Double = isBelow ? -1 : 1
        solvePivotRow(position)
        guard let entering = dualRatio(sign, violation: abs(value[leaving] - bound)) else {
            if factors.updateCount > 0 {
                mustRefactorize = true
                return nil
            }
            return .infeasible(ray: refinedPrices { $0 == position ? sign : 0 })
        }
        solveColumn(of: entering, into: column.base)
        let alpha = column[position]
        if abs(pivotRow[entering] - alpha) > 1e-7 * (1 + abs(alpha)) || abs(alpha) < 1e-9 {
            if factors.updateCount > 0 {
                mustRefactorize = true
                return nil
            }
            return .fallback
        }
        iterations += 1
        flipPassed(sign, entering)
        let dualStep = reducedCost[entering] / alpha
        let row = pivotRow.base
        for variable in 0..<count { reducedCost.base[variable] -= dualStep * row[variable] }
        let step = (value[leaving] - bound) / alpha
        for index in 0..<rows { value.base[head.base[index]] -= step * column.base[index] }
        value[entering] += step
        let ownWeight = rowWeight[position]
        for index in 0..<rows {
            let ratio = column.base[index] / alpha
            rowWeight.base[index] = max(rowWeight.base[index], ratio * ratio * ownWeight)
        }
        rowWeight[position] = max(ownWeight / (alpha * alpha), 1)
        if rowWeight[position] > 1e9 { rowWeight.fill(rows, with: 1) }
        exchange(position, for: entering)
        reducedCost[leaving] = -dualStep
        settle(leaving, preferring: isBelow ? .atLower : .atUpper)
        for variable in 0..<count where place.base[variable] != .basic { shiftIfWrong(variable) }
        return nil
    }

    // The bound-flipping ratio test. Breakpoints are where a reduced cost changes its sign; a boxed variable can pass its
    // own by going to the other bound, as long as the violation that remains outweighs it.
    private func dualRatio(_ sign: Double, violation: Double) -> Int? {
        breakpoints.removeAll(keepingCapacity: true)
        let (row, places, d) = (pivotRow.base, place.base, reducedCost.base)
        for variable in 0..<count {
            let rate = sign * row[variable]
            guard abs(rate) > min(1e-9, tolerance) else { continue }
            switch places[variable] {
            case .basic, .fixed: continue
            case .atLower where rate < 0: continue
            case .atUpper where rate > 0: continue
            default: break
            }
            let ratio = max(d[variable] / rate, 0)
            breakpoints.append(Breakpoint(step: ratio, slope: abs(rate), index: variable, toUpper: false))
        }
        guard !breakpoints.isEmpty else { return nil }
        breakpoints.sort { $0.step != $1.step ? $0.step < $1.step : $0.index < $1.index }
        var remaining = violation
        var last = 0
        for (index, point) in breakpoints.enumerated() {
            last = index
            remaining -= point.slope * (workUpper[point.index] - workLower[point.index])
            if !(remaining > 0) { break }
        }
        // Harris: ties within the tolerance are decided for the largest pivot.
        var limit = Double.infinity
        for point in breakpoints[last...] { limit = min(limit, point.step + tolerance / point.slope) }
        var chosen = last
        for index in last..<breakpoints.count {
            if breakpoints[index].step > limit { break }
            if breakpoints[index].slope > breakpoints[chosen].slope { chosen = index }
        }
        let entering = breakpoints[chosen].index
        // What stays before the chosen point is flipped if it can be, and shifted otherwise.
        breakpoints.removeSubrange(last...)
        return entering
    }

    // Moves the boxed variables that the dual step passes to their other bounds.
    private func flipPassed(_ sign: Double, _ entering: Int) {
        guard !breakpoints.isEmpty else { return }
        let right = work.base
        right.update(repeating: 0, count: rows)
        for point in breakpoints where point.index != entering {
            let variable = point.index
            guard place[variable] == .atLower || place[variable] == .atUpper else { continue }
            let old = value[variable]
            settle(variable, preferring: place[variable] == .atLower ? .atUpper : .atLower)
            let change = value[variable] - old
            if variable < rows {
                right[variable] += change
            } else {
                BLAS.add(-change, matrix.base + rows * (variable - rows), to: right, count: rows)
            }
        }
        factors.solve(right)
        for position in 0..<rows { value[head[position]] += right[position] }
    }

    private func shiftWrongCosts() {
        for variable in 0..<count where place[variable] != .basic { shiftIfWrong(variable) }
    }

    // A reduced cost on the wrong side of zero is made zero by a shift of its variable's cost.
    @inline(__always)
    private func shiftIfWrong(_ variable: Int) {
        let d = reducedCost.base[variable]
        let isWrong: Bool
        switch place.base[variable] {
        case .atLower: isWrong = d < 0
        case .atUpper: isWrong = d > 0
        case .free: isWrong = d != 0
        case .basic, .fixed: isWrong = false
        }
        guard isWrong else { return }
        workCost.base[variable] -= d
        reducedCost.base[variable] = 0
        costsAreShifted = true
    }
}
