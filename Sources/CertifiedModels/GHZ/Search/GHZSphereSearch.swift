import LHVModels

/// A search for a local model of the GHZ state of three parties for all projective measurements at once.
///
/// Column generation: a linear program mixes the lists of three sign functions found so far. Its prices say what is missing,
/// and many lists are improved for them, one party after the other. The program is solved by an interior-point method that
/// stops early, so that its prices do not swing; see ``/CertifiedModels/GHZSphereSearchOptions``. The grid grows in stages, and
/// the mixture and the prices of one stage are the start of the next. The result is a certificate, whose
/// ``GHZSphereCertificate/verify()`` shares nothing with the search.
///
///     let outcome = try await GHZSphereSearch(GHZSphereSearchOptions()).run()
///     print(try outcome.certificate.verify().visibility)    // 0.4715…
///
/// Equal options give equal bits on one machine whatever the number of threads, and so does a search resumed from a checkpoint.
public struct GHZSphereSearch: ResumableWork {
    private let initial: GHZSphereSearchState
    /// The checkpoint that the search was made from or, by its old initializers, is to write.
    private var checkpointPath: String?

    /// A search from the beginning.
    ///
    /// - Parameters:
    ///   - options: The grids, the seed, and how hard to search.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when an option is out of range.
    public init(_ options: GHZSphereSearchOptions) throws {
        try options.validate()
        initial = GHZSphereSearchState(options: options)
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
    public init(
        resuming path: String, timeLimit: Double? = nil, threads: Int = Parallel.processorCount
    ) throws {
        initial = try GHZSphereSearchState(resuming: path, timeLimit: timeLimit, threads: threads)
        checkpointPath = path
    }

    /// Searches; the reports tell v of the current mixture.
    ///
    /// - Parameters:
    ///   - checkpoint: A file for the state after each round, or nil. When it exists, the search resumes from it.
    ///   - reporter: Takes a report after each round, or nil.
    /// - Complexity: O(rows²·columns + starts·sweeps·N³·n) a round, of which there are about a hundred a stage.
    /// - Throws: `FileAccessError` before the first round when the checkpoint cannot be written; for other checkpoints as
    ///   ``/DataFiles/ResumableWork``.
    public func run(checkpoint: String?, reporter: RunReporter?) async throws -> GHZSphereSearchOutcome {
        var rounds = try rounds(checkpoint)
        try await rounds.run(reporter)
        return try outcome(rounds.engine, rounds.stopReason)
    }

    /// What the search finds, on the calling thread and its helpers.
    package func outcome() throws -> GHZSphereSearchOutcome {
        var rounds = try rounds(nil)
        try rounds.run()
        return try outcome(rounds.engine, rounds.stopReason)
    }

    private func rounds(_ checkpoint: String?) throws -> ColumnGenerationRounds<GHZSphereSearchEngine> {
        try ColumnGenerationRounds(from: initial, checkpoint: checkpoint, orTo: checkpointPath) { state, _ in
            try GHZSphereSearchEngine(state)
        }
    }

    private func outcome(_ engine: GHZSphereSearchEngine, _ reason: StopReason?) throws -> GHZSphereSearchOutcome {
        let isSpent = engine.state.isFinished && engine.state.round >= engine.state.options.roundLimit
        return GHZSphereSearchOutcome(
            certificate: try engine.certificate(), visibility: engine.state.visibility,
            stopReason: isSpent ? .iterationLimit : reason ?? .converged, rounds: engine.state.totalRounds)
    }
}

extension GHZSphereSearch {
    // MARK: Names before version 0.2

    /// A search from the beginning that saves its state after each round.
    @available(*, deprecated, message: "use init(_:) and run(checkpoint:) or start(checkpoint:)")
    public init(_ options: GHZSphereSearchOptions, checkpointPath: String?) throws {
        try self.init(options)
        self.checkpointPath = checkpointPath
    }
}

/// What a search found.
public struct GHZSphereSearchOutcome: Sendable, Hashable, Codable {
    /// The best mixture, to be verified.
    public let certificate: GHZSphereCertificate
    /// v as the search computed it, before weights are rounded.
    public let visibility: Double
    /// Why the search stopped: `converged` when the last stage found nothing more or the goal was reached.
    public let stopReason: StopReason
    /// The number of rounds of all stages.
    public let rounds: Int
}
