import QuantumStates

/// An LHV model for a set of states: a base model, and for each state a distribution of its hidden variables.
///
/// It claims ∫ p_ρ(λ) Π_k q(m_k|x_k, λ_k) dλ = P_ρ(m|x) for every state ρ of the set, all settings x and outcomes m.
/// ``verify(states:settings:samples:using:)`` tests the claim. Source: P1, Definition 2.
public struct LHVModel<
    Base: LHVBaseModel, State: Sendable, Distribution: HiddenVariableDistribution<Base.HiddenVariable>
>: Sendable {
    /// The base model (Λ₁, q).
    public let base: Base
    /// ρ ↦ p_ρ; throws for states outside the set.
    public let distribution: @Sendable (State) throws -> Distribution
    /// (ρ, x) ↦ P_ρ(m|x), what the model has to reproduce, the first party's outcome most significant.
    public let prediction: @Sendable (State, [Base.Setting]) throws -> [Double]

    /// A model from its three parts.
    public init(
        base: Base, distribution: @escaping @Sendable (State) throws -> Distribution,
        prediction: @escaping @Sendable (State, [Base.Setting]) throws -> [Double]
    ) {
        self.base = base
        self.distribution = distribution
        self.prediction = prediction
    }

    /// Compares the model with its prediction by Monte Carlo over all given states and settings.
    ///
    /// - Parameters:
    ///   - states: The states, at least one.
    ///   - settings: The joint settings, at least one, each with a setting for every party.
    ///   - samples: The number of draws for each state and joint setting.
    ///   - generator: The source of randomness.
    /// - Complexity: O(states·settings·samples).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a list is empty or shapes do not fit, and what the distribution and
    ///   the prediction throw.
    public func verify(
        states: [State], settings: [[Base.Setting]], samples: Int, using generator: inout some RandomNumberGenerator
    ) throws -> VerificationReport {
        try require(!states.isEmpty, "states", must: "not be empty", was: "empty")
        try require(!settings.isEmpty, "settings", must: "not be empty", was: "empty")
        var report = VerificationReport()
        for (stateIndex, state) in states.enumerated() {
            let distribution = try distribution(state)
            for (settingIndex, joint) in settings.enumerated() {
                let expected = try prediction(state, joint)
                let estimates = try base.probabilities(
                    for: joint, distribution: distribution, samples: samples, using: &generator)
                try require(
                    expected.count == estimates.count, "prediction", must: "have \(estimates.count) probabilities",
                    was: expected.count)
                for (outcome, (estimate, probability)) in zip(estimates, expected).enumerated() {
                    // A response that never varied has no scatter of its own: one count is the least that can be resolved.
                    let error = largerOrNaN(estimate.standardError, 1 / Double(samples))
                    report.include(
                        difference: estimate.value - probability, standardError: error,
                        place: VerificationReport.Place(state: stateIndex, setting: settingIndex, outcome: outcome))
                }
            }
        }
        return report
    }
}
