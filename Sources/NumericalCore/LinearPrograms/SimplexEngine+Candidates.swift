/// Partial pricing: between two looks at all columns, pivots come from a short list of promising ones.
///
/// A pivot reads every priced column once. When all of them exceed the caches, a list of some hundred columns, copied
/// side by side, makes a pivot several times cheaper at the price of somewhat more pivots. Optimality is always decided
/// by the reduced costs of all columns.
extension SimplexEngine {
    /// Chooses between full and partial pricing, and drops the list.
    func resetPricing(mayBePartial: Bool) {
        // Past three megabytes or so, a pass over the matrix leaves the nearer caches.
        isPartial = mayBePartial && rows * columns > 400_000 && columns > 4 * rows
        candidates.removeAll(keepingCapacity: true)
    }

    /// Lists the structural variables with the best merits d²/weight, from reduced costs of all columns.
    ///
    /// - Complexity: O(n·log n + m·list).
    func chooseCandidates() {
        var merits: [(merit: Double, variable: Int)] = []
        for variable in rows..<count {
            let merit = merit(variable)
            if merit > 0 { merits.append((merit, variable)) }
        }
        merits.sort { $0.merit != $1.merit ? $0.merit > $1.merit : $0.variable < $1.variable }
        listIsFresh = true
        let size = min(merits.count, max(100, columns / 20))
        candidates = merits.prefix(size).map(\.variable).sorted()
        candidateMatrix.reserve(rows * size)
        candidateRow.reserve(size)
        for (index, variable) in candidates.enumerated() {
            let source = matrix.base + rows * (variable - rows)
            (candidateMatrix.base + rows * index).update(from: source, count: rows)
        }
    }

    /// d²/weight of a nonbasic variable whose reduced cost has the wrong sign, 0 of all others.
    @inline(__always)
    func merit(_ variable: Int) -> Double {
        let cost = reducedCost.base[variable]
        guard abs(cost) > tolerance else { return 0 }
        switch place.base[variable] {
        case .basic, .fixed: return 0
        case .atLower where cost > 0: return 0
        case .atUpper where cost < 0: return 0
        default: break
        }
        if bannedCount > 0, banned.base[variable] { return 0 }
        return cost * cost / weight.base[variable]
    }

    /// target_j ← factor·a_j·vector + kept·target_j for the priced structural variables j.
    func multiplyPriced(
        _ vector: UnsafePointer<Double>, factor: Double, keeping kept: Double, in target: UnsafeMutablePointer<Double>
    ) {
        guard isPartial else {
            BLAS.matrixTimesVector(
                matrix.base, .transposed, rows: rows, columns: columns, stride: rows, factor: factor, vector,
                adding: kept,
                to: target + rows)
            return
        }
        BLAS.matrixTimesVector(
            candidateMatrix.base, .transposed, rows: rows, columns: candidates.count, stride: rows, factor: factor,
            vector,
            to: candidateRow.base)
        for (index, variable) in candidates.enumerated() {
            target[variable] = (kept == 0 ? 0 : kept * target[variable]) + candidateRow.base[index]
        }
    }
}
