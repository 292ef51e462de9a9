import LHVModels

/// Searches for a matrix on symmetric sets of lines whose value for vectors exceeds that for signs by as much as possible.
///
/// For lines a_i and b_j, the largest v for which v a_i·b_j is a mixture of products of signs is found by column generation over orbits
/// of pairs; the dual prices are the matrix M with Σ M_ij a_i·b_j = 1 and Σ M_ij s_i t_j ≤ v. Bob answers best, so that few lines of
/// Alice's are enough, and it is hers that a proof goes through.
public struct GrothendieckSearch: Sendable {
    /// How far a search is.
    public struct Progress: Sendable, Hashable {
        /// How often the lines were moved.
        public let moves: Int
        /// The number of the round since then.
        public let round: Int
        /// What the mixture reaches: the constant of these lines is at most 1 over it.
        public let visibility: Double
        /// What the best prices promise, if no better signs were missed: the constant is at least 1 over it.
        public let promise: Double
    }

    /// The symmetries.
    public let group: LineGroup
    /// The symmetries that the certificate has: a group of which this is true and that keeps some few of Alice's lines among themselves.
    public let proofGroup: LineGroup
    /// One point of each orbit of Alice's lines.
    public let alice: [[Double]]
    /// One point of each orbit of Bob's lines.
    public let bob: [[Double]]
    /// How to search.
    public let options: GrothendieckSearchOptions

    /// A search on the lines of orbits.
    ///
    /// - Parameters:
    ///   - group: The symmetries.
    ///   - alice: One point of each orbit of Alice's lines.
    ///   - bob: One point of each orbit of Bob's lines.
    ///   - proofGroup: A part of the group, for the certificate, or nil for all of it. The proof goes through the signs of its smallest orbits of
    ///     Alice's lines, up to 20 lines together, up to symmetry; a group with one large orbit does not help it.
    ///   - options: How to search.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when an option is out of range, Alice would have more than 128 lines, the proof's
    ///   group leads out of the lines, or as ``LineGroup/lines(through:)``.
    public init(
        group: LineGroup, alice: [[Double]], bob: [[Double]], proofGroup: LineGroup? = nil,
        options: GrothendieckSearchOptions = .init()
    ) throws {
        try options.validate()
        self.options = options
        self.group = group
        self.proofGroup = proofGroup ?? group
        self.alice = alice
        self.bob = bob
        let lines = try Lines(group, alice: alice, bob: bob)
        try GrothendieckCertificate.check(
            dimension: group.dimension, rows: lines.alice.count, columns: lines.bob.count)
        try require(
            self.proofGroup.dimension == group.dimension, "proofGroup", must: "be of dimension \(group.dimension)",
            was: self.proofGroup.dimension)
        for party in [lines.alice, lines.bob] { _ = try self.proofGroup.permutations(of: party) }
    }

    /// The lines of both parties and what the group does with them.
    private struct Lines {
        let alice: [[Double]]
        let bob: [[Double]]
        let aliceOrbits: [Range<Int>]
        let bobOrbits: [Range<Int>]
        let symmetries: [GrothendieckCertificate.Symmetry]

        init(_ group: LineGroup, alice: [[Double]], bob: [[Double]]) throws {
            (self.alice, aliceOrbits) = try group.orbits(of: alice)
            (self.bob, bobOrbits) = try group.orbits(of: bob)
            symmetries = try zip(group.permutations(of: self.alice), group.permutations(of: self.bob)).map {
                GrothendieckCertificate.Symmetry(rows: $0, columns: $1)
            }
        }
    }

