import Dispatch
import Foundation

/// Work over numbered items on several threads, with results that do not depend on how many there are.
///
/// Item k is computed by a function of k alone, and the results are in the order of k. Random numbers come from the
/// substream with the item's number, and sums are folded over the results afterwards:
///
///     let parts = try Parallel.map(count: 64) { chunk in
///         var generator = RandomStream(seed: 7, substream: UInt64(chunk))
///         return estimate(using: &generator)
///     }
///     let total = parts.compensatedSum()
public enum Parallel {
    /// The number of processors that are in use, the default number of threads.
    public static var processorCount: Int { ProcessInfo.processInfo.activeProcessorCount }

    /// The most threads that can be asked for.
    public static let largestThreadCount = 1024

    /// The results of a function for 0, 1, …, count − 1, in this order.
    ///
    /// - Parameters:
    ///   - count: The number of items, at least 0.
    ///   - threads: How many threads work at most, in 1…1024; no more than there are processors run at a time.
    ///   - body: The function, called once for each item unless one fails.
    /// - Complexity: `count` calls, and about 30 µs for starting the threads.
    /// - Throws: ``InvalidArgument`` when a number is out of range; else the error of the first item, in the order of
    ///   the items, that fails. Items after it may be left out.
    public static func map<Output: Sendable>(
        count: Int, threads: Int = processorCount, _ body: @Sendable (Int) throws -> Output
    ) throws -> [Output] {
        try perform(count: count, threads: threads, ledger: ParallelLedger(), body)
    }

    /// The same without blocking the calling task, which may be cancelled.
    ///
    /// - Parameters:
    ///   - count: The number of items, at least 0.
    ///   - threads: How many threads work at most, in 1…1024.
    ///   - body: The function, called once for each item unless one fails or the task is cancelled.
    /// - Complexity: `count` calls.
    /// - Throws: As ``map(count:threads:_:)``, or `CancellationError` when the task is cancelled before the last item
    ///   is begun; items that have begun are finished first.
    public static func cancellableMap<Output: Sendable>(
        count: Int, threads: Int = processorCount, _ body: @escaping @Sendable (Int) throws -> Output
    ) async throws -> [Output] {
        let ledger = ParallelLedger<Output>()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                DispatchQueue.global().async {
                    continuation.resume(
                        with: Result { try perform(count: count, threads: threads, ledger: ledger, body) })
                }
            }
        } onCancel: {
            ledger.cancel()
        }
    }

    /// The range 0..<count cut into pieces of a fixed size, the last of which may be shorter.
    ///
    /// The cuts do not depend on the number of threads, so a sum over pieces has the same bits on every machine size.
    ///
    /// - Throws: ``InvalidArgument`` when `count` is negative or `size` is less than 1.
    public static func chunks(count: Int, size: Int) throws -> [Range<Int>] {
        try require(count >= 0, "count", must: "be at least 0", was: count)
        try require(size >= 1, "size", must: "be at least 1", was: size)
        return stride(from: 0, to: count, by: size).map { $0..<($0 + min(size, count - $0)) }
    }

    private static func perform<Output: Sendable>(
        count: Int, threads: Int, ledger: ParallelLedger<Output>, _ body: @Sendable (Int) throws -> Output
    ) throws -> [Output] {
        try require(count >= 0, "count", must: "be at least 0", was: count)
        try require(
            (1...largestThreadCount).contains(threads), "threads", must: "be in 1…\(largestThreadCount)", was: threads)
        guard count > 0 else { return [] }
        // Items are handed out in groups, so that a thread seldom waits for the ledger; the results do not show it.
        let group = max(1, count / (threads * 32))
        ledger.open(count: count, group: group)
        @Sendable func work() {
            while let items = ledger.nextGroup() {
                var outputs: [Output] = []
                outputs.reserveCapacity(items.count)
                do {
                    for item in items { outputs.append(try body(item)) }
                    ledger.record(outputs, group: items.lowerBound / group)
                } catch {
                    ledger.record(error, group: items.lowerBound / group)
                }
            }
        }
        let threads = min(threads, count)
        if threads == 1 {
            work()
        } else if !WorkTeam.shared.perform(threads: threads, work) {
            // Another map is under way, perhaps the one that this is an item of.
            DispatchQueue.concurrentPerform(iterations: threads) { _ in work() }
        }
        return try ledger.results()
    }
}

/// Who does what, and what came out: the state that the threads of one parallel map share, guarded by a lock.
private final class ParallelLedger<Output: Sendable>: @unchecked Sendable {
    private let lock = NSLock()
    private var count = 0
    private var group = 1
    private var next = 0
    private var isCancelled = false
    private var outputs: [[Output]] = []
    private var failure: (group: Int, error: any Error)?

    func open(count: Int, group: Int) {
        lock.withLock {
            self.count = count
            self.group = group
            outputs = Array(repeating: [], count: (count - 1) / group + 1)
        }
    }

    /// The items to do next, or nil when there are none.
    ///
    /// Groups are handed out in order, so everything before a failure has been handed out already, and the first
    /// failure in the order of the items is found whatever the timing.
    func nextGroup() -> Range<Int>? {
        lock.withLock {
            guard next < count, failure == nil, !isCancelled else { return nil }
            let items = next..<(next + min(group, count - next))
            next = items.upperBound
            return items
        }
    }

    func record(_ outputs: [Output], group: Int) {
        lock.withLock { self.outputs[group] = outputs }
    }

    func record(_ error: any Error, group: Int) {
        lock.withLock {
            if group < failure?.group ?? .max { failure = (group, error) }
        }
    }

    func cancel() {
        lock.withLock { isCancelled = true }
    }

    func results() throws -> [Output] {
        try lock.withLock {
            if let failure { throw failure.error }
            guard next == count else { throw CancellationError() }
            return Array(outputs.joined())
        }
    }
}
