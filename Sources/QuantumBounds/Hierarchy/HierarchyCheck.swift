import LHVModels

/// Verifies a certificate of a quantum bound from its numbers alone.
struct HierarchyCheck {
    private typealias Product = [Int]

    /// A letter: an observable of a setting with two outcomes, or the projector of an outcome.
    private struct Letter {
        var party: Int
        var setting: Int
        var isObservable: Bool
    }

    private let certificate: HierarchyCertificate
    private var letters: [Letter] = []
    /// The first letter of each setting of each party.
    private var first: [[Int]] = []

    init(_ certificate: HierarchyCertificate) {
        self.certificate = certificate
        for (party, list) in certificate.outcomes.enumerated() {
            first.append([])
            for (setting, count) in list.enumerated() {
                first[party].append(letters.count)
                for _ in 0..<(count == 2 ? 1 : count - 1) {
                    letters.append(Letter(party: party, setting: setting, isObservable: count == 2))
                }
            }
        }
    }

    private func check(_ condition: Bool, _ reason: @autoclosure () -> String) throws {
        guard condition else { throw InvalidCertificate(reason: reason()) }
    }

    func verify() throws {
        let words = certificate.words
        try check(
            words.allSatisfy { $0.allSatisfy { $0 >= 0 && $0 < letters.count } }, "a word has letters that do not exist"
        )
        try check(words.first == [] && Set(words).count == words.count, "words are repeated, or the first is not 1")
        try check(words.allSatisfy { normal($0) == $0 }, "a word is not in normal form")
        let functional = functional()
        try checkSymmetries(functional, Set(words))

        // The moment of each pair of words, and which are equal up to sign.
        var numbers: [Product: Int] = [:]
        var table: [Int?] = []
        for (row, left) in words.enumerated() {
            for right in words[...row] {
                let moment = moment(left.reversed() + right)
                if let moment, numbers[moment] == nil { numbers[moment] = numbers.count }
                table.append(moment.flatMap { numbers[$0] })
            }
        }
        var orbits = MomentOrbits(count: numbers.count)
        for symmetry in certificate.symmetries {
            for (word, number) in numbers {
                let (image, isNegative) = image(of: word, symmetry)
                guard let image, let moment = moment(image), let other = numbers[moment] else {
                    throw InvalidCertificate(reason: "a symmetry leads out of the moments")
                }
                orbits.unite(number, other, isNegative: isNegative)
            }
        }
        // p_k + ⟨S, Γ_k⟩ for each orbit; an entry of S outside of all blocks is zero.
        var rest: [Int: UpperSum] = [:]
        func add(_ value: Double, to number: Int) {
            let (root, isNegative, vanishes) = orbits.root(number)
            if !vanishes { rest[root, default: UpperSum()].add(isNegative ? -value : value) }
        }
        for (word, values) in functional.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            guard let number = moment(word).flatMap({ numbers[$0] }) else {
                throw InvalidCertificate(reason: "a product of the inequality is not among the moments")
            }
            for value in values { add(value, to: number) }
        }
        try check(
            certificate.blocks.joined().sorted() == Array(words.indices), "the blocks do not hold each row once")
        var bound = UpperSum()
        for (block, (entries, shift)) in zip(certificate.blocks, zip(certificate.sumOfSquares, certificate.shifts)) {
            var place = 0
            for (i, row) in block.enumerated() {
                for (j, column) in block[...i].enumerated() {
                    let (high, low) = (max(row, column), min(row, column))
                    if let number = table[high * (high + 1) / 2 + low] {
                        add(i == j ? entries[place] : 2 * entries[place], to: number)
                    }
                    place += 1
                }
            }
            try check(shift >= 0, "a shift is negative")
            let matrix = RealMatrix(rows: block.count, columns: block.count) { row, column in
                let (high, low) = (max(row, column), min(row, column))
                return entries[high * (high + 1) / 2 + low]
            }
            try check(
                try PositivityProof.provesLeastEigenvalue(of: matrix, atLeast: -shift),
                "a block of the sum of squares is not shown to be positive")
            bound.addProduct(shift, Double(block.count))
        }
        let constant = numbers[[]].map { orbits.root($0).root }
        for (root, sum) in rest.sorted(by: { $0.key < $1.key }) {
            bound.add(root == constant ? sum.upper : max(abs(sum.upper), abs(sum.lower)))
        }
        try check(bound.upper <= certificate.upper, "the bound is \(bound.upper) and not \(certificate.upper)")
    }

    // MARK: Products

    /// A product in normal form, or nil when it vanishes.
    private func normal(_ product: some Sequence<Int>) -> Product? {
        var words = [Product](repeating: [], count: certificate.outcomes.count)
        for letter in product {
            let (party, kind) = (letters[letter].party, letters[letter])
            if let last = words[party].last, letters[last].setting == kind.setting {
                if kind.isObservable {
                    words[party].removeLast()
                } else if last != letter {
                    return nil
                }
            } else {
                words[party].append(letter)
            }
        }
        return Array(words.joined())
    }

    /// One name for a product and its adjoint, or nil when they vanish.
    private func moment(_ product: Product) -> Product? {
        guard let word = normal(product), let adjoint = normal(word.reversed()) else { return nil }
        return adjoint.lexicographicallyPrecedes(word) ? adjoint : word
    }

    private func image(
        of word: Product, _ symmetry: HierarchyCertificate.Symmetry
    ) -> (word: Product?, isNegative: Bool) {
        let isNegative = word.reduce(false) { $0 != symmetry.flips[$1] }
        return (normal(word.map { symmetry.images[$0] }), isNegative)
    }

    /// For each product the exact numbers whose sum is its coefficient: halving and changing signs do not round.
    private func functional() -> [Product: [Double]] {
        var terms: [Product: [Double]] = [:]
        var place = 0
        for settings in MixedRadix(sizes: certificate.outcomes.map(\.count)) {
            let counts = settings.enumerated().map { certificate.outcomes[$0.offset][$0.element] }
            for outcomes in MixedRadix(sizes: counts) {
                var products: [(word: Product, value: Double)] = [([], certificate.coefficients[place])]
                place += 1
                for (party, outcome) in outcomes.enumerated() {
                    let (count, letter) = (counts[party], first[party][settings[party]])
                    let choices: [(word: Product, factor: Double)] =
                        if count == 1 {
                            [([], 1)]
                        } else if count == 2 {
                            [([], 0.5), ([letter], outcome == 0 ? 0.5 : -0.5)]
                        } else if outcome < count - 1 {
                            [([letter + outcome], 1)]
                        } else {
                            [([], 1)] + (0..<(count - 1)).map { ([letter + $0], -1) }
                        }
                    products = products.flatMap { product in
                        choices.map { (product.word + $0.word, product.value * $0.factor) }
                    }
                }
                for (word, value) in products where value != 0 { terms[word, default: []].append(value) }
            }
        }
        return terms
    }

    // MARK: Symmetries

    /// Whether every symmetry leaves the functional exactly as it is.
    var symmetriesHold: Bool {
        certificate.symmetries.isEmpty || (try? checkSymmetries(functional(), Set(certificate.words))) != nil
    }

    /// Every symmetry must permute letters by parties and settings, and the words, and leave the functional as it is.
    private func checkSymmetries(_ functional: [Product: [Double]], _ words: Set<Product>) throws {
        for symmetry in certificate.symmetries {
            let (images, flips) = (symmetry.images, symmetry.flips)
            try check(
                images.sorted() == Array(letters.indices) && flips.count == images.count,
                "a symmetry is no permutation of letters")
            var (parties, settings) = ([Int: Int](), [[Int]: [Int]]())
            for (letter, image) in images.enumerated() {
                let (from, to) = (letters[letter], letters[image])
                try check(
                    from.isObservable == to.isObservable && (from.isObservable || !flips[letter]),
                    "a symmetry mixes kinds of letters")
                let place = [to.party, to.setting]
                try check(parties[from.party, default: to.party] == to.party, "a symmetry tears a party apart")
                try check(
                    settings[[from.party, from.setting], default: place] == place, "a symmetry tears a setting apart")
                parties[from.party] = to.party
                settings[[from.party, from.setting]] = place
            }
            try check(Set(parties.values).count == parties.count, "a symmetry joins parties")
            try check(Set(settings.values).count == settings.count, "a symmetry joins settings")
            for (word, values) in functional {
                let (image, isNegative) = image(of: word, symmetry)
                let others = image.flatMap { functional[$0] } ?? []
                try check(
                    HierarchyCheck.sumVanishes(values + others.map { isNegative ? $0 : -$0 }),
                    "a symmetry changes the functional")
            }
            for word in words {
                try check(
                    image(of: word, symmetry).word.map(words.contains) ?? false, "a symmetry leads out of the words")
            }
        }
    }

    /// Whether numbers have the sum 0, in exact arithmetic.
    ///
    /// The partial sums are kept as numbers that do not overlap, each the error of the next (Shewchuk's expansions).
    static func sumVanishes(_ numbers: [Double]) -> Bool {
        var partials: [Double] = []
        for number in numbers {
            var (carry, kept) = (number, [Double]())
            for partial in partials {
                let sum = carry + partial
                let other = sum - carry
                let error = (carry - (sum - other)) + (partial - other)
                if error != 0 { kept.append(error) }
                carry = sum
            }
            partials = kept + (carry == 0 ? [] : [carry])
        }
        return partials.isEmpty
    }
}

/// Moments that averaging over symmetries makes equal up to sign, or zero.
private struct MomentOrbits {
    private var parents: [Int]
    private var signs: [Bool]
    private var vanishing: [Bool]

    init(count: Int) {
        parents = Array(0..<count)
        signs = Array(repeating: false, count: count)
        vanishing = signs
    }

    func root(_ number: Int) -> (root: Int, isNegative: Bool, vanishes: Bool) {
        var (place, isNegative) = (number, false)
        while parents[place] != place {
            isNegative = isNegative != signs[place]
            place = parents[place]
        }
        return (place, isNegative, vanishing[place])
    }

    mutating func unite(_ first: Int, _ second: Int, isNegative: Bool) {
        let (left, right) = (root(first), root(second))
        let differs = (left.isNegative != right.isNegative) != isNegative
        if left.root == right.root {
            if differs { vanishing[left.root] = true }
            return
        }
        let (low, high) = (min(left.root, right.root), max(left.root, right.root))
        parents[high] = low
        signs[high] = differs
        vanishing[low] = vanishing[low] || vanishing[high]
    }
}
