import Foundation
import LHVModels

/// What the improvement of lists begins with.
extension W3SearchEngine {
    /// Signs of smooth random functions, and terms of the mixture, as often as they are played, with some signs turned.
    static func starts(
        _ rows: W3Rows, _ sources: [[SphereResponse]], _ shares: [Double], _ options: W3SearchOptions,
        using random: inout RandomStream
    ) -> [[SphereResponse]] {
        let n = rows.cells
        let total = shares.reduce(0, +)
        return (0..<options.batch).map { list in
            guard !sources.isEmpty && !options.isRandom(list) else {
                return (0..<3).map { _ in smooth(rows, using: &random) }
            }
            var rest = random.uniform() * total
            let known = shares.firstIndex {
                rest -= $0
                return rest < 0
            }
            let noise = [0.02, 0.05, 0.1, 0.2][Int(random.uniform() * 4)]
            return sources[known ?? sources.count - 1].map { response in
                SphereResponse(
                    unchecked: response.masks.map { mask in
                        (0..<n).reduce(mask) { random.uniform() < noise ? $0 ^ 1 << UInt64($1) : $0 }
                    }, cells: n)
            }
        }
    }

    private static func smooth(_ rows: W3Rows, using random: inout RandomStream) -> SphereResponse {
        let n = rows.cells
        let orders = 1 + Int(3 * random.uniform())
        let parts = (0...orders).map { order in
            (
                order, exp(-0.4 * Double(order)), random.normalPair(), random.normalPair().0,
                2 * Double.pi * random.uniform()
            )
        }
        let masks = (0..<rows.heights).map { height -> UInt64 in
            let polar = (Double(height) + 0.5) * .pi / Double(2 * rows.heights)
            return (0..<n).reduce(UInt64(0)) { mask, cell in
                let azimuth = 2 * Double.pi * (Double(cell) + 0.5) / Double(n)
                var value = 0.0
                for (order, size, (a, b), c, phase) in parts {
                    let amplitude = size * (a + b * cos(polar) + c * sin(polar))
                    value += amplitude * cos(Double(order) * azimuth + phase)
                }
                return value < 0 ? mask | 1 << UInt64(cell) : mask
            }
        }
        return SphereResponse(unchecked: masks, cells: n)
    }
}
