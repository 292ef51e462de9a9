import Foundation
import LHVModels

extension SearchStage {
    /// Coefficients of a lower degree as coefficients of a higher one, zero where there were none.
    static func padded<Element>(
        _ coefficients: [Element], from old: HarmonicTransform<Element>, to new: HarmonicTransform<Element>
    ) -> [Element] {
        var result = [Element](repeating: .zero, count: new.coefficientCount)
        for (source, target) in zip(old.blocks, new.blocks) {
            // Blocks are in the order of m (or l'), and within them rows in the order of degrees.
            for column in 0..<source.columns {
                for row in source.degrees.indices {
                    result[target.start + column * target.degrees.count + row] =
                        coefficients[source.start + column * source.degrees.count + row]
                }
            }
        }
        return result
    }

    /// Replaces the coefficients of some patterns by smooth random ones and adds noise to the others.
    static func disturb<Element: Scalar & BinaryFloatingPoint>(
        _ coefficients: inout [Element], _ transform: HarmonicTransform<Element>, isRandom: [Bool],
        using random: inout RandomStream
    ) {
        let patterns = transform.patterns
        // Up to which degree, and how strong against the whole.
        let reach = (0..<patterns).map { pattern -> Double in
            let u = random.uniform()
            return isRandom[pattern] ? 1 + 14 * u * u : 1 + Double(transform.degree) * u * u
        }
        let strength = (0..<patterns).map { _ in 0.5 * random.uniform() * random.uniform() }
        for block in transform.blocks {
            let rows = block.degrees.count
            for column in 0..<block.columns {
                let pattern = column % patterns
                let start = block.start + column * rows
                for row in 0..<rows {
                    let l = Double(block.degrees[row])
                    if isRandom[pattern] { coefficients[start + row] = 0 }
                    guard l <= 3 * reach[pattern] else { continue }
                    let size =
                        exp(-l * l / (2 * reach[pattern] * reach[pattern]))
                        / (l * (2 * l + 1).squareRoot()) * (isRandom[pattern] ? 1 : strength[pattern])
                    coefficients[start + row] += Element(real: size * (2 * random.uniform() - 1))
                }
            }
        }
    }
}
