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
