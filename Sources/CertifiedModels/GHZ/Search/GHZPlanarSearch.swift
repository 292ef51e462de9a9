import LHVModels

/// A search for a local model of v cos(φ₁ + … + φ_N) for all angles in a plane at once.
///
/// Column generation: a linear program mixes the lists of sign functions found so far, and what it maximises is the
/// visibility that the mixture proves. Its prices say what is missing, and many lists are improved for them, one party after the
/// other. The number of cells grows in stages; the mixture of one stage is the start of the next. The result is a
/// certificate, whose ``GHZPlanarCertificate/verify()`` shares nothing with the search.
///
///     let outcome = try await GHZPlanarSearch(GHZPlanarSearchOptions(parties: 3)).run().value
///     print(try outcome.certificate.verify().visibility)    // 0.491305…
///
/// Equal options give equal bits on one machine whatever the number of threads, and so does a search resumed from a checkpoint.
public struct GHZPlanarSearch: Sendable {
    private let initial: GHZPlanarSearchState
    private let checkpointPath: String?

    /// A search from the beginning.
    ///
    /// - Parameters:
    ///   - options: The parties, the cells, the seed, and how hard to search.
    ///   - checkpointPath: Where to save the state after each round, or nil; a missing folder is made.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when an option is out of range.
    public init(_ options: GHZPlanarSearchOptions, checkpointPath: String? = nil) throws {
        try options.validate()
        initial = GHZPlanarSearchState(options: options)
        self.checkpointPath = checkpointPath
    }

    /// A search that goes on from a checkpoint, and saves its state there.
    ///
    /// - Parameters:
    ///   - path: The checkpoint.
    ///   - timeLimit: A new limit in seconds, or nil for none.
    ///   - threads: How many threads improve responses.
    /// - Throws: `FileAccessError` or `FileFormatError` when the file is not such a checkpoint;
    ///   ``/NumericalCore/InvalidArgument`` when an option is out of range.
    public init(
        resuming path: String, timeLimit: Double? = nil, threads: Int = Parallel.processorCount
    ) throws {
        initial = try GHZPlanarSearchState(resuming: path, timeLimit: timeLimit, threads: threads)
        checkpointPath = path
    }

    /// Starts the search; its reports tell v of the current mixture.
    ///
    /// A run whose checkpoint cannot be written ends with a `FileAccessError` before the first round.
    /// - Complexity: O(starts·sweeps·N·n²) a round; well below a second in all up to n = 96.
    public func run() -> Run<GHZPlanarSearchOutcome> {
        Run { try outcome(reporting: $0) }
    }

    /// What the search finds, on the calling thread and its helpers.
    package func outcome(reporting reporter: RunReporter? = nil) throws -> GHZPlanarSearchOutcome {
        let budget = TimeBudget(limit: initial.options.timeLimit.map { .seconds($0) })
        // Nothing is computed that could not be kept.
        if let checkpointPath { try AtomicFile.prepare(checkpointPath) }
        var engine = try GHZPlanarSearchEngine(initial)
        var reason = StopReason.converged
        while !engine.state.isFinished {
            if let stop = budget.reasonToStop {
                reason = stop
                break
            }
            let before = engine
            do {
                let hasEnded = try engine.round()
                if hasEnded, engine.isAtLastStage {
                    engine.state.isFinished = true
                    if engine.state.idleRounds < engine.state.options.patience { reason = .iterationLimit }
                }
                try reporter?.report(
                    step: engine.state.totalRounds, value: engine.state.visibility, message: "n = \(engine.cells)")
                if hasEnded, !engine.isAtLastStage { try engine.advance() }
            } catch is CancellationError {
                // A round that was cut off is not kept.
                (engine, reason) = (before, .cancelled)
                break
            }
            if let checkpointPath { try engine.state.write(to: checkpointPath) }
        }
        return GHZPlanarSearchOutcome(
            certificate: try engine.certificate(), visibility: engine.state.visibility, stopReason: reason,
            rounds: engine.state.totalRounds)
    }
}

/// What a search found.
public struct GHZPlanarSearchOutcome: Sendable {
    /// The best mixture, to be verified.
    public let certificate: GHZPlanarCertificate
    /// v as the search computed it, before weights are rounded.
    public let visibility: Double
    /// Why the search stopped: `converged` when the last stage found nothing more.
    public let stopReason: StopReason
    /// The number of rounds of all stages.
    public let rounds: Int
}
