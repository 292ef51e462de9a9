import LHVModels

/// Where a search for a bracket stands: what all runs so far say, and the run in hand.
struct BracketState: Sendable, Codable {
    static let checkpointKind = "bracket search 1"

    let lowerEnd: Double
    let upperEnd: Double
    var criterion: BracketCriterion
    // The problems at both ends, so that a checkpoint is not resumed with another family: at v = 0 many are the same noise. The upper
    // one is nil in files that were written without it.
    let problem: CloudProblem
    let upperProblem: CloudProblem?
    var trials: [VisibilityBracket.Trial] = []
    /// The largest visibility reached and its cloud, and the smallest not reached.
    var low: Double?
    var best: HiddenVariableCloud?
    var high: Double?
    /// The number of the next attempt at the visibility in hand.
    var attempt = 0
    /// The run in hand, when it has begun.
    var search: SearchState?

    init(
        lowerEnd: Double, upperEnd: Double, criterion: BracketCriterion, problem: CloudProblem,
        upperProblem: CloudProblem?
    ) {
        self.lowerEnd = lowerEnd
        self.upperEnd = upperEnd
        self.criterion = criterion
        self.problem = problem
        self.upperProblem = upperProblem
    }

    /// Where to search next: at the lower end, at the upper one, then half way; nil when the bracket is narrow enough.
    var nextVisibility: Double? {
        guard let low else { return isHopeless ? nil : lowerEnd }
        guard let high else { return low == upperEnd ? nil : upperEnd }
        return high - low > criterion.width ? (low + high) / 2 : nil
    }

    /// Whether all attempts at the lower end have failed.
    private var isHopeless: Bool { low == nil && high != nil }

    /// Takes in a run that has ended by itself.
    mutating func record(_ result: CloudSearchResult, at visibility: Double, seed: UInt64) {
        let isReached = result.error.divergence <= criterion.ceiling
        trials.append(
            VisibilityBracket.Trial(
                visibility: visibility, attempt: attempt, seed: seed, error: result.error, steps: result.steps,
                isReached: isReached))
        search = nil
        attempt += 1
        if isReached {
            (low, best, attempt) = (visibility, result.cloud, 0)
        } else if attempt == criterion.attempts {
            (high, attempt) = (visibility, 0)
        }
    }

    /// What is known when the search ends for a reason.
    func bracket(_ reason: StopReason) throws -> VisibilityBracket {
        guard let low else {
            if reason == .cancelled { throw CancellationError() }
            let divergence = trials.last?.error.divergence ?? .nan
            throw NumericalFailure(
                "bracket",
                "the lower end \(lowerEnd) was not reached"
                    + (isHopeless ? ": divergence \(divergence)" : " when \(reason)"))
        }
        return VisibilityBracket(
            reached: low, notReached: high, criterion: criterion, trials: trials, stopReason: reason)
    }

    /// Whether this state is one of a search with another beginning; limits of time and threads may differ.
    func isContinuation(of other: BracketState) -> Bool {
        lowerEnd == other.lowerEnd && upperEnd == other.upperEnd && problem == other.problem
            && (upperProblem == nil || upperProblem == other.upperProblem)
            && BracketState.essence(criterion) == BracketState.essence(other.criterion)
    }

    /// The criterion without what may differ from run to run.
    private static func essence(_ criterion: BracketCriterion) -> BracketCriterion? {
        var options = criterion.options
        options.timeLimit = nil
        options.threads = 1
        options.checkpointInterval = 1
        return try? BracketCriterion(
            ceiling: criterion.ceiling, attempts: criterion.attempts, effort: criterion.effort,
            width: criterion.width, options: options)
    }

    /// Throws unless the ends and the attempt are what the runs say.
    func validate() throws {
        var replay = BracketState(
            lowerEnd: lowerEnd, upperEnd: upperEnd, criterion: criterion, problem: problem, upperProblem: upperProblem)
        for (index, trial) in trials.enumerated() {
            let visibility = replay.nextVisibility
            try require(
                trial.visibility == visibility && trial.attempt == replay.attempt
                    && trial.isReached == (trial.error.divergence <= criterion.ceiling), "trial \(index)",
                must: "be attempt \(replay.attempt) at \(visibility.map { "\($0)" } ?? "no visibility")",
                was: "attempt \(trial.attempt) at \(trial.visibility)")
            replay.attempt += 1
            if trial.isReached {
                (replay.low, replay.attempt) = (trial.visibility, 0)
            } else if replay.attempt == criterion.attempts {
                (replay.high, replay.attempt) = (trial.visibility, 0)
            }
        }
        try require(low == replay.low, "low", must: "be that of the trials", was: low.map { "\($0)" } ?? "none")
        try require(high == replay.high, "high", must: "be that of the trials", was: high.map { "\($0)" } ?? "none")
        try require(attempt == replay.attempt, "attempt", must: "be \(replay.attempt)", was: attempt)
        try require(
            (best == nil) == (low == nil), "cloud", must: "be there when a visibility is reached", was: "not so")
        if let best { try problem.requireFitting(best) }
        if let search { try search.problem.requireFitting(search.cloud) }
    }
}
