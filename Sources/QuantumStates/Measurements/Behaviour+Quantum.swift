import NumericalCore

extension Behaviour {
    /// The behaviour of a state when party k chooses among the measurements `measurements[k]`.
    ///
    /// All settings are contracted together, so that shared parts of the work are done once.
    /// - Complexity: O(R₁·D²) for the total number R₁ of the first party's outcomes, less for each next party.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the lists do not fit the parties or the scenario is too large.
    public init(of state: DensityOperator, measurements: [[POVM]]) throws {
        let scenario = try Behaviour.scenario(state.space, measurements)
        let effects = measurements.map { $0.flatMap(\.elements) }
        self.init(
            unchecked: Behaviour.ordered(
                LocalContraction.withoutRounding(try LocalContraction.traces(state, effects)), in: scenario),
            in: scenario)
    }

    /// The behaviour of a pure state when party k chooses among the measurements `measurements[k]`.
    ///
    /// - Complexity: As of ``StateVector/outcomeDistribution(of:)`` for the outcomes of all settings together.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the lists do not fit the parties or the scenario is too large.
    public init(of state: StateVector, measurements: [[POVM]]) throws {
        let scenario = try Behaviour.scenario(state.space, measurements)
        let effects = measurements.map { $0.flatMap(\.elements) }
        self.init(
            unchecked: Behaviour.ordered(try LocalContraction.probabilities(state, effects), in: scenario), in: scenario
        )
    }

    /// The behaviour of qubits when party k measures its spin along one of `directions[k]`; outcome 0 is "up".
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the lists do not fit the qubits or the scenario is too large.
    public init(of state: DensityOperator, along directions: [[Direction]]) throws {
        try state.space.requireDirections(directions.count)
        try self.init(of: state, measurements: directions.map { $0.map(POVM.along) })
    }

    private static func scenario(_ space: HilbertSpace, _ measurements: [[POVM]]) throws -> Scenario {
        try require(
            measurements.count == space.parties, "measurements", must: "be a list for each of \(space.parties) parties",
            was: measurements.count)
        for (party, list) in measurements.enumerated() {
            for (setting, measurement) in list.enumerated() {
                try require(
                    measurement.dimension == space.dimensions[party],
                    "dimension of measurement \(setting) of party \(party)", must: "be \(space.dimensions[party])",
                    was: measurement.dimension)
            }
        }
        return try Scenario(outcomes: measurements.map { $0.map(\.outcomes) })
    }

    /// Probabilities indexed by one (setting, outcome) pair for each party, brought into the scenario's order.
    private static func ordered(_ paired: [Double], in scenario: Scenario) -> [Double] {
        let totals = scenario.outcomes.map { $0.reduce(0, +) }
        let firsts = scenario.outcomes.map { list in list.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) } }
        var ordered: [Double] = []
        ordered.reserveCapacity(scenario.count)
        for list in 0..<scenario.settingLists {
            let settings = scenario.settings(ofList: list)
            var places = [0]
            for party in 0..<scenario.parties {
                let first = firsts[party][settings[party]]
                let outcomes = scenario.outcomes[party][settings[party]]
                places = places.flatMap { place in (0..<outcomes).map { place * totals[party] + first + $0 } }
            }
            for place in places { ordered.append(paired[place]) }
        }
        return ordered
    }
}
