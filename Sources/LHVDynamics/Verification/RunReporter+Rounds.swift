import LHVModels

/// Why a search that goes in rounds must stop after one of them, or nil to go on: a cancelled task, or the caller's word.
func reasonToStop(
    after step: Int, of total: Int, since clock: TimeBudget, value: Double, message: String = "",
    _ report: (RunProgress) -> Bool
) throws -> StopReason? {
    if let reason = clock.reasonToStop { return reason }
    let progress = try RunProgress(
        step: step, of: total, elapsed: clock.elapsed, value: value.isFinite ? value : nil, message: message)
    return report(progress) ? nil : .stoppedByCaller
}

extension RunReporter {
    /// Passes a report on, for runs around synchronous searches.
    func pass(_ progress: RunProgress) -> Bool {
        (try? report(
            step: progress.step, of: progress.total, value: progress.value, message: progress.message)) != nil
    }
}
