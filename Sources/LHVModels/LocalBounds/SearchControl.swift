import QuantumStates

/// What a search has to ask while it runs: whether to stop, and whom to tell how far it is.
package struct SearchControl: Sendable {
    let budget: TimeBudget
    let threads: Int
    /// The most branches to look at; a search may look at some more before it notices.
    let nodeLimit: Int
    /// Called between waves of work on the caller's thread, with a number done, a total and the best value so far.
    let report: (@Sendable (RunProgress) -> Bool)?
    // Only `isCancelled` is read, which is allowed from any thread while the closure that gave the task lasts.
    private nonisolated(unsafe) let task: UnsafeCurrentTask?

    /// Runs a search with a control that sees the current task's cancellation from any thread.
    package static func run<Result>(
        budget: TimeBudget, threads: Int, nodeLimit: Int = .max, reporting report: SearchReport? = nil,
        _ body: (SearchControl) throws -> Result
    ) rethrows -> Result {
        try withUnsafeCurrentTask { task in
            try body(
                SearchControl(budget: budget, threads: threads, nodeLimit: nodeLimit, report: report, task: task))
        }
    }

    /// The same with a time limit in seconds that begins now.
    static func run<Result>(
        timeLimit: Double?, threads: Int, reporting report: SearchReport?,
        _ body: (SearchControl) throws -> Result
    ) throws -> Result {
        let budget = try timeLimit.map { try TimeBudget(seconds: $0) } ?? .unlimited
        return try run(budget: budget, threads: threads, reporting: report, body)
    }

    /// Why to stop now, or nil to go on.
    var reasonToStop: StopReason? {
        if task?.isCancelled == true || Work.isCancelled { return .cancelled }
        return budget.isExhausted ? .timeLimit : nil
    }

    /// The same after so many branches.
    func reasonToStop(after nodes: Int) -> StopReason? { nodes >= nodeLimit ? .iterationLimit : reasonToStop }

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
    var onOneThread: SearchControl {
        SearchControl(budget: budget, threads: 1, nodeLimit: nodeLimit, report: nil, task: task)
    }

    /// The same control for what is left after so many branches.
    func after(_ nodes: Int) -> SearchControl {
        guard nodeLimit < .max else { return self }
        return SearchControl(
            budget: budget, threads: threads, nodeLimit: max(0, nodeLimit - nodes), report: report, task: task)
    }
}
