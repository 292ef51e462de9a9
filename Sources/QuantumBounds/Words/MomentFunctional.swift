import QuantumStates

/// A Bell functional as a linear combination of moments of products with at most one operator of each party.
struct MomentFunctional {
    /// The coefficient of each product, zeros left out; the empty product is the constant.
    private(set) var terms: [Word: Double]
    /// At most how far the coefficients are off by rounding, all together.
    let roundingError: Double

    init(_ inequality: BellInequality, _ algebra: OperatorAlgebra) {
        let scenario = inequality.scenario
        var sums: [Word: CompensatedSum] = [:]
        var magnitude = 0.0
        for list in 0..<scenario.settingLists {
            let settings = scenario.settings(ofList: list)
            let sizes = scenario.outcomeCounts(given: settings)
            let own = inequality.coefficients[scenario.range(ofList: list)]
            let count = own.count
            var values = Array(own)
            // Along each axis, probabilities become 1 and the letters of the setting.
            var inner = count
            for size in sizes {
                inner /= size
                for start in 0..<(count / size) {
                    let base = start / inner * inner * size + start % inner
                    MomentFunctional.transform(&values, base, stride: inner, size: size)
                }
            }
            let firsts = settings.enumerated().map { party, setting in
                scenario.outcomes[party][..<setting].reduce(algebra.ranges[party].lowerBound) {
                    $0 + ($1 == 2 ? 1 : $1 - 1)
                }
            }
            for (index, value) in values.enumerated() where value != 0 {
                var (rest, word) = (index, Word())
                for party in sizes.indices.reversed() {
                    let digit = rest % sizes[party]
                    rest /= sizes[party]
                    if digit > 0 { word.append(UInt16(firsts[party] + digit - 1)) }
                }
                word.reverse()
                sums[word, default: CompensatedSum()].add(value)
                magnitude += abs(value)
            }
            magnitude += own.reduce(0) { $0 + abs($1) } * Double(count)
        }
        terms = sums.mapValues(\.value).filter { $0.value != 0 }
        roundingError = Double(scenario.settingLists + 2 * scenario.parties + 8) * 0x1p-52 * magnitude
    }

    /// The coefficients of one axis: of 1 first, then of the letters.
    private static func transform(_ values: inout [Double], _ base: Int, stride: Int, size: Int) {
        if size == 2 {
            // P(±) = (1 ± A)/2.
            let (up, down) = (values[base], values[base + stride])
            values[base] = (up + down) / 2
            values[base + stride] = (up - down) / 2
        } else if size > 2 {
            // The last outcome is what the others leave.
            let last = values[base + (size - 1) * stride]
            for place in Swift.stride(from: size - 1, to: 0, by: -1) {
                values[base + place * stride] = values[base + (place - 1) * stride] - last
            }
            values[base] = last
        }
    }
}
