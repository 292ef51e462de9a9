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
            var values = Array(own)
            // Along each axis, probabilities become 1 and the letters of the setting.
            MixedRadix.forEachLine(sizes) { first, step, size in
                MomentFunctional.transform(&values, first, stride: step, size: size)
            }
            let firsts = settings.enumerated().map { party, setting in
                scenario.outcomes[party][..<setting].reduce(algebra.ranges[party].lowerBound) {
                    $0 + ($1 == 2 ? 1 : $1 - 1)
                }
            }
            for (digits, value) in zip(MixedRadix(sizes: sizes), values) where value != 0 {
                let word: Word = zip(firsts, digits).compactMap { $1 > 0 ? UInt16($0 + $1 - 1) : nil }
                sums[word, default: CompensatedSum()].add(value)
                magnitude += abs(value)
            }
            magnitude += own.reduce(0) { $0 + abs($1) } * Double(own.count)
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
