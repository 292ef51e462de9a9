import LHVModels
import TestSupport
import Testing

/// Facets up to renumbering, from facet to facet.
@Suite("Classes of facets") struct FacetClassTests {
    @Test(
        "20.5 the classes hold all facets that the double description finds",
        arguments: [[[2, 2], [2, 2]], [[2, 2, 2], [2, 2]], [[2, 3], [2, 2]], [[3, 2]], [[2, 2], [2], [2]]])
    func complete(outcomes: [[Int]]) throws {
        let polytope = try LocalPolytope(Scenario(outcomes: outcomes))
        let all = Dictionary(grouping: try polytope.facets()) { try? $0.inequality().canonical().form }
        let classes = try polytope.facetClasses()
        #expect(Set(classes.map(\.representative)) == Set(all.keys.compactMap { $0 }) && classes.count == all.count)
        for found in classes {
            #expect(all[found.representative]?.count == found.count)
            let report = try found.representative.inequality().facetReport()
            #expect(report.isFacet && report.saturatingStrategies == found.strategies)
        }
    }

    @Test("20.5 a polytope that is one point has no facets") func onePoint() throws {
        let polytope = try LocalPolytope(Scenario(outcomes: [[1], [1, 1]]))
        #expect(try polytope.facets().isEmpty && polytope.facetClasses().isEmpty)
    }

    @Test("20.5 limits of number and time end the search in words") func limits() throws {
        let polytope = try LocalPolytope(Scenario(parties: 3, settings: 2))
        #expect(throws: NumericalFailure.self) { try polytope.facetClasses(limit: 20) }
        #expect(throws: NumericalFailure.self) { try polytope.facetClasses(timeLimit: 0) }
        for input in [
            WrongInput(saying: "seconds", "-1") { try polytope.facetClasses(timeLimit: -1) },
            WrongInput(saying: "scenario", "1024") {
                try LocalPolytope(Scenario(parties: 2, settings: 6)).facetClasses()
            },
            WrongInput(saying: "renumberings", "65536") {
                try LocalPolytope(Scenario(outcomes: [[9], [9]])).facetClasses()
            },
        ] { input.check() }
    }
}
