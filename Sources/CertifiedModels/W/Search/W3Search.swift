import LHVModels

/// A search for a local model of the W state for all projective measurements at once.
///
/// Column generation over orbits of places: weights mix the lists of three responses found so far, with a penalty for what the mixture misses,
/// the prices say what is missing, and many lists are improved for them, one party after the other. The penalty falls in stages; at the end a
/// linear program pays for the rest. The result is a certificate, whose ``W3Certificate/verify()`` shares nothing with the search.
///
///     let outcome = try await W3Search(W3SearchOptions(heights: 2, cells: 8)).run()
///     print(try outcome.certificate.verify().visibility)    // 0.4028…
///
/// Equal options give equal bits on one machine whatever the number of threads, and so does a search resumed from a checkpoint.
public struct W3Search: ResumableWork {
    private let initial: W3SearchState
    /// The checkpoint that the search was made from.
    private let checkpointPath: String?

    /// How to search.
    public var options: W3SearchOptions { initial.options }

    /// A search from the beginning.
    ///
    /// - Parameter options: The grids, the seed, and how hard to search.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when an option is out of range.
    public init(_ options: W3SearchOptions = W3SearchOptions()) throws {
        try options.validate()
        initial = W3SearchState(options: options)
        checkpointPath = nil
    }

    /// A search with the options of a checkpoint, which it resumes from and saves its state to.
    ///
    /// - Parameters:
    ///   - path: The checkpoint.
    ///   - timeLimit: A new limit in seconds, or nil for none.
    ///   - threads: How many threads work.
    /// - Throws: `FileAccessError` or `FileFormatError` when the file is not such a checkpoint or
    ///   makes no sense; ``/NumericalCore/InvalidArgument`` when an option is out of range.
    public init(resuming path: String, timeLimit: Double? = nil, threads: Int = Parallel.processorCount) throws {
        initial = try W3SearchState(resuming: path, timeLimit: timeLimit, threads: threads)
        checkpointPath = path
    }

    /// Searches; the reports tell what the current mixture proves, which is far below its aim until the penalty is small.
    ///
    /// A run whose time is over makes its last mixture as sharp as it gets, which takes one more linear program; a cancelled one does not, and
    /// its certificate can prove much less.
    ///
    /// - Parameters:
    ///   - checkpoint: A file for the state after each round, or nil. When it exists, the search resumes from it.
    ///   - reporter: Takes a report after each round, or nil.
    /// - Complexity: A round takes batches × batch × sweeps × (N·n)³ steps, and the weights rows × terms for each column that enters or leaves, with
    ///   about N³n²/12 rows; the linear program at the end rows² × columns, some thirty times.
    /// - Throws: `FileAccessError` before the first round when the checkpoint cannot be written; for other checkpoints as
    ///   ``/DataFiles/ResumableWork``.
    public func run(checkpoint: String?, reporter: RunReporter?) async throws -> W3SearchOutcome {
        var rounds = try rounds(checkpoint)
        try await rounds.run(reporter)
        return try outcome(rounds.engine, rounds.stopReason)
    }

    /// What the search finds, on the calling thread and its helpers.
    package func outcome() throws -> W3SearchOutcome {
        var rounds = try rounds(nil)
        try rounds.run()
        return try outcome(rounds.engine, rounds.stopReason)
    }

    private func rounds(_ checkpoint: String?) throws -> ColumnGenerationRounds<W3SearchEngine> {
        try ColumnGenerationRounds(from: initial, checkpoint: checkpoint, orTo: checkpointPath) { state, _ in
            W3SearchEngine(state)
        }
    }

    private func outcome(_ engine: W3SearchEngine, _ reason: StopReason?) throws -> W3SearchOutcome {
        let finding = try engine.sharpened(reason).finding()
        return W3SearchOutcome(
            certificate: finding.certificate, visibility: finding.visibility, promise: engine.state.promise,
            stopReason: engine.state.isSpent ? .iterationLimit : reason ?? .converged,
            rounds: engine.state.totalRounds)
    }
}

/// What a search for a model of the W state found.
public struct W3SearchOutcome: Sendable {
    /// The best mixture, to be verified.
    public let certificate: W3Certificate
    /// v as the search computed it, before weights are rounded.
    public let visibility: Double
    /// What the best prices promise: no mixture for its grid gets further, if the search has missed no lists.
    ///
    /// Infinity before its first round.
    public let promise: Double
    /// Why the search stopped: `converged` when the last stage found nothing more.
    public let stopReason: StopReason
    /// The number of rounds of all stages.
    public let rounds: Int
}
