import LHVModels

/// A search for a cloud of hidden variables by gradient steps.
///
///     let problem = try CloudProblem(qubits: .werner(visibility: 0.6))
///     let run = try CloudSearch(problem, .standard(parties: 2)).start()
///     for await progress in run.progress { print(progress) }
///     let result = try await run.value
///     print(result.error.divergence)
///
/// With a checkpoint file, a search that was killed goes on where it was and ends in the same bits.
public struct CloudSearch: ResumableWork {
    /// What is looked for.
    public let problem: CloudProblem
    /// How.
    public let options: SearchOptions

    private let beginning: SearchState

    /// A search that begins with a random cloud, or with a given one: a warm start.
    ///
    /// - Parameters:
    ///   - problem: What is looked for.
    ///   - options: How.
    ///   - initial: A cloud of the problem's rules to begin with, or nil for a random one.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when an option is out of range or the cloud does not fit.
    public init(_ problem: CloudProblem, _ options: SearchOptions, initial: HiddenVariableCloud? = nil) throws {
        try options.validate(problem)
        var generator = RandomStream(seed: options.seed)
        let cloud =
            try initial
            ?? HiddenVariableCloud.random(
                rules: problem.rules, count: options.points, scale: options.scale, using: &generator)
        try problem.requireFitting(cloud)
        self.problem = problem
        self.options = options
        self.beginning = SearchState(problem, phases: options.phases, seed: options.seed, from: cloud)
    }

    /// Runs the search in the calling task.
    ///
    /// - Parameters:
    ///   - checkpoint: A file for the state, written every ``SearchOptions/checkpointInterval`` steps and at the end, the one
    ///     before being kept with `.previous` added to its name. When it exists, the search resumes from it; its folder is made
    ///     when it does not exist.
    ///   - reporter: Takes a few reports in a second, and one at each hundredth of the steps, with the loss of the last batch; or nil.
    /// - Returns: What was found, whatever made the search stop, also when it was cancelled.
    /// - Throws: ``/DataFiles/FileAccessError`` or ``/DataFiles/FileFormatError`` when a checkpoint cannot be written,
    ///   which is tried before the first step, is damaged or makes no sense; ``/NumericalCore/InvalidArgument`` when it belongs
    ///   to another search; ``/NumericalCore/NumericalFailure`` when the loss is no longer finite.
    public func run(checkpoint: String?, reporter: RunReporter?) async throws -> CloudSearchResult {
        let file = CheckpointFile<SearchState>(checkpoint, kind: SearchState.checkpointKind)
        let state = try file?.state { try $0.problem.requireFitting($0.cloud) }
        if let file, let state {
            try file.requireOwn(isBeginning(of: state), "the problem, phases, seed and first cloud of this search")
        }
        try file?.prepare()
        return try await run(from: state, reporter) { try file?.write($0) }
    }

    /// Whether a state is one of this search.
    func isBeginning(of state: SearchState) -> Bool { beginning.isBeginning(of: state) }

    /// Runs the search from a state of its own, or from its beginning, and saves the states on the way and at the end.
    func run(
        from resumed: SearchState?, _ reporter: RunReporter?, save: (SearchState) throws -> Void
    ) async throws -> CloudSearchResult {
        let budget = TimeBudget(timeLimit: options.timeLimit)
        var engine = try SearchEngine(resumed ?? beginning, threads: options.threads)
        let total = options.totalSteps
        var reason = StopReason.iterationLimit
        var sinceReport = TimeBudget.unlimited
        var fresh: Double?
        // A search that had reached its accuracy when its state was kept is at its end.
        var isDone = false
        if resumed != nil { isDone = try isAccurate(&engine, &fresh) }
        while !engine.isFinished, !isDone {
            if let stop = budget.reasonToStop {
                reason = stop
                break
            }
            try engine.step()
            isDone = try isAccurate(&engine, &fresh)
            let steps = engine.state.steps
            if !isDone, steps.isMultiple(of: options.checkpointInterval) { try save(engine.snapshot()) }
            // Reports are for people: a few in a second are enough. Those at each hundredth make a curve of a short run too.
            let isHundredth = steps.isMultiple(of: max(1, total / 100)) || engine.isFinished || isDone
            if let reporter, isHundredth || sinceReport.elapsed >= .milliseconds(200) {
                sinceReport = .unlimited
                let message = fresh.map { "fresh divergence \($0)" } ?? ""
                try reporter.report(step: min(steps, total), of: total, value: engine.state.loss, message: message)
            }
            if steps.isMultiple(of: 16) { await Task.yield() }
        }
        if isDone { reason = .accuracyReached }
        let final = engine.snapshot()
        try save(final)
        return CloudSearchResult(
            problem: problem, options: options, cloud: final.cloud, error: try test(final.cloud), steps: final.steps,
            loss: final.loss, stopReason: reason, seconds: budget.elapsed.inSeconds)
    }

    /// Whether a test is due after the steps so far, and the cloud passes it.
    private func isAccurate(_ engine: inout SearchEngine, _ fresh: inout Double?) throws -> Bool {
        let steps = engine.state.steps
        guard let tolerance = options.tolerance, steps > 0, steps.isMultiple(of: options.testInterval) else {
            return false
        }
        let divergence = try test(engine.snapshot().cloud).divergence
        fresh = divergence
        return divergence <= tolerance
    }

    private func test(_ cloud: HiddenVariableCloud) throws -> CloudError {
        // A seed that no batch has: batches use the search's own.
        try CloudError(
            of: cloud, for: problem, settings: options.testSettings, seed: ~options.seed, threads: options.threads)
    }
}
