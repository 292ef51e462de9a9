import LHVModels
import Testing

/// The facets of three parties with two settings of two outcomes each, in 46 classes.
///
/// The representatives were found by walks from facet to facet along the edges of the polar polytope, apart from this package
/// and without a published list; their number and that of all facets are those of I. Pitowsky, K. Svozil, Phys. Rev. A 64,
/// 014102 (2001) and C. Śliwa, Phys. Lett. A 317, 165 (2003).
@Suite struct ThreePartyFacetTests {
    /// Bound, number of relabellings, number of saturating strategies, and the coefficients of E but for the constant.
    private static let table = """
        1 64 56 : 1 0 1 -1 0 0 0 0 1 -1 0 -1 1 0 0 0 0 0 0 0 0 0 0 0 0 0
        2 96 48 : 2 0 0 0 0 0 0 0 0 0 0 1 -1 0 1 -1 0 0 0 0 1 -1 0 -1 1 0
        2 16 32 : 0 0 0 0 0 0 0 0 0 0 0 0 1 0 0 0 1 0 0 0 0 0 1 0 -1 0
        2 48 32 : 0 0 0 0 0 0 0 0 0 0 0 0 1 1 0 0 0 0 0 0 0 0 0 0 1 -1
        3 512 41 : 1 0 1 0 1 0 1 -1 1 0 1 0 -1 -1 1 -1 0 0 1 -1 1 -1 0 -1 0 1
        3 1536 40 : 1 0 1 1 0 0 0 0 1 0 1 0 -1 -1 1 -1 0 0 1 -1 -1 0 1 1 -1 0
        4 192 36 : 0 0 0 2 2 0 0 0 0 1 1 -2 0 0 0 1 -1 0 1 1 -2 0 0 0 -1 1
        4 512 35 : 1 1 1 1 0 1 0 -1 1 1 0 1 -2 -1 0 -1 1 1 0 -1 0 -1 1 -1 1 0
        4 384 34 : 0 0 0 2 0 0 0 2 0 1 1 -1 0 1 -1 -1 0 0 1 1 -1 0 -1 -1 1 0
        4 768 34 : 1 1 0 1 1 0 0 0 0 1 1 -2 0 0 0 1 -1 0 0 0 0 1 -1 2 -1 -1
        4 1536 34 : 1 1 0 1 1 0 0 0 0 1 1 -2 0 0 2 -1 -1 0 0 0 0 1 -1 0 1 -1
        4 1536 34 : 1 1 1 1 0 1 0 -1 0 1 1 1 -2 -1 1 -1 0 0 0 0 0 1 -1 0 -1 1
        4 128 32 : 0 0 0 0 0 0 0 0 0 0 0 0 3 1 0 1 -1 0 0 0 0 1 -1 0 -1 1
        4 128 32 : 0 0 0 1 1 0 1 1 0 1 -1 1 1 0 -1 0 -1 0 1 -1 -1 0 1 1 -1 0
        4 192 32 : 0 0 0 2 0 0 0 2 0 0 0 0 1 1 0 -1 -1 0 0 0 0 1 -1 0 1 -1
        4 384 32 : 0 0 0 1 1 0 1 1 0 0 0 0 2 0 0 0 -2 0 0 0 0 1 -1 0 -1 1
        4 384 32 : 0 0 0 2 2 0 0 0 0 0 0 0 1 -1 0 1 -1 0 0 0 0 1 -1 0 -1 1
        4 384 32 : 0 0 0 2 2 0 0 0 0 1 -1 0 0 0 0 1 -1 0 1 -1 0 0 0 0 -1 1
        4 384 32 : 1 1 0 1 1 0 0 0 0 1 1 0 -1 -1 0 0 0 0 0 0 0 0 0 0 2 -2
        4 768 32 : 0 0 0 1 1 0 1 1 0 0 0 0 2 0 0 -2 0 0 0 0 0 1 -1 0 1 -1
        4 1536 32 : 1 1 0 1 1 0 0 0 0 1 1 0 0 -2 0 1 -1 0 0 0 0 1 -1 0 -1 1
        4 384 28 : 1 1 1 -1 -1 1 -1 -1 0 1 -1 0 -1 1 0 -1 1 0 0 0 1 -1 -1 -1 1 1
        4 768 28 : 1 1 0 1 -1 0 1 -1 0 1 -1 -1 1 1 -1 1 1 0 0 0 1 -1 -1 -1 1 1
        5 256 32 : 1 0 1 1 0 0 0 2 1 1 0 1 -1 0 0 0 -2 0 0 2 0 0 -2 -2 2 0
        5 1536 32 : 2 1 1 -1 0 0 1 1 1 -1 0 0 2 -2 1 -1 0 0 1 1 1 -1 0 1 -2 -1
        5 1536 29 : 1 0 1 0 1 0 1 1 1 0 1 -1 2 -1 0 0 -2 0 1 1 0 0 -2 0 -1 1
        5 3072 29 : 1 0 1 0 1 0 1 1 1 0 1 -1 2 -1 0 0 -2 0 1 1 0 -2 0 0 1 -1
        6 1536 32 : 2 2 2 -1 -1 0 1 1 0 1 1 2 -1 -1 2 -2 -2 0 1 -1 0 -2 2 0 1 -1
        6 1536 30 : 2 0 0 1 1 0 1 1 0 1 1 1 -3 0 -1 2 -1 0 1 1 -1 2 -1 -1 1 -2
        6 1536 30 : 2 0 0 2 2 0 0 0 0 1 1 -1 1 -2 1 -2 1 0 1 1 -1 1 -2 -1 2 -1
        6 512 29 : 2 0 2 -1 1 0 1 1 2 -1 1 -1 2 -1 1 -1 -2 0 1 1 1 -1 -2 1 -2 1
        6 1536 29 : 1 1 1 -1 -2 1 -2 -1 0 1 -1 0 -1 1 0 -2 2 0 0 0 1 -2 -1 -1 2 1
        6 3072 29 : 1 1 0 2 -2 0 1 -1 0 1 -1 -1 2 1 -1 1 2 0 0 0 1 -2 -1 -1 2 1
        6 1536 28 : 1 1 1 0 -1 1 -1 0 1 0 -1 -1 -2 1 -2 2 2 1 -1 0 -2 0 0 -1 1 -2
        6 1536 28 : 2 0 0 1 1 0 1 1 0 1 1 1 -2 1 -1 1 -2 0 1 1 -1 1 -2 -1 2 -1
        6 3072 28 : 1 1 1 0 -1 1 -1 0 0 2 -2 0 0 2 0 0 2 0 1 -1 -1 2 1 1 -1 -2
        6 512 27 : 1 1 1 0 -1 1 -1 0 1 0 -1 0 0 2 -1 2 1 1 -1 0 -1 2 1 0 1 -3
        6 1536 27 : 1 1 0 1 -1 0 0 0 0 1 -1 -1 2 1 1 -1 -2 0 0 0 1 -1 -2 1 -3 0
        6 3072 27 : 1 1 0 1 -1 0 0 0 0 1 -1 -1 2 1 1 -1 -2 0 0 0 1 -3 0 1 -1 -2
        6 3072 27 : 1 1 1 0 -1 1 -1 0 0 1 -1 0 0 2 0 -1 3 0 0 0 1 -2 -1 -1 2 1
        7 1536 28 : 1 0 1 1 0 0 0 0 1 0 1 0 -3 -1 1 -1 -2 0 1 -1 1 -4 1 -1 1 2
        8 1536 28 : 3 1 0 2 -2 0 1 -1 0 2 -2 -2 2 2 -2 2 2 0 1 -1 -2 2 2 2 -3 -1
        8 3072 27 : 2 0 2 -1 1 0 1 -1 0 1 1 1 -2 -3 -1 1 2 0 1 -1 1 -3 0 1 -4 1
        8 1536 26 : 1 1 1 1 0 1 0 -1 0 1 -1 1 -2 -1 -1 -1 4 0 0 2 0 -1 -3 2 -3 -1
        8 1536 26 : 2 2 0 2 -2 0 0 0 0 1 -1 -2 2 2 2 -1 -3 0 1 -1 -2 2 2 -2 3 1
        10 1536 26 : 3 1 3 -2 -1 1 -1 -2 0 2 -2 1 -3 4 1 -1 2 0 1 1 2 -3 -1 -2 4 2
        """

