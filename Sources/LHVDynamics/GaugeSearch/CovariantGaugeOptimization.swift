import LHVModels

/// The largest ball S_v on which a covariant gauge with precession for some c = λ₁·λ₂ and rest for the others is positive.
///
/// The unknowns are the functions of ``CovariantGauge`` at knots of |c|, scaled by v, in which F is linear: maximize v under four
/// integral conditions and F ≥ 0, a 4 × 4 block for each c, where F has f₀ as the part of the maximally mixed state. The blocks
/// become linear inequalities xᵀF x ≥ 0 with the eigenvectors x of negative eigenvalues, added until none is left. Each
/// round solves the dual program, so that the inequalities are columns. Source: this library, in the article "Searching for gauges".
///
/// ```swift
/// let found = try CovariantGaugeOptimization(.panels([0.54, 1], [.precession, .restsBelow]), knots: 12).solve()
/// found.gauge?.largestVisibility   // 0.1836
/// ```
public struct CovariantGaugeOptimization: LongWork, Hashable {
    /// Where pairs precess.
    public enum Pattern: Sendable, Hashable {
        /// Everywhere.
        case precession
        /// Band by band in |c|: the upper ends of the bands, the last one 1, and the motion in each.
        case panels([Double], [CovariantGauge.Motion])
        /// Interleaved without end: at each |c| any mixture of the three motions, with shares to be found.
        case interleaved
    }

    /// What the functions are between knots.
    public enum Discretization: String, Sendable, Hashable, Codable {
        /// Values at Gauss nodes only: positivity there and integrals by the rule. No statement about other c follows.
        case nodes
        /// Linear interpolation with exact integrals; positivity is asked for at knots and wherever it fails most between them, and the
        /// result is a gauge with a bound that holds at every c.
        case linear
    }

    /// Where pairs precess.
    public let pattern: Pattern
    /// The number of knots in each band; for nodes without bands the nodes of a rule on −1…1 are twice as many.
    public let knots: Int
    /// What the functions are between knots.
    public let discretization: Discretization
    /// The relative distance of the two bounds at which to stop.
    public let tolerance: Double
    /// The largest number of linear programs.
    public let roundLimit: Int
    /// The time after which to stop, in seconds, or nil.
    public let timeLimit: Double?

    /// The problem with a pattern and a number of knots.
    ///
    /// - Parameters:
    ///   - pattern: Where pairs precess; the interleaved one is for nodes only.
    ///   - knots: In 3…200 for each band.
    ///   - discretization: What the functions are between knots.
    ///   - tolerance: In 1e-10…0.1.
    ///   - roundLimit: The largest number of linear programs, at least 1.
    ///   - timeLimit: The time after which to stop, in seconds, or nil.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when an argument is out of range, or the bands do not ascend to 1.
    public init(
        _ pattern: Pattern, knots: Int, discretization: Discretization = .linear, tolerance: Double = 1e-6,
        roundLimit: Int = 100, timeLimit: Double? = nil
    ) throws {
        try require((3...200).contains(knots), "knots", must: "be in 3…200", was: knots)
        try require((1e-10...0.1).contains(tolerance), "tolerance", must: "be in 1e-10…0.1", was: tolerance)
        try require(roundLimit >= 1, "roundLimit", must: "be at least 1", was: roundLimit)
        try TimeBudget.requireLimit(timeLimit)
        switch pattern {
        case .precession: break
        case .panels(let ends, let motions):
            try require(
                !ends.isEmpty && ends.count == motions.count, "bands", must: "have one motion for each end",
                was: "\(ends.count) ends, \(motions.count) motions")
            try require(
                ends[ends.count - 1] == 1 && zip([0] + ends, ends).allSatisfy { $0 < $1 }, "ends of the bands",
                must: "ascend from above 0 to 1", was: ends)
        case .interleaved:
            try require(
                discretization == .nodes, "discretization", must: "be nodes for the interleaved pattern",
                was: discretization)
        }
        self.pattern = pattern
        self.knots = knots
        self.discretization = discretization
        self.tolerance = tolerance
        self.roundLimit = roundLimit
        self.timeLimit = timeLimit
    }

