import LHVModels

extension CorrelatorTensor {
    /// The greatest v for which v·E + (1 − v)·(white noise) is local, between two ends.
    ///
    /// Upper end: v ≤ (max_d ⟨M, d⟩ − ⟨M, o⟩)/(⟨M, E⟩ − ⟨M, o⟩) with M = y − x from nearest points. Lower end: the local model
    /// of a point x near y = v·E + (1 − v)·o gives v/(1 + ‖y − x‖₂), since tensors in the unit 2-norm ball are local; with
    /// marginals, the norms of the parts that belong to each set of parties are added.
    /// - Parameters:
    ///   - tolerance: How close the ends are to be, in 10⁻¹⁰…0.1.
    ///   - options: Limits and seed; the gap of the options is not used.
    /// - Returns: Both ends with model and inequality; at a limit, valid ends that may be far apart.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there are other than 2…6 parties, a correlator is not in −1…1, or an
    ///   option is out of range.
    public func localVisibility(
        tolerance: Double = 1e-7, options: MembershipOptions = MembershipOptions()
    ) async throws -> CorrelatorThreshold {
        try await localVisibilityRun(tolerance: tolerance, options: options).value
    }

    /// The same on the calling thread, for use outside of tasks; it stops when the current task is cancelled.
    ///
    /// - Throws: As the asynchronous form.
    public func localVisibility(
        tolerance: Double = 1e-7, options: MembershipOptions = MembershipOptions()
    ) throws -> CorrelatorThreshold {
        try options.validate()
        try requireThresholdTolerance(tolerance)
        try requireCorrelators()
        return try threshold(tolerance, options)
    }

    /// The same as a run that reports the gap after each round and can be cancelled, which returns what was reached.
    ///
    /// - Throws: As `localVisibility(tolerance:options:)`.
    public func localVisibilityRun(
        tolerance: Double = 1e-7, options: MembershipOptions = MembershipOptions()
    ) throws -> Run<CorrelatorThreshold> {
        try options.validate()
        try requireThresholdTolerance(tolerance)
        try requireCorrelators()
        return Run { reporter in
            try threshold(tolerance, options) { try reporter.report(step: $0, value: $1, message: "duality gap") }
        }
    }

    func threshold(
        _ tolerance: Double, _ options: MembershipOptions, report: ((Int, Double) throws -> Void)? = nil
    ) throws -> CorrelatorThreshold {
        var search = ThresholdSearch(PolytopeGeometry(self), target: elements, options: options)
        let found = try search.run(tolerance: tolerance, report: report)
        let inequality = try found.functional.map {
            try CorrelatorInequality(
                CorrelatorTensor(unchecked: $0, settings: settings, includesMarginals: includesMarginals),
                bound: found.bound)
        }
        return VisibilityThreshold(
            lower: found.lower, upper: found.upper, isUpperProven: found.isUpperProven,
            modelVisibility: found.modelVisibility, model: found.model, inequality: inequality, rounds: found.rounds,
            stopReason: found.stopReason)
    }
}

func requireThresholdTolerance(_ tolerance: Double) throws {
    try require((1e-10...0.1).contains(tolerance), "tolerance", must: "be in 1e-10…0.1", was: tolerance)
}
