import Foundation
import LHVModels

/// What the improvement of lists begins with.
extension GHZSphereSearchEngine {
    // Signs of smooth random functions.
    static func randomSigns(
        _ rows: SphereRows, count: Int, using random: inout RandomStream
    ) -> [[Double]] {
        let angle = Double.pi / Double(4 * rows.heights)
        let sines = (0..<rows.heights).map { sin(Double(2 * $0 + 1) * angle) }
        return (0..<3).map { _ in
            var coefficients = [Double](repeating: 0, count: count * rows.heights * rows.width)
            for list in 0..<count {
                let last = Int(random.uniform() * Double(rows.orders.count + 1))
                for order in 0...last {
                    let (a, b) = random.normalPair()
                    let (c, _) = random.normalPair()
                    let turn = 2 * Double.pi * random.uniform()
                    let size = exp(-0.3 * Double(order))
                    for height in 0..<rows.heights {
                        let s = sines[height]
                        let amplitude = size * (a + b * (1 - s * s).squareRoot() + c * s)
                        let start = count * rows.width * height
                        if order == 0 {
                            coefficients[list + start] = amplitude
                        } else {
                            coefficients[list + start + count * (2 * order - 1)] = 2 * amplitude * cos(turn)
                            coefficients[list + start + count * 2 * order] = 2 * amplitude * sin(turn)
                        }
                    }
                }
            }
            return SphereAscent.field(coefficients, rows, count: count).map { $0 < 0 ? -1 : 1 }
        }
    }

    // Puts terms of the mixture in the place of lists from a number on, as they are or with some signs turned.
    static func overwrite(
        _ signs: inout [[Double]], _ rows: SphereRows, count: Int, from first: Int, _ sources: [[SphereResponse]],
        using random: inout RandomStream
    ) {
        for list in first..<max(first, count) {
            let source = sources[min(sources.count - 1, Int(random.uniform() * Double(sources.count)))]
            let noise = [0, 0.02, 0.05, 0.1][Int(random.uniform() * 4)]
            for party in 0..<3 {
                for height in 0..<rows.heights {
                    let mask = source[party].masks[height]
                    for cell in 0..<rows.cells {
                        var sign = mask >> UInt64(cell) & 1 == 1 ? -1.0 : 1
                        if noise > 0, random.uniform() < noise { sign = -sign }
                        signs[party][list + count * (cell + rows.cells * height)] = sign
                    }
                }
            }
        }
    }
}
