import LHVModels

extension Behaviour {
    /// The greatest v for which v·P + (1 − v)·(white noise) is local, between two ends.
    ///
    /// As for a correlator tensor, for any number of outcomes.
    /// - Parameters:
    ///   - tolerance: How close the ends are to be, in 10⁻¹⁰…0.1.
    ///   - options: Limits and seed; the gap of the options is not used.
    /// - Returns: Both ends with model and inequality; at a limit, valid ends that may be far apart.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there are other than 2…6 parties, the behaviour signals, or an option
    ///   is out of range.
    public func localVisibility(
        tolerance: Double = 1e-7, options: MembershipOptions = MembershipOptions()
    ) async throws -> BehaviourThreshold {
        try await localVisibilityRun(tolerance: tolerance, options: options).value
    }

    /// The same on the calling thread, for use outside of tasks; it stops when the current task is cancelled.
    ///
    /// - Throws: As the asynchronous form.
    public func localVisibility(
        tolerance: Double = 1e-7, options: MembershipOptions = MembershipOptions()
    ) throws -> BehaviourThreshold {
        try options.validate()
        try requireThresholdTolerance(tolerance)
        try requireMembershipTarget(Behaviour.defaultTolerance)
        return try threshold(tolerance, options)
    }

    /// The same as a run that reports the gap after each round and can be cancelled, which returns what was reached.
    ///
    /// - Throws: As `localVisibility(tolerance:options:)`.
    public func localVisibilityRun(
        tolerance: Double = 1e-7, options: MembershipOptions = MembershipOptions()
    ) throws -> Run<BehaviourThreshold> {
        try options.validate()
        try requireThresholdTolerance(tolerance)
        try requireMembershipTarget(Behaviour.defaultTolerance)
        return Run { reporter in
            try threshold(tolerance, options) { try reporter.report(step: $0, value: $1, message: "duality gap") }
        }
    }

    func threshold(
        _ tolerance: Double, _ options: MembershipOptions, report: ((Int, Double) throws -> Void)? = nil
    ) throws -> BehaviourThreshold {
        let geometry = PolytopeGeometry(scenario)
        var search = ThresholdSearch(geometry, target: geometry.tensor(of: self), options: options)
        let found = try search.run(tolerance: tolerance, report: report)
        let inequality = try found.functional.map {
            try BellInequality(geometry.ordered($0), in: scenario, bound: found.bound)
        }
        return VisibilityThreshold(
            lower: found.lower, upper: found.upper, isUpperProven: found.isUpperProven,
            modelVisibility: found.modelVisibility, model: found.model, inequality: inequality, rounds: found.rounds,
            stopReason: found.stopReason)
    }
}
