import LHVModels

/// A search for the critical visibility of a family v ↦ ρ(v) by bisection, each search for a cloud beginning with that of the
/// largest visibility reached so far.
///
///     let search = try BracketSearch(in: 0.4...0.8, criterion: criterion) {
///         try CloudProblem(qubits: .werner(visibility: $0))
///     }
///     let bracket = try await search.run(checkpoint: "werner.checkpoint")
///
/// The limit of time and the number of threads are those of the criterion's ``BracketCriterion/options``, for all runs together.
/// A run that they cut short is resumed where it was, to the same bits.
public struct BracketSearch: ResumableWork {
    /// Where to look.
    public let range: ClosedRange<Double>
    /// What counts as reached.
    public let criterion: BracketCriterion

    private let problem: @Sendable (Double) throws -> CloudProblem

    /// A search in a range.
    ///
    /// - Parameters:
    ///   - range: Where to look; its lower end must be reached.
    ///   - criterion: What counts as reached.
    ///   - problem: The search for a visibility; a search that is resumed must be given the same.
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless the range is finite and not empty.
    public init(
        in range: ClosedRange<Double>, criterion: BracketCriterion,
        problem: @escaping @Sendable (_ visibility: Double) throws -> CloudProblem
    ) throws {
        try require(
            range.lowerBound.isFinite && range.upperBound.isFinite && range.lowerBound < range.upperBound, "range",
            must: "be a finite interval", was: range)
        self.range = range
        self.criterion = criterion
        self.problem = problem
    }

    /// Brackets the critical visibility.
    ///
    /// - Parameters:
    ///   - checkpoint: A file for the state, written every ``SearchOptions/checkpointInterval`` steps and after every run.
    ///   - reporter: Takes a report after every run, with its divergence.
    /// - Complexity: About log₂(range/width) + 1 searches that succeed or `attempts` that do not.
    /// - Throws: ``/NumericalCore/NumericalFailure`` when the lower end is not reached; `CancellationError` in a task that is
    ///   cancelled before it is; what `problem` and the searches throw; for checkpoints as ``/DataFiles/ResumableWork``.
    public func run(checkpoint: String?, reporter: RunReporter?) async throws -> VisibilityBracket {
        let budget = TimeBudget(timeLimit: criterion.options.timeLimit)
        let file = CheckpointFile<BracketState>(checkpoint, kind: BracketState.checkpointKind)
        let beginning = BracketState(
            lowerEnd: range.lowerBound, upperEnd: range.upperBound, criterion: criterion,
            problem: try problem(range.lowerBound), upperProblem: file == nil ? nil : try problem(range.upperBound))
        var state = beginning
        if let file, let found = try file.state({ try $0.validate() }) {
            try file.requireOwn(found.isContinuation(of: beginning), "the range, criterion and problem of this search")
            state = found
            state.criterion = criterion
        }
        try file?.prepare()
        var reason = StopReason.converged
        while let visibility = state.nextVisibility {
            if let stop = budget.reasonToStop {
                reason = stop
                break
            }
            var options = criterion.options(attempt: state.attempt)
            options.timeLimit = budget.remaining?.inSeconds
            // The last attempt begins afresh, in case the earlier cloud leads into a corner.
            let isAfresh = state.attempt + 1 == criterion.attempts && state.attempt > 0
            let search = try CloudSearch(try problem(visibility), options, initial: isAfresh ? nil : state.best)
            if let file, let part = state.search {
                try file.requireOwn(search.isBeginning(of: part), "the problem of this search")
            }
            let result = try await search.run(from: state.search, nil) { part in
                state.search = part
                try file?.write(state)
            }
            if result.stopReason == .cancelled || result.stopReason == .timeLimit {
                reason = result.stopReason
                break
            }
            state.record(result, at: visibility, seed: options.seed)
            try file?.write(state)
            try report(state, reporter)
        }
        try file?.write(state)
        return try state.bracket(reason)
    }

    private func report(_ state: BracketState, _ reporter: RunReporter?) throws {
        guard let trial = state.trials.last else { return }
        try reporter?.report(
            step: state.trials.count, value: trial.error.divergence,
            message: "visibility \(trial.visibility) \(trial.isReached ? "reached" : "not reached")")
    }
}
