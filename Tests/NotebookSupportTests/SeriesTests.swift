import Foundation
import NumericalCore
import Testing

@testable import NotebookSupport

@Suite struct SeriesTests {
    private let empty = Figure("T", x: "x", y: "y")

    @Test func noTwoSeriesLookAlike() {
        let lines = (0..<300).map { "\(SeriesStyle.line($0, isBroken: false))" }
        #expect(Set(lines).count == 300)
        #expect(Set((0..<70).map { "\(SeriesStyle.points($0))" }).count == 70)
        // The first seven differ by colour alone, the next by dashes too.
        #expect(Set((0..<7).map { SeriesStyle.line($0, isBroken: false).dash }) == ["solid"])
        #expect(SeriesStyle.line(7, isBroken: false).dash != "solid")
    }

    @Test func histogramsCountEverySampleOnce() throws {
        var stream = RandomStream(seed: 5)
        let samples = (0..<500).map { _ in Double.random(in: -3...7, using: &stream) }
        let counted = try empty.histogram(samples, bins: 13).series[0]
        #expect(counted.y.reduce(0, +) == 500 && counted.x.count == 13)
        for (middle, (count, width)) in zip(counted.x, zip(counted.y, counted.widths)) {
            let inside = samples.count { $0 >= middle - width / 2 - 1e-12 && $0 < middle + width / 2 - 1e-12 }
            #expect(abs(Double(inside) - count) <= 1)
        }
        let dense = try empty.histogram(samples, edges: [-4, 0, 1, 7], height: .density).series[0]
        #expect(abs(zip(dense.y, dense.widths).map { $0 * $1 }.reduce(0, +) - 1) < 1e-12)
        // Lower edges belong to their bins, the last upper edge to the last.
        #expect(try empty.histogram([0, 1, 1, 2], edges: [0, 1, 2]).series[0].y == [1, 3])
        #expect(try empty.histogram([3, 3], bins: 1).series[0].widths == [1])
        #expect(
            try empty.histogram([0, 2], bins: 2).csv()
                == "series,kind,x,y,low,high,width\n,histogram,0.5,1.0,,,1.0\n,histogram,1.5,1.0,,,1.0\n")
    }

    @Test func badHistogramsAreRefused() {
        #expect(throws: InvalidArgument.self) { try empty.histogram([], bins: 3) }
        #expect(throws: InvalidArgument.self) { try empty.histogram([1, .nan], bins: 3) }
        let outside = #expect(throws: InvalidArgument.self) { try empty.histogram([0.5, 3], edges: [0, 1]) }
        #expect(outside?.description == "samples[1] must be between the edges 0.0 and 1.0, but was 3.0")
        #expect(throws: InvalidArgument.self) { try empty.histogram([0.5], edges: [0]) }
        #expect(throws: InvalidArgument.self) { try empty.histogram([0.5], edges: [0, 1, 1]) }
        #expect(throws: InvalidArgument.self) { try empty.histogram([1, 1.0.nextUp], bins: 100) }
        let huge = Double.greatestFiniteMagnitude
        #expect(throws: InvalidArgument.self) { try empty.histogram([-huge, huge], bins: 1) }
    }

    @Test func barsOfSeveralSeriesStandSideBySide() throws {
        let figure = try empty.bars([1, 2, 4], [3, -1, 2], errors: [0.1, 0.2, 0.3]).line([0, 5], [0, 0]).bars(
            [1, 2, 4], [1, 1, 1])
        let (first, second) = (figure.barColumns(of: 0), figure.barColumns(of: 2))
        for (left, right) in zip(first, second) {
            #expect(abs(left.middle + left.width / 2 - (right.middle - right.width / 2)) < 1e-12)
        }
        for (place, next) in zip(second, first.dropFirst()) {
            #expect(place.middle + place.width / 2 < next.middle - next.width / 2)
        }
        // Zero is on the axis, on both sides of it where heights have both signs.
        #expect(try empty.bars(["a", "b"], [5, 6]).gnuplot().contains("set yrange [0.0:"))
        let csv = try empty.bars(["a", "b"], [5, 6], errors: [1, 2], label: "n").csv()
        #expect(csv == "series,kind,x,y,low,high\nn,bars,0.0,5.0,4.0,6.0\nn,bars,1.0,6.0,4.0,8.0\n")
        #expect(throws: InvalidArgument.self) { try empty.bars([2, 1], [0, 0]) }
        #expect(throws: InvalidArgument.self) { try empty.bars(["a"], [1, 2]) }
        #expect(throws: InvalidArgument.self) { try empty.bars(["a"], [1], errors: [-1]) }
    }

    @Test func barsAndHistogramsAreDrawnOnBothKindsOfAxis() throws {
        let bars = try empty.bars(["a_b", "$\\rho$"], [5, 6000], errors: [1, 2], label: "n")
        #expect(try bars.svg().contains("</svg>") && bars.logarithmic(y: true).svg().contains("</svg>"))
        let counts = try empty.histogram([0, 0.1, 5], bins: 5)
        #expect(try counts.logarithmic(y: true).svg().contains("</svg>"))
        #expect(throws: InvalidArgument.self) { try empty.bars(["a"], [-1]).logarithmic(y: true).validate() }
    }

    @Test func notesAreOnTheAxesAndPoint() throws {
        let figure = try empty.line([0, 1], [0, 1])
        let commands = try figure.note("it's $\\rho$", x: 3, y: 0.5, pointingTo: (x: 0.2, y: 0.1)).gnuplot()
        #expect(commands.contains("set xrange [0.0:3.0]") && commands.contains("set arrow from 3.0,0.5 to 0.2,0.1"))
        #expect(throws: InvalidArgument.self) { try figure.note("", x: 0, y: 0) }
        #expect(throws: InvalidArgument.self) { try figure.note("a", x: .nan, y: 0) }
        #expect(throws: InvalidArgument.self) { try figure.note("a", x: 0, y: 0, pointingTo: (x: .infinity, y: 0)) }
    }

    @Test(arguments: LegendPlacement.allCases)
    func legendsGoWhereTheyAreTold(_ placement: LegendPlacement) throws {
        let figure = try empty.line([0, 1], [0, 1], label: "unmistakable").legend(placement)
        #expect(try figure.svg().contains("unmistakable") == (placement != .none))
    }

    @Test func sizesAreFixed() throws {
        let figure = try empty.line([0, 1], [0, 1], label: "a").sized(width: 300, height: 200)
        #expect(figure.size == (300, 200))
        #expect(try figure.svg().contains("width=\"300\" height=\"200\""))
        for size in [Int.min, 0, 99, 5001, .max] {
            #expect(throws: InvalidArgument.self) { try empty.sized(width: size, height: 200) }
            #expect(throws: InvalidArgument.self) { try empty.sized(width: 200, height: size) }
        }
    }
}
