import LHVModels
import Testing

@Suite struct RelabellingTests {
    private static let scenarios: [[[Int]]] = [[[2, 2], [2, 2]], [[3, 2], [2, 4, 2]], [[2, 2], [2, 3], [2]]]

    @Test(arguments: scenarios) func keepsValuesAndBounds(outcomes: [[Int]]) throws {
        var stream = RandomStream(seed: 4)
        let scenario = try Scenario(outcomes: outcomes)
        for _ in 0..<5 {
            let inequality = try InequalityInput.inequality(scenario, using: &stream)
            let relabelling = try Relabelling.random(of: scenario, using: &stream)
            let image = try inequality.relabelled(by: relabelling)
            #expect(image.scenario == relabelling.image)
            #expect(try image.localBound().lower == inequality.localBound().lower)
            for vertex in try LocalPolytope(scenario).vertices().prefix(50) {
                let moved = try vertex.relabelled(by: relabelling)
                #expect(try image.value(of: moved) == inequality.value(of: vertex))
                let behaviour = try LocalPolytope(scenario).vertexBehaviour(vertex)
                #expect(
                    try LocalPolytope(image.scenario).vertexBehaviour(moved)
                        == behaviour.relabelled(by: relabelling))
            }
        }
    }

    /// Relabelling correlators and relabelling in full notation are the same.
    @Test(arguments: [[2, 3], [2, 2, 2]]) func correlators(settings: [Int]) throws {
        var stream = RandomStream(seed: 6)
        let scenario = try Scenario(outcomes: settings.map { Array(repeating: 2, count: $0) })
        for marginals in [false, true] {
            let tensor = try InequalityInput.integers(settings, includesMarginals: marginals, using: &stream)
            let inequality = try CorrelatorInequality(tensor, bound: 3)
            let relabelling = try Relabelling.random(of: scenario, using: &stream)
            let direct = try inequality.relabelled(by: relabelling)
            let full = try CorrelatorInequality(BellInequality(inequality).relabelled(by: relabelling))
            #expect(full.coefficients == (try direct.coefficients.withVanishingMarginals(constant: 0)))
        }
    }

    @Test func exchangingOutcomesTurnsTheSign() throws {
        let turned = try CorrelatorInequality.chsh.relabelled(
            by: Relabelling(of: .chsh, outcomes: [[[1, 0], [0, 1]], [[0, 1], [0, 1]]]))
        #expect(turned.coefficients.elements == [-1, -1, 1, -1])
    }

    /// A lifted inequality has the local bound it claims.
    @Test func liftings() throws {
        let chsh = try BellInequality(.chsh)
        let setting = try chsh.lifted(addingSettingTo: 1, outcomes: 3)
        #expect(setting.scenario.outcomes == [[2, 2], [2, 2, 3]])
        let outcome = try chsh.lifted(addingOutcomeTo: 0, setting: 1, countingLike: 1)
        #expect(outcome.scenario.outcomes == [[2, 3], [2, 2]])
        let party = try chsh.lifted(addingPartyWith: [2, 2], setting: 1, outcome: 0)
        #expect(party.scenario.parties == 3 && party.bound == 0)
        for lifted in [setting, outcome, party] {
            let found = try lifted.localBound()
            #expect(found.lower == lifted.bound && found.upper == lifted.bound, "\(lifted.scenario)")
            #expect(try lifted.facetReport().isFacet, "\(lifted.scenario)")
        }
        #expect(party.name == "CHSH, lifted")
    }
}
