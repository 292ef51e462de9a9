import QuantumStates

extension Relabelling {
    /// This renumbering and then another of its image.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the other is not of this one's image.
    public func followed(by other: Relabelling) throws -> Relabelling {
        try require(other.scenario == image, "second relabelling", must: "be of \(image)", was: other.scenario)
        return try Relabelling(
            of: scenario, parties: other.parties.map { parties[$0] },
            settings: zip(other.parties, other.settings).map { party, list in list.map { settings[party][$0] } },
            outcomes: other.parties.indices.map { place in
                let party = other.parties[place]
                return zip(other.settings[place], other.outcomes[place]).map { setting, list in
                    list.map { outcomes[party][setting][$0] }
                }
            })
    }

    /// The renumbering that undoes this one.
    public func inverted() throws -> Relabelling {
        var (backParties, backSettings, backOutcomes) = (parties, image.outcomes.map { Array($0.indices) }, outcomes)
        for (place, party) in parties.enumerated() {
            backParties[party] = place
            backSettings[party] = Array(repeating: 0, count: settings[place].count)
            backOutcomes[party] = Array(repeating: [], count: settings[place].count)
            for (newSetting, setting) in settings[place].enumerated() {
                backSettings[party][setting] = newSetting
                var list = outcomes[place][newSetting]
                for (newOutcome, outcome) in outcomes[place][newSetting].enumerated() { list[outcome] = newOutcome }
                backOutcomes[party][setting] = list
            }
        }
        return try Relabelling(of: image, parties: backParties, settings: backSettings, outcomes: backOutcomes)
    }

    /// How many renumberings keep a scenario.
    static func count(in scenario: Scenario) -> Double {
        func factorial(_ number: Int) -> Double { number < 2 ? 1 : (2...number).reduce(1) { $0 * Double($1) } }
        func alike(_ items: [some Hashable]) -> Double {
            Dictionary(grouping: items) { $0 }.values.reduce(1) { $0 * factorial($1.count) }
        }
        return scenario.outcomes.reduce(alike(scenario.outcomes)) { product, list in
            list.reduce(product * alike(list)) { $0 * factorial($1) }
        }
    }

    /// The exchanges of two parties, two settings or two outcomes of which every renumbering that keeps a scenario is made.
    static func exchanges(in scenario: Scenario) throws -> [Relabelling] {
        func exchanges(_ count: Int, where isPossible: (Int, Int) -> Bool = { _, _ in true }) -> [[Int]] {
            (0..<count).flatMap { first in
                (first + 1..<max(first + 1, count)).filter { isPossible(first, $0) }.map { second in
                    var order = Array(0..<count)
                    order.swapAt(first, second)
                    return order
                }
            }
        }
        let outcomes = scenario.outcomes
        var steps = try exchanges(scenario.parties) { outcomes[$0] == outcomes[$1] }
            .map { try Relabelling(of: scenario, parties: $0) }
        for party in outcomes.indices {
            let list = outcomes[party]
            for order in exchanges(list.count, where: { list[$0] == list[$1] }) {
                var settings = outcomes.map { Array($0.indices) }
                settings[party] = order
                steps.append(try Relabelling(of: scenario, settings: settings))
            }
            for (setting, count) in list.enumerated() {
                for order in exchanges(count) {
                    var relabelled = outcomes.map { $0.map { Array(0..<$0) } }
                    relabelled[party][setting] = order
                    steps.append(try Relabelling(of: scenario, outcomes: relabelled))
                }
            }
        }
        return steps
    }
}
