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
        try requireSizes(count: count, threads: threads)
        // Alone, there is nobody to share a ledger with: an inner map may be called a million times.
        guard min(count, threads) > 1 else { return try (0..<count).map(body) }
        return try perform(count: count, threads: threads, ledger: ParallelLedger(), body)
    }

    /// The same without blocking the calling task, which may be cancelled.
    ///
    /// - Parameters:
    ///   - count: The number of items, at least 0.
    ///   - threads: How many threads work at most, in 1…1024.
    ///   - body: The function, called once for each item unless one fails or the task is cancelled.
    /// - Complexity: `count` calls.
    /// - Throws: As ``map(count:threads:_:)``, or `CancellationError` when the task is cancelled before the last item
    ///   is begun; items that have begun are finished first, or ask whether to stop themselves.
    package static func cancellableMap<Output: Sendable>(
        count: Int, threads: Int = processorCount, _ body: @escaping @Sendable (Int) throws -> Output
    ) async throws -> [Output] {
        let ledger = ParallelLedger<Output>()
        let owner = WorkOwner(cancelledWhen: { ledger.isStopped }, parent: Work.owner?.forDetachedTask)
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                DispatchQueue.global().async {
                    continuation.resume(
                        with: Result {
                            try Work.$owner.withValue(owner) {
                                try perform(count: count, threads: threads, ledger: ledger, body)
                            }
                        })
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
    /// - Throws: ``InvalidArgument`` when `count` is negative, `size` is less than 1, or there would be more than 2²⁷ pieces.
    package static func chunks(count: Int, size: Int) throws -> [Range<Int>] {
        try require(count >= 0, "count", must: "be at least 0", was: count)
        try require(size >= 1, "size", must: "be at least 1", was: size)
        try require(
            count == 0 || (count - 1) / size < 1 << 27, "count", must: "give at most 2²⁷ pieces of size \(size)",
            was: count)
        return stride(from: 0, to: count, by: size).map { $0..<($0 + min(size, count - $0)) }
    }

    private static func requireSizes(count: Int, threads: Int) throws {
        try require(count >= 0, "count", must: "be at least 0", was: count)
        try requireCount(ofThreads: threads)
    }

    /// Throws unless so many threads can be asked for.
    package static func requireCount(ofThreads threads: Int) throws {
        try require(
            (1...largestThreadCount).contains(threads), "threads", must: "be in 1…\(largestThreadCount)", was: threads)
    }

    private static func perform<Output: Sendable>(
        count: Int, threads: Int, ledger: ParallelLedger<Output>, _ body: @Sendable (Int) throws -> Output
    ) throws -> [Output] {
        try requireSizes(count: count, threads: threads)
        guard count > 0 else { return [] }
        let threads = min(threads, count)
        // Items are handed out in groups, so that a thread seldom waits for the ledger; the results do not show it.
        ledger.open(count: count, group: max(1, count / (threads * 32)), parts: threads)
        @Sendable func work(_ thread: Int) {
            while let (group, items) = ledger.nextGroup(for: thread) {
                var outputs: [Output] = []
                outputs.reserveCapacity(items.count)
                do {
                    for item in items { outputs.append(try body(item)) }
                    ledger.record(outputs, group: group)
                } catch {
                    ledger.record(error, group: group)
                }
            }
        }
        if threads == 1 {
            work(0)
        } else {
            // The threads that help ask in the caller's name whether to stop.
            Work.shared { owner in
                @Sendable func help(_ thread: Int) { Work.$owner.withValue(owner) { work(thread) } }
                if !WorkTeam.shared.perform(threads: threads, help) {
                    // Another map is under way, perhaps the one that this is an item of.
                    DispatchQueue.concurrentPerform(iterations: threads, execute: help)
                }
            }
        }
        return try ledger.results()
    }
}

/// Who does what, and what came out: the state that the threads of one parallel map share, guarded by a lock.
///
/// Each thread has its own part of the items, the same one in every map of as many, so that what it wrote in one map and
/// reads in the next is in its own cache. Who has ended with the own part helps with the one that is left most behind.
private final class ParallelLedger<Output: Sendable>: @unchecked Sendable {
    private let lock = NSLock()
    private var count = 0
    private var group = 1
    /// The groups of each part that nobody has begun.
    private var waiting: [Range<Int>] = []
    private var isCancelled = false
    private var outputs: [[Output]] = []
    private var failure: (group: Int, error: any Error)?

    func open(count: Int, group: Int, parts: Int) {
        lock.withLock {
            self.count = count
            self.group = group
            let groups = (count - 1) / group + 1
            waiting = (0..<parts).map { groups * $0 / parts..<groups * ($0 + 1) / parts }
            outputs = Array(repeating: [], count: groups)
        }
    }

    /// The group to do next and its items, or nil when there is none.
    ///
    /// After a failure the groups before it are still handed out, so the first failure in the order of the items is
    /// found whatever the timing.
    func nextGroup(for thread: Int) -> (group: Int, items: Range<Int>)? {
        lock.withLock {
            guard !isCancelled else { return nil }
            var part = thread % waiting.count
            if waiting[part].isEmpty {
                part = waiting.indices.max { waiting[$0].count < waiting[$1].count } ?? part
            }
            guard let next = waiting[part].first else { return nil }
            waiting[part] = next + 1..<waiting[part].upperBound
            let start = next * group
            return (next, start..<start + min(group, count - start))
        }
    }

    func record(_ outputs: [Output], group: Int) {
        lock.withLock { self.outputs[group] = outputs }
    }

    func record(_ error: any Error, group: Int) {
        lock.withLock {
            guard group < failure?.group ?? .max else { return }
            failure = (group, error)
            waiting = waiting.map { $0.clamped(to: 0..<group) }
        }
    }

    func cancel() {
        lock.withLock { isCancelled = true }
    }

    /// Whether the map was cancelled.
    var isStopped: Bool { lock.withLock { isCancelled } }

    func results() throws -> [Output] {
        try lock.withLock {
            if let failure { throw failure.error }
            guard waiting.allSatisfy(\.isEmpty) else { throw CancellationError() }
            var results: [Output] = []
            results.reserveCapacity(count)
            for group in outputs { results += group }
            return results
        }
    }
}
