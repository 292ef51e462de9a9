import NumericalCore

/// What a bootstrap says about one quantity of a tomographic estimate.
public struct BootstrapEstimate: Sendable, Hashable {
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
    /// How far the likelihood of each replica is maximised.
    public var likelihood: MaximumLikelihoodOptions

    /// Options for a seed, with defaults for the rest; a gap of 1e-4 moves a replica by a hundredth of its scatter.
    public init(
        replicas: Int = 200, seed: UInt64, source: Source = .estimatedState, confidence: Double = 0.95,
        likelihood: MaximumLikelihoodOptions = MaximumLikelihoodOptions(gapTolerance: 1e-4)
    ) {
        self.replicas = replicas
        self.seed = seed
        self.source = source
        self.confidence = confidence
        self.likelihood = likelihood
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
    private func sampled(
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
    /// Each replica draws counts from the law of the experiment, maximises the likelihood and evaluates the quantities.
    /// Replica r uses substream r of the seed and results are folded in order, so that they do not depend on the number of
    /// threads. Intervals near the boundary of the states inherit the bias of maximum likelihood there.
    /// Source: [Efron1993], Ch. 6 and 13.
    /// - Parameters:
    ///   - estimate: The estimate from these data.
    ///   - options: Number of replicas, seed, confidence.
    ///   - progress: Receives the number of finished replicas; it is not finished here.
    ///   - quantities: Functions of the state, such as the fidelity with a target; they may be infinite, but not NaN.
    /// - Returns: One result for each quantity.
    /// - Complexity: As many maximisations as replicas, on all cores; cancellable between them.
    /// - Throws: ``/NumericalCore/InvalidArgument`` for wrong options, an estimate of another space, or a quantity that is NaN,
    ///   which names the quantity and the replica; `CancellationError`, and whatever a quantity throws.
    public func bootstrap(
        _ estimate: MaximumLikelihoodEstimate, options: BootstrapOptions,
        progress: AsyncStream<Int>.Continuation? = nil,
        of quantities: [@Sendable (DensityOperator) throws -> Double]
    ) async throws -> [BootstrapEstimate] {
        try require((2...1_000_000).contains(options.replicas), "replicas", must: "be in 2…10⁶", was: options.replicas)
        try require(
            options.confidence > 0 && options.confidence < 1, "confidence", must: "lie between 0 and 1",
            was: options.confidence)
        // Checks the likelihood options, the effects and the space once for all replicas.
        try options.likelihood.check()
        try requireInformationallyComplete()
        var means = try probabilities(of: estimate.state).map { max(0, $0) }
        if case .poisson = statistics { means = means.map { $0 * estimate.trials } }
        if options.source == .observedCounts { means = counts }
        let sources = means
        // At the estimate first: what fails there would fail after all replicas.
        let values = try TomographyData.values(of: quantities, at: estimate.state, "the estimate")

        let block = 8
        let samples = try await withThrowingTaskGroup(of: (Int, [[Double]]).self) { group in
            for start in stride(from: 0, to: options.replicas, by: block) {
                group.addTask {
                    let replicas = start..<min(start + block, options.replicas)
                    let values = try replicas.map { replica in
                        try Work.checkCancellation()
                        var stream = RandomStream(seed: options.seed, substream: UInt64(replica))
                        let data = try sampled(means: sources, using: &stream)
                        let state = try data.maximizedLikelihood(options.likelihood).state
                        return try TomographyData.values(of: quantities, at: state, "replica \(replica)")
                    }
                    return (start, values)
                }
            }
            var rows = [[Double]](repeating: [], count: options.replicas)
            var finished = 0
            for try await (start, values) in group {
                for (index, row) in values.enumerated() { rows[start + index] = row }
                finished += values.count
                progress?.yield(finished)
            }
            return rows
        }
        return quantities.indices.map { quantity in
            BootstrapEstimate(
                value: values[quantity], samples: samples.map { $0[quantity] }, confidence: options.confidence)
        }
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

extension BootstrapEstimate: CustomStringConvertible {
    /// The value, its standard error, and the interval.
    public var description: String {
        ShortNumber.text(value, standardError: standardError)
            + " (interval \(ShortNumber.text(interval.lowerBound)) … \(ShortNumber.text(interval.upperBound)), "
            + "\(samples.count) replicas)"
    }
}
