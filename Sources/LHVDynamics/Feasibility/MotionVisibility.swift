import LHVModels

/// The largest visibility at which some distribution follows given motions, between a value that is reached and a bound found by search.
///
/// The upper end is proven for distributions on the pairs that the search has seen. For all pairs of directions it is numerical: it rests on
/// the largest W that was found, and a maximum that was missed would raise it.
public struct MotionVisibility: Sendable {
    /// The visibility that ``cloud`` reaches, up to the degree of the constraints.
    public let lower: Double
    /// The largest W/w of ``witness`` over everything that the search has seen: not proven to be the largest over all pairs.
    public let upper: Double
    /// The particles that reach ``lower``, beside uniform ones of weight ``uniformWeight``; nil when all are uniform.
    public let cloud: WeightedCloud<Direction>?
    /// The weight of uniformly distributed pairs, which volume-preserving motions leave uniform.
    public let uniformWeight: Double
    /// The function that gives ``upper``; ``MotionWitness/maxima(starts:refined:using:)`` with more starts tests it further.
    public let witness: MotionWitness
    /// The number of linear programs that were solved.
    public let rounds: Int
    /// The number of independent constraints.
    public let rank: Int
    /// Why the search ended; both ends mean the same whatever the reason.
    public let stopReason: StopReason
}

extension MotionConstraints {
    /// The largest v at which vρ + (1 − v)1/4 has a distribution that is right after all motions.
    ///
    /// max v over p ≥ 0 on a set of pairs, a linear program; pairs at which the dual witness exceeds its bound are added until the
    /// two bounds agree. Without rounds the answer is that of the given grid, and `upper` speaks of the grid only.
    /// - Parameters:
    ///   - state: ρ, usually pure: S_v is the hull of the noisy pure states.
    ///   - cells: Pairs of directions to begin with, at least one.
    ///   - rounds: How often pairs may be added, at most 10⁹.
    ///   - starts: The number of random pairs from which the witness's maximum is sought in each round, in 1…10⁷.
    ///   - tolerance: The difference of the bounds at which to stop.
    ///   - generator: The source of randomness.
    ///   - report: Called after each linear program with the difference of the bounds; returning false ends the search with the
    ///     bounds so far.
    /// - Returns: The bounds so far, also in a task that was cancelled after the first linear program.
    /// - Complexity: A linear program with as many rows as independent constraints in each round: milliseconds at degree 1, seconds at
    ///   degree 3.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when an argument is out of range, ``/NumericalCore/NumericalFailure`` when a
    ///   linear program is not solved, `CancellationError` in a task that is cancelled before there are bounds, and what the
    ///   motions throw.
    public func largestVisibility(
        of state: DensityOperator, cells: [[Direction]], rounds: Int = 0, starts: Int = 1000, tolerance: Double = 1e-4,
        using generator: inout some RandomNumberGenerator, reporting report: (RunProgress) -> Bool = { _ in true }
    ) throws -> MotionVisibility {
        let clock = TimeBudget.unlimited
        var search = try MotionSearch(
            self, state, cells: cells, rounds: rounds, starts: starts, tolerance: tolerance, using: &generator)
        while !search.isFinished {
            try search.step(using: &generator)
            try search.ask(report, since: clock)
        }
        return try search.result()
    }

    /// The search for the largest visibility, to be run or started; it reports the difference of the bounds after each program.
    ///
    /// - Parameters:
    ///   - state: ρ, usually pure.
    ///   - cells: Pairs of directions to begin with, at least one.
    ///   - starts: The number of random pairs from which the witness's maximum is sought in each round, in 1…10⁷.
    ///   - tolerance: The difference of the bounds at which to stop.
    ///   - roundLimit: How often pairs may be added, at most 10⁹.
    ///   - timeLimit: The time after which to stop, in seconds, or nil.
    ///   - seed: The seed.
    /// - Returns: The search; when time is over or the task cancelled, it ends with the bounds so far.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a limit is out of range; all else when it is run.
    public func largestVisibilitySearch(
        of state: DensityOperator, cells: [[Direction]], starts: Int = 1000, tolerance: Double = 1e-4,
        roundLimit: Int = 0, timeLimit: Double? = nil, seed: UInt64 = 1
    ) throws -> some LongWork<MotionVisibility> {
        try TimeBudget.requireLimit(timeLimit)
        return visibilitySearch(
            of: state, cells: cells, rounds: roundLimit, starts: starts, tolerance: tolerance, timeLimit: timeLimit,
            stream: RandomStream(seed: seed))
    }

    /// The same, started.
    @available(
        *, deprecated,
        message: "use largestVisibilitySearch(of:cells:starts:tolerance:roundLimit:timeLimit:seed:).start()"
    )
    public func largestVisibilityRun(
        of state: DensityOperator, cells: [[Direction]], rounds: Int = 0, starts: Int = 1000, tolerance: Double = 1e-4,
        stream: RandomStream
    ) -> Run<MotionVisibility> {
        visibilitySearch(
            of: state, cells: cells, rounds: rounds, starts: starts, tolerance: tolerance, timeLimit: nil,
            stream: stream
        ).start()
    }

    private func visibilitySearch(
        of state: DensityOperator, cells: [[Direction]], rounds: Int, starts: Int, tolerance: Double,
        timeLimit: Double?, stream: RandomStream
    ) -> PreparedWork<MotionVisibility> {
        PreparedWork { reporter in
            let budget = TimeBudget(timeLimit: timeLimit)
            var stream = stream
            var search = try MotionSearch(
                self, state, cells: cells, rounds: rounds, starts: starts, tolerance: tolerance, using: &stream)
            while !search.isFinished {
                try search.step(using: &stream)
                try search.ask({ reporter?.pass($0) ?? true }, since: budget)
                // Whoever follows the search needs a thread too.
                await Task.yield()
            }
            return try search.result()
        }
    }
}
