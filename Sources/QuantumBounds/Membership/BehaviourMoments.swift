import QuantumStates

/// The moments of a behaviour without signalling, and the inequality that a combination of them is.
struct BehaviourMoments {
    /// ⟨w⟩ for each product of at most one operator of each party; parties that w leaves out are taken at setting 0.
    private(set) var values: [Word: Double] = [:]

    init(_ behaviour: Behaviour, _ algebra: OperatorAlgebra) {
        for product in BehaviourMoments.products(algebra) {
            var sum = CompensatedSum()
            for (place, factor) in product.factors where factor != 0 {
                sum.add(factor * behaviour.probabilities[place])
            }
            values[product.word] = sum.value
        }
        values[[]] = 1
    }

    /// Σ β_w ⟨w⟩ as an inequality in full notation.
    static func inequality(
        _ coefficients: [Word: Double], _ algebra: OperatorAlgebra, bound: Double, name: String
    ) throws -> BellInequality {
        var full = [CompensatedSum](repeating: CompensatedSum(), count: algebra.scenario.count)
        for product in products(algebra) {
            guard let coefficient = coefficients[product.word] else { continue }
            for (place, factor) in product.factors where factor != 0 { full[place].add(factor * coefficient) }
        }
        return try BellInequality(full.map(\.value), in: algebra.scenario, bound: bound, name: name)
    }

    /// Each product with the places of the probabilities whose signed sum its moment is.
    private static func products(_ algebra: OperatorAlgebra) -> [(word: Word, factors: [(place: Int, factor: Double)])]
    {
        let scenario = algebra.scenario
        var products: [(word: Word, factors: [(place: Int, factor: Double)])] = []
        for list in 0..<scenario.settingLists {
            let settings = scenario.settings(ofList: list)
            let sizes = scenario.outcomeCounts(given: settings)
            let places = scenario.range(ofList: list)
            // For each party: not measured, or one of its setting's letters.
            var words: [(word: Word, values: [[Double]])] = [([], [])]
            for (party, setting) in settings.enumerated() {
                var choices: [(letter: UInt16?, values: [Double])] = []
                if setting == 0 { choices.append((nil, Array(repeating: 1, count: sizes[party]))) }
                for place in algebra.ranges[party] where algebra.letters[place].setting == setting {
                    let outcome = algebra.letters[place].outcome
                    choices.append(
                        (
                            UInt16(place),
                            sizes[party] == 2 ? [1, -1] : (0..<sizes[party]).map { $0 == outcome ? 1 : 0 }
                        ))
                }
                words = words.flatMap { word in
                    choices.map { choice in
                        (word.word + (choice.letter.map { [$0] } ?? []), word.values + [choice.values])
                    }
                }
            }
            for (word, values) in words {
                let factors = zip(places, MixedRadix(sizes: sizes)).map { place, outcomes in
                    (place: place, factor: zip(values, outcomes).reduce(1.0) { $0 * $1.0[$1.1] })
                }
                products.append((word, factors))
            }
        }
        return products
    }
}
