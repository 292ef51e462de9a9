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
                    let error = max(estimate.standardError, 1 / Double(samples))
                    report.include(
                        difference: estimate.value - probability, standardError: error,
                        place: VerificationReport.Place(state: stateIndex, setting: settingIndex, outcome: outcome))
                }
            }
        }
        return report
    }
}

/// How well a model reproduces its predictions, and where it does so worst.
public struct VerificationReport: Sendable, Hashable, Codable {
    /// Which comparison: indices into the lists of states and settings, and the number of the joint outcome.
    public struct Place: Sendable, Hashable, Codable {
        /// The index of the state.
        public let state: Int
        /// The index of the joint setting.
        public let setting: Int
        /// The number of the joint outcome.
        public let outcome: Int
    }

    /// The number of probabilities that were compared.
    public private(set) var comparisons = 0
    /// The largest |model − prediction|.
    public private(set) var largestDifference = 0.0
    /// The largest |model − prediction| in standard errors; of n comparisons one expects about √(2 ln n).
    public private(set) var worstDeviation = 0.0
    /// Where the largest deviation in standard errors is.
    public private(set) var worstPlace: Place?
    /// The mean of the squared deviations in standard errors, about 1 for a correct model.
    public var meanSquaredDeviation: Double { comparisons > 0 ? sumOfSquares / Double(comparisons) : 0 }

    private var sumOfSquares = 0.0

    init() {}

    mutating func include(difference: Double, standardError: Double, place: Place) {
        comparisons += 1
        // A value that is not a number must not pass for a small one.
        let size = difference.isNaN ? Double.infinity : abs(difference)
        largestDifference = max(largestDifference, size)
        let deviation = size / standardError
        sumOfSquares += deviation * deviation
        if deviation > worstDeviation { (worstDeviation, worstPlace) = (deviation, place) }
    }
}
