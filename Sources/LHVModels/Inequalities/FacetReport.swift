import QuantumStates

/// What an inequality is to the local polytope: a facet, a lower face, an equality, or no face at all.
public struct FacetReport: Sendable, Hashable, Codable {
    /// The ways in which an inequality can lie to the polytope.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// No strategy exceeds the bound, and d affinely independent vertices reach it.
        case facet
        /// No strategy exceeds the bound, and fewer than d affinely independent vertices reach it.
        case lowerFace
        /// All strategies reach the bound: the inequality says nothing, and its face is the whole polytope.
        case equality
        /// Some strategy exceeds the bound.
        case notValid
        /// All strategies stay below the bound.
        case notReached
        /// The saturating strategies that were looked at are too few to tell a facet from a lower face.
        ///
        /// A greater limit decides. Reports that were written before there were kinds are read as undecided too: they do not
        /// tell a facet from an equality.
        case undecided
    }

    /// What the inequality is.
    public let kind: Kind
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
    /// The number of affinely independent vertices that reach the local bound: d for a facet, d + 1 for an equality.
    public let rank: Int

    /// Whether the inequality is known to be a facet.
    ///
    /// The rank is found modulo a prime, which can only lower it: a facet that is reported is one, up to the tolerances of
    /// the local bound where coefficients are not integers. A lower face has too small a rank modulo the prime 2⁶¹ − 1 and,
    /// in double precision, by singular values too.
    public var isFacet: Bool { kind == .facet }

    private enum CodingKeys: String, CodingKey {
        case kind, dimension, localBound, isTight, saturatingStrategies, isTruncated, rank
    }

    /// Reads the parts of a report and checks that they fit; one without a kind is undecided.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        kind = try container.decodeIfPresent(Kind.self, forKey: .kind) ?? .undecided
        dimension = try container.decode(Int.self, forKey: .dimension)
        localBound = try container.decode(Double.self, forKey: .localBound)
        isTight = try container.decode(Bool.self, forKey: .isTight)
        saturatingStrategies = try container.decode(Int.self, forKey: .saturatingStrategies)
        isTruncated = try container.decode(Bool.self, forKey: .isTruncated)
        rank = try container.decode(Int.self, forKey: .rank)
        let fits =
            switch kind {
            case .facet: isTight && rank == dimension
            case .equality: isTight && rank == dimension + 1
            case .lowerFace: isTight && rank < dimension && !isTruncated
            case .notValid, .notReached: !isTight
            case .undecided: true
            }
        try require(
            fits, "kind",
            must: "fit rank \(rank) in dimension \(dimension) and a bound that is\(isTight ? "" : " not") tight",
            was: kind.rawValue)
    }
}

extension BellInequality {
    /// What the inequality is to the local polytope of its scenario: a facet, a lower face, an equality or no face.
    ///
    /// - Parameter limit: How many saturating strategies are looked at, at most.
    /// - Complexity: That of the local bound with all maximizing strategies, and O(strategies × d²).
    /// - Throws: ``/NumericalCore/InvalidArgument`` as ``localBound(_:reporting:)``.
    public func facetReport(limit: Int = 1 << 16) throws -> FacetReport {
        let found = try localBound(LocalBoundOptions(maximizerLimit: limit))
        // The constant 1 is among the coordinates: affine rank becomes linear rank.
        let vertices = found.maximizers.map { CollinsGisinForm.point(of: $0, in: scenario) }
        return try FacetReport(
            found, vertices, dimension: LocalPolytope(scenario).dimension, bound: bound,
            isConstant: isConstant(coefficients, varying: CollinsGisinForm(self).coefficients.dropFirst()))
    }
}

