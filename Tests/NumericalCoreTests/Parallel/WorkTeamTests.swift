import Foundation
import Synchronization
import Testing

@testable import NumericalCore

/// A team of its own, with more helpers than some machines have processors.
@Suite("Teams of threads", .serialized) struct WorkTeamTests {
    private static let team = WorkTeam(helpers: 3)

    @Test("Only the threads that were asked for take part, and all have ended when the call returns")
    func whoTakesPart() {
        for round in 0..<600 {
            let threads = 1 + round % 6
            if round % 100 == 0 { usleep(2000) }
            let next = Atomic(0)
            let done = Atomic(0)
            let inside = Atomic(0)
            let numbers = Atomic(0)
            let isDone = Self.team.perform(threads: threads) { number in
                inside.add(1, ordering: .relaxed)
                numbers.bitwiseOr(1 << number, ordering: .relaxed)
                while next.add(1, ordering: .relaxed).newValue <= 50 { done.add(1, ordering: .relaxed) }
                inside.subtract(1, ordering: .relaxed)
            }
            #expect(isDone)
            #expect(done.load(ordering: .relaxed) == 50)
            #expect(inside.load(ordering: .relaxed) == 0)
            let taken = numbers.load(ordering: .relaxed)
            #expect(taken & 1 == 1)
            #expect(taken >> min(threads, 4) == 0)
        }
    }

    @Test("A team that is at work says so and does nothing else")
    func busy() {
        let inner = Atomic(0)
        let isDone = Self.team.perform(threads: 1) { _ in
            if !Self.team.perform(threads: 2, { _ in inner.add(10, ordering: .relaxed) }) {
                inner.add(1, ordering: .relaxed)
            }
        }
        #expect(isDone)
        #expect(inner.load(ordering: .relaxed) == 1)
    }

    @Test("Helpers who sleep are woken: they do what the caller leaves to them")
    func waking() {
        for _ in 0..<20 {
            usleep(1000)
            let helped = Atomic(false)
            let isDone = Self.team.perform(threads: 2) { number in
                if number > 0 { helped.store(true, ordering: .relaxed) }
                // The caller waits for its helper: without a call this would never end.
                while !helped.load(ordering: .relaxed) { usleep(50) }
            }
            #expect(isDone)
        }
    }
}
