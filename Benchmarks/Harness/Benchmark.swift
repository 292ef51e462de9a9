import Foundation

/// What one operation asks of the machine, to say how far it is from the machine's limit.
enum Work {
    /// Floating-point operations in the arithmetic of one scalar type, against the peak of its matrix product.
    case flops(Double, Precision)
    /// Bytes that must be read and written at least once, against the bandwidth of a stream triad.
    case bytes(Double)

    /// The scalar type of the arithmetic.
    enum Precision: String, CaseIterable {
        case single
        case double
        case complex
    }
}

/// One operation to be timed, under the name `target/topic`.
struct Benchmark {
    /// The name, by which `--filter` selects.
    let name: String
    /// What the operation asks of the machine, when that says something.
    let work: Work?
    /// Prepares the input, outside the timing, and returns the operation as a loop of so many turns.
    let prepare: () throws -> Loop

    /// An operation that is repeated the given number of times.
    typealias Loop = (_ turns: Int) throws -> Void

    /// A benchmark whose `prepare` makes the input and returns the operation on it.
    init<Result>(_ name: String, work: Work? = nil, prepare: @escaping () throws -> () throws -> Result) {
        self.name = name
        self.work = work
        self.prepare = { Benchmark.loop(try prepare()) }
    }

    static func loop<Result>(_ operation: @escaping () throws -> Result) -> Loop {
        { turns in
            for _ in 0..<turns { blackHole(try operation()) }
        }
    }
}

/// Consumes a result.
///
/// The operation behind a stored closure cannot be inlined into its loop, so it runs; that its result is taken here, by a
/// call that is never inlined, keeps the closure from being replaced by one without a result.
@inline(never)
func blackHole<Value>(_ value: Value) { withExtendedLifetime(value) {} }

/// How long and how often to measure, and by which clock.
struct Stopwatch {
    /// What counts as time.
    enum Clock: String, Codable {
        /// Time that passes.
        case wall
        /// Time that the calling thread computes: undisturbed by other programs on a busy machine, blind to other threads.
        case cpu
    }

    /// The least duration of one sample, in seconds.
    var sampleSeconds = 0.02
    /// How many samples are taken after the warm-up.
    var samples = 15
    /// The clock.
    var clock = Clock.wall

    /// The seconds that each of ``samples`` samples took for one operation.
    ///
    /// The number of turns grows until one sample lasts ``sampleSeconds``; those first runs are the warm-up.
    func measure(_ loop: Benchmark.Loop) throws -> Statistics {
        var turns = 1
        var seconds = try time(loop, turns)
        while seconds < sampleSeconds {
            // Aim a little above the goal, but trust a short first run no further than a factor of a hundred.
            let growth = min(max(1.2 * sampleSeconds / max(seconds, 1e-9), 1.5), 100)
            turns = Int((Double(turns) * growth).rounded(.up))
            seconds = try time(loop, turns)
        }
        let times = try (0..<samples).map { _ in try time(loop, turns) / Double(turns) }
        return Statistics(of: times)
    }

    private func time(_ loop: Benchmark.Loop, _ turns: Int) throws -> Double {
        let start = now()
        try loop(turns)
        return now() - start
    }

    private func now() -> Double {
        var time = timespec()
        clock_gettime(clock == .wall ? CLOCK_MONOTONIC : CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}