extension CorrelatorInequality {
    /// What the inequality is to the polytope of local correlators, with marginals if it has them.
    ///
    /// - Parameter limit: How many saturating strategies are looked at, at most.
    /// - Complexity: That of the local bound with all maximizing strategies, and O(strategies × d²).
    /// - Throws: ``/NumericalCore/InvalidArgument`` as ``localBound(_:reporting:)``.
    public func facetReport(limit: Int = 1 << 16) throws -> FacetReport {
        let found = try localBound(LocalBoundOptions(maximizerLimit: limit))
        let hasMarginals = coefficients.includesMarginals
        let vertices = try found.maximizers.map { strategy in
            (hasMarginals ? [] : [Int8(1)])
                + (try CorrelatorTensor(strategy, includesMarginals: hasMarginals)).elements.map { Int8($0) }
        }
        return try FacetReport(
            found, vertices, dimension: coefficients.count - (hasMarginals ? 1 : 0), bound: bound,
            isConstant: isConstant(
                coefficients.elements, varying: coefficients.elements.dropFirst(hasMarginals ? 1 : 0)))
    }
}

/// Whether a functional has the same value everywhere: its coefficients in coordinates that are independent vanish.
///
/// They vanish exactly where sums of coefficients are exact, and within the tolerance for ties elsewhere.
private func isConstant(_ coefficients: [Double], varying: ArraySlice<Double>) -> Bool {
    let all = CorrelatorTensor(unchecked: coefficients, settings: [coefficients.count], includesMarginals: false)
    let tie = all.commonUnit == nil ? LocalBoundOptions().tieTolerance * coefficients.reduce(0) { $0 + abs($1) } : 0
    return varying.reduce(0) { $0 + abs($1) } <= tie
}

extension FacetReport {
    init(_ found: LocalBound, _ vertices: [[Int8]], dimension: Int, bound: Double, isConstant: Bool) throws {
        try require(found.isProven, "local bound", must: "be found to judge a facet", was: found.stopReason)
        self.dimension = dimension
        localBound = found.lower
        isTight = abs(bound - found.lower) <= max(1e-9 * abs(bound), found.upper - found.lower)
        saturatingStrategies = vertices.count
        isTruncated = found.isTruncated
        // Of a constant functional all vertices are on the face, however few of them were asked for.
        rank = isConstant ? dimension + 1 : try FacetReport.rank(of: vertices, dimension: dimension)
        if !isTight {
            kind = bound < found.lower ? .notValid : .notReached
        } else if rank >= dimension {
            kind = rank == dimension ? .facet : .equality
        } else {
            kind = found.isTruncated ? .undecided : .lowerFace
        }
    }

    private static func rank(of vertices: [[Int8]], dimension: Int) throws -> Int {
        let rank = ModularRank.rank(of: vertices, upTo: dimension + 1)
        guard rank < dimension, !vertices.isEmpty else { return rank }
        // A prime that divides a minor would be a coincidence; floating point does not share it.
        let matrix = RealMatrix(rows: vertices.count, columns: vertices[0].count) { Double(vertices[$0][$1]) }
        let values = try matrix.singularValueDecomposition().values
        return max(rank, values.count { $0 > 1e-9 * (values.first ?? 0) })
    }
}

/// The rank of integer vectors modulo the prime 2⁶¹ − 1, which is at most their rank.
enum ModularRank {
    private static let prime: UInt64 = (1 << 61) - 1

    /// The rank, or `limit` as soon as it is reached.
    static func rank(of vectors: [[Int8]], upTo limit: Int) -> Int { basis(of: vectors, upTo: limit).rows.count }

    /// The first vectors that are independent of those before them, and as many columns in which they are independent.
    static func basis(of vectors: [[Int8]], upTo limit: Int = .max) -> (rows: [Int], columns: [Int]) {
        // Rows in echelon form, each with a leading 1 in its own column.
        var rows: [(lead: Int, entries: [UInt64])] = []
        var independent: [Int] = []
        for (number, vector) in vectors.enumerated() {
            guard rows.count < min(limit, vector.count) else { break }
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
            independent.append(number)
        }
        return (independent, rows.map(\.lead))
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
