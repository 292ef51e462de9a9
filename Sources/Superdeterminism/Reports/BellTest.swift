import NumericalCore
import QuantumStates

/// A Bell test in the collapse model: a model of its own for every list of settings, for the settings enter σ.
///
/// Each party measures a qubit or qudit in one of several local bases. Outcome 0 of a spin measurement is "up along n" and
/// counts +1 in correlators.
/// Source: P2, Sec. 3 and 4.
public struct BellTest: Sendable {
    /// Parties, settings and outcomes.
    public let scenario: Scenario
    /// The models, in the scenario's order of the lists of settings.
    public let models: [CollapseModel]

    /// The test with local bases given as unitaries.
    ///
    /// - Parameters:
    ///   - state: The state that is shared.
    ///   - bases: For each party its settings, each a unitary whose columns are the detector's eigenstates.
    ///   - law: P2's jump operators or the repaired ones.
    ///   - distribution: How each λ_J is distributed, for all settings.
    ///   - order: The order of the product basis: `order[position]` is the outcome list at that position; natural when nil.
    /// - Complexity: Memory for D² numbers for each list of settings, D the dimension of the state.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the bases do not fit the state or are not orthonormal, the order does
    ///   not name each position once, or the bases of all lists would have more than 2²⁸ entries.
    public init(
        state: StateVector, bases: [[ComplexMatrix]], law: CollapseLaw = .pairwise,
        distribution: DiskDistribution = .uniform, order: [Int]? = nil
    ) throws {
        try require(
            bases.count == state.parties, "settings", must: "be a list for each of \(state.parties) parties",
            was: bases.count)
        let scenario = try Scenario(
            outcomes: zip(state.space.dimensions, bases).map { dimension, list in
                Array(repeating: dimension, count: list.count)
            })
        let dimension = Double(state.space.dimension)
        let entries = Double(scenario.settingLists) * dimension * dimension
        try require(
            entries <= 0x1p28, "settings", must: "have bases of at most 2²⁸ entries for all lists together",
            was: entries)
        models = try (0..<scenario.settingLists).map { list in
            let chosen = zip(bases, scenario.settings(ofList: list)).map { $0[$1] }
            var basis = try DetectorBasis.product(chosen)
            if let order { basis = try basis.reordered(order) }
            return try CollapseModel(state: state, basis: basis, law: law, distribution: distribution)
        }
        self.scenario = scenario
    }

    /// The test with spin measurements along directions on qubits.
    ///
    /// - Throws: As ``init(state:bases:law:distribution:order:)``.
    public init(
        state: StateVector, directions: [[Direction]], law: CollapseLaw = .pairwise,
        distribution: DiskDistribution = .uniform, order: [Int]? = nil
    ) throws {
        try self.init(
            state: state, bases: directions.map { $0.map(DetectorBasis.spinBasis) }, law: law,
            distribution: distribution, order: order)
    }

    /// Two qubits with the settings that give the state's largest CHSH value.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless the state is of two qubits.
    public static func chsh(
        _ state: StateVector, law: CollapseLaw = .pairwise, distribution: DiskDistribution = .uniform
    ) throws -> BellTest {
        let best = try state.densityOperator.chshMaximum()
        return try BellTest(
            state: state, directions: [best.alice, best.bob], law: law, distribution: distribution)
    }

    /// The behaviour of the averaged model when the state is detected at the scaled time κt, or collapsed fully when nil.
    ///
    /// For uniform λ and full collapse it is quantum mechanics' own. At finite κt P2's law gives one that signals; see
    /// `signalling()` of the result and ``CollapseLaw/pairwise``.
    /// - Complexity: O(N) for each list of settings.
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless κt is finite and not negative.
    public func behaviour(at scaledTime: Double? = nil) throws -> Behaviour {
        var probabilities: [Double] = []
        for model in models {
            let populations =
                if let scaledTime { try model.averagePopulations(at: scaledTime) } else { model.outcomeProbabilities }
            probabilities += try model.basis.inOutcomeOrder(populations)
        }
        return try Behaviour(probabilities, in: scenario)
    }

    /// What quantum mechanics predicts for the same settings: Born's rule.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument``, which no valid test causes.
    public func quantumBehaviour() throws -> Behaviour {
        try Behaviour(models.flatMap { try $0.basis.inOutcomeOrder($0.bornWeights) }, in: scenario)
    }

    /// The probability that party `party` gets `outcome`, for a list of settings at scaled time κt.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when party, outcome or settings do not exist or the time is wrong.
    public func probability(
        of outcome: Int, party: Int, given settings: [Int], at scaledTime: Double? = nil
    ) throws -> Double {
        try behaviour(at: scaledTime).outcomeDistribution(given: settings).marginal(of: [party])
            .probability(of: [outcome])
    }

    /// How the settings show in the hidden variables, for settings chosen with equal probabilities (P2, equation 23).
    ///
    /// - Throws: As ``StatisticalDependence/init(_:weights:)``.
    public func statisticalDependence() throws -> StatisticalDependence { try StatisticalDependence(models) }

    /// The results of all parties for every list of settings, if the hidden variables λ were the same for all of them.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless there are N − 1 variables.
    public func results(at variables: DiskVariables) throws -> [[Int]] {
        try models.map { try $0.run(variables).outcomeList }
    }

    /// E(a₀b₀) + E(a₀b₁) + E(a₁b₀) − E(a₁b₁) with all four correlators at the same λ: 4, 2, 0, −2 or −4.
    ///
    /// Its mean over λ is the model's CHSH value. Runs that share one region of λ can so exceed 2√2 (P2, Sec. 6).
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless the test is of two parties with two settings and two outcomes.
    public func chsh(at variables: DiskVariables) throws -> Double {
        try BellTest.requireCHSH(scenario)
        let signs = try results(at: variables).map { $0[0] == $0[1] ? 1.0 : -1 }
        return signs[0] + signs[1] + signs[2] - signs[3]
    }

    static func requireCHSH(_ scenario: Scenario) throws {
        try require(
            scenario == .chsh, "scenario", must: "be two parties with two settings of two outcomes", was: scenario)
    }
}
