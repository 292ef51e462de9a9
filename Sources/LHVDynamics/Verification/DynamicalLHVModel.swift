import LHVModels

/// A dynamical LHV model: an LHV model for a set of states, and one motion of the hidden variables for all of them.
///
/// It claims P(m|ρ(t)) = ⟨Q_m(λ(t))⟩ with λ(0) drawn from p_ρ(0), for every initial state ρ(0) of the set, every time t and every
/// joint measurement event m. The motion does not know the state. Source: P1, Definition 3 and Eqs. 3–5.
public struct DynamicalLHVModel<
    Base: LHVBaseModel, State: Sendable, Distribution: HiddenVariableDistribution<Base.HiddenVariable>,
    Flow: HiddenVariableFlow<Base.HiddenVariable>
>: Sendable {
    /// The LHV model (Λ₁, q, p) for a set of states.
    public let model: LHVModel<Base, State, Distribution>
    /// The motion of the hidden variables.
    public let flow: Flow
    /// (ρ, t) ↦ ρ(t), the evolution that the statistics have to follow.
    public let evolution: @Sendable (State, Double) throws -> State

    /// A dynamical model from its parts; ``verify(states:times:settings:samples:using:)`` tests whether it is one.
    public init(
        model: LHVModel<Base, State, Distribution>, flow: Flow,
        evolution: @escaping @Sendable (State, Double) throws -> State
    ) {
        self.model = model
        self.flow = flow
        self.evolution = evolution
    }

    /// Moves particles and compares their statistics with the evolved states, at all times and settings.
    ///
    /// The particles of a state are drawn once at time 0 and moved from each time to the next.
    /// - Parameters:
    ///   - states: Initial states, at least one.
    ///   - times: Times in any order, at least one.
    ///   - settings: Joint settings, at least one, each with a setting for every party.
    ///   - samples: The number of particles for each state, at least 2.
    ///   - generator: The source of randomness.
    /// - Complexity: O(states·samples·times·settings).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a list is empty or shapes do not fit, and what the parts throw.
    public func verify(
        states: [State], times: [Double], settings: [[Base.Setting]], samples: Int,
        using generator: inout some RandomNumberGenerator
    ) throws -> VerificationReport {
        try requireTimes(times)
        return try model.verifyMotion(
            states: states, stages: times.count, settings: settings, samples: samples, using: &generator,
            journey: { try travel($0, times, visiting: $1) }, evolved: { try evolution($0, times[$1]) })
    }

    /// The statistics of moved particles at several times, with standard errors, beside the prediction.
    ///
    /// - Parameters:
    ///   - state: The initial state.
    ///   - times: The times.
    ///   - setting: A joint setting.
    ///   - samples: The number of particles, at least 2.
    ///   - generator: The source of randomness.
    /// - Returns: For each time the estimated and the predicted probabilities of all joint outcomes.
    /// - Throws: As ``verify(states:times:settings:samples:using:)``.
    public func statistics(
        of state: State, times: [Double], setting: [Base.Setting], samples: Int,
        using generator: inout some RandomNumberGenerator
    ) throws -> [(estimated: [Estimate], predicted: [Double])] {
        try requireTimes(times)
        let tallies = try model.tallies(
            of: state, stages: times.count, settings: [setting], samples: samples, using: &generator,
            journey: { try travel($0, times, visiting: $1) })
        return try zip(times, tallies).map { time, tally in
            let predicted = try model.prediction(evolution(state, time), setting)
            return (predicted.indices.map { tally.estimate(0, $0) }, predicted)
        }
    }

    // Each time is reached from the one before.
    private func travel(
        _ origin: [Base.HiddenVariable], _ times: [Double], visiting visit: (Int, [Base.HiddenVariable]) -> Void
    ) throws {
        var (point, now) = (origin, 0.0)
        for (index, time) in times.enumerated() {
            if time != now { point = try flow.move(point, from: now, to: time) }
            now = time
            visit(index, point)
        }
    }

    private func requireTimes(_ times: [Double]) throws {
        try require(!times.isEmpty, "times", must: "not be empty", was: "empty")
        for time in times { try require(time.isFinite, "times", must: "be finite", was: time) }
    }
}

extension DynamicalLHVModel where Base == BellSphereModel, Distribution: SpherePairDensity, Flow: SphereVelocityField {
    /// Compares the statistics of the transported densities with the evolved states by quadrature.
    ///
    /// - Parameters:
    ///   - states: Initial states, at least one.
    ///   - times: Times, at least one.
    ///   - settings: Pairs of directions, at least one.
    ///   - quadrature: The rules, adapted to the kinks of the transported densities.
    /// - Complexity: O(states·times·settings) quadratures.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a list is empty or shapes do not fit, and what the parts throw.
    public func verifyByQuadrature(
        states: [State], times: [Double], settings: [[Direction]], quadrature: PairQuadrature
    ) throws -> VerificationReport {
        try requireTimes(times)
        try require(!states.isEmpty, "states", must: "not be empty", was: "empty")
        try require(!settings.isEmpty, "settings", must: "not be empty", was: "empty")
        var report = VerificationReport()
        for (stateIndex, state) in states.enumerated() {
            let initial = try model.distribution(state)
            for (timeIndex, time) in times.enumerated() {
                let moved = try PushedForwardDensity(initial, movedBy: flow, for: time)
                let evolved = try evolution(state, time)
                for (settingIndex, joint) in settings.enumerated() {
                    try require(
                        joint.count == 2, "settings[\(settingIndex)]", must: "have two directions", was: joint.count)
                    let found = try moved.statistics(joint[0], joint[1], by: quadrature).probabilities
                    for (outcome, expected) in try model.prediction(evolved, joint).enumerated() {
                        report.include(
                            difference: found[outcome] - expected, standardError: nil,
                            place: VerificationReport.Place(
                                state: stateIndex, time: timeIndex, setting: settingIndex, outcome: outcome))
                    }
                }
            }
        }
        return report
    }
}
