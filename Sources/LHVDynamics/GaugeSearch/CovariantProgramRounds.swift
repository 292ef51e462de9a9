import LHVModels

/// The linear programs of a ``CovariantGaugeOptimization``, one for each round.
struct CovariantProgramRounds {
    private let optimization: CovariantGaugeOptimization
    private let problem: CovariantProgram
    private var master: CovariantMaster
    private var cuts: [CovariantProgram.Row]
    private var best = (lower: 0.0, point: [Double]())
    private var upper = Double.infinity
    private var inequalities = 0
    private var last: LinearProgramSolution?
    /// The number of linear programs.
    private(set) var count = 0
    /// Why to stop, nil while there is something to do.
    var stopReason: StopReason?

    init(_ optimization: CovariantGaugeOptimization) throws {
        self.optimization = optimization
        problem = try CovariantProgram(optimization)
        master = try CovariantMaster(problem)
        cuts = problem.initialCuts()
    }

    /// The difference of the bounds.
    var difference: Double { upper - best.lower }

    /// The bounds in words.
    var message: String { "\(best.lower) ≤ v ≤ \(upper)" }

    /// Solves the next linear program and looks for violated inequalities; false when it could not be solved.
    mutating func solve() throws -> Bool {
        count += 1
        inequalities += cuts.count
        guard let solution = try? master.solve(adding: cuts) else {
            stopReason = Work.isCancelled ? .cancelled : .stalled
            return false
        }
        last = solution
        upper = smallerOrNaN(upper, solution.objective + solution.verification.gap)
        let (lower, repaired, found) = try problem.separate(solution.dual)
        if lower > best.lower { best = (lower, repaired) }
        if best.lower >= upper * (1 - optimization.tolerance) || found.isEmpty {
            stopReason = .converged
        } else if count >= optimization.roundLimit {
            stopReason = .iterationLimit
        }
        cuts = found
        return true
    }

    /// The bounds and the gauge so far.
    func outcome() throws -> CovariantGaugeOptimization.Outcome {
        let reason = stopReason ?? .iterationLimit
        guard let last, !best.point.isEmpty else {
            if reason == .cancelled || reason == .stoppedByCaller { throw CancellationError() }
            throw NumericalFailure("gauge optimization", "no positive point after \(count) rounds")
        }
        let tolerance = optimization.tolerance
        let gauge = try optimization.discretization == .linear ? problem.gauge(best.point) : nil
        let lower = gauge?.largestVisibility ?? best.lower
        // What the local search between knots has missed, the gauge has not; it is right to a part in 10⁹.
        let isShort = gauge != nil && reason == .converged && lower < upper * (1 - tolerance - 1e-9)
        return CovariantGaugeOptimization.Outcome(
            upperBound: upper, lowerBound: lower, rounds: count, inequalities: inequalities,
            stopReason: isShort ? .stalled : reason, gauge: gauge, knots: problem.radii,
            shares: problem.shares(best.point), verification: last.verification)
    }
}
