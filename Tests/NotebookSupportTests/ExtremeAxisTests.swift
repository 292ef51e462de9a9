import NumericalCore
import Testing

@testable import NotebookSupport

/// Axes at the ends of what a number can be.
@Suite struct ExtremeAxisTests {
    private let empty = Figure("T", x: "x", y: "y")

    /// The two numbers of `set xrange [low:high]`.
    private func range(_ axis: String, of figure: Figure) throws -> [Double] {
        let line = try #require(figure.gnuplot().split(separator: "\n").first { $0.hasPrefix("set \(axis)range") })
        return line.dropFirst("set xrange [".count).dropLast().split(separator: ":").compactMap { Double($0) }
    }

    @Test("16.1 subnormal numbers on a logarithmic axis are refused by name")
    func subnormal() throws {
        let error = #expect(throws: InvalidArgument.self) {
            try empty.line([0x1p-1063, 1], [1, 2]).logarithmic(x: true).svg()
        }
        #expect(error?.argument == "x" && error?.value == "\(0x1p-1063)")
        #expect(error?.requirement == "be at least 2.2250738585072014e-308 on a logarithmic axis")
        #expect(throws: InvalidArgument.self) {
            try empty.scatter([1], [1], errors: [1 - 1e-16]).ranges(y: 0x1p-1074...2).logarithmic(y: true).validate()
        }
        // On the other axis, or a linear one, they are numbers like others.
        try empty.line([0x1p-1063, 1], [1, 2]).logarithmic(y: true).validate()
    }

    @Test("16.1 commands for numbers that validation refuses are made without a trap")
    func unvalidated() throws {
        for bad in [-1.0, 0, 0x1p-1074, 0x1p-1063] {
            let figure = try empty.line([bad, 1], [bad, 2]).scatter([bad], [1]).logarithmic(x: true, y: true)
            #expect(figure.gnuplot().contains("set logscale x"))
        }
    }

    @Test("16.1 the margins of a logarithmic axis neither underflow nor overflow")
    func margins() throws {
        let tiny = Double.leastNormalMagnitude
        let huge = Double.greatestFiniteMagnitude
        for (low, high) in [(1e-300, 1e300), (tiny, 1), (1, huge), (tiny, huge), (tiny, tiny), (huge, huge), (1, 2)] {
            let figure = try empty.scatter([low, high], [low, high]).logarithmic(x: true, y: true)
            for axis in ["x", "y"] {
                let ends = try range(axis, of: figure)
                try #require(ends.count == 2)
                #expect(ends[0] > 0 && ends[0].isNormal && ends[0] <= low)
                #expect(ends[1].isFinite && ends[1] >= high)
            }
        }
    }

    @Test("16.1 gnuplot draws six hundred decades")
    func drawn() throws {
        let figure = try empty.line([1, 2], [1e-300, 1e300]).logarithmic(y: true)
        #expect(try figure.svg().contains("<svg"))
        #expect(try empty.scatter([1e-305, 1e305], [1, 2]).logarithmic(x: true).svg().contains("<svg"))
    }

    @Test("16.1 linear axes of the largest numbers have ends")
    func linear() throws {
        let huge = Double.greatestFiniteMagnitude
        for (low, high) in [(-huge, huge), (0, huge), (-huge, 0), (huge, huge)] {
            let room = Figure.room(low, high, padding: 0)
            #expect(room.lowerBound <= low && room.upperBound >= high && room.lowerBound < room.upperBound)
            #expect(room.lowerBound.isFinite && room.upperBound.isFinite)
        }
        #expect(Figure.room(0, 1, padding: 0.5) == 0...1.5)
    }

    @Test("16.1 a graph of more points than can be drawn is refused")
    func points() {
        for points in [1_000_001, Int.max] {
            #expect(throws: InvalidArgument("points", must: "be at most 10⁶", was: points)) {
                try empty.line(over: 0...1, points: points) { $0 }
            }
        }
    }
}
