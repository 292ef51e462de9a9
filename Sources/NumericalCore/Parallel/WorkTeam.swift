import Foundation
import Synchronization

/// Threads that stay awake for a moment after their work, for loops whose parallel parts follow each other closely.
///
/// To wake a sleeping thread takes some 100 µs on a virtual machine, as long as one part of a training step. The
/// helpers of a team look for new work for a while before they sleep, and who calls them never waits for a helper
/// that has not begun. A team does one piece of work at a time; who finds it busy takes threads from elsewhere.
final class WorkTeam: @unchecked Sendable {
    /// The team of this process: one helper for each processor but the caller's.
    static let shared = WorkTeam(helpers: Parallel.processorCount - 1)

    /// The current piece of work in one word, so that a helper enters if and only if the caller has not closed the work:
    /// its number, how many helpers are at it, and how many may come.
    private struct Stage {
        static let helper = 1 << 16
        static let allInvited = helper - 1
        var word: Int
        var number: Int { word >> 32 }
        var helpers: Int { word >> 16 & 0xffff }
        /// The helpers with a number below this one may enter; none when the work is closed.
        var invited: Int { word & Self.allInvited }

        func next(inviting helpers: Int) -> Stage { Stage(word: (number &+ 1) << 32 | helpers) }
    }

    private let stage = Atomic(0)
    private let isBusy = Atomic(false)
    private let caller = Sleeper()
    private let helpers: [Sleeper]
    /// Written before the work is opened and after the last helper has left it, read in between.
    private var work: (@Sendable (Int) -> Void)?

    /// A team, whose threads run as long as the process.
    ///
    /// - Parameter helpers: The number of threads beside the caller's.
    init(helpers: Int) {
        self.helpers = (0..<min(max(0, helpers), Parallel.largestThreadCount)).map { _ in Sleeper() }
        for number in self.helpers.indices {
            let thread = Thread { [self] in help(as: number) }
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
            let invited = min(threads - 1, helpers.count)
            stage.store(current.next(inviting: invited).word, ordering: .sequentiallyConsistent)
            for helper in helpers[..<invited] { helper.wake() }
            shared(0)
            stage.bitwiseAnd(~Stage.allInvited, ordering: .sequentiallyConsistent)
            caller.wait { current.helpers == 0 }
            self.work = nil
        }
        return true
    }

    /// What a helper does all its life.
    private func help(as number: Int) {
        var done = 0
        while true {
            helpers[number].wait { current.number != done && number < current.invited }
            guard let entered = enter(as: number) else { continue }
            takePart(as: number + 1)
            done = entered
            stage.subtract(Stage.helper, ordering: .sequentiallyConsistent)
            if current.helpers == 0 { caller.wake() }
        }
    }

    /// Enters the work and returns its number, unless it is closed.
    private func enter(as number: Int) -> Int? {
        var now = current
        while number < now.invited {
            let (exchanged, found) = stage.weakCompareExchange(
                expected: now.word, desired: now.word + Stage.helper, ordering: .acquiringAndReleasing)
            if exchanged { return now.number }
            now = Stage(word: found)
        }
        return nil
    }

    /// A function of its own, so that a helper has let go of the closure before it says that it has left.
    @inline(never)
    private func takePart(as number: Int) { work?(number) }

    private var current: Stage { Stage(word: stage.load(ordering: .sequentiallyConsistent)) }
}
