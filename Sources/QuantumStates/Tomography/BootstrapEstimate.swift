import NumericalCore

/// What a bootstrap says about one quantity of a tomographic estimate.
public struct BootstrapEstimate: Sendable, Hashable, Codable {
    /// The quantity at the estimate itself.
    public let value: Double
    /// The mean over the replicas; its distance from `value` estimates the bias.
    ///
    /// It is NaN when replicas are infinite on both sides.
    public let mean: Double
    /// The standard deviation over the replicas; infinite when a replica is.
    public let standardError: Double
    /// The interval between the percentiles that leave equal shares outside; an end is infinite when a replica next to it is.
    public let interval: ClosedRange<Double>
    /// The quantity in each replica, in their order.
    public let samples: [Double]

    /// The summary of a sample without NaN; percentiles are interpolated linearly between order statistics.
    ///
    /// Between an infinite value and another one there is nothing to interpolate: the end is the outer one of the two.
    init(value: Double, samples: [Double], confidence: Double) {
        let count = Double(samples.count)
        let mean = samples.reduce(0, +) / count
        let squares = samples.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        let sorted = samples.sorted()
        func percentile(_ share: Double, isUpper: Bool) -> Double {
            let place = share * (count - 1)
            let below = Int(place)
            let above = min(below + 1, sorted.count - 1)
            let (low, high, part) = (sorted[below], sorted[above], place - Double(below))
            if part == 0 || low == high { return low }
            guard low.isFinite && high.isFinite else { return isUpper ? high : low }
            let difference = high - low
            return difference.isFinite ? low + part * difference : (1 - part) * low + part * high
        }
        let low = percentile((1 - confidence) / 2, isUpper: false)
        self.value = value
        self.mean = mean
        self.standardError = samples.allSatisfy(\.isFinite) ? (squares / (count - 1)).squareRoot() : .infinity
        self.interval = low...max(low, percentile((1 + confidence) / 2, isUpper: true))
        self.samples = samples
    }
}

/// How a bootstrap is done.
public struct BootstrapOptions: Sendable, Hashable, Codable {
    /// Where the counts of replicas come from.
    public enum Source: String, Sendable, Hashable, Codable {
        /// From the probabilities of the estimated state.
        case estimatedState
        /// From the observed counts as means (Poisson) or relative frequencies (multinomial).
        case observedCounts
    }

    /// The number of replicas, at least 2.
    public var replicas: Int
    /// The seed; replica r draws from its own substream r.
    public var seed: UInt64
    /// Where the counts of replicas come from.
    public var source: Source
    /// The share of replicas inside the percentile interval, between 0 and 1.
    public var confidence: Double
    /// How far the likelihood of each replica is maximized.
    public var likelihood: MaximumLikelihoodOptions
    /// The time after which to stop, in seconds, with the replicas so far, or nil.
    public var timeLimit: Double?
    /// How many threads work at most.
    public var threads: Int

    /// Options for a seed, with defaults for the rest; a gap of 1e-4 moves a replica by a hundredth of its scatter.
    public init(
        replicas: Int = 200, seed: UInt64, source: Source = .estimatedState, confidence: Double = 0.95,
        likelihood: MaximumLikelihoodOptions = MaximumLikelihoodOptions(gapTolerance: 1e-4),
        timeLimit: Double? = nil, threads: Int = Parallel.processorCount
    ) {
        self.replicas = replicas
        self.seed = seed
        self.source = source
        self.confidence = confidence
        self.likelihood = likelihood
        self.timeLimit = timeLimit
        self.threads = threads
    }

    func validate() throws {
        try require((2...1_000_000).contains(replicas), "replicas", must: "be in 2…10⁶", was: replicas)
        try require(
            confidence > 0 && confidence < 1, "confidence", must: "lie between 0 and 1", was: confidence)
        try TimeBudget.requireLimit(timeLimit)
        try Parallel.requireCount(ofThreads: threads)
        try likelihood.check()
    }

    private enum CodingKeys: String, CodingKey {
        case replicas, seed, source, confidence, likelihood, timeLimit, threads
    }

    /// Reads options; those that were written before there were limits have none.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            replicas: try values.decode(Int.self, forKey: .replicas),
            seed: try values.decode(UInt64.self, forKey: .seed),
            source: try values.decode(Source.self, forKey: .source),
            confidence: try values.decode(Double.self, forKey: .confidence),
            likelihood: try values.decode(MaximumLikelihoodOptions.self, forKey: .likelihood),
            timeLimit: try values.decodeIfPresent(Double.self, forKey: .timeLimit),
            threads: try values.decodeIfPresent(Int.self, forKey: .threads) ?? Parallel.processorCount)
    }
}

