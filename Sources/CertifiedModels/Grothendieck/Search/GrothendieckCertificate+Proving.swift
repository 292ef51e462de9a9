import LHVModels

extension GrothendieckCertificate {
    /// A certificate of a matrix, whose bound of signs and the tails on which it rests are found here by branch and bound.
    ///
    /// - Throws: As ``init(name:dimension:alice:bob:matrix:symmetries:localBound:tails:)``, and ``/LHVModels/InvalidCertificate`` when
    ///   a bound takes too many branches.
    init(
        proving matrix: [[Int]], name: String, dimension: Int, alice: [[Int]], bob: [[Int]],
        symmetries: [Symmetry], options: GrothendieckSearchOptions
    ) throws {
        // Sizes and symmetries are checked before anything is done with them.
        _ = try GrothendieckCertificate(
            dimension: dimension, alice: alice, bob: bob, matrix: matrix, symmetries: symmetries, localBound: 0,
            tails: [])
        let rows = alice.count
        let branches = SignBranches(matrix)
        let orbits = PrefixOrbits(rows: rows, symmetries.map(\.rows))
        var tails = [Int](repeating: GrothendieckCertificate.largestSum, count: rows)
        for first in stride(from: rows - 1, through: orbits.count, by: -1) {
            let known = GrothendieckCertificate.reached(Array(matrix[first...]), options)
            let finding = try branches.search(
                from: first, beginningWith: [1], tails: tails, bound: known, raises: true)
            tails[first] = finding.excess ?? known
        }
        let known = GrothendieckCertificate.reached(matrix, options)
        let allTails = tails
        let findings = try Parallel.map(count: orbits.representatives.count, threads: options.threads) { index in
            try branches.search(
                from: 0, beginningWith: orbits.signs(index), tails: allTails, bound: known, raises: true)
        }
        try self.init(
            name: name, dimension: dimension, alice: alice, bob: bob, matrix: matrix, symmetries: symmetries,
            localBound: ([known] + findings.compactMap(\.excess)).max() ?? known, tails: Array(tails[orbits.count...]))
    }

    // What signs reach that were found by letting the parties answer in turn.
    private static func reached(_ matrix: [[Int]], _ options: GrothendieckSearchOptions) -> Int {
        var random = RandomStream(seed: options.seed, substream: UInt64(matrix.count))
        let (rows, columns) = (matrix.count, matrix[0].count)
        let starts = (0..<(400 * rows)).map { _ in random.uniform() < 0.5 ? -1.0 : 1 }
        let ascent = SignAscent(
            matrix.joined().map { Double($0) }, rows: rows, columns: columns, alice: starts)
        // Sums of whole numbers below 2³⁰.
        return Int(ascent.values.reduce(0, largerOrNaN))
    }
}
