import NumericalCore
import Testing

@testable import NotebookSupport

@Suite struct HeatMapTests {
    private let empty = HeatMap("T", x: "x", y: "y", value: "v")

    @Test func rowsOfTheMatrixAreValuesOfY() throws {
        let map = try empty.cells(x: [1, 2, 3], y: [10, 20], values: Matrix([[1, 2, 3], [4, 5, 6]]))
        #expect(map.csv().contains("3.0,10.0,3.0\n1.0,20.0,4.0\n"))
        #expect(try map.csv() == empty.cells(x: [1, 2, 3], y: [10, 20]) { $0 + ($1 == 20 ? 3 : 0) }.csv())
    }

    @Test func edgesLieHalfWayBetweenCentres() { #expect(HeatMap.edges(of: [0, 1, 3]) == [-0.5, 0.5, 2, 4]) }

    @Test func evenCellsAreAnImageAndUnevenOnesRectangles() throws {
        #expect(try empty.cells(x: [0, 1, 2], y: [0, 1]) { $0 + $1 }.gnuplot().contains("with image"))
        #expect(try empty.cells(x: [0, 1, 3], y: [0, 1]) { $0 + $1 }.gnuplot().contains("with boxxyerror"))
    }

    @Test func fewCellsAreNamedByTheirCentresAndManyAreNot() throws {
        let script = try empty.cells(x: [0, 0.5, 1], y: (0..<9).map(Double.init)) { $0 + $1 }.gnuplot()
        #expect(script.contains("set xtics (0.0, 0.5, 1.0)\n"))
        #expect(!script.contains("set ytics"))
    }

    @Test func badCellsAreRefused() throws {
        #expect(throws: InvalidArgument.self) { try empty.validate() }
        #expect(throws: InvalidArgument.self) { try empty.cells(x: [0], y: [0, 1]) { $0 + $1 } }
        let unordered = #expect(throws: InvalidArgument.self) { try empty.cells(x: [0, 2, 1], y: [0, 1]) { $0 + $1 } }
        #expect(unordered?.description == "x[2] must be greater than x[1] = 2.0, but was 1.0")
        #expect(throws: InvalidArgument.self) { try empty.cells(x: [0, 1], y: [0, .nan]) { $0 + $1 } }
        #expect(throws: InvalidArgument.self) { try empty.cells(x: [0, 1], y: [0, 1]) { x, _ in 1 / x } }
        let shape = #expect(throws: InvalidArgument.self) {
            try empty.cells(x: [0, 1, 2], y: [0, 1], values: Matrix(rows: 3, columns: 2))
        }
        #expect(shape?.description == "values must be 2 × 3, y by x, but was 3 × 2")
    }
}
