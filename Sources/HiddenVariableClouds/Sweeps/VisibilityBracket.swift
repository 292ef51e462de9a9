import LHVModels

/// A numerical bracket of the critical visibility of a family v ↦ ρ(v), with every run that led to it.
public struct VisibilityBracket: Sendable, Hashable, Codable {
    /// One search at one visibility.
    public struct Trial: Sendable, Hashable, Codable {
        /// v.
        public let visibility: Double
        /// The number of the attempt at this visibility, from 0.
        public let attempt: Int
        /// The seed of the search.
        public let seed: UInt64
        /// The error on fresh settings.
        public let error: CloudError
        /// The number of steps.
        public let steps: Int
        /// Whether the relative entropy is within the criterion's ceiling.
        public let isReached: Bool
    }

    /// The largest visibility that was reached.
    public let reached: Double
    /// The smallest visibility above it that was not reached; nil when the upper end of the range was reached.
    public let notReached: Double?
    /// The criterion, as it stood before the runs.
    public let criterion: BracketCriterion
    /// The runs in their order.
    public let trials: [Trial]
    /// Why the search for the bracket stopped.
    public let stopReason: StopReason

    /// The distance of the two ends, or nil when there is no upper one.
    public var width: Double? { notReached.map { $0 - reached } }

    /// Brackets the critical visibility of v ↦ ρ(v) by bisection, each search beginning with the cloud of the largest
    /// visibility reached so far.
    ///
    /// - Parameters:
    ///   - range: Where to look; its lower end must be reached.
    ///   - criterion: What counts as reached.
    ///   - problem: The search for a visibility.
    ///   - reporter: Takes a report after every run.
    /// - Complexity: About log₂(range/width) + 1 searches that succeed or `attempts` that do not.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the range is empty; ``/NumericalCore/NumericalFailure`` when its lower
    ///   end is not reached; what `problem` and the searches throw.
    public static func search(
        in range: ClosedRange<Double>, criterion: BracketCriterion,
        problem: @Sendable (_ visibility: Double) throws -> CloudProblem, reporter: RunReporter? = nil
    ) async throws -> VisibilityBracket {
        try require(
            range.lowerBound.isFinite && range.upperBound.isFinite && range.lowerBound < range.upperBound, "range",
            must: "be a finite interval", was: range)
        let budget = TimeBudget(limit: criterion.options.seconds.map { .seconds($0) })
        var trials: [Trial] = []
        var best: HiddenVariableCloud?

        func isReached(_ visibility: Double) async throws -> Bool {
            for attempt in 0..<criterion.attempts {
                var options = criterion.options(attempt: attempt)
                options.seconds = budget.remaining?.inSeconds
                // The last attempt begins afresh, in case the earlier cloud leads into a corner.
                let start = attempt + 1 == criterion.attempts && attempt > 0 ? nil : best
                let result = try await CloudSearch(try problem(visibility), options, initial: start).run()
                let isReached = result.error.divergence <= criterion.ceiling
                trials.append(
                    Trial(
                        visibility: visibility, attempt: attempt, seed: options.seed, error: result.error,
                        steps: result.steps, isReached: isReached))
                try reporter?.report(
                    step: trials.count, value: result.error.divergence,
                    message: "visibility \(visibility) \(isReached ? "reached" : "not reached")")
                if isReached {
                    best = result.cloud
                    return true
                }
                if budget.reasonToStop != nil { return false }
            }
            return false
        }

        guard try await isReached(range.lowerBound) else {
            throw NumericalFailure(
                "bracket",
                "the lower end \(range.lowerBound) was not reached: divergence \(trials.last?.error.divergence ?? .nan)"
            )
        }
        var (low, high, reason) = (range.lowerBound, range.upperBound, StopReason.converged)
        if try await isReached(high) {
            return VisibilityBracket(
                reached: high, notReached: nil, criterion: criterion, trials: trials, stopReason: reason)
        }
        while high - low > criterion.width {
            if let stop = budget.reasonToStop {
                reason = stop
                break
            }
            let middle = (low + high) / 2
            if try await isReached(middle) {
                low = middle
            } else if let stop = budget.reasonToStop {
                // A run that was cut short says nothing about its visibility.
                reason = stop
                break
            } else {
                high = middle
            }
        }
        return VisibilityBracket(
            reached: low, notReached: high, criterion: criterion, trials: trials, stopReason: reason)
    }
}
