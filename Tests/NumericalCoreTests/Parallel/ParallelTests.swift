import Foundation
import NumericalCore
import Synchronization
import Testing

@Suite("Parallel maps")
struct ParallelTests {
    private struct Failure: Error, Equatable { let item: Int }

    @Test("The number of threads does not change a bit", arguments: [0, 1, 2, 7, 64, 1000])
    func threadIndependence(count: Int) throws {
        func estimates(threads: Int) throws -> [UInt64] {
            try Parallel.map(count: count, threads: threads) { chunk in
                var generator = RandomStream(seed: 7, substream: UInt64(chunk))
                var sum = CompensatedSum()
                for _ in 0..<50 { sum.add(Double.random(in: -1...1, using: &generator)) }
                return sum.value.bitPattern
            }
        }
        let serial = try estimates(threads: 1)
        #expect(serial.count == count && Set(serial).count == count)
        for threads in [2, 7, 1024] { #expect(try estimates(threads: threads) == serial) }
    }

    @Test("Every item is done once, in the order of the items", arguments: [1, 2, 3, 8])
    func order(threads: Int) throws {
        for count in [1, 2, 63, 64, 65, 10_000] {
            #expect(try Parallel.map(count: count, threads: threads) { $0 } == Array(0..<count))
        }
        #expect(try Parallel.map(count: 3) { $0 * 2 } == [0, 2, 4])
    }

    @Test("The first error in the order of the items is thrown, whatever the timing", arguments: [1, 2, 7])
    func errors(threads: Int) throws {
        for failing in [[0], [999], [500, 20, 700], [3, 4, 5, 6]] {
            for _ in 0..<20 {
                #expect(throws: Failure(item: failing.min() ?? 0)) {
                    try Parallel.map(count: 1000, threads: threads) { item in
                        if failing.contains(item) { throw Failure(item: item) }
                        return item
                    }
                }
            }
        }
    }

    @Test("Maps inside maps work")
    func nesting() throws {
        let sums = try Parallel.map(count: 10, threads: 4) { outer in
            try Parallel.map(count: 10, threads: 4) { outer * $0 }.reduce(0, +)
        }
        #expect(sums == (0..<10).map { $0 * 45 })
    }

    @Test("Maps that follow each other closely, or after the threads went to sleep, lose and repeat nothing")
    func oneAfterAnother() throws {
        let expected = (0..<40).map { $0 * $0 }
        for round in 0..<4000 {
            if round % 500 == 0 { usleep(2000) }
            #expect(try Parallel.map(count: 40, threads: 2 + round % 3) { $0 * $0 } == expected)
        }
    }

    @Test("Maps at the same time, from threads of which one finds the helpers free, do not mix")
    func atTheSameTime() async throws {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for caller in 0..<6 {
                group.addTask {
                    try (0..<300).allSatisfy { round in
                        try Parallel.map(count: 30, threads: 3) { caller * 1000 + round + $0 }
                            == (0..<30).map { caller * 1000 + round + $0 }
                    }
                }
            }
            for try await isRight in group { #expect(isRight) }
        }
    }

    @Test("No more threads work at a time than were asked for", arguments: [1, 2, 3])
    func width(threads: Int) throws {
        let now = Atomic(0)
        let most = Atomic(0)
        for _ in 0..<50 {
            _ = try Parallel.map(count: 64, threads: threads) { _ in
                let count = now.add(1, ordering: .relaxed).newValue
                most.max(count, ordering: .relaxed)
                usleep(10)
                now.subtract(1, ordering: .relaxed)
            }
        }
        #expect((1...threads).contains(most.load(ordering: .relaxed)))
    }

    @Test("Impossible numbers are refused")
    func refusals() async throws {
        #expect(throws: InvalidArgument("count", must: "be at least 0", was: -1)) {
            try Parallel.map(count: -1) { $0 }
        }
        for threads in [-1, 0, 1025] {
            #expect(throws: InvalidArgument("threads", must: "be in 1…1024", was: threads)) {
                try Parallel.map(count: 1, threads: threads) { $0 }
            }
            await #expect(throws: InvalidArgument("threads", must: "be in 1…1024", was: threads)) {
                try await Parallel.cancellableMap(count: 1, threads: threads) { $0 }
            }
        }
        #expect(throws: InvalidArgument("count", must: "be at least 0", was: -1)) {
            try Parallel.chunks(count: -1, size: 1)
        }
        #expect(throws: InvalidArgument("size", must: "be at least 1", was: 0)) {
            try Parallel.chunks(count: 1, size: 0)
        }
    }

    @Test("Chunks cover the range once")
    func chunks() throws {
        #expect(try Parallel.chunks(count: 10, size: 4) == [0..<4, 4..<8, 8..<10])
        #expect(try Parallel.chunks(count: 8, size: 4) == [0..<4, 4..<8])
        #expect(try Parallel.chunks(count: 0, size: 4) == [])
        #expect(try Parallel.chunks(count: 3, size: .max) == [0..<3])
        #expect(try Parallel.chunks(count: .max, size: .max) == [0..<Int.max])
    }

    @Test("The cancellable map gives the same results and passes errors on")
    func cancellableResults() async throws {
        #expect(try await Parallel.cancellableMap(count: 100, threads: 3) { $0 * $0 } == (0..<100).map { $0 * $0 })
        #expect(try await Parallel.cancellableMap(count: 0) { $0 }.isEmpty)
        await #expect(throws: Failure(item: 5)) {
            try await Parallel.cancellableMap(count: 100, threads: 3) { item in
                if item >= 5 { throw Failure(item: item) }
                return item
            }
        }
    }

    @Test("Cancelling stops the items that have not begun")
    func cancellation() async throws {
        // Each item of the endless work waits a little; only cancellation can end it before the heat death.
        let task = Task {
            try await Parallel.cancellableMap(count: 1_000_000_000, threads: 1024) { item in
                usleep(100)
                return item
            }
        }
        try await Task.sleep(for: .milliseconds(20))
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }
}
