import QuantumStates

/// The moment matrix Γ_ij = ⟨w_i†·w_j⟩ of a list of products: which entries are equal up to sign, which vanish, and its blocks.
///
/// The real part is enough for real functionals. Relabellings that leave the functional as it is may be averaged over: then
/// more entries are equal, those that go to their own negative vanish, and the matrix falls into blocks.
struct MomentMatrix: Sendable {
    let words: [Word]
    /// One product for each different moment; the first is the empty product, whose moment is 1.
    let moments: [Word]
    /// The number of the moment of each product of two words.
    let numbers: [Word: Int]
    /// For each moment its variable, or nil when it vanishes, and its sign; variable 0 is the constant 1.
    let variables: [(variable: Int, sign: Double)?]
    /// The number of variables, the constant included.
    let variableCount: Int
    /// The rows of each block.
    let blocks: [[Int]]
    /// The entries with row ≤ column of each variable: (block, row, column, sign).
    let entries: [[(block: Int, row: Int, column: Int, sign: Double)]]
    /// The relabellings that were averaged over.
    let symmetries: [LetterMap]

    /// - Parameters:
    ///   - symmetries: Relabellings to average over; those that lead out of the list of words are left out.
    ///   - limit: The most variables.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there are more variables than the limit.
    init(_ list: WordList, _ algebra: OperatorAlgebra, symmetries: [LetterMap], limit: Int) throws {
        let words = list.words
        let n = words.count
        var (numbers, moments): ([Word: Int], [Word]) = ([[]: 0], [[]])
        var table: [Int32] = []
        table.reserveCapacity(n * (n + 1) / 2)
        for column in 0..<n {
            for row in 0...column {
                guard let product = algebra.product(adjointOf: words[row], words[column]) else {
                    table.append(-1)
                    continue
                }
                let key = algebra.representative(product)
                let number = numbers[key] ?? moments.count
                if number == moments.count {
                    numbers[key] = number
                    moments.append(key)
                }
                table.append(Int32(number))
            }
        }
        var orbits = SignedUnion(moments.count)
        let known = Set(words)
        let used = symmetries.filter { symmetry in
            words.allSatisfy { known.contains(symmetry.image(of: $0, algebra).word) }
        }
        for symmetry in used {
            for (number, moment) in moments.enumerated() {
                let (image, flips) = symmetry.image(of: moment, algebra)
                guard let other = numbers[algebra.representative(image)] else { continue }
                orbits.unite(number, other, flips: flips)
            }
        }
        var variableOf: [Int: Int] = [:]
        var variables: [(variable: Int, sign: Double)?] = []
        for number in moments.indices {
            let (root, flips) = orbits.root(of: number)
            if orbits.vanishes(root) {
                variables.append(nil)
                continue
            }
            let variable = variableOf[root] ?? variableOf.count
            variableOf[root] = variable
            variables.append((variable, flips ? -1 : 1))
        }
        try require(
            variableOf.count - 1 <= limit, "level", must: "give at most \(limit) different moments",
            was: variableOf.count - 1)
        // Rows that share an entry belong to one block.
        var parts = SignedUnion(n)
        var place = 0
        for column in 0..<n {
            for row in 0...column {
                if table[place] >= 0, variables[Int(table[place])] != nil { parts.unite(row, column, flips: false) }
                place += 1
            }
        }
        var blocks: [[Int]] = []
        var blockOf: [Int: Int] = [:]
        var places: [(block: Int, row: Int)] = []
        for row in 0..<n {
            let root = parts.root(of: row).root
            let block = blockOf[root] ?? blocks.count
            if block == blocks.count {
                blockOf[root] = block
                blocks.append([])
            }
            places.append((block, blocks[block].count))
            blocks[block].append(row)
        }
        var entries: [[(block: Int, row: Int, column: Int, sign: Double)]] = Array(
            repeating: [], count: variableOf.count)
        place = 0
        for column in 0..<n {
            for row in 0...column {
                if table[place] >= 0, let (variable, sign) = variables[Int(table[place])] {
                    entries[variable].append((places[row].block, places[row].row, places[column].row, sign))
                }
                place += 1
            }
        }
        self.words = words
        self.moments = moments
        self.numbers = numbers
        self.variables = variables
        self.variableCount = variableOf.count
        self.blocks = blocks
        self.entries = entries
        self.symmetries = used
    }

    /// A functional's coefficient of each variable.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a product of the functional is not among the moments.
    func coefficients(
        of functional: MomentFunctional, _ algebra: OperatorAlgebra, level: HierarchyLevel
    ) throws -> [Double] {
        var sums = [CompensatedSum](repeating: CompensatedSum(), count: variableCount)
        for (word, value) in functional.terms.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            guard let number = numbers[algebra.representative(word)] else {
                throw InvalidArgument(
                    "level", must: "contain all products of the inequality in its moments",
                    was: "\(level), without \(algebra.text(word))")
            }
            guard let (variable, sign) = variables[number] else { continue }
            sums[variable].add(sign * value)
        }
        return sums.map(\.value)
    }

    /// S•Γ_k for each variable, from the blocks of S, in which the entries with row ≤ column are read.
    func products(_ gram: [RealMatrix]) -> [CompensatedSum] {
        entries.map { list in
            var sum = CompensatedSum()
            for entry in list {
                let value = entry.sign * gram[entry.block][entry.row, entry.column]
                sum.add(entry.row == entry.column ? value : 2 * value)
            }
            return sum
        }
    }
}

/// Sets that grow together, in which every element is plus or minus its set's root.
struct SignedUnion {
    private var parents: [Int]
    private var flips: [Bool]
    private var zeros: [Bool]

    init(_ count: Int) {
        parents = Array(0..<count)
        flips = Array(repeating: false, count: count)
        zeros = flips
    }

    mutating func root(of element: Int) -> (root: Int, flips: Bool) {
        var (place, flip) = (element, false)
        while parents[place] != place {
            let parent = parents[place]
            // Halve the path.
            flips[place] = flips[place] != flips[parent]
            parents[place] = parents[parent]
            flip = flip != flips[place]
            place = parents[place]
        }
        return (place, flip)
    }

    mutating func unite(_ first: Int, _ second: Int, flips: Bool) {
        let (left, right) = (root(of: first), root(of: second))
        let flip = flips != (left.flips != right.flips)
        if left.root == right.root {
            if flip { zeros[left.root] = true }
            return
        }
        let (low, high) = (min(left.root, right.root), max(left.root, right.root))
        parents[high] = low
        self.flips[high] = flip
        zeros[low] = zeros[low] || zeros[high]
    }

    func vanishes(_ root: Int) -> Bool { zeros[root] }
}
