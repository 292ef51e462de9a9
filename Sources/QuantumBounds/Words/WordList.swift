/// The products of a level in a scenario, in the order of degree.
struct WordList: Sendable {
    let words: [Word]

    /// - Throws: ``/NumericalCore/InvalidArgument`` when there would be more than `limit`, before they are made.
    init(_ level: HierarchyLevel, in algebra: OperatorAlgebra, limit: Int) throws {
        let parties = algebra.scenario.parties
        let longest = max(level.degree, level.degreePerParty, level.products.flatMap { $0 }.max() ?? 0)
        let counts = (0..<parties).map { WordList.counts(algebra, $0, upTo: longest) }
        for kind in level.products {
            try require(kind.count <= parties, "level", must: "name \(parties) parties", was: level)
        }
        let estimate = WordList.estimate(level, counts)
        func refuse(_ count: String) -> InvalidArgument {
            InvalidArgument("level", must: "give at most \(limit) operators", was: "\(count) (level \(level))")
        }
        // Level kinds overlap, so that the estimate may be too large by a small factor; it keeps what is listed small.
        guard estimate <= 8 * Double(limit) + 1000 else { throw refuse(estimate.asCount) }
        var kinds = Set<[Int]>()
        WordList.addKinds(parties, total: level.degree, each: level.degree, counts, to: &kinds)
        if level.degreePerParty > 0 {
            WordList.addKinds(parties, total: .max, each: level.degreePerParty, counts, to: &kinds)
        }
        for kind in level.products { kinds.insert(kind + Array(repeating: 0, count: parties - kind.count)) }
        let exact = kinds.reduce(Double(level.words.count)) { sum, kind in
            sum + kind.indices.reduce(1.0) { $0 * counts[$1][kind[$1]] }
        }
        guard exact <= Double(limit) else { throw refuse(exact.asCount) }

        var words: [Word] = []
        let order = kinds.sorted { left, right in
            let (first, second) = (left.reduce(0, +), right.reduce(0, +))
            return first != second ? first < second : right.lexicographicallyPrecedes(left)
        }
        for kind in order {
            var products: [Word] = [[]]
            for (party, length) in kind.enumerated() where length > 0 {
                let own = WordList.words(algebra, party, length: length)
                products = products.flatMap { product in own.map { product + $0 } }
            }
            words += products
        }
        var known = Set(words)
        for word in level.words {
            let product = try WordList.word(word, algebra)
            if let product, known.insert(product).inserted { words.append(product) }
        }
        self.words = words
    }

    /// How many words of each length a party has.
    private static func counts(_ algebra: OperatorAlgebra, _ party: Int, upTo longest: Int) -> [Double] {
        let letters = algebra.scenario.outcomes[party].map { Double($0 - 1) }
        var (ending, counts) = (letters, [1.0])
        for _ in 0..<longest {
            let total = ending.reduce(0, +)
            counts.append(total)
            ending = letters.indices.map { letters[$0] * (total - ending[$0]) }
        }
        return counts
    }

    private static func estimate(_ level: HierarchyLevel, _ counts: [[Double]]) -> Double {
        // Products of at most so many: the coefficients of a product of polynomials.
        var sums = [1.0] + [Double](repeating: 0, count: level.degree)
        for own in counts {
            sums = (0...level.degree).map { total in (0...total).reduce(0) { $0 + own[$1] * sums[total - $1] } }
        }
        var estimate = sums.reduce(0, +) + Double(level.words.count)
        if level.degreePerParty > 0 {
            estimate += counts.reduce(1.0) { $0 * $1[0...level.degreePerParty].reduce(0, +) }
        }
        for kind in level.products { estimate += kind.indices.reduce(1.0) { $0 * counts[$1][kind[$1]] } }
        return estimate
    }

    private static func addKinds(
        _ parties: Int, total: Int, each: Int, _ counts: [[Double]], to kinds: inout Set<[Int]>
    ) {
        var partial: [[Int]] = [[]]
        for party in 0..<parties {
            partial = partial.flatMap { kind in
                (0...min(each, total - kind.reduce(0, +))).filter { counts[party][$0] > 0 }.map { kind + [$0] }
            }
        }
        kinds.formUnion(partial)
    }

    /// The words of a party with so many letters, of which neighbours belong to different settings.
    private static func words(_ algebra: OperatorAlgebra, _ party: Int, length: Int) -> [Word] {
        var words: [Word] = [[]]
        for _ in 0..<length {
            words = words.flatMap { word in
                algebra.ranges[party].map { UInt16($0) }.filter { letter in
                    word.last.map { algebra.measurement($0) != algebra.measurement(letter) } ?? true
                }.map { word + [$0] }
            }
        }
        return words
    }

    /// A product that the user wrote, in normal form; nil when it is zero.
    private static func word(_ letters: [OperatorLetter], _ algebra: OperatorAlgebra) throws -> Word? {
        var word: Word? = []
        for letter in letters {
            guard let place = algebra.letters.firstIndex(of: letter) else {
                throw InvalidArgument("word", must: "have letters of \(algebra.scenario)", was: "\(letter)")
            }
            word = word.flatMap { old in
                algebra.product(adjointOf: [], old).flatMap { WordList.multiplied($0, UInt16(place), algebra) }
            }
        }
        return word
    }

    private static func multiplied(_ word: Word, _ letter: UInt16, _ algebra: OperatorAlgebra) -> Word? {
        let party = algebra.party(letter)
        let start = word.firstIndex { algebra.party($0) >= party } ?? word.count
        let end = word.firstIndex { algebra.party($0) > party } ?? word.count
        var own = Array(word[..<end])
        guard algebra.append(letter, to: &own, from: start) else { return nil }
        return own + word[end...]
    }
}
