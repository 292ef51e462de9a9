import QuantumStates

/// Generators of relabellings that leave a functional as it is: of parties, of settings, and of the two outcomes of a setting.
///
/// For each party's first, second, … setting, with those before it held fixed, one relabelling to each other setting is looked
/// for: together these generate all. Signs follow from a linear system over the field of two elements. The search is
/// limited; what it misses is not used, and nothing else depends on it.
struct FunctionalSymmetry {
    private(set) var generators: [LetterMap] = []

    private let algebra: OperatorAlgebra
    private let terms: [Word: Double]
    /// (party, setting), in order, and the letters of each.
    private let variables: [(party: Int, setting: Int)]
    private let letters: [[UInt16]]
    /// The products whose last variable is this one.
    private let products: [[Word]]
    private var nodes = 0

    private static let nodeLimit = 2_000

    init(_ functional: MomentFunctional, _ algebra: OperatorAlgebra) {
        self.algebra = algebra
        terms = functional.terms
        var variables: [(party: Int, setting: Int)] = []
        for (party, list) in algebra.scenario.outcomes.enumerated() {
            for setting in list.indices { variables.append((party, setting)) }
        }
        self.variables = variables
        var letters: [[UInt16]] = Array(repeating: [], count: variables.count)
        for letter in algebra.letters.indices { letters[algebra.measurement(UInt16(letter))].append(UInt16(letter)) }
        self.letters = letters
        var products: [[Word]] = Array(repeating: [], count: variables.count)
        for word in terms.keys.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
            guard let last = word.map({ algebra.measurement($0) }).max() else { continue }
            products[last].append(word)
        }
        self.products = products
        find()
    }

    private mutating func find() {
        let parties = Array(algebra.scenario.outcomes.indices)
        let identity = Array(variables.indices)
        if let signs = signSystem(images: identity) {
            for kernel in signs.kernel { generators.append(map(identity, kernel)) }
        }
        for place in variables.indices {
            for image in variables.indices
            where image > place && variables[image].party == variables[place].party {
                if let found = automorphism(parties, fixed: Array(identity[..<place]) + [image]) {
                    generators.append(found)
                }
            }
        }
        for first in parties {
            for second in parties where second > first {
                var order = parties
                order.swapAt(first, second)
                if let found = automorphism(order, fixed: []) { generators.append(found) }
            }
        }
        if parties.count > 2, let found = automorphism(Array(parties.dropFirst()) + [0], fixed: []) {
            generators.append(found)
        }
    }

    /// A relabelling with a given order of parties that begins with given images of variables.
    private mutating func automorphism(_ parties: [Int], fixed: [Int]) -> LetterMap? {
        let outcomes = algebra.scenario.outcomes
        for (party, image) in parties.enumerated() {
            guard outcomes[party].count == outcomes[image].count else { return nil }
        }
        nodes = 0
        var images: [Int] = []
        return extend(&images, parties, fixed)
    }

    private mutating func extend(_ images: inout [Int], _ parties: [Int], _ fixed: [Int]) -> LetterMap? {
        let place = images.count
        guard place < variables.count else {
            return signSystem(images: images).map { map(images, $0.solution) }
        }
        let party = parties[variables[place].party]
        let choices = place < fixed.count ? [fixed[place]] : variables.indices.filter { variables[$0].party == party }
        for choice in choices where !images.contains(choice) && letters[choice].count == letters[place].count {
            nodes += 1
            guard nodes <= FunctionalSymmetry.nodeLimit else { return nil }
            images.append(choice)
            if products[place].allSatisfy({ agrees($0, images) }),
                let found = extend(&images, parties, fixed)
            {
                return found
            }
            images.removeLast()
        }
        return nil
    }

    private func image(_ word: Word, _ images: [Int]) -> Word {
        word.map { letter in
            let variable = algebra.measurement(letter)
            return letters[images[variable]][Int(letter - letters[variable][0])]
        }.sorted()
    }

    private func agrees(_ word: Word, _ images: [Int]) -> Bool {
        guard let own = terms[word], let other = terms[image(word, images)] else { return false }
        if word.allSatisfy({ !algebra.isObservable($0) }) { return own == other }
        return abs(own) == abs(other)
    }

    private func map(_ images: [Int], _ flips: [Bool]) -> LetterMap {
        LetterMap(
            images: algebra.letters.indices.map { image([UInt16($0)], images)[0] },
            flips: algebra.letters.indices.map { flips[$0] })
    }

    /// Signs of letters with which every product goes to its image: one solution and a basis of those of the identity.
    private func signSystem(images: [Int]) -> (solution: [Bool], kernel: [[Bool]])? {
        let count = algebra.letters.count
        // Rows in echelon form: letters, and last whether the product changes its sign.
        var rows: [(pivot: Int, bits: [Bool])] = []
        for (word, value) in terms {
            guard let other = terms[image(word, images)] else { return nil }
            var bits = [Bool](repeating: false, count: count + 1)
            for letter in word where algebra.isObservable(letter) { bits[Int(letter)] = true }
            bits[count] = value != other
            for row in rows where bits[row.pivot] { FunctionalSymmetry.add(row.bits, to: &bits) }
            guard let pivot = bits.firstIndex(of: true) else { continue }
            guard pivot < count else { return nil }
            for place in rows.indices where rows[place].bits[pivot] {
                FunctionalSymmetry.add(bits, to: &rows[place].bits)
            }
            rows.append((pivot, bits))
        }
        var solution = [Bool](repeating: false, count: count)
        for row in rows { solution[row.pivot] = row.bits[count] }
        let pivots = Set(rows.map(\.pivot))
        let kernel = (0..<count).filter { !pivots.contains($0) && algebra.isObservable(UInt16($0)) }.map { free in
            var vector = [Bool](repeating: false, count: count)
            vector[free] = true
            for row in rows where row.bits[free] { vector[row.pivot] = true }
            return vector
        }
        return (solution, kernel)
    }

    private static func add(_ bits: [Bool], to other: inout [Bool]) {
        for place in bits.indices where bits[place] { other[place].toggle() }
    }
}
