import Foundation
import LHVModels

/// The frequencies that a stage of the search looks at, and what they cost.
///
/// v = b·C − Σ h(k)|C_k| over odd k below n, with b = 2 − h(1) for k = 1. Frequencies whose correlations are below rounding,
/// of which there are many for many parties, are no rows of the program: each term pays for its own.
struct PlanarFrequencies: Sendable {
    /// n.
    let cells: Int
    /// The odd frequencies that are rows, 1 first.
    let orders: [Int]
    /// 2 − h(1), then h(k): the worth of C_1 and the costs of |C_k|.
    let costs: [Double]
    /// 2(2/πk)^N, which no correlation exceeds.
    let sizes: [Double]
    /// f̂(k) of one cell: for each frequency a row of real parts and one of imaginary parts, a column for each cell.
    let table: [Double]

    init(parties: Int, cells: Int) {
        self.cells = cells
        let all = stride(from: 1, to: cells, by: 2).map { order -> (order: Int, cost: Double, size: Double) in
            let sum = PlanarFrequencies.aliasSum(order: order, cells: cells, parties: parties)
            let size = (0..<parties).reduce(2.0) { product, _ in product * 2 / (.pi * Double(order)) }
            return (order, order == 1 ? 2 - sum : sum, size)
        }
        let kept = all.filter { $0.order == 1 || $0.size * $0.cost > 1e-11 }
        orders = kept.map(\.order)
        costs = kept.map(\.cost)
        sizes = kept.map(\.size)
        var table: [Double] = []
        table.reserveCapacity(2 * orders.count * cells)
        for cell in 0..<cells {
            for order in orders {
                let k = Double(order)
                // In whole steps of a turn, so that large products lose nothing.
                let angle = Double(order * (2 * cell + 1) % (4 * cells)) * .pi / Double(2 * cells)
                let factor = 2 * sin(k * .pi / Double(2 * cells)) / (k * .pi)
                table.append(factor * cos(angle))
                table.append(-factor * sin(angle))
            }
        }
        self.table = table
    }

    /// The number of rows of ``table``.
    var rows: Int { 2 * orders.count }

    /// h(k).
    static func aliasSum(order: Int, cells: Int, parties: Int) -> Double {
        let k = Double(order)
        let period = 2 * Double(cells)
        let last = AliasSum.termsOnEachSide
        var sum = 1.0
        for j in 1...last {
            sum +=
                pow(k / (period * Double(j) + k), Double(parties)) + pow(k / (period * Double(j) - k), Double(parties))
        }
        let reach = period * (Double(last) + 0.5)
        let exponent = Double(parties - 1)
        return sum + (pow(k / (reach + k), exponent) + pow(k / (reach - k), exponent)) * k / (period * exponent)
    }
}
