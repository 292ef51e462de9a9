import DataFiles
import LHVModels

extension CorrelatorTensor {
    /// The greatest v for which v·E + (1 − v)·(white noise) is local, between two ends, on the calling thread.
    ///
    /// The short form of ``localVisibilitySearch(tolerance:below:options:)``; it stops when the current task is cancelled.
    ///
    /// Upper end: v ≤ (max_d ⟨M, d⟩ − ⟨M, o⟩)/(⟨M, E⟩ − ⟨M, o⟩) with M = y − x from nearest points. Lower end: the local model
    /// of a point x near y = v·E + (1 − v)·o gives v/(1 + ‖y − x‖₂), since tensors in the unit 2-norm ball are local; with
    /// marginals, the norms of the parts that belong to each set of parties are added.
    /// - Parameters:
    ///   - tolerance: How close the ends are to be, in 10⁻¹⁰…0.1.
    ///   - start: Where to begin, in 0…1: nothing is looked for above. A start just below the threshold saves the search for
    ///     the inequality, and leaves the upper end at 1.
    ///   - options: Limits and seed; the tolerance of the options, which is that of nearest points, is not used.
    /// - Returns: Both ends with model and inequality; at a limit, valid ends that may be far apart.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there are other than 2…6 parties, a correlator is not in −1…1, the
    ///   constant entry is off 1 by more than 10⁻⁸, or an option is out of range.
    public func localVisibility(
        tolerance: Double = 1e-7, below start: Double = 1, options: MembershipOptions = MembershipOptions()
    ) throws -> CorrelatorThreshold { try checkedThreshold(tolerance, below: start, options) }

    /// The search for the greatest local visibility, to be run or started; it reports the gap after each round.
    ///
    /// - Throws: As `localVisibility(tolerance:below:options:)`.
    public func localVisibilitySearch(
        tolerance: Double = 1e-7, below start: Double = 1, options: MembershipOptions = MembershipOptions()
    ) throws -> some ResumableWork<CorrelatorThreshold> { try thresholdSearch(tolerance, below: start, options) }

    /// The same, started.
    @available(*, deprecated, message: "use localVisibilitySearch(tolerance:below:options:).start()")
    public func localVisibilityRun(
        tolerance: Double = 1e-7, below start: Double = 1, options: MembershipOptions = MembershipOptions()
    ) throws -> Run<CorrelatorThreshold> { try thresholdSearch(tolerance, below: start, options).start() }
}

extension Behaviour {
    /// The greatest v for which v·P + (1 − v)·(white noise) is local, between two ends, on the calling thread.
    ///
    /// As for a correlator tensor, for any number of outcomes.
    /// - Parameters:
    ///   - tolerance: How close the ends are to be, in 10⁻¹⁰…0.1.
    ///   - start: Where to begin, in 0…1: nothing is looked for above.
    ///   - options: Limits and seed; the tolerance of the options, which is that of nearest points, is not used.
    /// - Returns: Both ends with model and inequality; at a limit, valid ends that may be far apart.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there are other than 2…6 parties, the behaviour signals, or an option
    ///   is out of range.
    public func localVisibility(
        tolerance: Double = 1e-7, below start: Double = 1, options: MembershipOptions = MembershipOptions()
    ) throws -> BehaviourThreshold { try checkedThreshold(tolerance, below: start, options) }

    /// The search for the greatest local visibility, to be run or started; it reports the gap after each round.
    ///
    /// - Throws: As `localVisibility(tolerance:below:options:)`.
    public func localVisibilitySearch(
        tolerance: Double = 1e-7, below start: Double = 1, options: MembershipOptions = MembershipOptions()
    ) throws -> some ResumableWork<BehaviourThreshold> { try thresholdSearch(tolerance, below: start, options) }

    /// The same, started.
    @available(*, deprecated, message: "use localVisibilitySearch(tolerance:below:options:).start()")
    public func localVisibilityRun(
        tolerance: Double = 1e-7, below start: Double = 1, options: MembershipOptions = MembershipOptions()
    ) throws -> Run<BehaviourThreshold> { try thresholdSearch(tolerance, below: start, options).start() }

    /// The greatest v for which v·P + (1 − v)·Q is local for some behaviour Q without signalling, between two ends.
    ///
    /// Both ends are recomputed from what the linear program of ``noiseRobustness(against:signallingTolerance:options:)`` found.
    /// Lower end: the least x_j/P_j of the local behaviour x, since x − v·P ≥ 0 is then a multiple of some Q. Upper end: β/⟨c, P⟩
    /// for prices c ≥ 0 with ⟨c, d⟩ ≤ β over all vertices, found anew. Entries of P of at most 10⁻¹² count as 0, which is what
    /// rounding leaves of zeros.
    /// - Parameter options: Of the linear program.
    /// - Throws: As the robustness.
    public func localVisibilityAgainstAnyNoise(
        options: SimplexOptions = SimplexOptions()
    ) throws -> BehaviourThreshold {
        let found = try noiseRobustness(against: .general, options: options)
        let mixture = try LocalPolytope(scenario).behaviour(found.model.strategies, weights: found.model.weights)
        var lower = 1.0
        for (x, p) in zip(mixture.probabilities, probabilities) where p > 1e-12 { lower = smallerOrNaN(lower, x / p) }
        guard let prices = found.inequality else {
            return VisibilityThreshold(
                lower: lower, upper: 1, isUpperProven: true, unprovenEnd: nil, modelVisibility: lower,
                model: found.model, inequality: nil, rounds: 1, nodes: 0,
                stopReason: found.stopReason)
        }
        let raised = try BellInequality(prices.coefficients.map { largerOrNaN(0, $0) }, in: scenario, bound: 0)
        let bound = try raised.localBound()
        let inequality = try BellInequality(raised.coefficients, in: scenario, bound: bound.upper)
        let upper = smallerOrNaN(1, bound.upper / (try inequality.value(of: self)))
        return VisibilityThreshold(
            lower: lower, upper: upper, isUpperProven: bound.isProven,
            unprovenEnd: bound.isProven
                ? nil
                : UnprovenEnd(
                    UnprovenEnd.reason(bound.stopReason), visibility: upper,
                    cost: PolytopeGeometry(scenario).shape.enumerationCost, nodes: bound.nodes),
            modelVisibility: lower, model: found.model, inequality: inequality, rounds: 1, nodes: bound.nodes,
            stopReason: found.stopReason)
    }
}
