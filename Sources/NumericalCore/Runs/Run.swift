/// A computation in a task of its own, whose reports can be followed while it runs.
///
///     let run = Run { reporter in
///         try search(reporting: { try reporter.report(step: $0, of: 1000, value: $1) })
///     }
///     for await progress in run.progress { print(progress) }
///     let result = try await run.value
///
/// The reports wait in a buffer of fixed size. When nobody reads them, old ones make room for new ones, so a run is
/// never held up and never piles up memory; the last report is always delivered. The sequence ends with the run.
public struct Run<Output: Sendable>: Sendable {
    /// The reports, for one reader.
    public let progress: AsyncStream<RunProgress>

    private let task: Task<Output, any Error>

    /// Starts a computation.
    ///
    /// - Parameters:
    ///   - buffer: How many unread reports are kept, at least 1.
    ///   - body: The computation. It finds out about cancellation by `Task.isCancelled`, for example through a
    ///     ``TimeBudget``.
    /// - Precondition: `buffer` is at least 1.
    public init(
        keeping buffer: Int = 16, _ body: @escaping @Sendable (RunReporter) async throws -> Output
    ) {
        requirePrecondition(buffer >= 1, "buffer must be at least 1, but was \(buffer)")
        let (stream, continuation) = AsyncStream.makeStream(
            of: RunProgress.self, bufferingPolicy: .bufferingNewest(buffer))
        self.progress = stream
        let reporter = RunReporter(continuation: continuation)
        let owner = Work.owner?.forDetachedTask
        self.task = Task.detached {
            defer { continuation.finish() }
            return try await Work.$owner.withValue(owner) { try await body(reporter) }
        }
    }

    /// The result, when it is there.
    ///
    /// Cancelling the task that waits for it cancels the run.
    ///
    /// - Throws: What the computation throws.
    public var value: Output {
        get async throws {
            try await withTaskCancellationHandler {
                try await task.value
            } onCancel: {
                task.cancel()
            }
        }
    }

    /// Asks the computation to stop at the next opportunity.
    public func cancel() { task.cancel() }
}

/// The end of a ``Run`` into which its computation puts its reports.
public struct RunReporter: Sendable {
    /// The clock that stamps the reports, started with the run.
    public let clock = TimeBudget.unlimited

    let continuation: AsyncStream<RunProgress>.Continuation

    /// Reports how far the computation is; the time is added.
    ///
    /// - Parameters:
    ///   - step: How many steps are done, at least 0.
    ///   - total: How many steps there are, at least `step`, or nil when that is not known.
    ///   - value: The quantity the computation drives.
    ///   - message: What is going on.
    /// - Complexity: O(1), about a microsecond.
    /// - Throws: ``InvalidArgument`` when a number is out of range.
    public func report(step: Int, of total: Int? = nil, value: Double? = nil, message: String = "") throws {
        continuation.yield(
            try RunProgress(step: step, of: total, elapsed: clock.elapsed, value: value, message: message))
    }
}
