import QuantumStates

/// What a search has to ask while it runs: whether to stop, and whom to tell how far it is.
struct SearchControl: Sendable {
    let budget: TimeBudget
    let threads: Int
    /// Called between waves of work on the caller's thread, with a number done, a total and the best value so far.
    let report: (@Sendable (RunProgress) -> Bool)?
    // Only `isCancelled` is read, which is allowed from any thread while the closure that gave the task lasts.
    private nonisolated(unsafe) let task: UnsafeCurrentTask?

    /// Runs a search with a control that sees the current task's cancellation from any thread.
    static func run<Result>(
        timeLimit: Double?, threads: Int, reporting report: (@Sendable (RunProgress) -> Bool)?,
        _ body: (SearchControl) throws -> Result
    ) throws -> Result {
        let budget = try timeLimit.map { try TimeBudget(seconds: $0) } ?? .unlimited
        return try withUnsafeCurrentTask { task in
            try body(SearchControl(budget: budget, threads: threads, report: report, task: task))
        }
    }

    /// Why to stop now, or nil to go on.
    var reasonToStop: StopReason? {
        if task?.isCancelled == true || Work.isCancelled { return .cancelled }
        return budget.isExhausted ? .timeLimit : nil
    }

    /// Tells the caller how far the search is, and asks whether to stop.
    func reasonToStop(step: Int, of total: Int, value: Double) -> StopReason? {
        if let reason = reasonToStop { return reason }
        guard let report,
            let progress = try? RunProgress(step: step, of: total, elapsed: budget.elapsed, value: value)
        else { return nil }
        return report(progress) ? nil : .stoppedByCaller
    }
}

extension SearchControl {
    /// The same control for one of several searches that run at the same time: one thread, no reports.
    var onOneThread: SearchControl { SearchControl(budget: budget, threads: 1, report: nil, task: task) }
}
