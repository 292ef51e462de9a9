/// The primal simplex method, phases one and two.
extension SimplexEngine {
    /// Pivots until no reduced cost has the wrong sign.
    func primal() -> Outcome {
        clearBans()
        resetPricing(mayBePartial: true)
        if isPartial { mustRefactorize = true }
        // The rule against cycling holds in exact arithmetic only. Programs worth solving take a few steps for each row.
        let mostSteps = 10_000 + 100 * (rows + count)
        var steps = 0
        while true {
            steps += 1
            if steps > mostSteps { return .stuck("no end came within \(mostSteps) steps") }
            if mustRefactorize { refactorize() }
            if repairs > largestRepairCount { return .stuck("the bases are singular to working precision") }
            if let interruption = interruption() { return .interrupted(interruption) }
            guard let entering = entering() else {
                if isPartial, !listIsFresh {
                    // The list is used up.
                    computeReducedCosts()
                    continue
                }
                // Answers are given from fresh factors only.
                if factors.updateCount > 0 {
                    mustRefactorize = true
                    continue
                }
                if bannedCount > 0, !takesSmallPivots {
                    takesSmallPivots = true
                    clearBans()
                    continue
                }
                if bannedCount > 0 { return .stuck("every remaining pivot is too small") }
                return isPhaseOne ? .infeasible(ray: refinedPrices { self.phaseCost[$0] }) : .optimal
            }
            if let outcome = step(entering) { return outcome }
        }
    }

    /// The priced variable that improves fastest in the devex reference frame, or the first that improves at all.
    private func entering() -> Int? {
        var best = -1
        var largest = 0.0
        for variable in 0..<(isPartial ? rows : count) {
            let merit = merit(variable)
            guard merit > largest else { continue }
            if usesSmallestIndex { return variable }
            (best, largest) = (variable, merit)
        }
        guard isPartial else { return best < 0 ? nil : best }
        for variable in candidates {
            let merit = merit(variable)
            guard merit > largest else { continue }
            if usesSmallestIndex { return variable }
            (best, largest) = (variable, merit)
        }
        return best < 0 ? nil : best
    }

    // One pivot or bound flip; nil to go on.
    private func step(_ entering: Int) -> Outcome? {
        let alpha = column.base
        solveColumn(of: entering, into: alpha)
        var exact = isPhaseOne ? 0 : workCost[entering]
        for position in 0..<rows {
            exact -= alpha[position] * (isPhaseOne ? phaseCost[position] : workCost[head[position]])
        }
        let drift = abs(exact - reducedCost[entering])
        if drift > 1e-6 * max(1, abs(exact)), factors.updateCount > 0 {
            mustRefactorize = true
            return nil
        }
        let supposed = reducedCost[entering]
        reducedCost[entering] = exact
        if abs(exact) <= tolerance || exact * supposed < 0 { return nil }
        let direction: Double = exact < 0 ? 1 : -1
        let ratio =
            isPhaseOne ? phaseOneRatio(entering, direction, slope: abs(exact)) : phaseTwoRatio(entering, direction)
        switch ratio {
        case .unlimited:
            if factors.updateCount > 0 {
                mustRefactorize = true
                return nil
            }
            if isPhaseOne {
                ban(entering)
                return nil
            }
            return .unbounded(entering: entering, direction: direction)
        case .flip(let length):
            iterations += 1
            listIsFresh = false
            move(entering, direction, length)
            settle(entering, preferring: place[entering] == .atLower ? .atUpper : .atLower)
            note(progress: length * abs(exact))
            if isPhaseOne { followPhaseOne() }
        case .pivot(let position, let length, let toUpper):
            pivot(entering, direction, position, length, toUpper)
        }
        return nil
    }

    private func pivot(_ entering: Int, _ direction: Double, _ position: Int, _ length: Double, _ toUpper: Bool) {
        let alpha = column.base[position]
        if !takesSmallPivots, abs(alpha) < 1e-7 * largestModulus(column.base) {
            // A pivot this small next to the others is the last choice.
            if factors.updateCount > 0 { mustRefactorize = true } else { ban(entering) }
            return
        }
        solvePivotRow(position)
        // The same number, computed by columns and by rows.
        if abs(pivotRow[entering] - alpha) > 1e-7 * (1 + abs(alpha)) || abs(alpha) < 1e-11 {
            if factors.updateCount > 0 { mustRefactorize = true } else { ban(entering) }
            return
        }
        iterations += 1
        listIsFresh = false
        let leaving = head[position]
        let cost = reducedCost[entering]
        let (oldWeight, ownCost) = (weight[entering], isPhaseOne ? phaseCost[position] : 0)
        move(entering, direction, length)
        let dualStep = cost / alpha
        updateRow(dualStep, weightFactor: oldWeight / (alpha * alpha))
        reducedCost[leaving] = -dualStep - ownCost
        weight[leaving] = max(oldWeight / (alpha * alpha), 1)
        exchange(position, for: entering)
        leave(leaving, toUpper)
        phaseCost[position] = 0
        note(progress: length * abs(cost))
        if bannedCount > 0 { clearBans() }
        takesSmallPivots = false
        if weight[leaving] > 1e9 { weight.fill(count, with: 1) }
        if isPhaseOne { followPhaseOne() }
    }

