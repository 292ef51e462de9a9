import Foundation
import Synchronization
import Testing

@testable import NumericalCore

/// A team with more helpers than a small machine has processors, so that helpers meet each other.
@Suite("Work teams", .serialized)
struct WorkTeamTests {
    // Its threads last as long as the process.
    private static let team = WorkTeam(helpers: 5)

    /// The pauses end before, about when and after idle helpers fall asleep, and slow helpers let the caller fall asleep.
    @Test("What the threads wrote is there when a piece of work returns, once, and nobody is at it any more")
    func handOver() {
        let items = 12
        // Written without a lock: the team alone orders it, which the thread sanitizer checks.
        nonisolated(unsafe) let cells = UnsafeMutablePointer<Int>.allocate(capacity: items)
        cells.initialize(repeating: 0, count: items)
        defer { cells.deallocate() }
        for round in 1...1500 {
            let threads = 2 + round % 7
            let ticket = Atomic(0)
            let inside = Atomic(0)
            let seen = Atomic(0)
            let isDone = Self.team.perform(threads: threads) { thread in
                inside.add(1, ordering: .relaxed)
                seen.bitwiseXor(1 << thread, ordering: .relaxed)
                while true {
                    let item = ticket.add(1, ordering: .relaxed).oldValue
                    guard item < items else { break }
                    cells[item] += 1
                    if round % 3 == 0 { usleep(thread == 0 ? 20 : 100) }
                }
                if thread > 0, round % 50 == 0 { usleep(1000) }
                inside.subtract(1, ordering: .relaxed)
            }
            #expect(isDone && inside.load(ordering: .relaxed) == 0)
            let numbers = seen.load(ordering: .relaxed)
            // The caller is number 0, and each of at most as many threads as were asked for came once.
            #expect(numbers & 1 == 1 && numbers < 64 && numbers.nonzeroBitCount <= threads)
            #expect((0..<items).allSatisfy { cells[$0] == round })
            usleep([0, 0, 100, 290, 310, 700][round % 6])
        }
    }

    @Test("Helpers come, awake or asleep")
    func calls() {
        for pause: useconds_t in [0, 5000, 0, 5000] {
            usleep(pause)
            let helpers = Atomic(0)
            let isDone = Self.team.perform(threads: 3) { thread in
                if thread > 0 { helpers.add(1, ordering: .relaxed) }
                // The caller keeps the work open; that nobody comes is said at last, not waited for without end.
                for _ in 0..<100_000 where thread == 0 && helpers.load(ordering: .relaxed) < 2 { usleep(100) }
            }
            #expect(isDone && helpers.load(ordering: .relaxed) == 2)
        }
    }

    @Test("A busy team refuses, at once and without doing anything")
    func refusal() {
        let inner = Atomic(0)
        let refused = Atomic(0)
        let isDone = Self.team.perform(threads: 4) { _ in
            if !Self.team.perform(threads: 4, { _ in inner.add(1, ordering: .relaxed) }) {
                refused.add(1, ordering: .relaxed)
            }
        }
        #expect(isDone && inner.load(ordering: .relaxed) == 0)
        #expect((1...4).contains(refused.load(ordering: .relaxed)))
        #expect(Self.team.perform(threads: 4) { _ in })
    }

    @Test("A team without helpers leaves all to the caller")
    func alone() {
        for helpers in [-1, 0] {
            let calls = Atomic(0)
            #expect(WorkTeam(helpers: helpers).perform(threads: 8) { calls.add(1 + $0, ordering: .relaxed) })
            #expect(calls.load(ordering: .relaxed) == 1)
        }
    }
}
