/// From a basis to an answer.
extension SimplexEngine {
    /// Runs the method that suits the current basis until it has an answer for the unshifted problem.
    ///
    /// Each round ends with an answer for the working bounds and costs. When these were shifted, the shifts are taken
    /// back and the next round repairs what little that spoils; later rounds shift less, the last ones not at all.
    func run() -> Outcome {
        let rounds = 12
        var last = Outcome.stuck("no round was run")
        for round in 0..<rounds {
            mayPerturb = round < 4
            mayShift = round < 8
            usesSmallestIndex = false
            stalledSteps = 0
            removeShifts()
            resetPricing(mayBePartial: false)
            refactorize()
            // Those of the starting basis do not count.
            repairs = 0
            last = isPhaseOne && round < 6 && isDualFeasible() ? dual() : primal()
            switch last {
            case .interrupted:
                removeShifts()
                resetPricing(mayBePartial: false)
                refactorize()
                return last
            case .fallback: continue
            case .stuck where round < rounds - 1:
                tightenPivoting()
                continue
            default: break
            }
            if !boundsAreShifted && !costsAreShifted { return last }
        }
        if case .stuck = last { return last }
        return .stuck("taking back the shifts did not settle")
    }

    /// A basis that pivots have led to needs repair only when it is singular to working precision; this often, no basis
    /// of this problem can be trusted.
    var largestRepairCount: Int { 20 }

    // Another point to start from, after numerical trouble: forget the weights that led there.
    private func tightenPivoting() {
        weight.fill(count, with: 1)
        rowWeight.fill(rows, with: 1)
    }

    /// Restores the true bounds and costs, and the nonbasic variables to their bounds.
    func removeShifts() {
        if boundsAreShifted {
            workLower.base.update(from: lower.base, count: count)
            workUpper.base.update(from: upper.base, count: count)
            for variable in 0..<count where place[variable] != .basic {
                settle(variable, preferring: place[variable])
            }
            boundsAreShifted = false
        }
        if costsAreShifted {
            workCost.base.update(from: cost.base, count: count)
            costsAreShifted = false
        }
    }

    // Whether the true costs leave every reduced cost with the right sign, boxed variables set to the bound that fits.
    private func isDualFeasible() -> Bool {
        isPhaseOne = false
        computeReducedCosts()
        var flips = false
        var feasible = true
        for variable in 0..<count {
            let cost = reducedCost[variable]
            guard abs(cost) > tolerance else { continue }
            switch place[variable] {
            case .basic, .fixed: continue
            case .free: feasible = false
            case .atLower where cost < 0: if workUpper[variable] < .infinity { flips = true } else { feasible = false }
            case .atUpper where cost > 0: if workLower[variable] > -.infinity { flips = true } else { feasible = false }
            default: continue
            }
        }
        if feasible, flips {
            for variable in 0..<count where place[variable] == .atLower || place[variable] == .atUpper {
                let cost = reducedCost[variable]
                if abs(cost) > tolerance { settle(variable, preferring: cost > 0 ? .atLower : .atUpper) }
            }
        }
        if !feasible || flips { refactorize() }
        return feasible
    }

    /// Whether the run must stop here; also reports progress.
    func interruption() -> SimplexInterruption? {
        if iterations >= limits.iterations { return .iterationLimit }
        guard iterations % 16 == 0 else { return nil }
        if Work.isCancelled { return .cancelled }
        if let deadline = limits.deadline, Work.now >= deadline { return .timeLimit }
        if let report = limits.report, iterations % 64 == 0 {
            let (infeasibility, objective) = currentState()
            report(
                SimplexProgress(
                    iterations: iterations, objective: objective * limits.objectiveUnit, infeasibility: infeasibility))
        }
        return nil
    }
}
