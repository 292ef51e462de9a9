import Foundation
import LHVModels
import Testing

@Suite struct FacetTests {
    @Test func facetsAndOthers() throws {
        let chsh = try CorrelatorInequality.chsh.facetReport()
        #expect(chsh.isFacet && chsh.dimension == 4 && chsh.saturatingStrategies == 8 && chsh.rank == 4)
        #expect(try BellInequality(.chsh).facetReport().isFacet)
        #expect(try BellInequality.i3322().facetReport().isFacet)
        #expect(try CorrelatorInequality.mermin(parties: 3).facetReport().isFacet)
        #expect(try BellInequality.cglmp(outcomes: 3).facetReport().isFacet)
        // The chained inequality of three settings is a sum of two CHSH inequalities and no facet.
        let chained = try CorrelatorInequality.chained(settings: 3).facetReport()
        #expect(!chained.isFacet && chained.isTight && chained.rank < chained.dimension)
        // Positivity of a probability is one.
        var coefficients = [Double](repeating: 0, count: 16)
        coefficients[0] = -1
        #expect(try BellInequality(coefficients, in: .chsh, bound: 0).facetReport().isFacet)
    }

    @Test(arguments: [
        ([2, 2], false, 16), ([3, 3], false, 90), ([2, 2], true, 24), ([2], true, 4), ([2, 3], true, 48),
    ])
    func counts(settings: [Int], marginals: Bool, expected: Int) throws {
        let facets = try CorrelatorInequality.facets(settings: settings, includesMarginals: marginals)
        #expect(facets.count == expected && Set(facets).count == expected)
        for facet in facets {
            #expect(try facet.facetReport().isFacet, "\(facet.coefficients.elements) ≤ \(facet.bound)")
        }
    }

    /// 36 positivities, 72 liftings of CHSH and 576 forms of I3322.
    @Test func countsOfThreeSettingsWithMarginals() throws {
        let facets = try LocalPolytope(Scenario(parties: 2, settings: 3)).facets()
        #expect(facets.count == 684 && Set(facets).count == 684)
        let inequality = try CollinsGisinForm(BellInequality.i3322())
        let usual = [0] + inequality.coefficients.dropFirst()
        #expect(facets.contains { $0.coefficients == usual && $0.bound == 0 })
    }

