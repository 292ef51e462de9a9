import LHVModels

/// A search for a local model of the GHZ state of three parties for all projective measurements at once.
///
/// Column generation: a linear program mixes the lists of three sign functions found so far. Its prices say what is missing,
/// and many lists are improved for them, one party after the other. The program is solved by an interior-point method that
/// stops early, so that its prices do not swing; see ``/CertifiedModels/GHZSphereSearchOptions``. The grid grows in stages, and
/// the mixture and the prices of one stage are the start of the next. The result is a certificate, whose
/// ``GHZSphereCertificate/verify()`` shares nothing with the search.
///
///     let outcome = try await GHZSphereSearch(GHZSphereSearchOptions()).run().value
///     print(try outcome.certificate.verify().visibility)    // 0.4715…
///
/// Equal options give equal bits on one machine whatever the number of threads, and so does a search resumed from a checkpoint.
public struct GHZSphereSearch: Sendable {
    private let initial: GHZSphereSearchState
    private let checkpointPath: String?

    /// A search from the beginning.
    ///
    /// - Parameters:
    ///   - options: The grids, the seed, and how hard to search.
    ///   - checkpointPath: Where to save the state after each round, or nil; a missing folder is made.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when an option is out of range.
    public init(_ options: GHZSphereSearchOptions, checkpointPath: String? = nil) throws {
        try options.validate()
        initial = GHZSphereSearchState(options: options)
        self.checkpointPath = checkpointPath
    }

    /// A search that goes on from a checkpoint, and saves its state there.
    ///
    /// - Parameters:
    ///   - path: The checkpoint.
    ///   - timeLimit: A new limit in seconds, or nil for none.
    ///   - threads: How many threads work.
    /// - Throws: `FileAccessError` or `FileFormatError` when the file is not such a checkpoint;
    ///   ``/NumericalCore/InvalidArgument`` when an option is out of range.
    public init(
        resuming path: String, timeLimit: Double? = nil, threads: Int = Parallel.processorCount
    ) throws {
        initial = try GHZSphereSearchState(resuming: path, timeLimit: timeLimit, threads: threads)
        checkpointPath = path
    }

    /// Starts the search; its reports tell v of the current mixture.
    ///
    /// A run whose checkpoint cannot be written ends with a `FileAccessError` before the first round.
    /// - Complexity: O(rows²·columns + starts·sweeps·N³·n) a round, of which there are about a hundred a stage.
    public func run() -> Run<GHZSphereSearchOutcome> {
        Run { try outcome(reporting: $0) }
    }

    /// What the search finds, on the calling thread and its helpers.
    package func outcome(reporting reporter: RunReporter? = nil) throws -> GHZSphereSearchOutcome {
        let budget = TimeBudget(limit: initial.options.timeLimit.map { .seconds($0) })
        // Nothing is computed that could not be kept.
        if let checkpointPath { try AtomicFile.prepare(checkpointPath) }
        var engine = try GHZSphereSearchEngine(initial)
        var reason = StopReason.converged
        while !engine.state.isFinished {
            if let stop = budget.reasonToStop {
                reason = stop
                break
            }
            let before = engine
            do {
                let hasEnded = try engine.round {
                    if let stop = budget.reasonToStop { throw SearchStop(reason: stop) }
                }
                if hasEnded, engine.isAtLastStage { engine.state.isFinished = true }
                let (grid, state) = (engine.grid, engine.state)
                try reporter?.report(
                    step: state.totalRounds, value: state.visibility, message: "N = \(grid.heights), n = \(grid.cells)")
                if hasEnded, !engine.isAtLastStage { try engine.advance() }
            } catch is CancellationError {
                // A round that was cut off is not kept.
                (engine, reason) = (before, .cancelled)
                break
            } catch let stop as SearchStop {
                (engine, reason) = (before, stop.reason)
                break
            }
            if let checkpointPath { try engine.state.write(to: checkpointPath) }
        }
        if engine.state.isFinished, engine.state.round >= engine.state.options.rounds { reason = .iterationLimit }
        return GHZSphereSearchOutcome(
            certificate: try engine.certificate(), visibility: engine.state.visibility, stopReason: reason,
            rounds: engine.state.totalRounds)
    }
}

/// Thrown inside a round that has to end before its time.
private struct SearchStop: Error {
    let reason: StopReason
}

/// What a search found.
public struct GHZSphereSearchOutcome: Sendable {
    /// The best mixture, to be verified.
    public let certificate: GHZSphereCertificate
    /// v as the search computed it, before weights are rounded.
    public let visibility: Double
    /// Why the search stopped: `converged` when the last stage found nothing more or the goal was reached.
    public let stopReason: StopReason
    /// The number of rounds of all stages.
    public let rounds: Int
}