    // The entering variable moves by direction·length, the basic ones follow.
    private func move(_ entering: Int, _ direction: Double, _ length: Double) {
        guard length != 0 else { return }
        let change = direction * length
        for position in 0..<rows { value.base[head.base[position]] -= change * column.base[position] }
        value[entering] += change
    }

    // Puts the leaving variable on the bound it has reached.
    private func leave(_ leaving: Int, _ toUpper: Bool) {
        let bound = toUpper ? workUpper[leaving] : workLower[leaving]
        let excess = toUpper ? value[leaving] - bound : bound - value[leaving]
        // A bound that was passed within the tolerance moves along, so that no step leads back.
        if excess > 1e-14 * max(1, abs(bound)), mayShift, workLower[leaving] < workUpper[leaving] {
            if toUpper { workUpper[leaving] = value[leaving] } else { workLower[leaving] = value[leaving] }
            boundsAreShifted = true
        }
        settle(leaving, preferring: toUpper ? .atUpper : .atLower)
    }

    // d ← d − dualStep·pivotRow, and the devex weights of the nonbasic variables.
    private func updateRow(_ dualStep: Double, weightFactor: Double) {
        let (d, weights, row) = (reducedCost.base, weight.base, pivotRow.base)
        @inline(__always) func update(_ variable: Int) {
            let entry = row[variable]
            d[variable] -= dualStep * entry
            let candidate = entry * entry * weightFactor
            weights[variable] = candidate > weights[variable] ? candidate : weights[variable]
        }
        for variable in 0..<(isPartial ? rows : count) { update(variable) }
        if isPartial { for variable in candidates { update(variable) } }
    }

    // After a step of phase one: costs of basic variables change as they become feasible.
    private func followPhaseOne() {
        let change = work.base
        var changed = false
        var infeasible = false
        for position in 0..<rows {
            let slope = violationSlope(head.base[position])
            change[position] = slope - phaseCost.base[position]
            phaseCost.base[position] = slope
            if change[position] != 0 { changed = true }
            if slope != 0 { infeasible = true }
        }
        guard infeasible else {
            isPhaseOne = false
            stalledSteps = 0
            computeReducedCosts()
            return
        }
        guard changed else { return }
        factors.solveTransposed(change)
        for row in 0..<rows { reducedCost[row] += change[row] }
        multiplyPriced(change, factor: -1, keeping: 1, in: reducedCost.base)
    }

    private func largestModulus(_ vector: UnsafePointer<Double>) -> Double {
        var largest = 0.0
        for position in 0..<rows { largest = max(largest, abs(vector[position])) }
        return largest
    }

    private func ban(_ variable: Int) {
        banned[variable] = true
        bannedCount += 1
    }

    private func clearBans() {
        if bannedCount > 0 { banned.fill(count, with: false) }
        bannedCount = 0
    }

    // Counts steps without progress; a long run of them means degeneracy.
    private func note(progress: Double) {
        if progress > 1e-12 {
            stalledSteps = 0
            usesSmallestIndex = false
            return
        }
        stalledSteps += 1
        if mayPerturb, stalledSteps > 10 + rows / 20 {
            perturb()
            stalledSteps = 0
        } else if stalledSteps > 200 + rows {
            usesSmallestIndex = true
        }
    }

    /// Widens the bounds at which basic variables sit, each by its own small amount, so that steps have a length.
    private func perturb() {
        for position in 0..<rows {
            let variable = head[position]
            let (low, high, x) = (workLower[variable], workUpper[variable], value[variable])
            guard low < high else { continue }
            let width = (1 + random.uniform()) * 1e3 * max(tolerance, 1e-10)
            if abs(x - low) <= 2 * slack(low) {
                workLower[variable] = min(low, x) - width * max(1, abs(low))
                boundsAreShifted = true
            } else if abs(x - high) <= 2 * slack(high) {
                workUpper[variable] = max(high, x) + width * max(1, abs(high))
                boundsAreShifted = true
            }
        }
    }
}
