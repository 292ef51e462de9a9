import Foundation
import LHVModels

/// The largest ball S_v on which a covariant gauge with precession for some c = λ₁·λ₂ and rest for the others is positive.
///
/// The unknowns are the functions of ``CovariantGauge`` at knots of |c|, scaled by v, in which F is linear: maximise v under four
/// integral conditions and F ≥ 0, a 4 × 4 block for each c, where F has f₀ as the part of the maximally mixed state. The blocks
/// become linear inequalities xᵀF x ≥ 0 with the eigenvectors x of negative eigenvalues, added until none is left. Each
/// round solves the dual program, so that the inequalities are columns. Source: this library, in the article "Searching for gauges".
///
/// ```swift
/// let found = try CovariantGaugeOptimization(.panels([0.54, 1], [.precession, .restsBelow]), knots: 12).solve()
/// found.gauge?.largestVisibility   // 0.1836
/// ```
public struct CovariantGaugeOptimization: Sendable, Hashable {
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
    public let maximumRounds: Int

    /// The problem with a pattern and a number of knots.
    ///
    /// - Parameters:
    ///   - pattern: Where pairs precess; the interleaved one is for nodes only.
    ///   - knots: In 3…200 for each band.
    ///   - discretization: What the functions are between knots.
    ///   - tolerance: In 1e-10…0.1.
    ///   - maximumRounds: At least 1.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when an argument is out of range, or the bands do not ascend to 1.
    public init(
        _ pattern: Pattern, knots: Int, discretization: Discretization = .linear, tolerance: Double = 1e-6,
        maximumRounds: Int = 100
    ) throws {
        try require((3...200).contains(knots), "knots", must: "be in 3…200", was: knots)
        try require((1e-10...0.1).contains(tolerance), "tolerance", must: "be in 1e-10…0.1", was: tolerance)
        try require(maximumRounds >= 1, "maximumRounds", must: "be at least 1", was: maximumRounds)
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
        self.maximumRounds = maximumRounds
    }

    /// What came out, and how much of it is certain.
    public struct Outcome: Sendable, Hashable {
        /// The value of the last linear program, which the optimum of the discretised problem does not exceed.
        public let upperBound: Double
        /// A visibility at which the functions found are positive, after v was lowered until they are: at the nodes, or for the
        /// linear discretisation at every c, by ``CovariantGauge/eigenvalueRange``.
        public let lowerBound: Double
        /// The number of linear programs.
        public let rounds: Int
        /// The number of inequalities.
        public let inequalities: Int
        /// Why the search ended: the bounds met, the rounds were used up, it was stopped, or there was no further progress, as a program
        /// could not be solved accurately or the bound over all c fell short of the value between knots that a local search found.
        public let stopReason: StopReason
        /// The gauge, for the linear discretisation.
        public let gauge: CovariantGauge?
        /// |c| at the knots.
        public let knots: [Double]
        /// For the interleaved pattern, the shares of precession, rest below and rest above at each knot.
        public let shares: [[Double]]
        /// The verification of the last linear program.
        public let verification: LinearProgramVerification

        /// A sentence that says what has been shown.
        public var statement: String {
            let problem = "the problem discretised at \(knots.count) values of |c|"
            return gauge == nil
                ? "Numerical, not a proof: v = \(lowerBound) was reached and \(upperBound) is not exceeded in \(problem); "
                    + "nothing follows for other c."
                : "A gauge tabulated at \(knots.count) values of |c| reaches v = \(lowerBound), which holds at every c; that "
                    + "\(upperBound) is not exceeded in \(problem) is numerical, not a proof."
        }
    }

    /// Solves the problem.
    ///
    /// - Parameter report: Called after each linear program with the difference of the bounds; returning false ends the search with
    ///   the bounds so far, as cancelling the task does.
    /// - Complexity: rounds times a linear program of about 5·knots rows and ten times as many columns.
    /// - Throws: ``/NumericalCore/NumericalFailure`` when a linear program cannot be solved; `CancellationError` in a task that is
    ///   cancelled before there are bounds.
    public func solve(reporting report: (RunProgress) -> Bool = { _ in true }) throws -> Outcome {
        let problem = try CovariantProgram(self)
        var master = try CovariantMaster(problem)
        var cuts = problem.initialCuts()
        var best = (lower: 0.0, point: [Double]())
        var upper = Double.infinity
        var (rounds, count) = (0, 0)
        var reason = StopReason.iterationLimit
        var last: LinearProgramSolution?
        let clock = TimeBudget.unlimited
        while rounds < maximumRounds {
            rounds += 1
            count += cuts.count
            guard let solution = try? master.solve(adding: cuts) else {
                reason = Work.isCancelled ? .cancelled : .stalled
                break
            }
            last = solution
            let point = solution.dual
            upper = smallerOrNaN(upper, solution.objective + solution.verification.gap)
            let (lower, repaired, found) = try problem.separate(point)
            if lower > best.lower { best = (lower, repaired) }
            if best.lower >= upper * (1 - tolerance) || found.isEmpty {
                reason = .converged
                break
            }
            cuts = found
            if let stop = try reasonToStop(
                after: rounds, of: maximumRounds, since: clock, value: upper - best.lower,
                message: "\(best.lower) ≤ v ≤ \(upper)", report)
            {
                reason = stop
                break
            }
        }
        guard let last, !best.point.isEmpty else {
            if reason == .cancelled || reason == .stoppedByCaller { throw CancellationError() }
            throw NumericalFailure("gauge optimisation", "no positive point after \(rounds) rounds")
        }
        let gauge = try discretization == .linear ? problem.gauge(best.point) : nil
        let lower = gauge?.largestVisibility ?? best.lower
        // What the local search between knots has missed, the gauge has not; it is right to a part in 10⁹.
        if gauge != nil, reason == .converged, lower < upper * (1 - tolerance - 1e-9) { reason = .stalled }
        return Outcome(
            upperBound: upper, lowerBound: lower, rounds: rounds, inequalities: count, stopReason: reason, gauge: gauge,
            knots: problem.radii, shares: problem.shares(best.point), verification: last.verification)
    }
}