    private struct Row {
        let bound: Int
        let orbit: Int
        let saturating: Int
        let coefficients: [Int]

        init(_ line: Substring) {
            let numbers = line.split(whereSeparator: { " :".contains($0) }).map { Int($0) ?? 0 }
            (bound, orbit, saturating) = (numbers[0], numbers[1], numbers[2])
            coefficients = [0] + numbers[3...]
        }
    }

    private static let rows = table.split(separator: "\n").map { Row($0) }

    /// The relabellings of parties, settings and outcomes: which old place and sign each new place has.
    private static func relabellings() -> [[(place: Int, sign: Int)]] {
        let locals: [[(index: Int, sign: Int)]] = (0..<8).map { bits in
            let (first, second) = bits & 1 == 0 ? (1, 2) : (2, 1)
            return [(0, 1), (first, bits & 2 == 0 ? 1 : -1), (second, bits & 4 == 0 ? 1 : -1)]
        }
        let orders = [[9, 3, 1], [9, 1, 3], [3, 9, 1], [3, 1, 9], [1, 9, 3], [1, 3, 9]]
        return orders.flatMap { steps in
            locals.flatMap { a in
                locals.flatMap { b in
                    locals.map { c in
                        a.flatMap { x in
                            b.flatMap { y in
                                c.map { z in
                                    (
                                        x.index * steps[0] + y.index * steps[1] + z.index * steps[2],
                                        x.sign * y.sign * z.sign
                                    )
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    @Test("15.6 the 46 classes of facets of three parties with two settings have 53,856 members")
    func counts() {
        let relabellings = Self.relabellings()
        #expect(relabellings.count == 3072 && Self.rows.count == 46)
        var least: Set<[Int]> = []
        for row in Self.rows {
            var best = row.coefficients
            var fixing = 0
            for relabelling in relabellings {
                // Compared entry by entry with the least image so far, and with the row itself.
                var isFixed = true
                var isLess: Bool?
                for (place, source) in relabelling.enumerated() {
                    let entry = row.coefficients[source.place] * source.sign
                    if entry != row.coefficients[place] { isFixed = false }
                    if isLess == nil, entry != best[place] { isLess = entry < best[place] }
                    if !isFixed, isLess == false { break }
                }
                if isFixed { fixing += 1 }
                if isLess == true { best = relabelling.map { row.coefficients[$0.place] * $0.sign } }
            }
            #expect(3072 / fixing == row.orbit && 3072 % fixing == 0)
            least.insert(best + [row.bound])
        }
        #expect(least.count == 46, "no class is there twice")
        #expect(Self.rows.reduce(0) { $0 + $1.orbit } == 53_856)
    }

    @Test("15.6 all classes of facets of three parties with two settings are facets for facetReport")
    func areFacets() throws {
        var stream = RandomStream(seed: 159)
        let scenario = try Scenario(parties: 3, settings: 2)
        for row in Self.rows {
            let tensor = try CorrelatorTensor(
                row.coefficients.map { Double($0) }, settings: [2, 2, 2], includesMarginals: true)
            let inequality = try CorrelatorInequality(tensor, bound: Double(row.bound))
            let report = try inequality.facetReport()
            #expect(report.kind == .facet && report.dimension == 26 && report.rank == 26, "\(row.coefficients)")
            #expect(report.saturatingStrategies == row.saturating && report.localBound == Double(row.bound))
            let relabelling = try Relabelling.random(of: scenario, using: &stream)
            #expect(try BellInequality(inequality).relabelled(by: relabelling).facetReport() == report)
        }
    }
}
