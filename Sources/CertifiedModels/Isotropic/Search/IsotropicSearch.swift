import LHVModels

/// A search for a local model of −v·a·b for all unit vectors a, b of R^d at once.
///
/// Column generation: a linear program mixes the pairs of responses found so far, its prices say what is missing, and many
/// pairs are improved for these prices by alternation (each party answers the sign of what helps most), as matrix products
/// in single precision. The degree grows in stages; pairs of one stage are the start of the next. Pairs that enter the
/// program are analysed in double precision. The result is a certificate, whose ``IsotropicCertificate/verify(threads:)``
/// shares nothing with the search.
///
///     let search = try IsotropicSearch(IsotropicSearchOptions(degrees: IsotropicSearchOptions.stages(upTo: 61)))
///     let outcome = try await search.run().value
///     print(try outcome.certificate.verify().visibility)    // 0.6902…
///
/// Equal options give equal bits on one machine whatever the number of threads, and so does a search resumed from a checkpoint.
public struct IsotropicSearch: Sendable {
    private let initial: IsotropicSearchState
    private let checkpointPath: String?
    private let certificate: IsotropicCertificate?

    /// A search from the beginning.
    ///
    /// - Parameters:
    ///   - options: The degrees, the seed, and how hard to search.
    ///   - checkpointPath: Where to save the state after each round, or nil; a missing folder is made.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when an option is out of range.
    public init(_ options: IsotropicSearchOptions, checkpointPath: String? = nil) throws {
        try options.validate()
        initial = IsotropicSearchState(options: options)
        self.checkpointPath = checkpointPath
        certificate = nil
    }

    /// A search that begins with the pairs of a certificate, to improve it or to go on to higher degrees.
    ///
    /// - Parameters:
    ///   - options: As for a search from the beginning; the first degree is the certificate's.
    ///   - certificate: A certificate made with the same cell and node densities.
    ///   - checkpointPath: Where to save the state after each round, or nil; a missing folder is made.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when an option is out of range or differs from the certificate's; other
    ///   grids are found out when the search runs.
    public init(
        _ options: IsotropicSearchOptions, startingFrom certificate: IsotropicCertificate, checkpointPath: String? = nil
    ) throws {
        try options.validate()
        try require(
            certificate.dimension == options.dimension, "certificate.dimension", must: "be \(options.dimension)",
            was: certificate.dimension)
        try require(
            certificate.degree == options.degrees[0], "certificate.degree", must: "be \(options.degrees[0])",
            was: certificate.degree)
        initial = IsotropicSearchState(options: options)
        self.checkpointPath = checkpointPath
        self.certificate = certificate
    }

    /// A search that goes on from a checkpoint, and saves its state there.
    ///
    /// - Parameters:
    ///   - path: The checkpoint.
    ///   - timeLimit: A new limit in seconds, or nil for none.
    ///   - threads: How many threads improve pairs.
    /// - Throws: ``/DataFiles/FileAccessError`` or ``/DataFiles/FileFormatError`` when the file is not such a
    ///   checkpoint; ``/NumericalCore/InvalidArgument`` when an option is out of range.
    public init(
        resuming path: String, timeLimit: Double? = nil, threads: Int = Parallel.processorCount
    ) throws {
        initial = try IsotropicSearchState(resuming: path, timeLimit: timeLimit, threads: threads)
        checkpointPath = path
        certificate = nil
    }

    /// Starts the search; its reports tell v of the current mixture.
    ///
    /// A run whose checkpoint cannot be written ends with a ``/DataFiles/FileAccessError`` before the first round.
    /// - Complexity: A minute on one core up to L = 161, and about the fourth power of L beyond.
    public func run() -> Run<IsotropicSearchOutcome> {
        let (initial, path, certificate) = (initial, checkpointPath, certificate)
        return Run { reporter in
            let budget = TimeBudget(limit: initial.options.timeLimit.map { .seconds($0) })
            // Nothing is computed that could not be kept.
            if let path { try AtomicFile.prepare(path) }
            var engine = try IsotropicSearchEngine(initial, startingFrom: certificate)
            engine.budget = budget
            var reason = StopReason.converged
            while !engine.state.isFinished {
                if let stop = budget.reasonToStop {
                    reason = stop
                    break
                }
                var before = engine
                do {
                    let hasEnded = try engine.round()
                    if hasEnded, engine.isAtLastStage { engine.state.isFinished = true }
                    try reporter.report(
                        step: engine.state.totalRounds, value: engine.visibility, message: "L = \(engine.degree)")
                    before = engine
                    if hasEnded, !engine.isAtLastStage { try engine.advance() }
                } catch is CancellationError {
                    // What the round has changed so far is no state to go on from.
                    (engine, reason) = (before, budget.reasonToStop ?? .cancelled)
                    break
                }
                if let path { try engine.state.write(to: path) }
            }
            return IsotropicSearchOutcome(
                certificate: try engine.bestCertificate(), visibility: engine.bestVisibility, stopReason: reason,
                rounds: engine.state.totalRounds)
        }
    }
}

/// What a search found.
public struct IsotropicSearchOutcome: Sendable {
    /// The best mixture, to be verified.
    public let certificate: IsotropicCertificate
    /// v as the search computed it, before rounding is paid for.
    public let visibility: Double
    /// Why the search stopped: `converged` when the last stage gained too little to go on.
    public let stopReason: StopReason
    /// The number of rounds of all stages.
    public let rounds: Int
}
