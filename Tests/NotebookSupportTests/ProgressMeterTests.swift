import NumericalCore
import Testing

@testable import NotebookSupport

@Suite struct ProgressMeterTests {
    @Test func countsStayWithinTheTotal() throws {
        let meter = try ProgressMeter("p", of: 10)
        meter.advance(by: 4)
        meter.advance()
        #expect(meter.completed == 5)
        meter.advance(by: 100)
        #expect(meter.completed == 10)
        meter.update(to: -3)
        #expect(meter.completed == 0)
        #expect(throws: InvalidArgument("total", must: "be at least 1", was: 0)) { try ProgressMeter("p", of: 0) }
    }

    @Test func anyThreadMayAdvance() async throws {
        let meter = try ProgressMeter("p", of: 400)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<4 { group.addTask { for _ in 0..<100 { meter.advance() } } }
        }
        #expect(meter.completed == 400)
    }

    @Test func lineTellsHowMuchIsLeft() throws {
        let meter = try ProgressMeter("seeds\n", of: 200)
        #expect(meter.line(completed: 50, elapsed: .seconds(10)) == "seeds : 25 % (50 of 200), about 30 s left")
        #expect(meter.line(completed: 0, elapsed: .seconds(1)) == "seeds : 0 % (0 of 200)")
        #expect(meter.line(completed: 200, elapsed: .seconds(1)) == "seeds : 100 % (200 of 200)")
    }
}