    /// The best inequality that was found, with the bound of signs proven by branch and bound.
    ///
    /// - Parameters:
    ///   - name: What the certificate is called.
    ///   - report: Is told after each round how far the search is.
    /// - Complexity: Rounds of batches × batch × lines of Alice × lines of Bob, and the proof, which grows fast with Alice's lines.
    /// - Throws: `CancellationError` in a cancelled task; ``/NumericalCore/NumericalFailure`` when the linear program cannot be solved;
    ///   ``/LHVModels/InvalidCertificate`` when the bound takes too many branches.
    public func certificate(
        name: String = "", reporting report: (Progress) -> Void = { _ in }
    ) throws -> GrothendieckCertificate {
        var (alicePoints, bobPoints) = (alice, bob)
        var best: (promise: Double, lines: Lines, matrix: [Double])?
        var sources: [[Double]] = []
        for moves in 0...options.moves {
            let lines = try Lines(group, alice: alicePoints, bob: bobPoints)
            let pairs = LinePairs(lines.symmetries, alice: lines.alice, bob: lines.bob)
            let found = try bestPrices(pairs, lines.alice, &sources, moves: moves, report)
            let matrix = pairs.matrix(found.prices)
            if found.promise < best?.promise ?? .infinity { best = (found.promise, lines, matrix) }
            (alicePoints, bobPoints) = moved(lines, matrix)
        }
        guard let best else { throw CancellationError() }
        let columns = best.lines.bob.count
        let largest = best.matrix.largestMagnitude()
        let scale = Double(1 << options.bits) / largest
        let order = GrothendieckSearch.order(of: try proofGroup.permutations(of: best.lines.alice))
        let alice = order.map { best.lines.alice[$0] }
        let whole = order.map { row in
            (0..<columns).map { Int((scale * best.matrix[row * columns + $0]).rounded()) }
        }
        let symmetries = try zip(
            proofGroup.permutations(of: alice), proofGroup.permutations(of: best.lines.bob)
        ).map { GrothendieckCertificate.Symmetry(rows: $0, columns: $1) }
        func coordinates(_ lines: [[Double]]) -> [[Int]] {
            lines.map { line in line.map { Int(($0 * Double(GrothendieckCertificate.largestCoordinate)).rounded()) } }
        }
        return try GrothendieckCertificate(
            proving: whole, name: name, dimension: group.dimension, alice: coordinates(alice),
            bob: coordinates(best.lines.bob), symmetries: symmetries, options: options)
    }

    // Orbits that make the longest prefix of which all signs can be gone through come first.
    static func order(of generators: [SignedPermutation]) -> [Int] {
        let orbits = orbits(of: generators)
        // For each number of lines some orbits that have as many.
        var sums: [Int: [Int]] = [0: []]
        for (number, orbit) in orbits.enumerated() {
            for (sum, chosen) in sums.sorted(by: { $0.key < $1.key })
            where sum + orbit.count <= PrefixOrbits.longestPrefix && sums[sum + orbit.count] == nil {
                sums[sum + orbit.count] = chosen + [number]
            }
        }
        let first = sums.max { $0.key < $1.key }?.value ?? []
        return (first + orbits.indices.filter { !first.contains($0) }).flatMap { orbits[$0] }
    }

    // The lines of each orbit.
    private static func orbits(of generators: [SignedPermutation]) -> [[Int]] {
        var isSeen = [Bool](repeating: false, count: generators.first?.count ?? 0)
        return isSeen.indices.compactMap { first in
            if isSeen[first] { return nil }
            isSeen[first] = true
            var (orbit, next) = ([first], 0)
            while next < orbit.count {
                for generator in generators where !isSeen[generator.images[orbit[next]]] {
                    isSeen[generator.images[orbit[next]]] = true
                    orbit.append(generator.images[orbit[next]])
                }
                next += 1
            }
            return orbit
        }
    }

    // For given entries the best direction of a line is that of the sum of the other party's vectors, and it may be so for one point of
    // each orbit: the sum goes along with the group.
    private func moved(_ lines: Lines, _ matrix: [Double]) -> ([[Double]], [[Double]]) {
        let (rows, columns) = (lines.alice.count, lines.bob.count)
        let total = matrix.reduce(0) { $0 + abs($1) }
        func sum(_ count: Int, _ term: (Int) -> (Double, [Double])) -> [Double] {
            (0..<count).reduce(into: [Double](repeating: 0, count: group.dimension)) { sum, place in
                let (factor, vector) = term(place)
                for axis in sum.indices { sum[axis] += factor * vector[axis] }
            }
        }
        let alicePoints = lines.aliceOrbits.map { orbit in
            sum(columns) { (matrix[orbit.lowerBound * columns + $0], lines.bob[$0]) }
        }
        let bobPoints = lines.bobOrbits.compactMap { orbit -> [Double]? in
            let share = (0..<rows).reduce(0.0) { share, row in
                orbit.reduce(share) { $0 + abs(matrix[row * columns + $1]) }
            }
            guard share > options.leastShare * total else { return nil }
            return sum(rows) { (matrix[$0 * columns + orbit.lowerBound], lines.alice[$0]) }
        }
        // Orbits that have come together are one.
        return (group.distinct(alicePoints), group.distinct(bobPoints))
    }

