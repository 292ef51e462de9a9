import Foundation

/// Costs that are small beside the largest one.
///
/// The engine counts a reduced cost below its tolerance as zero, in units of the largest cost. Next to a coefficient of 10¹²
/// a coefficient of 1 would then never be optimized, and the objective's relative error would not show it.
extension SimplexSolver {
    /// What a finished run has overlooked: the size of the smallest reduced cost of the wrong sign, in the engine's units, and
    /// whether a variable has it for certain; nil when there is none or all costs are of one size.
    ///
    /// A variable's reduced cost counts when it exceeds 10⁻⁹ of the terms it is the sum of, and these are below a thousandth of
    /// the largest ones of any variable; among costs of one size nothing changes.
    func overlookedCost(
        _ engine: SimplexEngine, costs: [Double]
    ) -> (size: Double, isCertain: Bool)? {
        let sizes = costs.lazy.map { abs($0) }.filter { $0 > 0 }
        guard let least = sizes.min(), let most = sizes.max(), least < 1e-3 * most else { return nil }
        let rows = engine.rows
        let prices = engine.refinedPrices { engine.cost[engine.head[$0]] }
        func isWrong(_ variable: Int, _ cost: Double) -> Bool {
            switch engine.place[variable] {
            case .basic, .fixed: false
            case .atLower: cost < 0
            case .atUpper: cost > 0
            case .free: cost != 0
            }
        }
        var found: [(cost: Double, terms: Double)] = []
        var largest = 0.0
        for column in 0..<engine.columns {
            let entries = engine.matrix.base + rows * column
            var (cost, terms) = (costs[column], abs(costs[column]))
            for row in 0..<rows {
                let term = entries[row] * prices[row]
                cost -= term
                terms += abs(term)
            }
            largest = max(largest, terms)
            if isWrong(rows + column, cost) { found.append((abs(cost), terms)) }
        }
        var smallest = Double.infinity
        for (cost, terms) in found where cost > 1e-9 * terms && terms < 1e-3 * largest {
            smallest = min(smallest, cost)
        }
        let isCertain = smallest < .infinity
        // The price of a row is a reduced cost too; what it is the sum of is not known, so it only asks for another look.
        let highest = prices.largestMagnitude()
        for (row, price) in prices.enumerated() where isWrong(row, price) {
            if abs(price) > 1e-14 * highest && abs(price) < 1e-3 * highest { smallest = min(smallest, abs(price)) }
        }
        return smallest < .infinity ? (smallest, isCertain) : nil
    }
}
