/// Work that may take longer than a second: one way to run it, and one way to start it.
///
///     let outcome = try await work.run()                       // in the calling task
///     let run = work.start()                                   // in a task of its own
///     for await progress in run.progress { print(progress) }
///     let outcome = try await run.value
///
/// A search is a value that holds what is asked, its limits and its seed; nothing is computed before it is run, and it can be
/// run again with the same result. It reports after each of its rounds. When its task is cancelled or its time is over, it ends
/// soon with what it has, whose `stopReason` says so, and where it has nothing yet it throws `CancellationError`.
///
/// Limits have the same words everywhere: `timeLimit` in seconds, `roundLimit`, `tolerance`, `threads` and `seed`. The table
/// in the article "Conventions" says which work takes which.
public protocol LongWork<Output>: Sendable {
    /// What comes out.
    associatedtype Output: Sendable

    /// Runs the work in the calling task.
    ///
    /// - Parameter reporter: Takes a report after each round, or nil.
    /// - Throws: What the work throws; `CancellationError` in a task that is cancelled before there is a result.
    func run(reporter: RunReporter?) async throws -> Output
}

extension LongWork {
    /// Runs the work in the calling task, without reports.
    ///
    /// - Throws: As ``run(reporter:)``.
    public func run() async throws -> Output { try await run(reporter: nil) }

    /// Starts the work in a task of its own, to be followed and cancelled.
    public func start() -> Run<Output> { Run { try await run(reporter: $0) } }
}
