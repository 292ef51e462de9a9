import Foundation
import NumericalCore
import Testing

@testable import NotebookSupport

/// These tests draw with gnuplot.
@Suite struct FigureExportTests {
    private func figure() throws -> Figure {
        try Figure("$\\hat\\rho_{AB}$ at 50%, a_b", x: "κ", y: "$S$").line(
            [0, 1], [-0.5, 1], label: "$\\langle A\\rangle$")
    }

    private func everyKind() throws -> [any Plot] {
        let matrix = try ComplexMatrix([[Complex(0.5), Complex(-0.5)], [Complex(-0.5), Complex(0.5)]])
        let map = try HeatMap("Map", x: "x", y: "y", value: "v").cells(x: [0, 1, 2], y: [0, 1]) { $0 + $1 }.contours(
            at: [1])
        return [
            try figure(), map,
            try HeatMap("Matrix", x: "x", y: "y", value: "v").matrix(
                Matrix([[1, -2]]), rows: ["r"], columns: ["c", "d"]),
            try SpherePlot("Sphere").points([[0, 0, 1]], label: "$n$"), try SpherePlot("Surface").surface("v") { $0.x },
            try HintonPlot("Hinton", matrix), try CityPlot("City", matrix, height: .realPart),
        ]
    }

    @Test func everyKindOfPlotIsDrawnInEveryFormat() throws {
        let plots = try everyKind()
        let grid = try FigureGrid("All of them, $\\rho$", columns: 3, plots)
        for plot in plots + [grid] {
            #expect(try plot.svg().contains("</svg>"))
            #expect(try plot.pdf().starts(with: Array("%PDF-".utf8)))
            let tikz = try plot.tikz()
            #expect(tikz.contains("\\begin{tikzpicture}") && !tikz.contains("⟩") && !tikz.contains("−"))
        }
    }

    @Test func latexGoesIntoTikZAsItWas() throws {
        let tikz = try figure().tikz()
        #expect(tikz.contains("{$\\hat\\rho_{AB}$ at 50\\%, a\\_b}"))
        #expect(tikz.contains("{$\\kappa$}") && tikz.contains("{$\\langle A\\rangle$}") && tikz.contains("{$-0.4$}"))
        // Contours have no other source of numbers than gnuplot's own, in any format.
        let map = try HeatMap("Map", x: "x", y: "y", value: "v").cells(x: [0, 1, 2], y: [0, 1]) { $0 + $1 }
        let line = "\\draw[gp path]"
        #expect(try map.contours(at: [1.5]).tikz().ranges(of: line).count > map.tikz().ranges(of: line).count)
    }

    @Test func sameFigureSameBytes() throws {
        #expect(
            try figure().pdf() == figure().pdf() && figure().tikz() == figure().tikz()
                && figure().svg() == figure().svg())
        #expect(try String(decoding: figure().pdf(), as: UTF8.self).contains("/CreationDate (D:19700101000000"))
    }

    @Test func subscriptsKeepTheirSizeInEveryStretch() throws {
        let svg = try Figure("$x_{i,j}$", x: "x", y: "y").line([0, 1], [0, 1]).svg()
        let title = try #require(svg.split(separator: "\n").first { $0.contains(">i<") })
        // i, the comma and j all have the subscript's size.
        #expect(title.ranges(of: "font-size=\"12.8\"").count >= 3)
    }

    @Test func filesAreWrittenByTheirEnding() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("export-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for ending in ["svg", "pdf", "tex", "csv", "gp"] { try figure().write(to: "\(folder)/f.\(ending)") }
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == [
                "f.csv", "f.gp", "f.pdf", "f.svg", "f.tex", "gnuplot-lua-tikz-common.tex", "gnuplot-lua-tikz.sty",
            ])
        #expect(try TextFile.read("\(folder)/f.csv") == figure().csv())
        // The commands draw the same file.
        let drawn = try ChildProcess(MissingProgram.gnuplot.located(), ["-d", "f.gp"], in: folder).collect()
        #expect(drawn.ending.isSuccess)
        let error = #expect(throws: InvalidArgument.self) { try figure().write(to: "\(folder)/f.png") }
        #expect(error?.requirement == "end in .svg, .pdf, .tex, .csv or .gp")
        #expect(throws: (any Error).self) { try figure().write(to: "\(folder)/none/f.svg") }
        #expect(throws: InvalidArgument.self) { try Figure("T", x: "x", y: "y").write(to: "\(folder)/empty.csv") }
        #expect(!FileManager.default.fileExists(atPath: "\(folder)/empty.csv"))
    }

    @Test func gridsHoldOnePlotPerPlace() throws {
        let plots = try everyKind()
        let grid = try FigureGrid(columns: 2, [plots[0], plots[0], plots[1]])
        #expect(grid.size.width == 960)
        // Without a title of its own a grid has those of its plots, which are not drawn twice.
        #expect(try FigureGrid(columns: 2, [plots[1], plots[3]]).title == "Map; Sphere")
        #expect(try FigureGrid(columns: 2, [plots[1], plots[3]]).svg().ranges(of: "Sphere").count == 1)
        #expect(
            grid.csv().hasPrefix(
                "plot,series,kind,x,y,low,high\n0,$\\langle A\\rangle$,line,0.0,-0.5,,\n0,$\\langle A\\rangle$,line,1.0,1.0,,\n1,"
            ))
        #expect(grid.csv().contains("\nplot,x,y,value\n2,0.0,0.0,0.0\n"))
        #expect(grid.csv().ranges(of: "plot,series").count == 1)
        #expect(throws: InvalidArgument.self) { try FigureGrid(columns: 1, []) }
        #expect(throws: InvalidArgument.self) { try FigureGrid(columns: 0, plots) }
        #expect(throws: InvalidArgument.self) { try FigureGrid(columns: 1, [grid]) }
        #expect(throws: InvalidArgument.self) { try FigureGrid(columns: 1, Array(repeating: plots[0], count: 37)) }
        #expect(throws: InvalidArgument.self) { try FigureGrid(columns: 1, [Figure("T", x: "x", y: "y")]).validate() }
    }

    /// A plot that somebody else wrote, with commands only.
    private struct Own: Plot {
        let title = "own $\\rho$"
        let size = (width: 300, height: 200)
        func validate() throws {}
        func csv() -> String { "a\n\"line\nbreak\"\n" }
        func gnuplot() -> String { "set label '$2√2$, 1/√2 − κ, é' at 0,0\nplot sin(x)\n" }
    }

    @Test func plotsOfOnesOwnAreDrawnToo() throws {
        #expect(try Own().svg().contains("</svg>") && Own().tikz().contains("own $\\rho$"))
        #expect(
            try Own().tikz().contains(
                "$2\\ensuremath{\\surd}2$, 1/\\ensuremath{\\surd}2 \\ensuremath{-} \\ensuremath{\\kappa}, é"))
        let grid = try FigureGrid(columns: 1, [Own(), Own()])
        #expect(grid.csv() == "plot,a\n0,\"line\nbreak\"\n1,\"line\nbreak\"\n")
        #expect(try grid.svg().contains("</svg>"))
    }
}
