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
///     let outcome = try await search.run()
///     print(try outcome.certificate.verify().visibility)    // 0.6902…
///
/// Equal options give equal bits on one machine whatever the number of threads, and so does a search resumed from a checkpoint.
public struct IsotropicSearch: ResumableWork {
    private let initial: IsotropicSearchState
    /// The checkpoint that the search was made from or, by its old initializers, is to write.
    private var checkpointPath: String?
    private let certificate: IsotropicCertificate?

    /// A search from the beginning.
    ///
    /// - Parameters:
    ///   - options: The degrees, the seed, and how hard to search.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when an option is out of range.
    public init(_ options: IsotropicSearchOptions) throws {
        try options.validate()
        initial = IsotropicSearchState(options: options)
        checkpointPath = nil
        certificate = nil
    }

    /// A search that begins with the pairs of a certificate, to improve it or to go on to higher degrees.
    ///
    /// - Parameters:
    ///   - options: As for a search from the beginning; the first degree is the certificate's.
    ///   - certificate: A certificate made with the same cell and node densities.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when an option is out of range or differs from the certificate's; other
    ///   grids are found out when the search runs.
    public init(
        _ options: IsotropicSearchOptions, startingFrom certificate: IsotropicCertificate
    ) throws {
        try options.validate()
        try require(
            certificate.dimension == options.dimension, "certificate.dimension", must: "be \(options.dimension)",
            was: certificate.dimension)
        try require(
            certificate.degree == options.degrees[0], "certificate.degree", must: "be \(options.degrees[0])",
            was: certificate.degree)
        initial = IsotropicSearchState(options: options)
        checkpointPath = nil
        self.certificate = certificate
    }

    /// A search with the options of a checkpoint, which it resumes from and saves its state to.
    ///
    /// - Parameters:
    ///   - path: The checkpoint.
    ///   - timeLimit: A new limit in seconds, or nil for none.
    ///   - threads: How many threads improve pairs.
    /// - Throws: ``/DataFiles/FileAccessError`` or ``/DataFiles/FileFormatError`` when the file is not such a
    ///   checkpoint or makes no sense; ``/NumericalCore/InvalidArgument`` when an option is out of range.
    public init(
        resuming path: String, timeLimit: Double? = nil, threads: Int = Parallel.processorCount
    ) throws {
        initial = try IsotropicSearchState(resuming: path, timeLimit: timeLimit, threads: threads)
        checkpointPath = path
        certificate = nil
    }

    /// Searches; the reports tell v of the current mixture.
    ///
    /// - Parameters:
    ///   - checkpoint: A file for the state after each round, or nil. When it exists, the search resumes from it.
    ///   - reporter: Takes a report after each round, or nil.
    /// - Complexity: A minute on one core up to L = 161, and about the fourth power of L beyond.
    /// - Throws: `FileAccessError` before the first round when the checkpoint cannot be written; for other checkpoints as
    ///   ``/DataFiles/ResumableWork``.
    public func run(checkpoint: String?, reporter: RunReporter?) async throws -> IsotropicSearchOutcome {
        var rounds = try rounds(checkpoint)
        try await rounds.run(reporter)
        return try outcome(rounds.engine, rounds.stopReason)
    }

    private func rounds(_ checkpoint: String?) throws -> ColumnGenerationRounds<IsotropicSearchEngine> {
        try ColumnGenerationRounds(from: initial, checkpoint: checkpoint, orTo: checkpointPath) { state, isResumed in
            try IsotropicSearchEngine(state, startingFrom: isResumed ? nil : certificate)
        }
    }

    private func outcome(_ engine: IsotropicSearchEngine, _ reason: StopReason?) throws -> IsotropicSearchOutcome {
        IsotropicSearchOutcome(
            certificate: try engine.bestCertificate(), visibility: engine.bestVisibility,
            stopReason: reason ?? .converged, rounds: engine.state.totalRounds)
    }
}

extension IsotropicSearch {
    // MARK: Names before version 0.2

    /// A search from the beginning that saves its state after each round.
    @available(*, deprecated, message: "use init(_:) and run(checkpoint:) or start(checkpoint:)")
    public init(_ options: IsotropicSearchOptions, checkpointPath: String?) throws {
        try self.init(options)
        self.checkpointPath = checkpointPath
    }

    /// A search that begins with the pairs of a certificate and saves its state after each round.
    @available(*, deprecated, message: "use init(_:startingFrom:) and run(checkpoint:) or start(checkpoint:)")
    public init(
        _ options: IsotropicSearchOptions, startingFrom certificate: IsotropicCertificate, checkpointPath: String?
    ) throws {
        try self.init(options, startingFrom: certificate)
        self.checkpointPath = checkpointPath
    }
}

/// What a search found.
public struct IsotropicSearchOutcome: Sendable, Hashable, Codable {
    /// The best mixture, to be verified.
    public let certificate: IsotropicCertificate
    /// v as the search computed it, before rounding is paid for.
    public let visibility: Double
    /// Why the search stopped: `converged` when the last stage gained too little to go on.
    public let stopReason: StopReason
    /// The number of rounds of all stages.
    public let rounds: Int
}
