import Synchronization

/// Counts the starts of a search that are done, on any of its threads, and reports the best value so far.
package final class StartTally: Sendable {
    private struct Counts: Sendable {
        var done = 0
        var best = -Double.infinity
    }

    private let reporter: RunReporter?
    private let total: Int
    private let counts = Mutex(Counts())

    /// A tally of so many starts, none of which is done.
    package init(_ reporter: RunReporter?, of total: Int) {
        self.reporter = reporter
        self.total = total
    }

    /// Counts a start that has ended at a value.
    package func add(_ value: Double) throws {
        guard let reporter else { return }
        // Reported under the lock, so that numbers ascend.
        try counts.withLock { counts in
            counts.done += 1
            counts.best = largerOrNaN(counts.best, value)
            try reporter.report(step: counts.done, of: total, value: counts.best.isFinite ? counts.best : nil)
        }
    }
}
