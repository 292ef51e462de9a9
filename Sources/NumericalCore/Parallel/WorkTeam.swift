internal import CKernels
import Foundation
import Synchronization

/// Threads that stay awake for a moment after their work, for loops whose parallel parts follow each other closely.
///
/// To wake a sleeping thread takes some 100 µs on a virtual machine, as long as one part of a training step. The
/// helpers of a team look for new work for `patience` before they sleep, and who calls them never waits for a helper
/// that has not begun. A team does one piece of work at a time; who finds it busy takes threads from elsewhere.
final class WorkTeam: @unchecked Sendable {
    /// The team of this process: one helper for each processor but the caller's.
    static let shared = WorkTeam(helpers: Parallel.processorCount - 1)

    /// How long a thread looks out before it sleeps.
    private static let patience = Duration.microseconds(300)

    /// The current piece of work in one word, so that a helper takes a place if and only if the caller has not closed
    /// the work: its number, how many helpers are at it, and how many places are left.
    private struct Stage {
        static let place = 1
        static let helper = 1 << 16
        static let allPlaces = helper - 1
        var word: Int
        var number: Int { word >> 32 }
        var helpers: Int { word >> 16 & 0xffff }
        var places: Int { word & Self.allPlaces }

        func next(places: Int) -> Stage { Stage(word: (number &+ 1) << 32 | places) }
        var joined: Stage { Stage(word: word - Self.place + Self.helper) }
    }

    private let stage = Atomic(0)
    private let isBusy = Atomic(false)
    private let sleepers = Atomic(0)
    private let bell = NSCondition()
    /// Written before the work is opened and after the last helper has left it, read in between.
    private var work: (@Sendable (Int) -> Void)?

    /// A team, whose threads run as long as the process.
    ///
    /// - Parameter helpers: The number of threads beside the caller's.
    init(helpers: Int) {
        for helper in 0..<min(max(0, helpers), Parallel.largestThreadCount) {
            let thread = Thread { [self] in help(as: helper + 1) }
            thread.name = "WorkTeam"
            thread.stackSize = 8 << 20
            thread.start()
        }
    }

    /// Does a piece of work on the calling thread, with helpers who come in time, and returns when all have ended; or
    /// does nothing and says false when the team is busy.
    ///
    /// - Parameters:
    ///   - threads: How many threads take part at most, with the caller's.
    ///   - work: What each thread does; it ends when there is nothing left to begin. It is given the thread's number in the
    ///     team, 0 for the calling one.
    func perform(threads: Int, _ work: @Sendable (Int) -> Void) -> Bool {
        guard !isBusy.exchange(true, ordering: .acquiring) else { return false }
        defer { isBusy.store(false, ordering: .releasing) }
        withoutActuallyEscaping(work) { shared in
            self.work = shared
            let opened = current.next(places: threads - 1)
            stage.store(opened.word, ordering: .sequentiallyConsistent)
            wakeSleepers()
            shared(0)
            stage.bitwiseAnd(~Stage.allPlaces, ordering: .sequentiallyConsistent)
            wait { current.helpers == 0 }
            self.work = nil
        }
        return true
    }

    /// What a helper does all its life.
    private func help(as number: Int) {
        var seen = 0
        while true {
            wait { current.number != seen }
            seen = current.number
            guard join(seen) else { continue }
            takePart(as: number)
            stage.subtract(Stage.helper, ordering: .sequentiallyConsistent)
            if current.helpers == 0 { wakeSleepers() }
        }
    }

    /// Takes a place at the work with a number, unless none is left.
    private func join(_ number: Int) -> Bool {
        var now = current
        while now.number == number, now.places > 0 {
            let (exchanged, found) = stage.weakCompareExchange(
                expected: now.word, desired: now.joined.word, ordering: .acquiringAndReleasing)
            if exchanged { return true }
            now = Stage(word: found)
        }
        return false
    }

    /// A function of its own, so that a helper has let go of the closure before it says that it has left.
    @inline(never)
    private func takePart(as number: Int) { work?(number) }

    private var current: Stage { Stage(word: stage.load(ordering: .sequentiallyConsistent)) }

    /// Looks out for a condition for `patience`, then sleeps until it holds.
    ///
    /// A sleeper counts itself before it looks a last time, and who changes the stage does so before looking at the
    /// count: one of the two sees the other, so no call is missed.
    private func wait(until holds: () -> Bool) {
        let end = ContinuousClock.now + Self.patience
        repeat {
            for _ in 0..<32 {
                if holds() { return }
                kernel_pause()
            }
        } while ContinuousClock.now < end
        sleepers.add(1, ordering: .sequentiallyConsistent)
        bell.lock()
        while !holds() { bell.wait() }
        bell.unlock()
        sleepers.subtract(1, ordering: .sequentiallyConsistent)
    }

    private func wakeSleepers() {
        guard sleepers.load(ordering: .sequentiallyConsistent) > 0 else { return }
        bell.lock()
        bell.broadcast()
        bell.unlock()
    }
}
