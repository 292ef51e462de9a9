import LHVModels

/// A search for a local model of v cos(φ₁ + … + φ_N) for all angles in a plane at once.
///
/// Column generation: a linear program mixes the lists of sign functions found so far, and what it maximizes is the
/// visibility that the mixture proves. Its prices say what is missing, and many lists are improved for them, one party after the
/// other. The number of cells grows in stages; the mixture of one stage is the start of the next. The result is a
/// certificate, whose ``GHZPlanarCertificate/verify()`` shares nothing with the search.
///
///     let outcome = try await GHZPlanarSearch(GHZPlanarSearchOptions(parties: 3)).run()
///     print(try outcome.certificate.verify().visibility)    // 0.491305…
///
/// Equal options give equal bits on one machine whatever the number of threads, and so does a search resumed from a checkpoint.
public struct GHZPlanarSearch: ResumableWork {
    private let initial: GHZPlanarSearchState
    /// The checkpoint that the search was made from or, by its old initializers, is to write.
    private var checkpointPath: String?

    /// A search from the beginning.
    ///
    /// - Parameters:
    ///   - options: The parties, the cells, the seed, and how hard to search.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when an option is out of range.
    public init(_ options: GHZPlanarSearchOptions) throws {
        try options.validate()
        initial = GHZPlanarSearchState(options: options)
        checkpointPath = nil
    }

    /// A search with the options of a checkpoint, which it resumes from and saves its state to.
    ///
    /// - Parameters:
    ///   - path: The checkpoint.
    ///   - timeLimit: A new limit in seconds, or nil for none.
    ///   - threads: How many threads improve responses.
    /// - Throws: `FileAccessError` or `FileFormatError` when the file is not such a checkpoint or
    ///   makes no sense; ``/NumericalCore/InvalidArgument`` when an option is out of range.
    public init(
        resuming path: String, timeLimit: Double? = nil, threads: Int = Parallel.processorCount
    ) throws {
        initial = try GHZPlanarSearchState(resuming: path, timeLimit: timeLimit, threads: threads)
        checkpointPath = path
    }

    /// Searches; the reports tell v of the current mixture.
    ///
    /// - Parameters:
    ///   - checkpoint: A file for the state after each round, or nil. When it exists, the search resumes from it.
    ///   - reporter: Takes a report after each round, or nil.
    /// - Complexity: O(starts·sweeps·N·n²) a round; well below a second in all up to n = 96.
    /// - Throws: `FileAccessError` before the first round when the checkpoint cannot be written; for other checkpoints as
    ///   ``/DataFiles/ResumableWork``.
    public func run(checkpoint: String?, reporter: RunReporter?) async throws -> GHZPlanarSearchOutcome {
        var rounds = try rounds(checkpoint)
        try await rounds.run(reporter)
        return try outcome(rounds.engine, rounds.stopReason)
    }

    /// What the search finds, on the calling thread and its helpers.
    package func outcome() throws -> GHZPlanarSearchOutcome {
        var rounds = try rounds(nil)
        try rounds.run()
        return try outcome(rounds.engine, rounds.stopReason)
    }

    private func rounds(_ checkpoint: String?) throws -> ColumnGenerationRounds<GHZPlanarSearchEngine> {
        try ColumnGenerationRounds(from: initial, checkpoint: checkpoint, orTo: checkpointPath) { state, _ in
            try GHZPlanarSearchEngine(state)
        }
    }

    private func outcome(_ engine: GHZPlanarSearchEngine, _ reason: StopReason?) throws -> GHZPlanarSearchOutcome {
        let isIdle = engine.state.idleRounds >= engine.state.options.patience
        return GHZPlanarSearchOutcome(
            certificate: try engine.certificate(), visibility: engine.state.visibility,
            stopReason: reason ?? (isIdle ? .converged : .iterationLimit), rounds: engine.state.totalRounds)
    }
}

extension GHZPlanarSearch {
    // MARK: Names before version 0.2

    /// A search from the beginning that saves its state after each round.
    @available(*, deprecated, message: "use init(_:) and run(checkpoint:) or start(checkpoint:)")
    public init(_ options: GHZPlanarSearchOptions, checkpointPath: String?) throws {
        try self.init(options)
        self.checkpointPath = checkpointPath
    }
}

/// What a search found.
public struct GHZPlanarSearchOutcome: Sendable, Hashable, Codable {
    /// The best mixture, to be verified.
    public let certificate: GHZPlanarCertificate
    /// v as the search computed it, before weights are rounded.
    public let visibility: Double
    /// Why the search stopped: `converged` when the last stage found nothing more.
    public let stopReason: StopReason
    /// The number of rounds of all stages.
    public let rounds: Int
}