    /// What came out, and how much of it is certain.
    public struct Outcome: Sendable, Hashable, Codable {
        /// The value of the last linear program, which the optimum of the discretized problem does not exceed.
        public let upperBound: Double
        /// A visibility at which the functions found are positive, after v was lowered until they are: at the nodes, or for the
        /// linear discretization at every c, by ``CovariantGauge/eigenvalueRange``.
        public let lowerBound: Double
        /// The number of linear programs.
        public let rounds: Int
        /// The number of inequalities.
        public let inequalities: Int
        /// Why the search ended: the bounds met, the rounds were used up, it was stopped, or there was no further progress, as a program
        /// could not be solved accurately or the bound over all c fell short of the value between knots that a local search found.
        public let stopReason: StopReason
        /// The gauge, for the linear discretization.
        public let gauge: CovariantGauge?
        /// |c| at the knots.
        public let knots: [Double]
        /// For the interleaved pattern, the shares of precession, rest below and rest above at each knot.
        public let shares: [[Double]]
        /// The verification of the last linear program.
        public let verification: LinearProgramVerification

        /// A sentence that says what has been shown.
        public var statement: String {
            // Rounded to the side on which the statement is weaker.
            let reached = ShortNumber.atLeast(lowerBound, digits: 7)
            let ceiling = ShortNumber.atMost(upperBound, digits: 7)
            let problem = "the problem discretized at \(knots.count) values of |c|"
            return gauge == nil
                ? "Numerical, not a proof: v = \(reached) was reached and \(ceiling) is not exceeded in \(problem); "
                    + "nothing follows for other c."
                : "A gauge tabulated at \(knots.count) values of |c| reaches v = \(reached), which holds at every c; that "
                    + "\(ceiling) is not exceeded in \(problem) is numerical, not a proof."
        }
    }

    /// Solves the problem.
    ///
    /// - Parameter reporter: Takes a report after each linear program with the difference of the bounds, or nil.
    /// - Returns: The bounds, also those so far when time is over or the task cancelled.
    /// - Complexity: rounds times a linear program of about 5·knots rows and ten times as many columns.
    /// - Throws: ``/NumericalCore/NumericalFailure`` when a linear program cannot be solved; `CancellationError` in a task that is
    ///   cancelled before there are bounds.
    public func run(reporter: RunReporter?) async throws -> Outcome {
        let budget = TimeBudget(timeLimit: timeLimit)
        var rounds = try CovariantProgramRounds(self)
        while rounds.stopReason == nil {
            guard try rounds.solve() else { continue }
            try reporter?.report(
                step: rounds.count, of: roundLimit, value: rounds.difference.isFinite ? rounds.difference : nil,
                message: rounds.message)
            if rounds.stopReason == nil { rounds.stopReason = budget.reasonToStop }
            // Whoever follows the run needs a thread too.
            await Task.yield()
        }
        return try rounds.outcome()
    }

    /// Solves the problem on the calling thread: the short form of ``run(reporter:)``.
    ///
    /// - Parameter report: Called after each linear program with the difference of the bounds; returning false ends the search with
    ///   the bounds so far, as cancelling the task does.
    /// - Throws: As there.
    public func solve(reporting report: (RunProgress) -> Bool = { _ in true }) throws -> Outcome {
        let clock = TimeBudget(timeLimit: timeLimit)
        var rounds = try CovariantProgramRounds(self)
        while rounds.stopReason == nil {
            guard try rounds.solve(), rounds.stopReason != .converged else { continue }
            let stop = try reasonToStop(
                after: rounds.count, of: roundLimit, since: clock, value: rounds.difference, message: rounds.message,
                report)
            rounds.stopReason = stop ?? rounds.stopReason
        }
        return try rounds.outcome()
    }

    // MARK: Names before version 0.2

    /// The problem with the limit by its old name.
    @available(*, deprecated, message: "use init(_:knots:discretization:tolerance:roundLimit:timeLimit:)")
    public init(
        _ pattern: Pattern, knots: Int, discretization: Discretization = .linear, tolerance: Double = 1e-6,
        maximumRounds: Int
    ) throws {
        try self.init(
            pattern, knots: knots, discretization: discretization, tolerance: tolerance, roundLimit: maximumRounds)
    }

    /// The largest number of linear programs.
    @available(*, deprecated, renamed: "roundLimit")
    public var maximumRounds: Int { roundLimit }
}
