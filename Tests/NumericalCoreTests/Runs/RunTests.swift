import Foundation
import NumericalCore
import Testing

@Suite("Runs and their progress")
struct RunTests {
    @Test("Only a converged or accurate answer is a success, and every reason has words of its own")
    func stopReasons() throws {
        #expect(StopReason.allCases.filter(\.isSuccess) == [.converged, .accuracyReached])
        #expect(Set(StopReason.allCases.map(\.description)).count == StopReason.allCases.count)
        let data = try JSONEncoder().encode(StopReason.allCases)
        #expect(try JSONDecoder().decode([StopReason].self, from: data) == StopReason.allCases)
    }

    @Test("Progress knows its fraction and the time left")
    func progress() throws {
        let quarter = try RunProgress(step: 30, of: 120, elapsed: .seconds(5), value: 0.001, message: "refining")
        #expect(quarter.fraction == 0.25)
        #expect(quarter.timeLeft == .seconds(15))
        #expect(quarter.description == "step 30 of 120, 5.0 s, 15.0 s left, value 0.001, refining")
        #expect(try JSONDecoder().decode(RunProgress.self, from: JSONEncoder().encode(quarter)) == quarter)
        let first = try RunProgress(step: 0, of: 10, elapsed: .zero)
        #expect(first.fraction == 0 && first.timeLeft == nil)
        let open = try RunProgress(step: 3, elapsed: .seconds(1))
        #expect(open.fraction == nil && open.timeLeft == nil && open.description == "step 3, 1.0 s")
        let done = try RunProgress(step: 10, of: 10, elapsed: .seconds(2))
        #expect(done.fraction == 1 && done.timeLeft == .zero && done.description == "step 10 of 10, 2.0 s")
        #expect(try RunProgress(step: 0, of: 0, elapsed: .zero).fraction == 1)
    }

    @Test("Impossible progress is refused, also when it is decoded")
    func impossibleProgress() {
        #expect(throws: InvalidArgument("step", must: "be at least 0", was: -1)) {
            try RunProgress(step: -1, elapsed: .zero)
        }
        #expect(throws: InvalidArgument("total", must: "be at least the step 3", was: 2)) {
            try RunProgress(step: 3, of: 2, elapsed: .zero)
        }
        #expect(throws: InvalidArgument("elapsed", must: "be at least 0", was: Duration.seconds(-1))) {
            try RunProgress(step: 0, elapsed: .seconds(-1))
        }
        #expect(throws: InvalidArgument.self) {
            try JSONDecoder().decode(
                RunProgress.self, from: Data(#"{"step":3,"total":2,"elapsed":[0,0],"message":""}"#.utf8))
        }
    }

    @Test("A time budget ends, or never does")
    func budgets() throws {
        let over = TimeBudget(limit: .zero)
        #expect(over.isExhausted && over.remaining == .zero && over.reasonToStop == .timeLimit)
        let endless = TimeBudget.unlimited
        #expect(!endless.isExhausted && endless.remaining == nil && endless.reasonToStop == nil)
        let long = try TimeBudget(seconds: 1e9)
        #expect(!long.isExhausted && long.reasonToStop == nil)
        let (remaining, later) = (try #require(long.remaining), try #require(long.remaining))
        #expect(later <= remaining && remaining <= .seconds(1e9))
        for seconds in [-1, 1.1e9, .nan, .infinity] {
            #expect(throws: InvalidArgument("seconds", must: "be in 0…10⁹", was: seconds)) {
                try TimeBudget(seconds: seconds)
            }
        }
        #expect(Duration.milliseconds(1500).inSeconds == 1.5)
    }

    @Test("Cancellation is a reason to stop before the time limit is")
    func cancelledBudget() async {
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            return TimeBudget(limit: .zero).reasonToStop
        }
        task.cancel()
        #expect(await task.value == .cancelled)
    }

    @Test("The reports of a run arrive in order, the last one included, and end with it")
    func reports() async throws {
        let run = Run(keeping: 4) { reporter in
            for step in 0...100 { try reporter.report(step: step, of: 100, value: 1 / Double(step + 1)) }
            return "done"
        }
        #expect(try await run.value == "done")
        var steps: [Int] = []
        for await progress in run.progress { steps.append(progress.step) }
        // Nobody read before the end, so exactly the newest four are left.
        #expect(steps == [97, 98, 99, 100])
    }

    @Test("A run that fails ends its reports and passes the error on")
    func failingRun() async throws {
        let run = Run<Int> { reporter in
            try reporter.report(step: 1)
            throw NumericalFailure("search", "no start")
        }
        var count = 0
        for await _ in run.progress { count += 1 }
        #expect(count == 1)
        await #expect(throws: NumericalFailure("search", "no start")) { try await run.value }
        let wrong = Run<Int> { reporter in
            try reporter.report(step: 2, of: 1)
            return 0
        }
        await #expect(throws: InvalidArgument("total", must: "be at least the step 2", was: 1)) {
            try await wrong.value
        }
    }

    @Test("A run stops when it is cancelled, and when the task that waits for it is")
    func cancellation() async throws {
        @Sendable func untilStopped(_ reporter: RunReporter) async throws -> StopReason {
            while true {
                if let reason = reporter.clock.reasonToStop { return reason }
                await Task.yield()
            }
        }
        let run = Run(untilStopped)
        run.cancel()
        #expect(try await run.value == .cancelled)
        let other = Run(untilStopped)
        let waiting = Task { try await other.value }
        waiting.cancel()
        #expect(try await waiting.value == .cancelled)
    }
}
