import Foundation
import LHVModels

/// What the improvement of lists begins with.
extension W3SearchEngine {
    /// Signs of smooth random functions, and terms of the mixture with some signs turned.
    static func starts(
        _ rows: W3Rows, _ sources: [[SphereResponse]], _ options: W3SearchOptions, using random: inout RandomStream
    ) -> [[Double]] {
        let n = rows.cells
        var signs = [[Double]](repeating: [], count: 3)
        for list in 0..<options.batch {
            let isKnown = !sources.isEmpty && !options.isRandom(list)
            let source = isKnown ? sources[min(sources.count - 1, Int(random.uniform() * Double(sources.count)))] : []
            let noise = [0.02, 0.05, 0.1, 0.2][Int(random.uniform() * 4)]
            for party in 0..<3 {
                if isKnown {
                    for height in 0..<rows.heights {
                        for cell in 0..<n {
                            let sign = Double(source[party].sign(height: height, cell: cell))
                            signs[party].append(random.uniform() < noise ? -sign : sign)
                        }
                    }
                } else {
                    signs[party] += smooth(rows, using: &random)
                }
            }
        }
        return signs
    }

    private static func smooth(_ rows: W3Rows, using random: inout RandomStream) -> [Double] {
        let n = rows.cells
        let orders = 1 + Int(3 * random.uniform())
        let parts = (0...orders).map { order in
            (
                order, exp(-0.4 * Double(order)), random.normalPair(), random.normalPair().0,
                2 * Double.pi * random.uniform()
            )
        }
        return (0..<rows.heights).flatMap { height -> [Double] in
            let polar = (Double(height) + 0.5) * .pi / Double(2 * rows.heights)
            return (0..<n).map { cell in
                let azimuth = 2 * Double.pi * (Double(cell) + 0.5) / Double(n)
                var value = 0.0
                for (order, size, (a, b), c, phase) in parts {
                    let amplitude = size * (a + b * cos(polar) + c * sin(polar))
                    value += amplitude * cos(Double(order) * azimuth + phase)
                }
                return value < 0 ? -1 : 1
            }
        }
    }
}
