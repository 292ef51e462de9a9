import LHVModels

/// The lines of both parties and what a group does with them.
struct GrothendieckLines: Sendable {
    let dimension: Int
    let alice: [[Double]]
    let bob: [[Double]]
    let aliceOrbits: [Range<Int>]
    let bobOrbits: [Range<Int>]
    let symmetries: [GrothendieckCertificate.Symmetry]

    /// The lines through the images of points.
    init(_ group: LineGroup, alice: [[Double]], bob: [[Double]]) throws {
        dimension = group.dimension
        (self.alice, aliceOrbits) = try group.orbits(of: alice)
        (self.bob, bobOrbits) = try group.orbits(of: bob)
        symmetries = try zip(group.permutations(of: self.alice), group.permutations(of: self.bob)).map {
            GrothendieckCertificate.Symmetry(rows: $0, columns: $1)
        }
    }

    /// Where a matrix, row by row, would have points of the orbits.
    ///
    /// For given entries the best direction of a line is that of the sum of the other party's vectors, and it may be so for one point of
    /// each orbit: the sum goes along with the group. Bob's orbits with no more than a share of Σ|M| are left out.
    func moved(by matrix: [Double], leastShare: Double) -> (alice: [[Double]], bob: [[Double]]) {
        let (rows, columns) = (alice.count, bob.count)
        let total = matrix.reduce(0) { $0 + abs($1) }
        func sum(_ count: Int, _ term: (Int) -> (Double, [Double])) -> [Double] {
            (0..<count).reduce(into: [Double](repeating: 0, count: dimension)) { sum, place in
                let (factor, vector) = term(place)
                for axis in sum.indices { sum[axis] += factor * vector[axis] }
            }
        }
        let alicePoints = aliceOrbits.map { orbit in
            sum(columns) { (matrix[orbit.lowerBound * columns + $0], bob[$0]) }
        }
        let bobPoints = bobOrbits.compactMap { orbit -> [Double]? in
            let share = (0..<rows).reduce(0.0) { share, row in
                orbit.reduce(share) { $0 + abs(matrix[row * columns + $1]) }
            }
            guard share > leastShare * total else { return nil }
            return sum(rows) { (matrix[$0 * columns + orbit.lowerBound], alice[$0]) }
        }
        return (alicePoints, bobPoints)
    }

    /// The matrix, row by row, in whole numbers whose largest has so many bits or fewer, on lines of whole coordinates; its bound is not proven yet.
    ///
    /// Alice's orbits under the group of the proof that make its longest prefix come first.
    func inequality(_ matrix: [Double], bits: Int, proofGroup: LineGroup, name: String) throws
        -> GrothendieckCertificate
    {
        let columns = bob.count
        // No more than the sum that a certificate may have, and rounding.
        let room = Double(GrothendieckCertificate.largestSum - matrix.count)
        let scale = min(Double(1 << bits) / matrix.largestMagnitude(), room / matrix.reduce(0) { $0 + abs($1) })
        let order = GrothendieckLines.order(of: try proofGroup.permutations(of: alice), count: alice.count)
        let ordered = order.map { alice[$0] }
        let whole = order.map { row in
            (0..<columns).map { Int((scale * matrix[row * columns + $0]).rounded()) }
        }
        let symmetries = try zip(proofGroup.permutations(of: ordered), proofGroup.permutations(of: bob)).map {
            GrothendieckCertificate.Symmetry(rows: $0, columns: $1)
        }
        func coordinates(_ lines: [[Double]]) -> [[Int]] {
            lines.map { line in line.map { Int(($0 * Double(GrothendieckCertificate.largestCoordinate)).rounded()) } }
        }
        return try GrothendieckCertificate(
            name: name, dimension: dimension, alice: coordinates(ordered), bob: coordinates(bob), matrix: whole,
            symmetries: symmetries, localBound: 0, tails: [])
    }

    /// Orbits that make the longest prefix of which all signs can be gone through come first.
    static func order(of generators: [SignedPermutation], count: Int) -> [Int] {
        let orbits = orbits(of: generators, count: count)
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
    private static func orbits(of generators: [SignedPermutation], count: Int) -> [[Int]] {
        var isSeen = [Bool](repeating: false, count: count)
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
}
