/// The largest visibility of a mixture: maximize v over w, u⁺, u⁻ ≥ 0 with Σ_i w_i a_i + u⁺ − u⁻ = v·t and
/// Σ w + Σ u⁺ + Σ u⁻ + γ·v = 1.
///
/// This is the master program of a column generation: the a_i are models in units in which ±1 in a single row is a model too,
/// t is the target, and γ what the target costs by itself. Its dual is min σ/(y·t + γσ) over |y_r| ≤ σ and y·a_i ≤ σ. An interior-point method
/// that stops at a chosen gap gives prices in the middle of what is open, and not at a corner of it as the simplex method
/// does: these swing less, and far fewer rounds are needed.
/// Source: [Gondzio2013].
package struct MixtureProgram: Sendable {
    /// The number of rows.
    package let rows: Int
    /// t.
    package let target: [Double]
    /// γ.
    package let overhead: Double
    /// The a_i, one after the other.
    package let columns: [Double]
    /// q_r ≥ 1: what single rows are taken to reach, so that |y_r| ≤ σ/q_r; only 1 is true.
    package let strengths: [Double]

    /// The number of columns.
    package var count: Int { rows == 0 ? 0 : columns.count / rows }

    /// A program; all numbers must be finite.
    package init(target: [Double], overhead: Double, columns: [Double], strengths: [Double]? = nil) {
        rows = target.count
        requirePrecondition(
            rows > 0 && columns.count % rows == 0,
            "columns must have as many entries as the target, \(rows), but were \(columns.count) in all")
        self.target = target
        self.overhead = overhead
        self.columns = columns
        self.strengths = strengths ?? Array(repeating: 1, count: target.count)
    }

    /// An answer that is good to a gap.
    package struct Solution: Sendable {
        /// What the weights reach, when single rows of strength 1 pay for what is left over.
        package let value: Double
        /// The same for single rows of the strengths that are taken.
        package let promised: Double
        /// What no weights exceed: σ/(y·t + γσ).
        package let bound: Double
        /// w, of sum about 1.
        package let weights: [Double]
        /// y, with y·t + γσ = 1.
        package let prices: [Double]
        /// The number of iterations.
        package let iterations: Int
    }

    /// Solves to a relative gap.
    ///
    /// - Parameters:
    ///   - gap: (bound − value)/bound at which to stop; up to 10⁻³ where rounding lets it get no further.
    ///   - old: Prices to begin with, or nil.
    ///   - threads: How many threads multiply matrices; the bits do not depend on it.
    ///   - check: Throws when there is no time left; it is asked before each iteration.
    /// - Complexity: O(rows²·columns) an iteration, of which there are 5 to 30.
    /// - Throws: `NumericalFailure` when the equations cannot be solved any more; what `check` throws.
    package func solve(
        gap: Double, startingFrom old: [Double]? = nil, threads: Int = 1,
        checking check: () throws -> Void = { try Work.checkCancellation() }
    ) throws -> Solution {
        var iteration = MixtureIteration(self, prices: old, threads: threads)
        var best: Solution?
        var since = 0
        for _ in 0..<100 {
            try check()
            if let solution = iteration.solution {
                if solution.bound - solution.promised <= gap * solution.bound { return solution }
                if best.map({ solution.bound - solution.promised < 0.9 * ($0.bound - $0.promised) }) ?? true {
                    (best, since) = (solution, 0)
                } else {
                    since += 1
                }
            }
            // Where rounding has taken over, what was reached before is still an answer.
            let isNear = best.map { $0.bound - $0.promised <= 1e-3 * $0.bound } ?? false
            if isNear, since >= 8 { break }
            if try !iteration.step() { break }
        }
        if let best, best.bound - best.promised <= 1e-3 * best.bound { return best }
        throw NumericalFailure("mixture program", "the interior-point method does not converge")
    }
}
