import LHVModels

/// Takes the turns of a search over gauge and field.
struct GaugeSearchEngine<Alternation: GaugeAlternation> {
    private(set) var alternation: Alternation
    private(set) var state: GaugeSearchState
    private let tolerance: Double
    private let roundLimit: Int
    var stopReason: StopReason?

    /// An engine at the beginning, or at a state that is known to fit.
    init(_ alternation: Alternation, _ state: GaugeSearchState, tolerance: Double, roundLimit: Int) {
        self.alternation = alternation
        self.state = state
        self.tolerance = tolerance
        self.roundLimit = roundLimit
        guard !state.residuals.isEmpty else { return }
        self.alternation.gauge = state.gauge
        stopReason = endOfTurns
    }

    /// J after the last turn.
    var residual: Double { state.residuals.last ?? .infinity }

    /// Why there is nothing left to do after a turn.
    private var endOfTurns: StopReason? {
        if residual <= tolerance && state.leastEigenvalue >= 0 { return .accuracyReached }
        return state.residuals.count >= roundLimit ? .iterationLimit : nil
    }

    /// Takes one turn.
    mutating func turn() throws {
        state.residuals.append(try alternation.turn(&state.field))
        state.gauge = alternation.gauge
        state.leastEigenvalue = try alternation.leastEigenvalue()
        stopReason = endOfTurns
    }

    /// Takes turns until the end, or until time is over or the task cancelled, at least one.
    mutating func run(
        _ file: CheckpointFile<GaugeSearchState>?, _ budget: TimeBudget, _ reporter: RunReporter?
    ) async throws {
        while stopReason == nil {
            if !state.residuals.isEmpty, let stop = budget.reasonToStop {
                stopReason = stop
                return
            }
            let before = self
            do {
                try turn()
            } catch is CancellationError where !state.residuals.isEmpty {
                // A turn that was cut off is not kept.
                self = before
                stopReason = .cancelled
                return
            }
            try file?.write(state)
            try reporter?.report(
                step: state.residuals.count, of: max(roundLimit, state.residuals.count),
                value: residual.isFinite ? residual : nil)
            // Whoever follows the run needs a thread too.
            await Task.yield()
        }
    }

    /// The same on the calling thread for a caller who may stop it.
    mutating func run(reporting report: (RunProgress) -> Bool) throws {
        let clock = TimeBudget.unlimited
        while stopReason == nil {
            try turn()
            guard stopReason == nil else { return }
            stopReason = try reasonToStop(
                after: state.residuals.count, of: roundLimit, since: clock, value: residual, report)
        }
    }
}
