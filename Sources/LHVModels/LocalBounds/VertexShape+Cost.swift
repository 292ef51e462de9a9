import Foundation
import QuantumStates

extension VertexShape {
    /// About how many additions the strategies of all parties but the one with most take: what a proof takes at worst.
    ///
    /// Infinite where that is beyond double precision.
    package var enumerationCost: Double {
        let logs = factors.map { factor in
            switch factor {
            case .signs(let count, let leadsWithOne): Double(count - (leadsWithOne ? 1 : 0))
            case .outcomes(let outcomes): outcomes.reduce(0) { $0 + log2(Double($1)) }
            }
        }
        guard let last = logs.indices.max(by: { logs[$0] < logs[$1] }) else { return 0 }
        let free = logs.reduce(0, +) - logs[last] - (isSymmetricUnderSign ? 1 : 0)
        return exp2(max(0, free)) * Double(lengths[last])
    }

    /// So many branches take about so many additions.
    package func nodes(forCost cost: Double) -> Int {
        let nodes = cost / (4 * Double(lengths.max() ?? 1))
        return nodes < 0x1p62 ? Int(nodes) : .max
    }
}