    @Test func facetsOfMoreOutcomes() throws {
        // One party alone: nothing but positivity of each outcome of each setting.
        #expect(try LocalPolytope(Scenario(outcomes: [[3, 2]])).facets().count == 5)
        let facets = try LocalPolytope(Scenario(outcomes: [[2, 3], [2, 2]])).facets()
        for facet in facets { #expect(try facet.inequality().facetReport().isFacet) }
        #expect(facets.count > 20)
        #expect(throws: InvalidArgument.self) { try CorrelatorInequality.facets(settings: [6, 6]) }
        #expect(throws: NumericalFailure.self) { try CorrelatorInequality.facets(settings: [3, 3], limit: 20) }
    }

    @Test func wrongBoundIsNoFacet() throws {
        let loose = try CorrelatorInequality(CorrelatorInequality.chsh.coefficients, bound: 2.5).facetReport()
        #expect(!loose.isFacet && !loose.isTight && loose.rank == 4 && loose.localBound == 2)
    }

    @Test func relabelledFacetsAreFacets() throws {
        var stream = RandomStream(seed: 15)
        let inequality = try BellInequality.i3322()
        for _ in 0..<3 {
            let relabelling = try Relabelling.random(of: inequality.scenario, using: &stream)
            #expect(try inequality.relabelled(by: relabelling).facetReport().isFacet)
        }
    }

    /// Σ of two valid inequalities on correlators.
    private static func sum(_ one: CollinsGisinForm, _ other: CollinsGisinForm) throws -> CollinsGisinForm {
        try CollinsGisinForm(
            zip(one.coefficients, other.coefficients).map { $0 + $1 }, in: one.scenario, bound: one.bound + other.bound)
    }

    /// An equality that all behaviours without signalling meet: a marginal's two sums, or a normalization.
    private static func equality(
        _ scenario: Scenario, weight: Double, using stream: inout RandomStream
    ) throws -> BellInequality {
        var coefficients = [Double](repeating: 0, count: scenario.count)
        func settings() -> [Int] { scenario.settings.map { Int(stream.next() % UInt64($0)) } }
        let first = settings()
        if stream.next() % 4 == 0 || scenario.parties == 1 {
            for place in try scenario.range(of: first) { coefficients[place] = weight }
            return try BellInequality(coefficients, in: scenario, bound: weight)
        }
        // The others' probabilities do not depend on the setting of one party.
        let party = Int(stream.next() % UInt64(scenario.parties))
        var second = first
        second[party] = Int(stream.next() % UInt64(scenario.settings[party]))
        var outcome = first.indices.map { Int(stream.next() % UInt64(scenario.outcomes[$0][first[$0]])) }
        for (list, sign) in [(first, 1.0), (second, -1)] {
            for answer in 0..<scenario.outcomes[party][list[party]] {
                outcome[party] = answer
                coefficients[try scenario.index(of: outcome, given: list)] += sign * weight
            }
        }
        return try BellInequality(coefficients, in: scenario, bound: 0)
    }

    private static func adding(_ other: BellInequality, to inequality: BellInequality) throws -> BellInequality {
        try BellInequality(
            zip(inequality.coefficients, other.coefficients).map { $0 + $1 }, in: inequality.scenario,
            bound: inequality.bound + other.bound)
    }

    private static let smallScenarios: [[[Int]]] = [
        [[2, 2]], [[3, 2]], [[2], [2]], [[2, 2], [2]], [[3], [3]], [[2, 2], [2, 2]], [[2, 2], [2, 2], [2]],
        [[2], [2], [2]],
        [[3], [2, 2]], [[2], [2], [2], [2]], [[2, 2], [2], [2]], [[2], [3], [2]], [[3, 2], [2, 2]],
    ]

    @Test("15.6 every facet of facets() is one for facetReport, and sums of facets are none", arguments: smallScenarios)
    func everyFacetIsOne(outcomes: [[Int]]) throws {
        var stream = RandomStream(seed: 158)
        let scenario = try Scenario(outcomes: outcomes)
        let polytope = try LocalPolytope(scenario)
        let facets = try polytope.facets()
        let vertices = try polytope.vertices()
        for facet in facets {
            let inequality = try facet.inequality()
            let report = try inequality.facetReport()
            #expect(report.isFacet && report.rank == polytope.dimension, "\(facet.coefficients) ≤ \(facet.bound)")
            #expect(report.saturatingStrategies == (try vertices.count { try inequality.value(of: $0) == facet.bound }))
        }
        for _ in 0..<12 {
            let one = facets[Int(stream.next() % UInt64(facets.count))]
            let other = facets[Int(stream.next() % UInt64(facets.count))]
            // Any multiple of equalities, exact or rounded, leaves a facet a facet.
            var shifted = try one.inequality()
            for round in 0..<4 {
                let weight = round < 2 ? Double(Int(stream.next() % 9) - 4) : 6 * stream.uniform() - 3
                shifted = try Self.adding(Self.equality(scenario, weight: weight, using: &stream), to: shifted)
                #expect(try shifted.facetReport().isFacet, "\(shifted.coefficients) ≤ \(shifted.bound)")
            }
            let equality = try Self.equality(scenario, weight: 1 + stream.uniform(), using: &stream)
            let trivial = try equality.facetReport()
            #expect(trivial.kind == .equality && !trivial.isFacet && trivial.rank == polytope.dimension + 1)
            let zero = try Self.adding(equality.scaled(by: 0.5), to: equality).facetReport()
            #expect(zero.kind == .equality)
            // The face of a sum is where both faces meet: lower, or nowhere.
            guard one != other else { continue }
            let sum = try Self.sum(one, other).inequality()
            let meets = try vertices.contains { try sum.value(of: $0) == sum.bound }
            #expect(try sum.facetReport().kind == (meets ? .lowerFace : .notReached))
            let loose = try BellInequality(sum.coefficients, in: scenario, bound: sum.bound + 0.5)
            #expect(try loose.facetReport().kind == .notReached)
            let tight = try BellInequality(shifted.coefficients, in: scenario, bound: shifted.bound - 0.5)
            let report = try tight.facetReport()
            #expect(report.kind == .notValid && !report.isFacet && !report.isTight && report.rank == polytope.dimension)
        }
    }

    @Test(
        "15.6 every facet of correlators is one for facetReport",
        arguments: [
            ([2, 2, 1], true), ([1, 1, 1], true), ([1, 1, 1], false), ([2, 2, 1], false), ([2, 2, 2], false),
            ([3, 2], true), ([2, 1, 1, 1], true), ([2, 1, 2, 1], false), ([3, 3], false),
        ])
    func everyCorrelatorFacetIsOne(settings: [Int], marginals: Bool) throws {
        let facets = try CorrelatorInequality.facets(settings: settings, includesMarginals: marginals)
        for facet in facets {
            let report = try facet.facetReport()
            #expect(report.isFacet, "\(facet.coefficients.elements) ≤ \(facet.bound): \(report)")
            if marginals { #expect(try BellInequality(facet).facetReport() == report) }
        }
        if settings == [2, 2, 1] { #expect(facets.count == (marginals ? 48 : 16)) }
    }

    @Test("15.6 all 684 facets of three settings and all 1116 of three outcomes are facets for facetReport")
    func publishedCounts() throws {
        for (scenario, expected) in [
            (try Scenario(parties: 2, settings: 3), 684), (try Scenario(parties: 2, settings: 2, outcomes: 3), 1116),
        ] {
            let facets = try LocalPolytope(scenario).facets()
            #expect(facets.count == expected && Set(facets).count == expected)
            #expect(try facets.allSatisfy { try $0.inequality().facetReport().isFacet })
        }
    }

    /// Inequalities that every local behaviour meets with equality.
    @Test("15.6 equalities of the whole polytope are no facets") func equalities() throws {
        let small = try Scenario(outcomes: [[2], [2]])
        let reports = [
            try BellInequality([0, 0, 0, 0], in: small, bound: 0).facetReport(),
            try BellInequality([1, 1, 1, 1] + Array(repeating: 0, count: 12), in: .chsh, bound: 1).facetReport(),
            try BellInequality([1, 1, 0, 0, -1, -1, 0, 0] + Array(repeating: 0, count: 8), in: .chsh, bound: 0)
                .facetReport(),
            try CorrelatorInequality(CorrelatorTensor([0, 0, 0, 0], settings: [2, 2]), bound: 0).facetReport(),
            try CorrelatorInequality(
                CorrelatorTensor([2, 0, 0, 0], settings: [1, 1], includesMarginals: true), bound: 2
            ).facetReport(),
        ]
        for report in reports {
            #expect(
                report.kind == .equality && !report.isFacet && report.isTight && report.rank == report.dimension + 1)
        }
        #expect(reports[2].saturatingStrategies == 16)
        // However few strategies are looked at.
        let zero = try CorrelatorInequality(CorrelatorTensor(settings: [9, 9]) { _ in 0 }, bound: 0)
        #expect(try zero.facetReport(limit: 3).kind == .equality)
        #expect(try CorrelatorInequality(zero.coefficients, bound: 1).facetReport(limit: 3).kind == .notReached)
        // Too few strategies for a verdict.
        let chsh = try CorrelatorInequality.chsh.facetReport(limit: 3)
        #expect(chsh.kind == .undecided && !chsh.isFacet && chsh.isTruncated)
    }

    @Test("15.6 reports are written and read, old ones without a kind too") func reportsInFiles() throws {
        for inequality in [CorrelatorInequality.chsh, try .chained(settings: 3)] {
            let report = try inequality.facetReport()
            #expect(try JSONDecoder().decode(FacetReport.self, from: JSONEncoder().encode(report)) == report)
        }
        let old =
            #"{"dimension":4,"isTight":true,"isTruncated":false,"localBound":2,"rank":4,"saturatingStrategies":8}"#
        let read = try JSONDecoder().decode(FacetReport.self, from: Data(old.utf8))
        #expect(read.kind == .undecided && !read.isFacet && read.rank == 4 && read.localBound == 2)
        let wrong = old.replacing(#""rank":4"#, with: #""kind":"facet","rank":3"#)
        #expect(throws: InvalidArgument.self) { try JSONDecoder().decode(FacetReport.self, from: Data(wrong.utf8)) }
    }
}
