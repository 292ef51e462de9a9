import QuantumStates

/// A quantum value of a Bell inequality that a see-saw reached: a lower bound of the largest one in these dimensions.
public struct QuantumBound: Sendable, Hashable, Codable {
    /// Σ c(a|x)·P(a|x) of the behaviour of ``state`` under ``measurements``.
    public let value: Double
    /// The state, pure.
    public let state: StateVector
    /// The measurements: `measurements[party][setting]`.
    public let measurements: [[POVM]]
    /// How many starts ended within 10⁻⁶ (relative) of the best; few of many are a reason for more starts.
    public let agreeingStarts: Int
    /// The sweeps of the best start.
    public let sweeps: Int
    /// Why the best start ended, `converged` or `iterationLimit`, or why not all starts ran, `timeLimit` or `cancelled`.
    public let stopReason: StopReason
}

/// How to search for a quantum value.
public struct SeeSawOptions: Sendable, Hashable, Codable {
    /// The number of random starts.
    public var starts: Int
    /// The most sweeps of a start; in a sweep every party and the state are improved once.
    public var roundLimit: Int
    /// The improvement in ten sweeps, relative to Σ|c|, below which a start has converged.
    public var tolerance: Double
    /// The time after which to stop, in seconds, or nil.
    public var timeLimit: Double?
    /// The seed; start k draws from substream k.
    public var seed: UInt64
    /// How many threads work at most; results do not depend on it.
    public var threads: Int

    /// Options for a see-saw.
    ///
    /// - Parameters:
    ///   - starts: The number of random starts, in 1…10⁶.
    ///   - roundLimit: The most sweeps of a start, in 1…10⁶.
    ///   - tolerance: The improvement in ten sweeps, relative to Σ|c|, below which a start has converged.
    ///   - timeLimit: The time after which to stop, in seconds, or nil.
    ///   - seed: The seed.
    ///   - threads: How many threads work at most, in 1…1024.
    public init(
        starts: Int = 32, roundLimit: Int = 2000, tolerance: Double = 1e-13, timeLimit: Double? = nil, seed: UInt64,
        threads: Int = min(Parallel.processorCount, Parallel.largestThreadCount)
    ) {
        self.starts = starts
        self.roundLimit = roundLimit
        self.tolerance = tolerance
        self.timeLimit = timeLimit
        self.seed = seed
        self.threads = threads
    }

    func validate() throws {
        try requireStarts(
            starts, roundLimit: roundLimit, tolerance: tolerance, timeLimit: timeLimit, threads: threads)
    }

    // The limit of sweeps has the name that it has in files of earlier versions.
    private enum CodingKeys: String, CodingKey {
        case starts, tolerance, timeLimit, seed, threads
        case roundLimit = "sweepLimit"
    }

    /// Reads options; those that were written without a number of threads have that of this machine.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            starts: try values.decode(Int.self, forKey: .starts),
            roundLimit: try values.decode(Int.self, forKey: .roundLimit),
            tolerance: try values.decode(Double.self, forKey: .tolerance),
            timeLimit: try values.decodeIfPresent(Double.self, forKey: .timeLimit),
            seed: try values.decode(UInt64.self, forKey: .seed),
            threads: try values.decodeIfPresent(Int.self, forKey: .threads)
                ?? min(Parallel.processorCount, Parallel.largestThreadCount))
    }
}

extension SeeSawOptions {
    // MARK: Names before version 0.2

    /// Options with the limit of sweeps by its old name.
    @available(*, deprecated, message: "say roundLimit for sweepLimit")
    public init(
        starts: Int = 32, sweepLimit: Int, tolerance: Double = 1e-13, timeLimit: Double? = nil, seed: UInt64
    ) {
        self.init(starts: starts, roundLimit: sweepLimit, tolerance: tolerance, timeLimit: timeLimit, seed: seed)
    }

    /// The most sweeps of a start.
    @available(*, deprecated, renamed: "roundLimit")
    public var sweepLimit: Int {
        get { roundLimit }
        set { roundLimit = newValue }
    }
}

