import Foundation
import LHVModels

/// ρ_l: the model ±ρ_l P_l(a·b) is local, by zonal harmonics or by Re(x₁ + i x₂)^l, whichever is better.
///
/// ρ_l = max(1/N_l, ½ l! Γ(d/2)/Γ(l + d/2)), N_l the number of harmonics of degree l on S^{d−1}.
struct PureDegreeModels: Sendable {
    /// ρ_0…ρ_L.
    let strengths: [Double]

    init(dimension: Int, degree: Int) {
        let d = Double(dimension)
        strengths = (0...degree).map { (l: Int) -> Double in
            guard l > 0 else { return 1 }
            let k = Double(l)
            let ratio: Double = lgamma(k + 1) + lgamma(d / 2) - lgamma(k + d / 2)
            let sectoral: Double = 0.5 * exp(ratio)
            let choices: Double = lgamma(k + d - 2) - lgamma(k + 1) - lgamma(d - 1)
            let harmonics: Double = (2 * k + d - 2) * exp(choices)
            return max(1 / harmonics, sectoral)
        }
    }
}

/// The master program of the column generation: max v over mixtures of pairs and pure-degree models with
/// Σ w_i c_l⁽ⁱ⁾ + ρ_l (u_l⁺ − u_l⁻) = v δ_{l1} for odd l, Σ w + Σ u = 1.
struct MasterProgram {
    struct Solution {
        /// v.
        var visibility: Double
        /// The weight of each pair.
        var weights: [Double]
        /// y_0…y_L with y_1 = 1, such that a pair improves the mixture when Σ y_l c_l > v.
        var prices: [Double]
        var basis: LinearProgramBasis
        var pivots: Int
    }

    /// Solves the program, from a basis of the same program with fewer pairs if there is one.
    static func solve(
        _ columns: [[Double]], strengths: [Double], startingFrom old: LinearProgramBasis?
    ) throws -> Solution {
        let degrees = Array(stride(from: 1, to: strengths.count, by: 2))
        let rows = degrees.count + 1
        // Each row in units of its largest entry, and pure-degree columns ±1 with their cost in the last row.
        // A row that no pair fills to more than rounding costs nothing, and is left to its pure-degree columns.
        let units = degrees.map { l in
            let largest = columns.reduce(0) { largerOrNaN($0, abs($1[l])) }
            return largest < 1e-7 * strengths[l] ? .infinity : largest
        }
        var entries: [Double] = []
        entries.reserveCapacity(rows * (columns.count + 2 * rows))
        func append(_ values: (Int) -> Double, _ last: Double) {
            for row in 0..<degrees.count { entries.append(values(row)) }
            entries.append(last)
        }
        append({ $0 == 0 ? -1 / units[0] : 0 }, 0)
        for row in 1..<max(degrees.count, 1) {
            let cost = units[row] == .infinity ? 1 : units[row] / strengths[degrees[row]]
            append({ $0 == row ? 1 : 0 }, cost)
            append({ $0 == row ? -1 : 0 }, cost)
        }
        for column in columns { append({ column[degrees[$0]] / units[$0] }, 1) }
        let fixed = 2 * degrees.count - 1
        let matrix = RealMatrix(unchecked: entries, rows: rows, columns: fixed + columns.count)
        var objective = [Double](repeating: 0, count: fixed + columns.count)
        objective[0] = 1
        let bounds = (0..<rows).map { LinearProgram.Bounds.equal(to: $0 == rows - 1 ? 1 : 0) }
        let program = try LinearProgram(.maximize, objective, subjectTo: matrix, bounds)
        var basis = old ?? start(columns, degrees)
        while basis.variables.count < objective.count { basis.variables.append(.atLower) }
        let options = SimplexOptions(tolerance: 1e-10, verificationTolerance: 1e-7)
        let solution: LinearProgramSolution
        do {
            solution = try program.solve(options: options, startingFrom: basis)
        } catch is NumericalFailure {
            // A basis can lose its rank when units change; the plain start cannot.
            solution = try program.solve(options: options, startingFrom: start(columns, degrees))
        }
        // Not a failure of the numbers, from which a search would go on without the columns at hand.
        if solution.status == .cancelled { throw CancellationError() }
        guard solution.isOptimal else {
            throw NumericalFailure("master program", "the solver stopped with \(solution.status)")
        }
        var prices = [Double](repeating: 0, count: strengths.count)
        for (row, l) in degrees.enumerated() { prices[l] = -solution.dual[row] / units[row] }
        return Solution(
            visibility: solution.objective, weights: Array(solution.primal.dropFirst(fixed)), prices: prices,
            basis: solution.basis, pivots: solution.iterations)
    }

    // v, the pair that is best alone, and for each other row the pure-degree column that cancels it.
    private static func start(_ columns: [[Double]], _ degrees: [Int]) -> LinearProgramBasis {
        let first = columns.indices.max { columns[$0][1] < columns[$1][1] } ?? 0
        let fixed = 2 * degrees.count - 1
        var places = [LinearProgramBasis.Place](repeating: .atLower, count: fixed + columns.count)
        places[0] = .basic
        places[fixed + first] = .basic
        for row in 1..<max(degrees.count, 1) {
            places[(columns[first][degrees[row]] > 0 ? 2 : 1) + 2 * (row - 1)] = .basic
        }
        return LinearProgramBasis(
            rows: Array(repeating: .atLower, count: degrees.count + 1), variables: places)
    }
}
