import Synchronization

/// What long work asks while it runs: whether to stop, and what time it is.
///
/// `Task.isCancelled` is false on the threads of a parallel map, which belong to no task. What is asked here is also answered
/// there, for the task that called the map. Every loop that may last longer than a second asks at least that often.
package enum Work {
    /// On whose behalf this thread works, beside its own task.
    @TaskLocal package static var owner: WorkOwner?

    /// Whether the task that wants this work is cancelled.
    package static var isCancelled: Bool { Task.isCancelled || owner?.isCancelled == true }

    /// Throws when the task that wants this work is cancelled.
    ///
    /// - Throws: `CancellationError`.
    package static func checkCancellation() throws {
        if isCancelled { throw CancellationError() }
    }

    /// The time, which a test may set.
    package static var now: ContinuousClock.Instant { owner?.probe?.now() ?? ContinuousClock.now }

    /// Runs a function with what the threads that help the current one need for asking in its name.
    static func shared<Output>(_ body: (WorkOwner) throws -> Output) rethrows -> Output {
        try withUnsafeCurrentTask { task in
            let shared = WorkOwner(task: task, parent: owner)
            // Whatever outlives the function finds no task any more.
            defer { shared.close() }
            return try body(shared)
        }
    }
}

/// On whose behalf a thread works: a task, which must be there as long as this is open, or a condition.
package final class WorkOwner: Sendable {
    private struct Handle: @unchecked Sendable { var task: UnsafeCurrentTask? }

    private let handle: Mutex<Handle>
    private let condition: (@Sendable () -> Bool)?
    private let parent: WorkOwner?
    /// What a test looks through and cancels with.
    let probe: WorkProbe?

    init(task: UnsafeCurrentTask?, parent: WorkOwner?) {
        handle = Mutex(Handle(task: task))
        condition = nil
        self.parent = parent
        probe = parent?.probe
    }

    /// Work that is not wanted any more once a condition holds.
    init(cancelledWhen condition: @escaping @Sendable () -> Bool, parent: WorkOwner?) {
        handle = Mutex(Handle())
        self.condition = condition
        self.parent = parent
        probe = parent?.probe
    }

    /// Work that a test looks at.
    package init(_ probe: WorkProbe) {
        handle = Mutex(Handle())
        condition = nil
        parent = nil
        self.probe = probe
    }

    /// What a task of its own needs: the test's probe, but no task that may be gone before.
    var forDetachedTask: WorkOwner? { probe.map(WorkOwner.init) }

    var isCancelled: Bool {
        if condition?() == true || handle.withLock({ $0.task?.isCancelled == true }) { return true }
        return parent?.isCancelled ?? (probe?.look() == true)
    }

    func close() { handle.withLock { $0.task = nil } }
}

/// Counts for a test how often work asks, and cancels it or lets time pass by the number of questions, not by the clock.
package final class WorkProbe: Sendable {
    private let limit: Int
    private let secondsPerReading: Int
    private let start = ContinuousClock.now
    private let looks = Atomic<Int>(0)
    private let readings = Atomic<Int>(0)

    /// A probe.
    ///
    /// - Parameters:
    ///   - looks: How often work may ask whether it is cancelled before it is.
    ///   - secondsPerReading: How far the clock goes on each time it is read; 0 for a clock that stands still.
    package init(cancellingAfter looks: Int = .max, secondsPerReading: Int = 0) {
        limit = looks
        self.secondsPerReading = secondsPerReading
    }

    /// How often work asked whether it is cancelled.
    package var lookCount: Int { looks.load(ordering: .relaxed) }

    /// How often work read the clock.
    package var readingCount: Int { readings.load(ordering: .relaxed) }

    func look() -> Bool { looks.add(1, ordering: .relaxed).newValue > limit }

    func now() -> ContinuousClock.Instant {
        start + .seconds(secondsPerReading * readings.add(1, ordering: .relaxed).newValue)
    }
}