extension TomographyData {
    /// Counts drawn at random from a state: Poissonian with the given number of trials for each effect, or multinomial with
    /// each setting's total count.
    ///
    /// - Parameters:
    ///   - state: The state that is measured.
    ///   - trials: N for Poissonian counts, where it replaces an unknown N; not looked at for multinomial ones.
    ///   - generator: The source of chance.
    /// - Returns: The same experiment with the drawn counts.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the state lives in another space, N is not in 0…2⁵⁰ or no count
    ///   came out above 0.
    public func sampled(
        from state: DensityOperator, trials: Double, using generator: inout some RandomNumberGenerator
    ) throws -> TomographyData {
        let probabilities = try self.probabilities(of: state).map { max(0, $0) }
        if case .poisson = statistics {
            try require(trials > 0 && trials <= 0x1p50, "trials", must: "be above 0 and at most 2⁵⁰", was: trials)
            return try sampled(means: probabilities.map { $0 * trials }, using: &generator)
        }
        return try sampled(means: probabilities, using: &generator)
    }

    /// Poisson counts with the given means, or multinomial ones with weights in proportion to them.
    func sampled(
        means: [Double], using generator: inout some RandomNumberGenerator
    ) throws -> TomographyData {
        var drawn = means
        for group in groups {
            if case .poisson = statistics {
                for index in group { drawn[index] = Double(try generator.poisson(mean: means[index])) }
            } else {
                let total = max(1, Int(counts[group].reduce(0, +).rounded()))
                let numbers = try generator.multinomial(trials: total, weights: Array(means[group]))
                for (index, number) in zip(group, numbers) { drawn[index] = Double(number) }
            }
        }
        guard let data = replacingCounts(unchecked: drawn) else {
            throw InvalidArgument("counts", must: "not all be 0 in a random repetition of the experiment", was: "all 0")
        }
        return data
    }

    /// Errors of quantities of the maximum-likelihood state, from random repetitions of the experiment.
    ///
    /// The estimates of a ``Bootstrap``, which can also be followed, limited in time and resumed.
    /// - Parameters:
    ///   - estimate: The estimate from these data.
    ///   - options: Number of replicas, seed, confidence.
    ///   - quantities: Functions of the state, such as the fidelity with a target; they may be infinite, but not NaN.
    /// - Returns: One result for each quantity.
    /// - Complexity: As many maximizations as replicas, on all cores; cancellable between them.
    /// - Throws: As ``Bootstrap``; `CancellationError` in a task that is cancelled before all replicas are done.
    public func bootstrap(
        _ estimate: MaximumLikelihoodEstimate, options: BootstrapOptions,
        of quantities: [@Sendable (DensityOperator) throws -> Double]
    ) async throws -> [BootstrapEstimate] {
        let outcome = try await Bootstrap(self, estimate, options: options, of: quantities).run()
        if outcome.stopReason == .cancelled { throw CancellationError() }
        return outcome.estimates
    }

    /// The same with a stream that receives the number of finished replicas.
    @available(*, deprecated, message: "use Bootstrap(_:_:options:of:).start(), whose run has the progress")
    public func bootstrap(
        _ estimate: MaximumLikelihoodEstimate, options: BootstrapOptions, progress: AsyncStream<Int>.Continuation?,
        of quantities: [@Sendable (DensityOperator) throws -> Double]
    ) async throws -> [BootstrapEstimate] {
        let run = try Bootstrap(self, estimate, options: options, of: quantities).start()
        return try await withTaskCancellationHandler {
            for await report in run.progress { progress?.yield(report.step) }
            let outcome = try await run.value
            if outcome.stopReason == .cancelled { throw CancellationError() }
            return outcome.estimates
        } onCancel: {
            run.cancel()
        }
    }
}

extension BootstrapEstimate: CustomStringConvertible {
    /// The value, its standard error, and the interval.
    public var description: String {
        ShortNumber.text(value, standardError: standardError)
            + " (interval \(ShortNumber.text(interval.lowerBound)) … \(ShortNumber.text(interval.upperBound)), "
            + "\(samples.count) replicas)"
    }
}
