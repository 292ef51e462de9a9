internal import CKernels
import Foundation
import Synchronization

/// A place where one thread waits for a change that another one makes: it looks out for a moment, and then sleeps.
final class Sleeper: Sendable {
    /// How long a thread looks out before it sleeps.
    private static let patience = Duration.microseconds(300)

    private let isAsleep = Atomic(false)
    private let bell = NSCondition()

    /// Returns when a condition holds.
    ///
    /// - Parameter holds: The condition, read with sequential consistency, as it must be changed.
    func wait(until holds: () -> Bool) {
        let end = ContinuousClock.now + Self.patience
        repeat {
            for _ in 0..<32 {
                if holds() { return }
                kernel_pause()
            }
        } while ContinuousClock.now < end
        // The sleeper says so before it looks a last time, and who makes the change does that before looking for a
        // sleeper: one of the two sees the other, so no call is missed.
        isAsleep.store(true, ordering: .sequentiallyConsistent)
        bell.lock()
        while !holds() { bell.wait() }
        bell.unlock()
        isAsleep.store(false, ordering: .sequentiallyConsistent)
    }

    /// Wakes the thread if it sleeps, after the change that it waits for.
    func wake() {
        guard isAsleep.load(ordering: .sequentiallyConsistent) else { return }
        bell.lock()
        bell.broadcast()
        bell.unlock()
    }
}
