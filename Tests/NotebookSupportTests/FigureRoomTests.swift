import Foundation
import NumericalCore
import Testing

@testable import NotebookSupport

/// Words stay on the canvas: every text of the drawing is measured, rather too wide than too narrow.
@Suite struct FigureRoomTests {
    /// A text of an SVG file: where it is and how far it reaches.
    private struct Placed {
        let text: String
        let across: ClosedRange<Double>
        let down: ClosedRange<Double>
    }

    private func texts(of svg: String) throws -> [Placed] {
        let pattern =
            #/<g transform="translate\(([-\d.]+),([-\d.]+)\)(?: rotate\(([-\d.]+)\))?"[^>]*font-size="([\d.]+)"[^>]*text-anchor="(\w+)"[^>]*>\s*<text>(.*)</text>/#
        return svg.matches(of: pattern).compactMap { match -> Placed? in
            guard let x = Double(match.1), let y = Double(match.2), let size = Double(match.4) else { return nil }
            let text = String(match.6).replacing(#/<[^>]*>/#, with: "")
                .replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&amp;", with: "&")
            let width = TextWidth.of(text) * size
            let start = match.5 == "middle" ? -width / 2 : match.5 == "end" ? -width : 0
            let along = start...(start + width)
            // Gnuplot turns by 270° only.
            if match.3.flatMap({ Double($0) }).map({ $0 != 0 }) == true {
                return Placed(text: text, across: (x - size)...x, down: (y - along.upperBound)...(y - along.lowerBound))
            }
            return Placed(text: text, across: (x + along.lowerBound)...(x + along.upperBound), down: (y - size)...y)
        }
    }

    private func expectRoom(_ plot: some Plot, words: [String]) throws {
        let svg = try plot.svg()
        let placed = try texts(of: svg)
        #expect(placed.count == svg.matches(of: #/<text>/#).count)
        for text in placed {
            #expect(text.across.lowerBound >= -1 && text.across.upperBound <= Double(plot.size.width) + 1, "\(text)")
            #expect(text.down.lowerBound >= -1 && text.down.upperBound <= Double(plot.size.height) + 1, "\(text)")
        }
        let shown = placed.map(\.text).joined(separator: " ")
        for word in words { #expect(shown.contains(word)) }
    }

    private let sentence =
        "A title that says everything about the figure, its parameters, its units, the seed of its random numbers, and the end"

    @Test("23 a unit stays behind its stroke when a label is broken")
    func units() {
        let lines = TextLines("relative entropy of the batch / nats", width: 230, font: 14).lines
        #expect(lines.count == 2 && lines.last?.latex == "batch / nats" || lines.last?.latex == "/ nats")
        #expect(!lines.contains { $0.latex.hasSuffix("/") })
    }

    @Test("23 on a coloured sphere the axes' letters have a ground of their own")
    func lettersOnColours() throws {
        let plain = try SpherePlot("t").points([[0, 0, 1]])
        let coloured = try SpherePlot("t").surface("f") { $0.z }
        #expect(!plain.gnuplot().contains(" boxed"))
        #expect(coloured.gnuplot().contains("set style textbox opaque"))
        #expect(coloured.gnuplot().matches(of: #/set label '[xyz]' .* boxed\n/#).count == 3)
    }

    @Test func longWordsAreBrokenIntoLinesOrMadeSmaller() throws {
        for legend in [LegendPlacement.below, .topLeft] {
            let figure = try Figure(sentence, x: sentence, y: sentence).line([0, 1], [0, 1000], label: sentence)
                .line([0, 1], [1, 2], label: "b").legend(legend)
            try expectRoom(figure, words: ["title", "parameters", "seed", "end"])
            try expectRoom(figure.sized(width: 400, height: 300), words: ["title", "end"])
        }
        let figure = try Figure("T", x: "x", y: "y").line([0, 1], [0, 1], label: sentence).legend(.right)
        try expectRoom(figure, words: ["end"])
        try expectRoom(
            Figure(String(repeating: "W", count: 90), x: "x", y: "y").line([0, 1], [0, 1]),
            words: [String(repeating: "W", count: 90)])
    }

    @Test func mapsMatricesAndGridsToo() throws {
        let map = try HeatMap(sentence, x: sentence, y: sentence, value: sentence).cells(x: [0, 1], y: [0, 1]) {
            $0 + $1
        }
        try expectRoom(map, words: ["title", "end"])
        let hinton = try HintonPlot(sentence, ComplexMatrix(rows: 4, columns: 4) { $0 == $1 ? .one : .zero })
        try expectRoom(hinton, words: ["|10⟩", "end"])
        let city = try CityPlot("T", ComplexMatrix(rows: 8, columns: 8) { $0 == $1 ? .one : .zero })
        try expectRoom(FigureGrid(columns: 2, [city, city]), words: ["phase", "|111⟩"])
        let figure = try Figure(sentence, x: "x", y: "y").line([0, 1], [0, 1], label: "a")
        try expectRoom(FigureGrid(sentence, columns: 2, [figure, figure]), words: ["end"])
    }

    @Test func linesFitTheirWidth() {
        for width in [60.0, 200, 700] {
            let lines = TextLines(sentence, width: width, font: 14)
            let words = lines.lines.flatMap { line in
                line.pieces.map { piece in if case .words(let words) = piece { words } else { "" } }
            }
            #expect(words.joined(separator: "").filter { $0 != " " } == sentence.filter { $0 != " " })
            #expect(
                lines.font == TextLines.smallest || lines.lines.allSatisfy { TextWidth.of($0) * lines.font <= width })
            #expect(lines.lines.count <= 3 || lines.font == TextLines.smallest)
        }
        #expect(TextLines("two  spaces", width: 700, font: 14).lines == [FigureText("two  spaces")])
        // A formula is not broken.
        let formula = TextLines("a $x + y + z$ b", width: 40, font: 14)
        #expect(formula.lines.contains { $0.pieces == FigureText("$x + y + z$").pieces })
    }
}
