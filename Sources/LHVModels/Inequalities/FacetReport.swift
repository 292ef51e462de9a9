import QuantumStates

/// Whether an inequality is a facet of the local polytope: valid, reached, and saturated by enough independent vertices.
public struct FacetReport: Sendable, Hashable, Codable {
    /// d, the dimension of the polytope.
    public let dimension: Int
    /// The local bound of the coefficients.
    public let localBound: Double
    /// Whether the inequality's own bound is the local one.
    public let isTight: Bool
    /// How many strategies reach the local bound, as far as they were counted.
    public let saturatingStrategies: Int
    /// Whether there are more.
    public let isTruncated: Bool
    /// The number of affinely independent saturating vertices: d for a facet, less for a lower face.
    public let rank: Int

    /// Whether the inequality is a facet.
    ///
    /// The rank is found modulo a prime, which can only lower it: a facet that is reported is one. A face that is not
    /// reported as a facet has too small a rank modulo the prime 2⁶¹ − 1 and, in double precision, by singular values too.
    public var isFacet: Bool { isTight && rank == dimension }
}

extension BellInequality {
    /// Whether the inequality is a facet of the local polytope of its scenario.
    ///
    /// - Parameter limit: How many saturating strategies are looked at, at most.
    /// - Complexity: That of the local bound with all maximising strategies, and O(strategies × d²).
    /// - Throws: ``/NumericalCore/InvalidArgument`` as ``localBound(_:reporting:)``.
    public func facetReport(limit: Int = 1 << 16) throws -> FacetReport {
        let found = try localBound(LocalBoundOptions(maximiserLimit: limit))
        let shape = CollinsGisinForm.shape(of: scenario)
        let firsts = scenario.outcomes.map { list in
            list.reduce(into: [1]) { $0.append($0[$0.count - 1] + $1 - 1) }
        }
        // Coordinates P(a|x) without last outcomes, the constant 1 among them: affine rank becomes linear rank.
        let vertices = found.maximisers.map { strategy in
            var products = [Int8(1)]
            for (party, list) in strategy.outcomes.enumerated() {
                var local = [Int8](repeating: 0, count: shape[party])
                local[0] = 1
                for (setting, outcome) in list.enumerated() where outcome < scenario.outcomes[party][setting] - 1 {
                    local[firsts[party][setting] + outcome] = 1
                }
                products = products.flatMap { product in local.map { product * $0 } }
            }
            return products
        }
        return try FacetReport(found, vertices, dimension: shape.reduce(1, *) - 1, bound: bound)
    }
}

extension CorrelatorInequality {
    /// Whether the inequality is a facet of the polytope of local correlators, with marginals if it has them.
    ///
    /// - Parameter limit: How many saturating strategies are looked at, at most.
    /// - Complexity: That of the local bound with all maximising strategies, and O(strategies × d²).
    /// - Throws: ``/NumericalCore/InvalidArgument`` as ``localBound(_:reporting:)``.
    public func facetReport(limit: Int = 1 << 16) throws -> FacetReport {
        let found = try localBound(LocalBoundOptions(maximiserLimit: limit))
        let hasMarginals = coefficients.includesMarginals
        let vertices = try found.maximisers.map { strategy in
            (hasMarginals ? [] : [Int8(1)])
                + (try CorrelatorTensor(strategy, includesMarginals: hasMarginals)).elements.map { Int8($0) }
        }
        return try FacetReport(
            found, vertices, dimension: coefficients.count - (hasMarginals ? 1 : 0), bound: bound)
    }
}

extension FacetReport {
    init(_ found: LocalBound, _ vertices: [[Int8]], dimension: Int, bound: Double) throws {
        try require(found.isProven, "local bound", must: "be found to judge a facet", was: found.stopReason)
        self.dimension = dimension
        localBound = found.lower
        isTight = abs(bound - found.lower) <= max(1e-9 * abs(bound), found.upper - found.lower)
        saturatingStrategies = vertices.count
        isTruncated = found.isTruncated
        var rank = ModularRank.rank(of: vertices, upTo: dimension)
        if rank < dimension, !vertices.isEmpty {
            // A prime that divides a minor would be a coincidence; floating point does not share it.
            let matrix = RealMatrix(rows: vertices.count, columns: vertices[0].count) { Double(vertices[$0][$1]) }
            let values = try matrix.singularValueDecomposition().values
            rank = max(rank, values.count { $0 > 1e-9 * (values.first ?? 0) })
        }
        self.rank = rank
    }
}

/// The rank of integer vectors modulo the prime 2⁶¹ − 1, which is at most their rank.
enum ModularRank {
    private static let prime: UInt64 = (1 << 61) - 1

    /// The rank, or `limit` as soon as it is reached.
    static func rank(of vectors: [[Int8]], upTo limit: Int) -> Int {
        // Rows in echelon form, each with a leading 1 in its own column.
        var rows: [(lead: Int, entries: [UInt64])] = []
        for vector in vectors {
            guard rows.count < limit else { break }
            var entries = vector.map { $0 < 0 ? prime - UInt64(-Int($0)) : UInt64($0) }
            for row in rows {
                let factor = entries[row.lead]
                guard factor != 0 else { continue }
                for place in row.lead..<entries.count where row.entries[place] != 0 {
                    entries[place] = difference(entries[place], product(factor, row.entries[place]))
                }
            }
            guard let lead = entries.firstIndex(where: { $0 != 0 }) else { continue }
            let inverse = power(entries[lead], prime - 2)
            for place in lead..<entries.count { entries[place] = product(entries[place], inverse) }
            // Rows stay sorted by lead, so that one pass eliminates all.
            let position = rows.firstIndex { $0.lead > lead } ?? rows.count
            rows.insert((lead, entries), at: position)
        }
        return rows.count
    }

    private static func product(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let (high, low) = left.multipliedFullWidth(by: right)
        // 2⁶¹ ≡ 1: the bits above the lowest 61 are added to them.
        let sum = (low & prime) + (high << 3 | low >> 61)
        return sum >= prime ? sum - prime : sum
    }

    private static func difference(_ left: UInt64, _ right: UInt64) -> UInt64 {
        left >= right ? left - right : left + prime - right
    }

    private static func power(_ base: UInt64, _ exponent: UInt64) -> UInt64 {
        var (result, factor, rest) = (UInt64(1), base, exponent)
        while rest > 0 {
            if rest & 1 == 1 { result = product(result, factor) }
            factor = product(factor, factor)
            rest >>= 1
        }
        return result
    }
}