    // Column generation; the prices whose promise is best.
    //
    // Prices swing less when entries of M are confined: to some times those of the multiple of a·b that is M's first guess, and to twice
    // as much where that was in the way.
    private func bestPrices(
        _ pairs: LinePairs, _ alice: [[Double]], _ sources: inout [[Double]], moves: Int, _ report: (Progress) -> Void
    ) throws -> (promise: Double, prices: [Double]) {
        var columns: [Double] = []
        // Signs for other lines are of no use when their number has changed.
        var starts = sources.first?.count == pairs.rows ? sources : []
        sources = []
        let size = pairs.target.reduce(0) { $0 + $1 * $1 }
        var current = pairs.target.map { $0 / size }
        let guess = Double(group.dimension) / Double(pairs.rows * pairs.columns)
        var boxes = pairs.roots.map { options.box * guess * $0 }
        var best = (promise: Double.infinity, prices: current)
        var (visibility, widenings) = (0.0, 0)
        for round in 0..<options.roundLimit {
            try Work.checkCancellation()
            // In turn the prices of the program, and halfway between them and the best ones.
            let looked =
                round % 3 == 0 ? current : zip(current, best.prices).map { 0.5 * $0 + 0.5 * $1 }
            let found = try improved(pairs, alice, prices: looked, starts + sources, round: moves << 20 | round)
            starts = round < 3 ? starts : []
            let worth = zip(looked, pairs.target).reduce(0) { $0 + $1.0 * $1.1 }
            let promise = (found.first?.value ?? 0) / worth
            if promise < best.promise { best = (promise, looked.map { $0 / worth }) }
            report(Progress(moves: moves, round: round, visibility: visibility, promise: best.promise))
            if best.promise <= (1 + options.tolerance) * visibility {
                let isAtBox = current.indices.filter { abs(current[$0]) > 0.9 * boxes[$0] }
                if isAtBox.isEmpty || widenings == options.widenings { break }
                for row in isAtBox { boxes[row] *= 2 }
                widenings += 1
            }
            for candidate in found.prefix(max(40, pairs.count / 2)) {
                columns += candidate.values
                sources.append(candidate.alice)
            }
            let program = MixtureProgram(
                target: pairs.target, overhead: 0, columns: columns,
                strengths: MixtureProgram.strengths(boxes: boxes, promise: best.promise))
            let gap = MixtureProgram.gap(
                promise: best.promise, visibility: visibility, tolerance: options.tolerance)
            let solution = try program.solve(gap: gap, startingFrom: nil, threads: options.threads)
            visibility = solution.promised
            current = solution.prices
            (columns, sources) = pruned(columns, sources, solution.weights, rows: pairs.count)
        }
        return best
    }

    // Of columns without weight the oldest go.
    private func pruned(
        _ columns: [Double], _ sources: [[Double]], _ weights: [Double], rows: Int
    ) -> ([Double], [[Double]]) {
        guard sources.count > 5 * rows + 600 else { return (columns, sources) }
        let order = sources.indices.sorted { (weights[$0], $0) > (weights[$1], $1) }
        let kept = order.prefix(5 * rows / 2 + 300).sorted()
        return (
            kept.flatMap { columns[($0 * rows)..<(($0 + 1) * rows)] }, kept.map { sources[$0] }
        )
    }

    private struct Candidate: PricedColumn {
        var alice: [Double]
        var values: [Double]
        var value: Double
    }

    // Signs that are good for the prices, the best first, none twice.
    private func improved(
        _ pairs: LinePairs, _ alice: [[Double]], prices: [Double], _ sources: [[Double]], round: Int
    ) throws -> [Candidate] {
        let options = options
        let matrix = pairs.matrix(prices)
        let recent = Array(sources.suffix(4 * pairs.count + 200))
        return try Parallel.map(count: options.batches, threads: options.threads) { batch -> [Candidate] in
            try Work.checkCancellation()
            var random = RandomStream(seed: options.seed, substream: UInt64(round) << 16 | UInt64(batch))
            let starts = (0..<options.batch).flatMap { list in
                GrothendieckSearch.start(alice, recent, isFresh: list % 2 == 0, using: &random)
            }
            let ascent = SignAscent(matrix, rows: pairs.rows, columns: pairs.columns, alice: starts)
            let order = ascent.values.indices.sorted { (ascent.values[$0], $1) > (ascent.values[$1], $0) }
            return order.prefix(max(20, pairs.count / options.batches)).map { list in
                let (first, second) = ascent.signs(list)
                let values = pairs.values(first, second)
                return Candidate(
                    alice: first, values: values, value: zip(prices, values).reduce(0) { $0 + $1.0 * $1.1 })
            }
        }.flatMap { $0 }.bestFirst()
    }

    // The hemisphere of a random direction with some noise, or signs that are known with some turned.
    private static func start(
        _ alice: [[Double]], _ sources: [[Double]], isFresh: Bool, using random: inout RandomStream
    ) -> [Double] {
        if isFresh || sources.isEmpty {
            let direction = random.normals(alice[0].count)
            let noise = random.uniform()
            return alice.map { line in
                let height = zip(line, direction).reduce(0) { $0 + $1.0 * $1.1 }
                return height + noise * random.normalPair().0 < 0 ? -1 : 1
            }
        }
        let source = sources[min(sources.count - 1, Int(random.uniform() * Double(sources.count)))]
        let share = 0.3 * random.uniform()
        return source.map { random.uniform() < share ? -$0 : $0 }
    }
}
