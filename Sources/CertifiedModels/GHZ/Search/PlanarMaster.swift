import LHVModels

/// The master program of the column generation: max Σ_i w_i b c_1⁽ⁱ⁾ − Σ_k h(k)(u_k⁺ + u_k⁻) over mixtures w with
/// Σ w_i c_k⁽ⁱ⁾ = u_k⁺ − u_k⁻ for k ≥ 3 and Σ w = 1.
///
/// Its optimum is what the mixture proves. Prices of the rows are in −h(k)…h(k), which keeps the search calm.
struct PlanarMaster {
    struct Solution {
        /// v.
        var visibility: Double
        /// The weight of each column.
        var weights: [Double]
        /// y_k for each frequency: a list of responses improves the mixture when Σ y_k c_k > v.
        var prices: [Double]
        var basis: LinearProgramBasis
    }

    /// Solves the program, from a basis of the same program with fewer columns if there is one.
    static func solve(
        _ columns: [[Double]], _ frequencies: PlanarFrequencies, startingFrom old: LinearProgramBasis?
    ) throws -> Solution {
        let removed = frequencies.orders.count - 1
        let rows = removed + 1
        // Each row in units of the largest correlation it can have.
        var entries: [Double] = []
        var objective: [Double] = []
        for row in 0..<removed {
            for sign in [-1.0, 1] {
                entries += (0..<rows).map { $0 == row ? sign : 0 }
                objective.append(-frequencies.costs[row + 1] * frequencies.sizes[row + 1])
            }
        }
        for column in columns {
            // What should be zero is not left to rounding: pivots on it would be worth nothing.
            entries += (0..<removed).map { row in
                let share = column[row + 1] / frequencies.sizes[row + 1]
                return abs(share) < 1e-12 ? 0 : share
            }
            entries.append(1)
            objective.append(frequencies.costs[0] * column[0])
        }
        let program = try LinearProgram(
            .maximize, objective,
            subjectTo: RealMatrix(unchecked: entries, rows: rows, columns: objective.count),
            (0..<rows).map { .equal(to: $0 == removed ? 1 : 0) })
        var basis = old ?? start(columns, rows: rows)
        while basis.variables.count < objective.count { basis.variables.append(.atLower) }
        let options = SimplexOptions(tolerance: 1e-10, verificationTolerance: 1e-6)
        let solution: LinearProgramSolution
        do {
            solution = try program.solve(options: options, startingFrom: basis)
        } catch is NumericalFailure {
            solution = try program.solve(options: options, startingFrom: start(columns, rows: rows))
        }
        if solution.status == .cancelled { throw CancellationError() }
        guard solution.isOptimal else {
            throw NumericalFailure("master program", "the solver stopped with \(solution.status)")
        }
        let prices = (0..<removed).map { -solution.dual[$0] / frequencies.sizes[$0 + 1] }
        return Solution(
            visibility: solution.objective, weights: Array(solution.primal.dropFirst(2 * removed)),
            prices: [frequencies.costs[0]] + prices, basis: solution.basis)
    }

    // The column that is best alone, and for each row the variable that takes what it leaves.
    private static func start(_ columns: [[Double]], rows: Int) -> LinearProgramBasis {
        let first = columns.indices.max { columns[$0][0] < columns[$1][0] } ?? 0
        var places = [LinearProgramBasis.Place](repeating: .atLower, count: 2 * (rows - 1) + columns.count)
        for row in 0..<(rows - 1) { places[2 * row + (columns[first][row + 1] < 0 ? 1 : 0)] = .basic }
        places[2 * (rows - 1) + first] = .basic
        return LinearProgramBasis(rows: Array(repeating: .atLower, count: rows), variables: places)
    }
}
