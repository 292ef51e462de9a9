/// How far the entering variable moves, and who leaves the basis.
extension SimplexEngine {
    enum Ratio {
        /// Nothing stops the entering variable.
        case unlimited
        /// It reaches its other bound first.
        case flip(length: Double)
        case pivot(position: Int, length: Double, toUpper: Bool)
    }

    // Rates below this do not block; a second attempt, with a tighter tolerance, looks closer.
    private var smallestPivot: Double { min(1e-9, tolerance) }

    /// Harris' two-pass test: among the rows that block within the tolerance, the one with the largest pivot.
    func phaseTwoRatio(_ entering: Int, _ direction: Double) -> Ratio {
        let range = workUpper[entering] - workLower[entering]
        let (alpha, basis, x, low, high) = (column.base, head.base, value.base, workLower.base, workUpper.base)
        let relaxation: Double = usesSmallestIndex ? 0 : 1
        var limit = Double.infinity
        for position in 0..<rows {
            let rate = direction * alpha[position]
            if rate > smallestPivot {
                let variable = basis[position]
                limit = min(limit, (x[variable] - low[variable] + relaxation * slack(low[variable])) / rate)
            } else if rate < -smallestPivot {
                let variable = basis[position]
                limit = min(limit, (high[variable] - x[variable] + relaxation * slack(high[variable])) / -rate)
            }
        }
        guard limit < .infinity else { return range < .infinity ? .flip(length: range) : .unlimited }
        var (best, length, size, toUpper) = (-1, 0.0, 0.0, false)
        for position in 0..<rows {
            let rate = direction * alpha[position]
            guard abs(rate) > smallestPivot else { continue }
            let variable = basis[position]
            let room = rate > 0 ? x[variable] - low[variable] : high[variable] - x[variable]
            let ratio = room / abs(rate)
            guard ratio <= limit else { continue }
            let preferred = usesSmallestIndex ? best < 0 || variable < basis[best] : abs(rate) > size
            if preferred { (best, length, size, toUpper) = (position, max(ratio, 0), abs(rate), rate < 0) }
        }
        guard best >= 0 else { return .unlimited }
        return range <= length ? .flip(length: range) : .pivot(position: best, length: length, toUpper: toUpper)
    }

    /// The step that minimizes the sum of violations along the entering direction, a convex piecewise linear function.
    func phaseOneRatio(_ entering: Int, _ direction: Double, slope: Double) -> Ratio {
        breakpoints.removeAll(keepingCapacity: true)
        let (alpha, basis, x, low, high) = (column.base, head.base, value.base, workLower.base, workUpper.base)
        for position in 0..<rows {
            let rate = direction * alpha[position]
            guard abs(rate) > smallestPivot else { continue }
            let variable = basis[position]
            let falls = rate > 0
            // In the direction of motion: the bound met first when infeasible behind it, and the one that ends feasibility.
            let (near, far) = falls ? (high[variable], low[variable]) : (low[variable], high[variable])
            let state = falls ? phaseCost[position] : -phaseCost[position]
            if state < 0 { continue }
            if state > 0 { add(abs(x[variable] - near) / abs(rate), abs(rate), position, toUpper: falls) }
            if far.isFinite {
                let room = falls ? x[variable] - far : far - x[variable]
                add(max(room, 0) / abs(rate), abs(rate), position, toUpper: !falls)
            }
        }
        let range = workUpper[entering] - workLower[entering]
        guard !breakpoints.isEmpty else { return range < .infinity ? .flip(length: range) : .unlimited }
        breakpoints.sort { $0.step != $1.step ? $0.step < $1.step : $0.index < $1.index }
        var remaining = slope
        var last = 0
        var largest = 0.0
        for (index, breakpoint) in breakpoints.enumerated() {
            remaining -= breakpoint.slope
            last = index
            largest = max(largest, breakpoint.slope)
            if remaining <= 0 { break }
        }
        if range <= breakpoints[last].step { return .flip(length: range) }
        if usesSmallestIndex { last = 0 }
        // Going back to a larger pivot loses little and is safe, since every earlier point is better than the start.
        var chosen = last
        while chosen > 0, breakpoints[chosen].slope < 0.1 * largest { chosen -= 1 }
        if breakpoints[chosen].slope < 0.1 * largest { chosen = last }
        let point = breakpoints[chosen]
        return .pivot(position: point.index, length: point.step, toUpper: point.toUpper)
    }

    private func add(_ step: Double, _ slope: Double, _ index: Int, toUpper: Bool) {
        breakpoints.append(Breakpoint(step: step, slope: slope, index: index, toUpper: toUpper))
    }
}
