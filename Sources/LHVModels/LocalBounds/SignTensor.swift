import QuantumStates

/// A functional on the vertices of a shape as one on products of signs, with marginals where the vertices need them.
struct SignTensor {
    let settings: [Int]
    let includesMarginals: Bool
    private(set) var elements: [Double]
    /// What a value can be off by the change of coordinates.
    let rounding: Double

    /// Nil when a setting has other than two outcomes.
    init?(_ tensor: [Double], in shape: VertexShape) {
        var settings: [Int] = []
        var (needsOne, changes) = (false, false)
        for factor in shape.factors {
            switch factor {
            case .signs(let count, let leadsWithOne):
                settings.append(count - (leadsWithOne ? 1 : 0))
                needsOne = needsOne || leadsWithOne
            case .outcomes(let outcomes):
                guard outcomes.allSatisfy({ $0 == 2 }) else { return nil }
                settings.append(outcomes.count)
                (needsOne, changes) = (true, true)
            }
        }
        guard settings.allSatisfy({ $0 > 0 }) else { return nil }
        self.settings = settings
        includesMarginals = needsOne
        elements = tensor
        let magnitude = changes ? tensor.reduce(0) { $0 + abs($1) } : 0
        rounding = 4 * Double(settings.reduce(4, +)) * 0x1p-52 * magnitude
        guard needsOne else { return }
        // One axis after the other gets an entry for "not measured" in front.
        var inner = 1
        for (party, factor) in shape.factors.enumerated().reversed() {
            let length = factor.length
            let outer = elements.count / (length * inner)
            var next = [Double](repeating: 0, count: outer * (settings[party] + 1) * inner)
            for block in 0..<outer {
                let (from, to) = (block * length * inner, block * (settings[party] + 1) * inner)
                switch factor {
                case .signs(_, let leadsWithOne):
                    let shift = leadsWithOne ? 0 : inner
                    for place in 0..<(length * inner) { next[to + shift + place] = elements[from + place] }
                case .outcomes:
                    for setting in 0..<settings[party] {
                        let (plus, minus) = (from + 2 * setting * inner, from + (2 * setting + 1) * inner)
                        for place in 0..<inner {
                            next[to + place] += (elements[plus + place] + elements[minus + place]) / 2
                            next[to + (setting + 1) * inner + place] =
                                (elements[plus + place] - elements[minus + place]) / 2
                        }
                    }
                }
            }
            (elements, inner) = (next, inner * (settings[party] + 1))
        }
    }
}
