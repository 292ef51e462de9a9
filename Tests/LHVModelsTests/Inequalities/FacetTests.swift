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
}
