import NotebookSupport
import NumericalCore
import TestSupport
import Testing

/// Extreme sizes and numbers: every call is refused in words, in a process that has little memory.
@Suite struct HostileCallTests {
    static let table: [HostileCalls] = [
        .sizes("Table digits", and: 0, 18) { try Table(columns: ["a"], digits: $0) },
        .sizes("ProgressMeter", [.min, -1]) { try ProgressMeter("a", of: $0) },
        .sizes("Figure.line points", and: 0, 1) {
            try Figure("T", x: "x", y: "y").line(over: 0...1, points: $0) { $0 }
        },
        .sizes("Table cells", [0, 1, 3, 1000]) {
            var table = try Table(columns: ["a", "b"])
            try table.add(Array(repeating: "x", count: $0))
        },
        .numbers("Figure.horizontalLine") { try Figure("T", x: "x", y: "y").horizontalLine($0) },
        .numbers("Figure.verticalLine") { try Figure("T", x: "x", y: "y").verticalLine($0) },
        .numbers("Figure.scatter errors", and: -1) {
            try Figure("T", x: "x", y: "y").scatter([1], [1], errors: [$0])
        },
        .numbers("Figure.line x") { try Figure("T", x: "x", y: "y").line([0, $0], [0, 1]) },
        .numbers("Figure.band") { try Figure("T", x: "x", y: "y").band([0, $0], low: [0, 1], high: [1, 2]) },
        .numbers("Figure.xNames") { try Figure("T", x: "x", y: "y").xNames([$0], ["a"]) },
        .numbers("HeatMap x") {
            try HeatMap("T", x: "x", y: "y", value: "v").cells(x: [0, $0], y: [0, 1]) { $0 * $1 }
        },
        .numbers("HeatMap y") {
            try HeatMap("T", x: "x", y: "y", value: "v").cells(x: [0, 1], y: [0, $0]) { $0 * $1 }
        },
        .numbers("SpherePlot azimuth") { try SpherePlot("T", azimuth: $0) },
        .numbers("SpherePlot elevation") { try SpherePlot("T", elevation: $0) },
        .numbers("SpherePlot points") { try SpherePlot("T").points([[$0, 0, 1]]) },
        .numbers("SpherePlot arrows") { try SpherePlot("T").arrows([[$0, 0, 1]]) },
        .numbers("SpherePlot curve") { try SpherePlot("T").curve([[$0, 0, 1], [0, 0, 1]]) },
        .sizes("Figure.histogram bins", and: 0, 10_001) {
            try Figure("T", x: "x", y: "y").histogram([0, 1], bins: $0)
        },
        .numbers("Figure.histogram samples") { try Figure("T", x: "x", y: "y").histogram([0, $0], edges: [0, 1]) },
        .numbers("Figure.histogram edges") { try Figure("T", x: "x", y: "y").histogram([0], edges: [0, $0, 1]) },
        .numbers("Figure.bars heights") { try Figure("T", x: "x", y: "y").bars(["a"], [$0]) },
        .numbers("Figure.note x") { try Figure("T", x: "x", y: "y").note("a", x: $0, y: 0) },
        .sizes("Figure.sized width", and: 0, 99, 5001) {
            try Figure("T", x: "x", y: "y").sized(width: $0, height: 100)
        },
        .sizes("HeatMap.sized height", and: 0, 99, 5001) {
            try HeatMap("T", x: "x", y: "y", value: "v").sized(width: 100, height: $0)
        },
        .numbers("HeatMap contours") { try HeatMap("T", x: "x", y: "y", value: "v").contours(at: [$0]) },
        .numbers("HeatMap matrix") {
            try HeatMap("T", x: "x", y: "y", value: "v").matrix(Matrix([[$0]]), rows: ["a"], columns: ["b"])
        },
        .numbers("HintonPlot") { try HintonPlot("T", ComplexMatrix([[Complex($0, 1)]])) },
        .numbers("CityPlot") { try CityPlot("T", ComplexMatrix([[Complex(1, $0)]])) },
        .sizes("FigureGrid columns", and: 0, 7) {
            try FigureGrid(columns: $0, [Figure("T", x: "x", y: "y").line([0, 1], [0, 1])])
        },
        .sizes("ColumnFormat decimals", and: -1, 18) { try Table(columns: ["a"], formats: [.decimals($0)]) },
    ]

    @Test("16.2 extreme sizes and numbers are refused before memory is taken")
    func refused() async {
        await #expect(processExitsWith: .success) { HostileCalls.checkWithLittleMemory(HostileCallTests.table) }
    }
}
