import LHVModels

/// A search for a matrix on symmetric sets of lines whose value for vectors exceeds that for signs by as much as possible.
///
/// For lines a_i and b_j, the largest v for which v a_i·b_j is a mixture of products of signs is found by column generation over orbits
/// of pairs; the dual prices are the matrix M with Σ M_ij a_i·b_j = 1 and Σ M_ij s_i t_j ≤ v. Bob answers best, so that few lines of
/// Alice's are enough, and it is hers that a proof goes through. Lines are moved to where the matrix would have them, and a new one is
/// looked for, some times. In the end the bound of signs is proven by branch and bound, which can take longer than all that is before.
///
///     let search = try GrothendieckSearch(group: .icosahedral, alice: [[0, 0, 1]], bob: [[0, 0, 1], [1, 1, 1]])
///     let outcome = try await search.run()
///     print(try outcome.certificate?.verify().grothendieckBound ?? 1 / outcome.promise)
///
/// Equal options give equal bits on one machine whatever the number of threads, and so does a search resumed from a checkpoint.
public struct GrothendieckSearch: ResumableWork {
    /// The symmetries.
    public let group: LineGroup
    /// The symmetries that the certificate has: a group of which this is true and that keeps some few of Alice's lines among themselves.
    public let proofGroup: LineGroup
    private let initial: GrothendieckSearchState
    /// The checkpoint that the search was made from.
    private let checkpointPath: String?

    /// One point of each orbit of Alice's lines.
    public var alice: [[Double]] { initial.problem.alice }
    /// One point of each orbit of Bob's lines.
    public var bob: [[Double]] { initial.problem.bob }
    /// How to search.
    public var options: GrothendieckSearchOptions { initial.options }

    /// A search on the lines of orbits.
    ///
    /// - Parameters:
    ///   - name: What the certificate is called.
    ///   - group: The symmetries.
    ///   - alice: One point of each orbit of Alice's lines.
    ///   - bob: One point of each orbit of Bob's lines.
    ///   - proofGroup: A part of the group, for the certificate, or nil for all of it. The proof goes through the signs of its smallest orbits of
    ///     Alice's lines, up to 20 lines together, up to symmetry; a group with one large orbit does not help it.
    ///   - options: How to search.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when an option is out of range, Alice would have more than 128 lines, the proof's
    ///   group leads out of the lines, or as ``LineGroup/lines(through:)``.
    public init(
        name: String = "", group: LineGroup, alice: [[Double]], bob: [[Double]], proofGroup: LineGroup? = nil,
        options: GrothendieckSearchOptions = .init()
    ) throws {
        try options.validate()
        self.group = group
        self.proofGroup = proofGroup ?? group
        let problem = try GrothendieckProblem(
            name: name, group: group, proofGroup: proofGroup ?? group, alice: alice, bob: bob)
        initial = GrothendieckSearchState(options: options, problem: problem)
        checkpointPath = nil
    }

    /// A search with the lines and the options of a checkpoint, which it resumes from and saves its state to.
    ///
    /// - Parameters:
    ///   - path: The checkpoint.
    ///   - timeLimit: A new limit in seconds, or nil for none.
    ///   - threads: How many threads work.
    /// - Throws: `FileAccessError` or `FileFormatError` when the file is not such a checkpoint or
    ///   makes no sense; ``/NumericalCore/InvalidArgument`` when an option is out of range.
    public init(resuming path: String, timeLimit: Double? = nil, threads: Int = Parallel.processorCount) throws {
        let state = try GrothendieckSearchState(resuming: path, timeLimit: timeLimit, threads: threads)
        group = try state.problem.group
        proofGroup = try state.problem.proofGroup
        initial = state
        checkpointPath = path
    }

    /// Searches, and proves what was found; the reports tell what the current mixture of signs reaches.
    ///
    /// Cut before the proof has ended, it keeps the matrix; resumed from a checkpoint, it goes on with the proof.
    ///
    /// - Parameters:
    ///   - checkpoint: A file for the state after each round, or nil. When it exists, the search resumes from it.
    ///   - reporter: Takes a report after each round, also those of the proof, or nil.
    /// - Complexity: Rounds of batches × batch × sweeps × lines of Alice × lines of Bob, and the proof, which grows fast with Alice's lines.
    /// - Throws: `CancellationError` when it is stopped before the first round has ended; ``/NumericalCore/NumericalFailure`` when the linear
    ///   program cannot be solved; ``/LHVModels/InvalidCertificate`` when the bound takes too many branches; `FileAccessError` before the
    ///   first round when the checkpoint cannot be written; for other checkpoints as ``/DataFiles/ResumableWork``.
    public func run(checkpoint: String?, reporter: RunReporter?) async throws -> GrothendieckSearchOutcome {
        var rounds = try rounds(checkpoint)
        try await rounds.run(reporter)
        return try outcome(rounds.engine, rounds.stopReason)
    }

    /// What the search finds, on the calling thread and its helpers.
    package func outcome() throws -> GrothendieckSearchOutcome {
        var rounds = try rounds(nil)
        try rounds.run()
        return try outcome(rounds.engine, rounds.stopReason)
    }

    private func rounds(_ checkpoint: String?) throws -> ColumnGenerationRounds<GrothendieckSearchEngine> {
        try ColumnGenerationRounds(from: initial, checkpoint: checkpoint, orTo: checkpointPath) { state, _ in
            try GrothendieckSearchEngine(state)
        }
    }

    private func outcome(
        _ engine: GrothendieckSearchEngine, _ reason: StopReason?
    ) throws -> GrothendieckSearchOutcome {
        guard let best = engine.best, let inequality = try engine.inequality() else { throw CancellationError() }
        let isSpent = engine.state.isFinished && engine.state.round >= options.roundLimit
        return GrothendieckSearchOutcome(
            certificate: try engine.prover?.certificate(), alice: inequality.alice, bob: inequality.bob,
            matrix: inequality.matrix, visibility: engine.state.visibility, promise: best.promise,
            stopReason: isSpent ? .iterationLimit : reason ?? .converged, rounds: engine.state.totalRounds)
    }
}

/// What a search for a lower bound on Grothendieck's constant found.
public struct GrothendieckSearchOutcome: Sendable {
    /// The best inequality with its bound of signs, to be verified; nil when the search was cut before the bound was proven.
    public let certificate: GrothendieckCertificate?
    /// Vectors on Alice's lines in whole numbers, as in the certificate.
    public let alice: [[Int]]
    /// Vectors on Bob's lines likewise.
    public let bob: [[Int]]
    /// M, a list for each of Alice's lines.
    public let matrix: [[Int]]
    /// What the mixture of signs for the last lines reaches, with entries of the matrix confined: their constant is about 1 over it, or less.
    public let visibility: Double
    /// What the prices of the matrix promise: the constant is at least 1 over it, if the search has missed no signs.
    public let promise: Double
    /// Why the search stopped: `converged` when it has ended with the proof.
    public let stopReason: StopReason
    /// The number of rounds of all stages and of the proof.
    public let rounds: Int
}
