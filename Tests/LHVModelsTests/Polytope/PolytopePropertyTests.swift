import LHVModels
import Testing

/// The local polytope against plain enumeration, over random scenarios and coefficients.
@Suite("The local polytope, as properties") struct PolytopePropertyTests {
    static func scenario(_ choices: inout Choices) throws -> Scenario {
        try Scenario(outcomes: choices.list(2...3) { $0.list(1...2) { $0.integer(in: 2...3) } })
    }

    @Test func localBoundsAreThoseOfAllVertices() async {
        await forAll("branch and bound, enumeration and the list of vertices agree") { choices in
            let scenario = try Self.scenario(&choices)
            let coefficients = (0..<scenario.count).map { _ in Double(choices.integer(in: -4...4)) }
            return try BellInequality(coefficients, in: scenario, bound: 0)
        } holds: { inequality in
            var largest = -Double.infinity
            for vertex in try LocalPolytope(inequality.scenario).vertices() {
                largest = max(largest, try inequality.value(of: vertex))
            }
            for method in LocalBoundOptions.Method.allCases {
                let bound = try inequality.localBound(LocalBoundOptions(method: method, threads: 1))
                try demand(bound.isProven, "\(method) proves its bound")
                try demand(bound.upper, equals: largest, within: 1e-12, "\(method)")
                let reached = try inequality.value(of: bound.strategy)
                try demand(reached, equals: largest, within: 1e-12, "\(method)'s strategy")
            }
        }
    }

    @Test func correlatorBoundsAreThoseOfAllVertices() async {
        await forAll("local bounds of correlators are those of all signs") { choices in
            let settings = choices.list(2...3) { $0.integer(in: 1...3) }
            let marginals = choices.integer(in: 0...1) == 1
            return try CorrelatorTensor(settings: settings, includesMarginals: marginals) { _ in
                Double(choices.integer(in: -4...4))
            }
        } holds: { tensor in
            let scenario = try Scenario(outcomes: tensor.settings.map { Array(repeating: 2, count: $0) })
            var largest = -Double.infinity
            for vertex in try LocalPolytope(scenario).vertices() {
                let signs = try CorrelatorTensor(vertex, includesMarginals: tensor.includesMarginals)
                largest = max(largest, try tensor.dot(signs))
            }
            let inequality = try CorrelatorInequality(tensor, bound: 0)
            for method in LocalBoundOptions.Method.allCases {
                let bound = try inequality.localBound(LocalBoundOptions(method: method, threads: 1))
                try demand(bound.upper, equals: largest, within: 1e-12, "\(method)")
            }
        }
    }

    @Test func mixturesOfVerticesDoNotSignal() async {
        await forAll("mixtures of strategies are behaviours without signalling that satisfy every local bound") {
            choices in
            let scenario = try Self.scenario(&choices)
            let strategies = try choices.list(1...5) { choices in
                try DeterministicStrategy(
                    outcomes: scenario.outcomes.map { $0.map { choices.integer(in: 0...($0 - 1)) } })
            }
            let weights = strategies.map { _ in choices.real(in: 0.1...1) }
            let total = weights.reduce(0, +)
            let coefficients = (0..<scenario.count).map { _ in Double(choices.integer(in: -4...4)) }
            return (strategies, weights.map { $0 / total }, try BellInequality(coefficients, in: scenario, bound: 0))
        } holds: { strategies, weights, inequality in
            let behaviour = try LocalPolytope(inequality.scenario).behaviour(strategies, weights: weights)
            try demand(behaviour.signalling().defect < 1e-12, "it signals")
            let bound = try inequality.localBound(LocalBoundOptions(threads: 1)).upper
            try demand(try inequality.value(of: behaviour) <= bound + 1e-12, "it exceeds the local bound")
        }
    }

    @Test func inequalitiesKeepTheirValueWhenRewritten() async {
        await forAll("the form of Collins and Gisin has the same value on behaviours without signalling") { choices in
            let scenario = try Self.scenario(&choices)
            let coefficients = (0..<scenario.count).map { _ in choices.real(in: -1...1) }
            let measurements = try scenario.outcomes.map { list in
                try list.map { try POVM.random(outcomes: $0, dimension: 2, using: &choices) }
            }
            let space = try HilbertSpace.qubits(scenario.parties)
            let state = try DensityOperator.randomHilbertSchmidt(in: space, rank: 1, using: &choices)
            return (
                try BellInequality(coefficients, in: scenario, bound: 0.5),
                try Behaviour(of: state, measurements: measurements)
            )
        } holds: { inequality, behaviour in
            let form = try CollinsGisinForm(inequality)
            let again = try form.inequality()
            let (one, two) = (try inequality.violation(by: behaviour), try again.violation(by: behaviour))
            try demand(one, equals: two, within: 1e-11, "the violation")
            let twice = try CollinsGisinForm(again)
            for (left, right) in zip(form.coefficients, twice.coefficients) {
                try demand(left, equals: right, within: 1e-11, "the form of the form")
            }
        }
    }
}