extension BellInequality {
    /// A large quantum value in given local dimensions, by a see-saw from many random starts, on the calling thread.
    ///
    /// The short form of ``quantumBoundSearch(dimensions:_:)``; it stops when the current task is cancelled.
    /// - Parameters:
    ///   - dimensions: The local dimension of each party, with a product of at most 4096.
    ///   - options: Starts, limits and seed.
    /// - Throws: As there.
    public func quantumBound(dimensions: [Int], _ options: SeeSawOptions) throws -> QuantumBound {
        let space = try seeSawSpace(dimensions, options)
        return try SeeSaw(self, in: space).bound(of: self, in: space, options, StartTally(nil, of: options.starts))
    }

    /// The search for a large quantum value in given local dimensions, to be run or started; it reports after each start.
    ///
    /// In turn, each party gets its best measurements for the state and the others' measurements, and the state becomes the
    /// top eigenvector of the Bell operator. Two outcomes are optimal in one step, the sign of an operator; for more, a
    /// monotone iteration over POVMs is used. No step lowers the value; that it is the largest is not proven.
    /// Source: [Werner2001b].
    /// - Parameters:
    ///   - dimensions: The local dimension of each party, with a product of at most 4096.
    ///   - options: Starts, limits and seed.
    /// - Complexity: O(D³) a sweep for the product D of the dimensions.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when dimensions or options are out of range.
    public func quantumBoundSearch(
        dimensions: [Int], _ options: SeeSawOptions
    ) throws -> some LongWork<QuantumBound> {
        let space = try seeSawSpace(dimensions, options)
        return PreparedWork { reporter in
            try SeeSaw(self, in: space).bound(of: self, in: space, options, StartTally(reporter, of: options.starts))
        }
    }

    private func seeSawSpace(_ dimensions: [Int], _ options: SeeSawOptions) throws -> HilbertSpace {
        try options.validate()
        try require(
            dimensions.count == scenario.parties, "dimensions", must: "be one for each of \(scenario.parties) parties",
            was: dimensions.count)
        let space = try HilbertSpace(dimensions: dimensions)
        try require(space.dimension <= 4096, "dimensions", must: "have a product of at most 4096", was: dimensions)
        return space
    }
}

extension SeeSaw {
    /// The best of all starts.
    fileprivate func bound(
        of inequality: BellInequality, in space: HilbertSpace, _ options: SeeSawOptions, _ tally: StartTally
    ) throws -> QuantumBound {
        try SearchControl.run(budget: TimeBudget(timeLimit: options.timeLimit), threads: options.threads) { control in
            let ends = try Parallel.map(count: options.starts, threads: control.threads) { start in
                // The first start gives a value whatever the limit; those that come too late are left out.
                if start > 0, let stop = control.reasonToStop { return SeeSaw.End(leftOut: stop) }
                var stream = RandomStream(seed: options.seed, substream: UInt64(start))
                let end = try climb(options, control, using: &stream)
                try tally.add(end.value)
                return end
            }
            var best = ends[0]
            for end in ends where end.value > best.value { best = end }
            let state = StateVector(unchecked: best.state, in: space)
            let measurements = best.elements.map { $0.map { POVM(unchecked: $0) } }
            let value = try inequality.value(of: Behaviour(of: state, measurements: measurements))
            // In the units of the coefficients, whatever they are.
            let margin = 1e-6 * abs(best.value) + 1e-12 * magnitude
            return QuantumBound(
                value: value, state: state, measurements: measurements,
                agreeingStarts: ends.count { $0.value >= best.value - margin }, sweeps: best.sweeps,
                stopReason: ends.first { $0.isLeftOut }?.stop ?? best.stop)
        }
    }
}

extension CorrelatorInequality {
    /// A large quantum value in given local dimensions; see ``BellInequality/quantumBound(dimensions:_:)``.
    ///
    /// - Throws: As there.
    public func quantumBound(dimensions: [Int], _ options: SeeSawOptions) throws -> QuantumBound {
        try BellInequality(self).quantumBound(dimensions: dimensions, options)
    }
}

extension QuantumBound: CustomStringConvertible {
    /// The value, of what dimensions, and how many starts agree.
    public var description: String {
        "quantum value of at least \(ShortNumber.atLeast(value, digits: 10)), reached in \(state.space) (\(agreeingStarts) starts agree)"
    }
}
