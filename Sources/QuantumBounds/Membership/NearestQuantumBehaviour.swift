import QuantumStates

/// The behaviour of a level's set that is nearest to given numbers, and an inequality that proves that none is nearer.
///
/// The distance is D = Σ_x w(x)·½ Σ_a |f(a|x) − q(a|x)|, the total variation between outcomes and settings together when the settings x
/// are drawn with probabilities w(x): no event in one trial differs in probability by more. It is taken, and not a sum of
/// squares, because its dual is a Bell inequality with coefficients of at most w/2, which is then proven as any other, and because
/// a bound on the chance of large distances is known for every number of trials. Frequencies may signal; what is nearest does not.
public struct NearestQuantumBehaviour: Sendable, Hashable, Codable {
    /// The nearest behaviour, as the solver found it: in the level's set up to its tolerance.
    public let behaviour: Behaviour
    /// Its distance, as the solver found it.
    public let distance: Double
    /// No quantum behaviour, of any dimension, is nearer than this; at least 0.
    public let provenDistance: Double
    /// Σ c·P ≤ bound for all quantum behaviours, proven; the value for the given numbers minus the bound is the proven distance.
    public let inequality: BellInequality
    /// w, the weight of each list of settings.
    public let weights: [Double]
    /// The level.
    public let level: HierarchyLevel
    /// Why the solver stopped; the inequality is proven in any case.
    public let stopReason: StopReason
}

extension Behaviour {
    /// The nearest behaviour that is quantum as far as a level of the hierarchy sees.
    ///
    /// - Parameters:
    ///   - level: Which products of operators are used.
    ///   - weights: w, the probability of each list of settings; all alike when left out.
    ///   - options: Limits and tolerance; there is no functional whose symmetry could be used.
    ///   - clock: What measures the time limit.
    ///   - report: Is told how far the solver is; returns whether to go on.
    /// - Complexity: As of an upper bound of the same level with two more numbers for each probability.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there are more than 1024 probabilities, the weights are not those of a distribution
    ///   over lists of settings, the level is too large or lacks a product of one operator of each party, or an option is out of range.
    public func nearestQuantum(
        level: HierarchyLevel = .almostQuantum, weights: [Double]? = nil,
        _ options: HierarchyOptions = HierarchyOptions(), clock: some Clock<Duration> = ContinuousClock(),
        reporting report: ((SemidefiniteProgress) -> Bool)? = nil
    ) throws -> NearestQuantumBehaviour {
        try require(scenario.count <= 1024, "scenario", must: "have at most 1024 probabilities", was: scenario.count)
        let lists = scenario.settingLists
        let weights = weights ?? Array(repeating: 1 / Double(lists), count: lists)
        try require(weights.count == lists, "weights", must: "be \(lists) numbers for \(scenario)", was: weights.count)
        try require(
            weights.allSatisfy { $0 >= 0 && $0.isFinite } && abs(weights.reduce(0, +) - 1) <= 1e-9, "weights",
            must: "be at least 0 and of sum 1", was: "\(weights)")
        let search = try NearestQuantumSearch(scenario, level, options)
        return try search.nearest(
            probabilities, weights: weights, options.solver, clock: clock, reporting: report)
    }
}

extension MeasuredBehaviour {
    /// The behaviour nearest to the relative frequencies that is quantum as far as a level of the hierarchy sees.
    ///
    /// Lists of settings have the weight of their trials. Compare ``/QuantumBounds/NearestQuantumBehaviour/provenDistance`` with ``distanceRadius(confidence:)``:
    /// frequencies of a quantum source are not on the quantum set, only within that radius with the stated confidence.
    /// - Throws: As ``/QuantumStates/Behaviour/nearestQuantum(level:weights:_:clock:reporting:)``.
    public func nearestQuantum(
        level: HierarchyLevel = .almostQuantum, _ options: HierarchyOptions = HierarchyOptions(),
        clock: some Clock<Duration> = ContinuousClock(), reporting report: ((SemidefiniteProgress) -> Bool)? = nil
    ) throws -> NearestQuantumBehaviour {
        let total = Double(trials)
        return try behaviour.nearestQuantum(
            level: level, weights: trialsPerList.map { Double($0) / total }, options, clock: clock, reporting: report)
    }
}
