import NumericalCore

/// Climbs from random starts in every block of total spins, those that come too late being left out.
struct BlockClimbs<Climb: Sendable>: Sendable {
    /// The climbs that were made with their numbers, start by start and block by block.
    let climbs: [(number: Int, climb: Climb)]
    /// Why they ended: `converged` when all were made.
    let stopReason: StopReason

    /// Makes the climbs; the first one is always made.
    ///
    /// - Throws: `CancellationError` in a task that is cancelled before the end of the first climb.
    init(
        blocks: Int, _ options: AscentOptions, _ tally: StartTally, value: @Sendable (Climb) -> Double,
        climb: @Sendable (_ block: Int, inout RandomStream) throws -> Climb
    ) throws {
        let budget = TimeBudget(timeLimit: options.timeLimit)
        let starts = options.starts
        let found = try Parallel.map(count: blocks * starts, threads: options.threads) { number -> Climb? in
            if number > 0, budget.reasonToStop != nil { return nil }
            var stream = RandomStream(seed: options.seed, substream: UInt64(number))
            do {
                let end = try climb(number / starts, &stream)
                try tally.add(value(end))
                return end
            } catch is CancellationError where number > 0 {
                return nil
            }
        }
        climbs = found.enumerated().compactMap { number, climb in climb.map { (number, $0) } }
        let reason = climbs.count < found.count ? budget.reasonToStop ?? .timeLimit : .converged
        stopReason = reason
        if climbs.isEmpty { throw CancellationError() }
    }

    /// The place of the climb with the largest value, the first of several.
    func best(by value: (Climb) -> Double) -> Int {
        var best = 0
        for place in climbs.indices where value(climbs[place].climb) > value(climbs[best].climb) { best = place }
        return best
    }
}
