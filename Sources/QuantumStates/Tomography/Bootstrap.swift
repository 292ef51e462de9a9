import DataFiles
import NumericalCore

/// Errors of quantities of a maximum-likelihood state, from random repetitions of the experiment.
///
///     let bootstrap = try Bootstrap(data, estimate, options: BootstrapOptions(seed: 1), of: [fidelity])
///     let outcome = try await bootstrap.run(checkpoint: "bootstrap.checkpoint")
///     print(outcome.estimates[0].interval)
///
/// Each replica draws counts from the law of the experiment, maximizes the likelihood and evaluates the quantities.
/// Replica r uses substream r of the seed and results are folded in order, so that they do not depend on the number of
/// threads. Intervals near the boundary of the states inherit the bias of maximum likelihood there.
/// Source: [Efron1993], Ch. 6 and 13.
public struct Bootstrap: ResumableWork {
    /// What a bootstrap found.
    public struct Outcome: Sendable, Hashable, Codable {
        /// One result for each quantity.
        public let estimates: [BootstrapEstimate]
        /// The number of replicas that they are of: the first ones.
        public let replicas: Int
        /// Why it stopped: `converged` when all replicas are done.
        public let stopReason: StopReason
    }

    /// The counts of the experiment.
    public let data: TomographyData
    /// The estimate from them.
    public let estimate: MaximumLikelihoodEstimate
    /// Number of replicas, seed, confidence and limits.
    public let options: BootstrapOptions

    private let quantities: [@Sendable (DensityOperator) throws -> Double]
    /// The quantities at the estimate, and the means or weights from which counts are drawn.
    private let values: [Double]
    private let means: [Double]

    /// A bootstrap of quantities, which are evaluated at the estimate.
    ///
    /// - Parameters:
    ///   - data: The counts of the experiment.
    ///   - estimate: The estimate from these data.
    ///   - options: Number of replicas, seed, confidence and limits.
    ///   - quantities: Functions of the state, such as the fidelity with a target; they may be infinite, but not NaN.
    /// - Throws: ``/NumericalCore/InvalidArgument`` for wrong options, an estimate of another space, or a quantity that is NaN,
    ///   and whatever a quantity throws.
    public init(
        _ data: TomographyData, _ estimate: MaximumLikelihoodEstimate, options: BootstrapOptions,
        of quantities: [@Sendable (DensityOperator) throws -> Double]
    ) throws {
        try options.validate()
        // The effects and the space are checked once for all replicas.
        try data.requireInformationallyComplete()
        var means = try data.probabilities(of: estimate.state).map { max(0, $0) }
        if case .poisson = data.statistics { means = means.map { $0 * estimate.trials } }
        if options.source == .observedCounts { means = data.counts }
        self.data = data
        self.estimate = estimate
        self.options = options
        self.quantities = quantities
        self.means = means
        // At the estimate first: what fails there would fail after all replicas.
        values = try Bootstrap.values(of: quantities, at: estimate.state, "the estimate")
    }

    /// Makes the replicas, block by block.
    ///
    /// - Parameters:
    ///   - checkpoint: A file for the replicas so far, written after every block, or nil.
    ///   - reporter: Takes a report after every block, or nil.
    /// - Returns: The estimates; of fewer replicas when time is over or the task cancelled, at least two.
    /// - Complexity: As many maximizations as replicas.
    /// - Throws: ``/NumericalCore/InvalidArgument`` for a quantity that is NaN, which names the quantity and the replica;
    ///   whatever a quantity throws; `CancellationError` in a task that is cancelled before there are two replicas, and
    ///   ``/NumericalCore/NumericalFailure`` when time is over before; for checkpoints as ``/DataFiles/ResumableWork``.
    public func run(checkpoint: String?, reporter: RunReporter?) async throws -> Outcome {
        let budget = TimeBudget(timeLimit: options.timeLimit)
        let file = CheckpointFile<BootstrapState>(checkpoint, kind: BootstrapState.checkpointKind)
        var state = BootstrapState(
            options: options, counts: data.counts, means: means, values: values, probes: file == nil ? [] : try probes()
        )
        if let file {
            if let found = try file.state({ try $0.validate() }) {
                try file.requireOwn(
                    found.isContinuation(of: state), "the counts, quantities and options of this bootstrap")
                state.samples = found.samples
            }
            try file.prepare()
        }
        var reason = StopReason.converged
        while state.samples.count < options.replicas {
            if let stop = budget.reasonToStop {
                reason = stop
                break
            }
            let first = state.samples.count
            let count = min(Bootstrap.block * options.threads, options.replicas - first)
            do {
                state.samples += try await Parallel.cancellableMap(count: count, threads: options.threads) {
                    try replica(first + $0)
                }
            } catch is CancellationError where budget.reasonToStop == .cancelled {
                reason = .cancelled
                break
            }
            try file?.write(state)
            try reporter?.report(step: state.samples.count, of: options.replicas)
        }
        // A file may hold more than are asked for.
        return try outcome(Array(state.samples.prefix(options.replicas)), reason)
    }

    /// The quantities at states by which a checkpoint's can be told from others: pure ones with some noise, which most quantities tell apart.
    private func probes() throws -> [[Double]] {
        var stream = RandomStream(seed: 1993)
        return try (0..<3).map { _ in
            let state = try StateVector.random(in: data.space, using: &stream).densityOperator
                .withWhiteNoise(visibility: 0.9)
            // What cannot be evaluated there is known by that.
            return quantities.map { quantity in
                guard let value = try? quantity(state), !value.isNaN else { return -.infinity }
                return value
            }
        }
    }

    /// How many replicas a thread makes between two reports.
    private static let block = 8

    private func replica(_ number: Int) throws -> [Double] {
        try Work.checkCancellation()
        var stream = RandomStream(seed: options.seed, substream: UInt64(number))
        let drawn = try data.sampled(means: means, using: &stream)
        let state = try drawn.maximizedLikelihood(options.likelihood).state
        return try Bootstrap.values(of: quantities, at: state, "replica \(number)")
    }

    private func outcome(_ samples: [[Double]], _ reason: StopReason) throws -> Outcome {
        guard samples.count >= 2 else {
            if reason == .cancelled { throw CancellationError() }
            throw NumericalFailure("bootstrap", "time was over after \(samples.count) replicas")
        }
        let estimates = quantities.indices.map { quantity in
            BootstrapEstimate(
                value: values[quantity], samples: samples.map { $0[quantity] }, confidence: options.confidence)
        }
        return Outcome(estimates: estimates, replicas: samples.count, stopReason: reason)
    }

    /// The quantities of a state, none of them NaN: no interval could hold one.
    private static func values(
        of quantities: [@Sendable (DensityOperator) throws -> Double], at state: DensityOperator, _ name: String
    ) throws -> [Double] {
        try quantities.enumerated().map { index, quantity in
            let value = try quantity(state)
            try require(!value.isNaN, "quantity \(index) of \(name)", must: "be a number", was: value)
            return value
        }
    }
}
