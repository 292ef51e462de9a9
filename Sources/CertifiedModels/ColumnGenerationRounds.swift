import LHVModels

/// The rounds of a search by column generation: limits, reports and the checkpoint are the same for all of them.
struct ColumnGenerationRounds<Engine: ColumnGenerationEngine> {
    private(set) var engine: Engine
    /// Why the rounds ended before the search was finished, if they did.
    private(set) var stopReason: StopReason?
    private let budget: TimeBudget
    private let file: CheckpointFile<Engine.State>?

    /// The rounds from the beginning, or from where the checkpoint says.
    ///
    /// - Parameters:
    ///   - initial: The state at the beginning.
    ///   - checkpoint: The file for the state, from which to resume when it exists, or nil.
    ///   - path: A file to write to where no checkpoint is given, or nil.
    ///   - engine: Makes the engine of a state, and is told whether the state is one from the checkpoint.
    init(
        from initial: Engine.State, checkpoint: String?, orTo path: String?,
        _ engine: (Engine.State, _ isResumed: Bool) throws -> Engine
    ) throws {
        budget = TimeBudget(timeLimit: initial.options.timeLimit)
        file = CheckpointFile(checkpoint ?? path, kind: Engine.State.checkpointKind)
        let resumed =
            checkpoint == nil ? nil : try file.flatMap { try Engine.State.resumed(from: $0, initial) }
        // Nothing is computed that could not be kept.
        try file?.prepare()
        self.engine = try engine(resumed ?? initial, resumed != nil)
    }

    private var isOver: Bool { engine.state.isFinished || stopReason != nil }

    /// Does all rounds.
    mutating func run(_ reporter: RunReporter?) async throws {
        while !isOver {
            try round(reporter)
            // Whoever follows the run needs a thread too.
            await Task.yield()
        }
    }

    /// The same on the calling thread and its helpers, without reports.
    mutating func run() throws {
        while !isOver { try round(nil) }
    }

    private mutating func round(_ reporter: RunReporter?) throws {
        stopReason = budget.reasonToStop
        guard stopReason == nil else { return }
        var before = engine
        do {
            let hasEnded = try engine.round(within: budget)
            if hasEnded, engine.isAtLastStage { engine.state.isFinished = true }
            try reporter?.report(
                step: engine.state.totalRounds, value: engine.visibility, message: engine.stageName)
            before = engine
            if hasEnded, !engine.isAtLastStage { try engine.advance() }
        } catch is CancellationError {
            // What was cut off is not kept.
            engine = before
            stopReason = budget.reasonToStop ?? .cancelled
            return
        }
        try file?.write(engine.state)
    }
}
