import NumericalCore

extension AnticommutingFamily.SearchResult: CustomStringConvertible {
    /// Whether there is a family, whether that is proven, and the number of choices.
    public var description: String {
        let answer =
            family.map { "anticommuting family in \($0.regions) regions of \($0.spins) spins" } ?? "no family found"
        return "\(answer), \(isComplete ? "proven" : "not proven: the limit of steps was reached") (\(steps) choices)"
    }
}

extension AnticommutingFamily {
    /// What an exhaustive search found.
    public struct SearchResult: Sendable, Hashable, Codable {
        /// A family of pairwise anticommuting products; nil when there is none.
        public let family: AnticommutingFamily?
        /// Whether the answer is proven: a family is there, or every choice was ruled out.
        public let isComplete: Bool
        /// The number of choices that were tried.
        public let steps: Int
    }

    /// Looks for anticommuting products in regions of n₁ … n_k spins among all of them, not only those of trees.
    ///
    /// Words are given spins one after the other, the word with the fewest possibilities first; after each step, what clashes with it
    /// is struck from the others. Spins that no word has yet are alike, so only the first of them is tried.
    /// - Parameters:
    ///   - spins: n₁ … n_k, with a product of at most 4096 and k in 1…6.
    ///   - stepLimit: The number of choices after which the search gives up.
    /// - Complexity: Exponential in 2^k; below a second for k ≤ 3.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when an argument is out of range.
    public static func search(spins: [Int], stepLimit: Int = 10_000_000) throws -> SearchResult {
        try require((1...6).contains(spins.count), "regions", must: "be in 1…6", was: spins.count)
        for (region, number) in spins.enumerated() {
            try require((1...4096).contains(number), "spins of region \(region)", must: "be in 1…4096", was: number)
        }
        let total = spins.reduce(1) { min($0 * $1, 4097) }
        try require(total <= 4096, "spins", must: "have a product of at most 4096", was: spins)
        try require(stepLimit >= 1, "step limit", must: "be at least 1", was: stepLimit)
        var search = FamilySearch(spins: spins, stepLimit: stepLimit)
        let found = search.run()
        return SearchResult(
            family: found ? AnticommutingFamily(unchecked: search.sites, spins: spins) : nil,
            isComplete: found || search.steps < stepLimit, steps: search.steps)
    }
}

/// The backtracking behind ``AnticommutingFamily/search(spins:stepLimit:)``.
private struct FamilySearch {
    let spins: [Int]
    let stepLimit: Int
    let tuples: [[Int]]
    /// For two tuples, the regions in which they agree, as bits.
    let agreement: [UInt8]
    var steps = 0
    private var chosen: [Int?]

    init(spins: [Int], stepLimit: Int) {
        self.spins = spins
        self.stepLimit = stepLimit
        let count = spins.count
        tuples = Array(Choices(spins.map { Array(0..<$0) }))
        var agreement = [UInt8](repeating: 0, count: tuples.count * tuples.count)
        for (row, first) in tuples.enumerated() {
            for (column, second) in tuples.enumerated() {
                for region in 0..<count where first[region] == second[region] {
                    agreement[row * tuples.count + column] |= 1 << UInt8(count - 1 - region)
                }
            }
        }
        self.agreement = agreement
        chosen = Array(repeating: nil, count: 1 << count)
    }

    var sites: [[Int]] { chosen.map { $0.map { tuples[$0] } ?? [] } }

    mutating func run() -> Bool {
        extend(
            Array(repeating: Array(tuples.indices), count: chosen.count), used: Array(repeating: 0, count: spins.count))
    }

    /// - Parameters:
    ///   - domains: What each word may still choose.
    ///   - used: The number of spins of each region that some word has; they are the first ones.
    private mutating func extend(_ domains: [[Int]], used: [Int]) -> Bool {
        var word: Int?
        for candidate in chosen.indices where chosen[candidate] == nil {
            if word.map({ domains[candidate].count < domains[$0].count }) ?? true { word = candidate }
        }
        guard let word else { return true }
        for tuple in domains[word] {
            // Of the spins that nobody has yet, only the first.
            guard zip(tuples[tuple], used).allSatisfy({ $0 <= $1 }) else { continue }
            guard steps < stepLimit else { return false }
            steps += 1
            chosen[word] = tuple
            var narrowed = domains
            var isAlive = true
            for other in chosen.indices where chosen[other] == nil {
                let letters = UInt8(word ^ other)
                narrowed[other] = domains[other].filter {
                    (agreement[tuple * tuples.count + $0] & letters).nonzeroBitCount & 1 == 1
                }
                if narrowed[other].isEmpty {
                    isAlive = false
                    break
                }
            }
            if isAlive, extend(narrowed, used: zip(used, tuples[tuple]).map { max($0, $1 + 1) }) { return true }
            chosen[word] = nil
        }
        return false
    }
}
