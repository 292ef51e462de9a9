import Foundation
import NumericalCore
import Testing

@testable import NotebookSupport

@Suite struct MatrixPlotTests {
    private let map = HeatMap("T", x: "x", y: "y", value: "v")

    /// The highest place on the page at which a colour is filled in, counted from the top.
    private func top(_ colour: String, in svg: String) throws -> Double {
        let shapes = svg.matches(of: #/fill = '(rgb\([^']*\))'[^>]*points = '([^']*)'/#).filter {
            $0.1.filter { $0 != " " } == colour
        }
        let heights = shapes.flatMap {
            $0.2.split(separator: " ").compactMap { Double($0.split(separator: ",").last ?? "") }
        }
        return try #require(heights.min())
    }

    @Test func rowZeroOfAMatrixIsAtTheTopAndOfAGraphAtTheBottom() throws {
        let (dark, light) = ("rgb(68,1,84)", "rgb(253,231,37)")
        let matrix = try map.matrix(
            Matrix([[0, 0], [0.5, 0.5], [1, 1]]), rows: ["a", "b", "c"], columns: ["d", "e"], showsValues: false
        ).svg()
        // The colour bar begins with the same colours higher up or lower down, so the cells are told by a third one.
        #expect(matrix.contains(">a<") && matrix.contains(">e<"))
        let middle = try top("rgb(33,145,140)", in: matrix)
        let cells = matrix.components(separatedBy: "gnuplot_plot_1").last ?? ""
        #expect(try top(dark, in: cells) < middle && top(light, in: cells) > middle)
        let graph = try map.cells(
            x: [0, 1, 3], y: [0, 1, 2], values: Matrix([[0, 0, 0], [0.5, 0.5, 0.5], [1, 1, 1]])
        ).svg()
        let graphCells = graph.components(separatedBy: "gnuplot_plot_1").last ?? ""
        #expect(try top(dark, in: graphCells) > top(light, in: graphCells))
    }

