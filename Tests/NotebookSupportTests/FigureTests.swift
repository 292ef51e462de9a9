import NumericalCore
import Testing

@testable import NotebookSupport

@Suite struct FigureTests {
    private let empty = Figure("T", x: "x", y: "y")

    @Test func dataAreSavedWithAllTheirDigits() throws {
        let figure = try empty.line([0, 0.1], [1, 1.0 / 3], label: "a, \"b\"").scatter([1], [2], errors: [0.5])
            .band([1], low: [0], high: [1]).horizontalLine(2).verticalLine(3, label: "v")
        #expect(
            figure.csv() == """
                series,kind,x,y,low,high
                "a, ""b""\",line,0.0,1.0,,
                "a, ""b""\",line,0.1,0.3333333333333333,,
                ,scatter,1.0,2.0,1.5,2.5
                ,band,1.0,,0.0,1.0
                ,horizontal,,2.0,,
                v,vertical,3.0,,,

                """)
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity])
    func numbersThatAreNotFiniteAreRefused(_ bad: Double) {
        #expect(throws: InvalidArgument("y[1]", must: "be finite", was: bad)) { try empty.line([1, 2], [0, bad]) }
        #expect(throws: InvalidArgument("x[0]", must: "be finite", was: bad)) { try empty.scatter([bad], [0]) }
        #expect(throws: InvalidArgument("errors[0]", must: "be finite", was: bad)) {
            try empty.scatter([1], [0], errors: [bad])
        }
        #expect(throws: InvalidArgument("low[0]", must: "be finite", was: bad)) {
            try empty.band([1], low: [bad], high: [0])
        }
        #expect(throws: InvalidArgument.self) { try empty.horizontalLine(bad) }
        #expect(throws: InvalidArgument.self) { try empty.verticalLine(bad) }
        #expect(throws: InvalidArgument.self) { try empty.line(over: 0...1) { _ in bad } }
    }

    @Test func columnsOfDifferentLengthsAreRefused() {
        let error = #expect(throws: InvalidArgument.self) { try empty.line([1, 2], [1, 2, 3], label: "l") }
        #expect(error?.description == "y must have 2 numbers like x, but was 3 numbers")
        #expect(throws: InvalidArgument.self) { try empty.scatter([1, 2], [1, 2], errors: [1]) }
        #expect(throws: InvalidArgument.self) { try empty.band([1, 2], low: [1, 2], high: [3]) }
    }

    @Test func emptyColumnsAndFiguresAreRefused() throws {
        #expect(throws: InvalidArgument.self) { try empty.line([], []) }
        #expect(throws: InvalidArgument.self) { try empty.validate() }
        // A guide alone has no extent.
        #expect(throws: InvalidArgument.self) { try empty.horizontalLine(2).validate() }
        try empty.line([1], [1]).validate()
    }

    @Test func impossibleErrorsBandsAndRangesAreRefused() {
        #expect(throws: InvalidArgument("errors[1]", must: "be at least 0", was: -0.1)) {
            try empty.scatter([1, 2], [0, 0], errors: [0, -0.1])
        }
        #expect(throws: InvalidArgument.self) { try empty.band([1], low: [2], high: [1]) }
        #expect(throws: InvalidArgument.self) { try empty.ranges(x: 1...1) }
        #expect(throws: InvalidArgument.self) { try empty.ranges(y: 0 ... .infinity) }
        #expect(throws: InvalidArgument.self) { try empty.line(over: 0...1, points: 1) { $0 } }
    }

    @Test func logarithmicAxesNeedPositiveNumbers() throws {
        let figure = try empty.line([1, 10], [0, 1])
        try figure.logarithmic(x: true).validate()
        #expect(throws: InvalidArgument.self) { try figure.logarithmic(y: true).validate() }
    }

    @Test func graphOfAFunctionMeetsBothEnds() throws {
        let series = try empty.line(over: 0...0.3, points: 4) { 2 * $0 }.series[0]
        #expect(series.x.first == 0 && series.x.last == 0.3 && series.y.last == 0.6 && series.x.count == 4)
    }

    @Test func lineInTheColourOfItsPoints() throws {
        let pair = try empty.scatter([0, 1], [0, 1]).line([0, 1], [0, 1], sharesColour: true)
        let commands = try pair.line([0, 1], [1, 0]).gnuplot()
        let counts = GnuplotStyle.colours.map { commands.ranges(of: "linecolor rgb '\($0)'").count }
        #expect(counts == [2, 1] + Array(repeating: 0, count: counts.count - 2))
    }

    @Test func guidesSpanTheDataAndUseNoColour() throws {
        let commands = try empty.horizontalLine(2).line([-1, 3], [0, 1]).gnuplot()
        #expect(commands.contains("-1.0 2.0\n3.0 2.0\n"))
        #expect(commands.contains("linecolor rgb '\(GnuplotStyle.colours[0])'"))
    }

    @Test func valuesThatAreNotNegativeGetNoAxisBelowZero() throws {
        // Rounding below zero counts as zero.
        #expect(Figure.room(-1e-17, 1, padding: 0.05) == 0...1.05)
        #expect(Figure.room(0.01, 1, padding: 0.05).lowerBound == 0)
        #expect(Figure.room(0.5, 1, padding: 0.05).lowerBound == 0.475)
        #expect(Figure.room(-1, 0, padding: 0.05) == -1.05...0)
        #expect(Figure.room(-1, 1, padding: 0.05) == -1.1...1.1)
        // No range without width, for gnuplot would choose its own.
        for value in [0, 2, -3.0] {
            let range = Figure.room(value, value, padding: 0.05)
            #expect(range.lowerBound < value && value < range.upperBound)
        }
        #expect(try empty.line([0, 2.5], [0, 4]).gnuplot().contains("set xrange [0.0:2.5]\nset yrange [0.0:4.2]\n"))
        #expect(try empty.line([0, 2], [0, 4]).ranges(y: -1...5).gnuplot().contains("set yrange [-1.0:5.0]\n"))
    }

    @Test func shortLogarithmicAxesHaveTicks() throws {
        let short = try empty.line([0.25, 4], [1, 1e5]).logarithmic(x: true, y: true).gnuplot()
        #expect(short.contains("set xtics (0.5, 1, 2)\n") && !short.contains("ytics"))
        let shorter = try empty.line([1, 2], [0.6, 0.8]).logarithmic(y: true).gnuplot()
        #expect(shorter.contains("set yrange [0.5:1.0]\nset ytics (0.5, 1)\n"))
        let long = try empty.line([1, 1000], [1, 1.5]).logarithmic(x: true).gnuplot()
        #expect(!long.contains("xtics") && long.contains("set xrange [1.0:1000.0]"))
    }

    @Test func placesHaveNames() throws {
        let figure = try empty.scatter([1, 2], [0, 1])
        #expect(try figure.xNames([1, 2], ["a", "it's"]).gnuplot().contains("set xtics ('a' 1.0, 'it''s' 2.0)\n"))
        #expect(throws: InvalidArgument.self) { try figure.xNames([1, 2], ["a"]) }
        #expect(throws: InvalidArgument.self) { try figure.xNames([.nan], ["a"]) }
        #expect(throws: InvalidArgument.self) { try figure.xNames([], []) }
    }

    @Test func countsHaveWholeTicksAndGuidesTheirOwnDashes() throws {
        #expect(try empty.line([1, 4], [0, 1]).gnuplot().contains("set xtics 1\n"))
        #expect(try !empty.line([1, 4.5], [0, 1]).gnuplot().contains("xtics"))
        let line = try empty.line([0, 9], [0, 1])
        let guides = try line.horizontalLine(1, label: "a").horizontalLine(2, label: "b").gnuplot()
        #expect(guides.contains("dashtype (4,4)") && guides.contains("dashtype (12,5)"))
    }
}
