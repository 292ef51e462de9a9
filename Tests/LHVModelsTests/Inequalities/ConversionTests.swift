import Foundation
import LHVModels
import Testing

@Suite struct ConversionTests {
    private static let scenarios: [[[Int]]] = [
        [[2, 2], [2, 2]], [[2], [2, 2, 2]], [[3, 2], [2, 4]], [[2, 2], [2, 3], [2]], [[3]], [[1, 2], [3, 1]],
    ]

    /// Full → Collins–Gisin → full keeps all values without signalling; Collins–Gisin → full → Collins–Gisin is the identity.
    @Test(arguments: scenarios) func collinsGisin(outcomes: [[Int]]) throws {
        var stream = RandomStream(seed: 2)
        let scenario = try Scenario(outcomes: outcomes)
        let inequality = try InequalityInput.inequality(scenario, using: &stream)
        let form = try CollinsGisinForm(inequality)
        let back = try form.inequality()
        #expect(try CollinsGisinForm(back) == form)
        #expect(back.coefficients.allSatisfy { $0 == $0.rounded() })
        for vertex in try LocalPolytope(scenario).vertices() {
            #expect(try back.value(of: vertex) == inequality.value(of: vertex))
        }
        let behaviour = try InequalityInput.behaviour(scenario, using: &stream)
        #expect(abs(try back.value(of: behaviour) - inequality.value(of: behaviour)) < 1e-12)
    }

    /// Correlators → full → correlators is exact, also for numbers that are no integers.
    @Test(arguments: [[2, 2], [3, 1], [2, 3, 2], [4]]) func correlators(settings: [Int]) throws {
        var stream = RandomStream(seed: 3)
        for marginals in [false, true] {
            let tensor = try InequalityInput.integers(settings, includesMarginals: marginals, using: &stream).scaled(
                by: 0.375)
            let inequality = try CorrelatorInequality(tensor, bound: 1, name: "random")
            let full = try BellInequality(inequality)
            let back = try CorrelatorInequality(full)
            #expect(back.coefficients == (try tensor.withVanishingMarginals(constant: 0)))
            #expect(back.name == "random" && back.bound == 1)
            for vertex in try LocalPolytope(full.scenario).vertices() {
                #expect(try full.value(of: vertex) == inequality.value(of: vertex))
            }
            let behaviour = try InequalityInput.behaviour(full.scenario, using: &stream)
            #expect(abs(try full.value(of: behaviour) - inequality.value(of: behaviour)) < 1e-12)
        }
    }

    @Test func chshInAllNotations() throws {
        let full = try BellInequality(.chsh)
        #expect(try full.coefficient(of: [0, 1], given: [0, 0]) == -1)
        #expect(try full.value(of: .popescuRohrlich) == 4)
        #expect(try CorrelatorInequality.chsh.value(of: .popescuRohrlich) == 4)
        // CHSH = 2 − 4·(P_A(0|0) + P_B(0|0)) + 4·(P(00|00) + P(00|01) + P(00|10) − P(00|11)).
        #expect(try CollinsGisinForm(full).coefficients == [2, -4, 0, -4, 4, 4, 0, 4, -4])
    }

    @Test func codable() throws {
        let full = try BellInequality.i3322()
        #expect(try JSONDecoder().decode(BellInequality.self, from: JSONEncoder().encode(full)) == full)
        let form = try CollinsGisinForm(full)
        #expect(try JSONDecoder().decode(CollinsGisinForm.self, from: JSONEncoder().encode(form)) == form)
        let elegant = CorrelatorInequality.elegant
        #expect(try JSONDecoder().decode(CorrelatorInequality.self, from: JSONEncoder().encode(elegant)) == elegant)
        let wrong = Data(#"{"outcomes":[[2],[2]],"coefficients":[1,2,3],"bound":1}"#.utf8)
        #expect(throws: InvalidArgument.self) { try JSONDecoder().decode(BellInequality.self, from: wrong) }
    }

    /// What is 1 by normalization is 1, and the way back and forth loses nothing but rounding.
    @Test("15.7 correlators of behaviours have a constant entry of exactly 1")
    func constantEntry() throws {
        var stream = RandomStream(seed: 17)
        for settings in [[2, 2], [3, 2], [2, 1, 2], [1], [2, 2, 2, 1]] {
            let scenario = try Scenario(outcomes: settings.map { Array(repeating: 2, count: $0) })
            var wereOff = 0
            for _ in 0..<40 {
                let behaviour = try InequalityInput.behaviour(scenario, using: &stream)
                let sum = behaviour.probabilities[..<(1 << settings.count)].reduce(0, +)
                if sum != 1 { wereOff += 1 }
                let tensor = try CorrelatorTensor(behaviour, includesMarginals: true)
                #expect(tensor.elements[0] == 1)
                #expect(tensor.elements.allSatisfy { abs($0) <= 1 + 1e-15 })
                let back = try tensor.behaviour()
                #expect(try back.distance(to: behaviour) < 1e-14)
                #expect(try CorrelatorTensor(back, includesMarginals: true).elements[0] == 1)
            }
            #expect(wereOff > 5, "the sums of probabilities are off 1 by rounding")
        }
        // What is off by more than a behaviour may be is no rounding, and stays visible.
        let short = try Behaviour([0.5, 0.4], in: Scenario(outcomes: [[2]]), tolerance: 0.2)
        #expect(abs(try CorrelatorTensor(short, includesMarginals: true).elements[0] - 0.9) < 1e-15)
    }
}