    @Test func matricesKeepTheirNames() throws {
        let named = try map.matrix(Matrix([[1, -2]]), rows: ["r"], columns: ["c", "$\\sigma_z$"])
        #expect(named.csv() == "row,column,value\nr,c,1.0\nr,$\\sigma_z$,-2.0\n")
        #expect(try named.svg().contains("−2"))
        #expect(throws: InvalidArgument.self) { try map.matrix(Matrix([[1, 2]]), rows: ["r"], columns: ["c"]) }
        #expect(throws: InvalidArgument.self) { try map.matrix(Matrix([[1, 2]]), rows: [], columns: ["c", "d"]) }
        #expect(throws: InvalidArgument.self) { try map.matrix(Matrix([[.nan]]), rows: ["r"], columns: ["c"]) }
        #expect(throws: InvalidArgument.self) {
            try map.matrix(Matrix(rows: 0, columns: 3), rows: [], columns: ["a", "b", "c"])
        }
        #expect(throws: InvalidArgument.self) { try named.contours(at: [0]).validate() }
        // A graph after a matrix is a graph.
        #expect(try named.cells(x: [0, 1], y: [0, 1]) { $0 + $1 }.csv().hasPrefix("x,y,value\n"))
    }

    @Test func numbersInCellsHaveTheSameDecimals() {
        #expect(HeatMap.texts([0.91, -0.9, 0.00417, 1e-17]) == ["0.910", "-0.900", "0.004", "0.000"])
        #expect(HeatMap.texts([0.5, -1, 0]) == ["0.5", "-1.0", "0.0"] && HeatMap.texts([120, 7]) == ["120", "7"])
        #expect(HeatMap.texts([2e8, 0]) == ["2e+08", "0"] && HeatMap.texts([0, 0]) == ["0", "0"])
    }

    @Test func contoursAreDrawnWhereTheValueHasTheLevel() throws {
        let plane = try map.cells(x: [0, 1, 2], y: [0, 1, 2]) { $0 + 10 * $1 }
        let crossed = try plane.contours(at: [5.0], label: "five")
        #expect(crossed.gnuplot().contains("levels discrete 5.0\n"))
        #expect(try crossed.svg().contains("five"))
        // Levels beyond the values have a name, but no line.
        let beyond = try plane.contours(at: [-1, 22, 99], label: "none")
        #expect(!beyond.gnuplot().contains("set table"))
        #expect(try beyond.svg().contains("none"))
        #expect(throws: InvalidArgument.self) { try plane.contours(at: []) }
        #expect(throws: InvalidArgument.self) { try plane.contours(at: [.nan]) }
        #expect(throws: InvalidArgument.self) { try plane.contours(at: Array(repeating: 1, count: 101)) }
    }

    private func state() throws -> ComplexMatrix {
        try ComplexMatrix([[Complex(0.5), Complex(0, -0.125)], [Complex(0, 0.125), Complex(0.5)]])
    }

    @Test func squaresHaveTheAreaOfTheModulusAndTheColourOfThePhase() throws {
        let squares = try HintonPlot("T", state()).squares
        #expect(squares.count == 4)
        for square in squares {
            let entry = try state()[square.row, square.column]
            #expect(abs(pow(square.reach / 0.47, 2) - hypot(entry.real, entry.imaginary) / 0.5) < 1e-12)
        }
        #expect(squares[1].phase == -.pi / 2 && squares[2].phase == .pi / 2 && squares[1].column == 1)
        #expect(
            try HintonPlot("T", state()).csv()
                == "row,column,real,imaginary\n|0⟩,|0⟩,0.5,0.0\n|0⟩,|1⟩,0.0,-0.125\n|1⟩,|0⟩,0.0,0.125\n|1⟩,|1⟩,0.5,0.0\n"
        )
    }

    @Test func towersHaveTheHeightAskedFor() throws {
        #expect(try CityPlot("T", state()).towers.map(\.height) == [0.5, 0.125, 0.125, 0.5])
        #expect(try CityPlot("T", state(), height: .imaginaryPart).towers.map(\.height) == [0, -0.125, 0.125, 0])
        for height in CityPlot.Height.allCases {
            #expect(try CityPlot("T", state(), height: height).svg().contains("|1⟩"))
        }
        // A part that is zero everywhere is a plane.
        let real = try ComplexMatrix([[.one, .zero], [.zero, .zero]])
        #expect(try CityPlot("T", real, height: .imaginaryPart).svg().contains("</svg>"))
    }

    @Test func basisStatesAreNamed() throws {
        #expect(try BasisNames.names(nil, dimension: 4) == ["|00⟩", "|01⟩", "|10⟩", "|11⟩"])
        #expect(try BasisNames.names(nil, dimension: 3) == ["|0⟩", "|1⟩", "|2⟩"])
        #expect(try BasisNames.names(nil, dimension: 1) == ["|0⟩"])
    }

    @Test func matricesThatCannotBeDrawnAreRefused() throws {
        let shape = #expect(throws: InvalidArgument.self) { try HintonPlot("T", ComplexMatrix(rows: 2, columns: 3)) }
        #expect(shape?.description == "matrix must be square, but was 2 × 3")
        #expect(throws: InvalidArgument.self) { try HintonPlot("T", ComplexMatrix(rows: 2, columns: 2)) }
        #expect(throws: InvalidArgument.self) { try HintonPlot("T", ComplexMatrix(rows: 0, columns: 0)) }
        #expect(throws: InvalidArgument.self) { try HintonPlot("T", ComplexMatrix([[Complex(.nan)]])) }
        #expect(throws: InvalidArgument.self) { try HintonPlot("T", state(), names: ["a"]) }
        #expect(throws: InvalidArgument.self) {
            try CityPlot("T", ComplexMatrix(rows: 33, columns: 33, repeating: .one))
        }
        #expect(throws: InvalidArgument.self) { try HintonPlot("$\\foo$", state()).validate() }
    }

    @Test func blochVectorsAreThoseOfTheTextbook() throws {
        let half = Complex(0.5)
        let states = try [
            ComplexMatrix([[.one, .zero], [.zero, .zero]]), ComplexMatrix([[half, half], [half, half]]),
            ComplexMatrix([[half, Complex(0, -0.5)], [Complex(0, 0.5), half]]),
            ComplexMatrix([[half, .zero], [.zero, half]]),
        ]
        let plot = try SpherePlot("T").blochVectors(of: states)
        #expect(plot.items[0].vectors == [[0, 0, 1], [1, 0, 0], [0, 1, 0], [0, 0, 0]])
        #expect(throws: InvalidArgument.self) { try SpherePlot("T").blochVectors(of: []) }
        #expect(throws: InvalidArgument.self) {
            try SpherePlot("T").blochVectors(of: [ComplexMatrix(rows: 3, columns: 3)])
        }
        #expect(throws: InvalidArgument.self) {
            try SpherePlot("T").blochVectors(of: [ComplexMatrix([[.one, .one], [.zero, .zero]])])
        }
        #expect(throws: InvalidArgument.self) {
            try SpherePlot("T").blochVectors(of: [ComplexMatrix([[.one, .zero], [.zero, .one]])])
        }
        // Longer than 1: no state.
        #expect(throws: InvalidArgument.self) {
            try SpherePlot("T").blochVectors(of: [ComplexMatrix([[half, .one], [.one, half]])])
        }
    }
}
