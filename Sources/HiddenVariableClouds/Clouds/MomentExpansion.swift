import LHVModels

/// From the independent moments of Collins and Gisin's form to the probabilities of all outcomes, and back for derivatives.
///
/// A party with S settings of Δ outcomes has 1 + S(Δ − 1) columns; the last outcome is what is missing from the column of
/// ones. The expansion works index by index.
struct MomentExpansion: Sendable {
    /// (S, Δ) of each party.
    let shapes: [(settings: Int, outcomes: Int)]

    /// P(o₁ s₁, …) with row o·S + s of each party, the first party slowest.
    func probabilities(_ moments: [Double]) -> [Double] {
        var tensor = moments
        var inner = 1
        for shape in shapes.reversed() {
            let (settings, outcomes) = shape
            let columns = 1 + settings * (outcomes - 1)
            let outer = tensor.count / (columns * inner)
            var result = [Double](repeating: 0, count: outer * settings * outcomes * inner)
            tensor.withUnsafeBufferPointer { tensor in
                result.withUnsafeMutableBufferPointer { result in
                    for block in 0..<outer {
                        let source = block * columns * inner
                        let target = block * settings * outcomes * inner
                        let kept = (columns - 1) * inner
                        for place in 0..<kept { result[target + place] = tensor[source + inner + place] }
                        for setting in 0..<settings {
                            let last = target + kept + setting * inner
                            for lane in 0..<inner { result[last + lane] = tensor[source + lane] }
                            for outcome in 0..<(outcomes - 1) {
                                let other = target + (outcome * settings + setting) * inner
                                for lane in 0..<inner { result[last + lane] -= result[other + lane] }
                            }
                        }
                    }
                }
            }
            tensor = result
            inner *= settings * outcomes
        }
        return tensor
    }

    /// ∂L/∂(moments) from ∂L/∂P.
    func derivatives(_ derivatives: [Double]) -> [Double] {
        var tensor = derivatives
        var inner = 1
        for shape in shapes.reversed() {
            let (settings, outcomes) = shape
            let columns = 1 + settings * (outcomes - 1)
            let rows = settings * outcomes
            let outer = tensor.count / (rows * inner)
            var result = [Double](repeating: 0, count: outer * columns * inner)
            tensor.withUnsafeBufferPointer { tensor in
                result.withUnsafeMutableBufferPointer { result in
                    for block in 0..<outer {
                        let source = block * rows * inner
                        let target = block * columns * inner
                        let kept = (columns - 1) * inner
                        for place in 0..<kept { result[target + inner + place] = tensor[source + place] }
                        for setting in 0..<settings {
                            let last = source + kept + setting * inner
                            for lane in 0..<inner { result[target + lane] += tensor[last + lane] }
                            for outcome in 0..<(outcomes - 1) {
                                let other = target + inner + (outcome * settings + setting) * inner
                                for lane in 0..<inner { result[other + lane] -= tensor[last + lane] }
                            }
                        }
                    }
                }
            }
            tensor = result
            inner *= columns
        }
        return tensor
    }
}
