import Foundation
import NumericalCore
import Testing

@testable import NotebookSupport

/// These tests draw with gnuplot.
@Suite(.serialized) struct ShowTests {
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("show-\(UUID().uuidString)").path

    private func withFolder(_ body: () throws -> Void) throws {
        setenv("NOTEBOOK_OUTPUT", folder, 1)
        defer {
            unsetenv("NOTEBOOK_OUTPUT")
            try? FileManager.default.removeItem(atPath: folder)
        }
        try body()
    }

    @Test func wordsAreDrawnAsTheyStand() throws {
        let nasty = "it's `touch injected` @term a_b^2 {/Bold x} <&> \"q\" \\n %d é"
        try withFolder {
            let path = try show(
                Figure(nasty, x: nasty, y: nasty).line([0, 1], [0, 1], label: nasty).verticalLine(0.5, label: nasty)
                    .sized(width: 900, height: 900),
                named: "nasty")
            #expect(path == "\(folder)/nasty.svg")
            let words = try TextFile.read(path).matches(of: #/<text>(.*)</text>/#).map { String($0.output.1) }
            let shown = words.map {
                $0.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&amp;", with: "&")
                    .trimmingCharacters(in: .whitespaces)
            }
            #expect(shown.count { $0 == nasty } == 5)
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == [
                    "nasty.csv", "nasty.gp", "nasty.svg",
                ])
        }
    }

    @Test func everyKindOfPlotIsDrawnAndNamesAreUsedOnce() throws {
        try withFolder {
            let map = try HeatMap("Kinds of plot", x: "x", y: "y", value: "v").cells(x: [0, 1], y: [0, 1]) { $0 * $1 }
            let first = try show(map)
            #expect(try TextFile.read(first).contains("image-rendering:pixelated"))
            let second = try show(map.cells(x: [0, 1, 3], y: [0, 1]) { $0 * $1 })
            #expect(first.hasSuffix("kinds-of-plot.svg") && second.hasSuffix("kinds-of-plot-2.svg"))
            let sphere = try SpherePlot("Sphere").points([[0, 0, 1]], label: "p").arrows([[0, 0.5, 0]])
                .curve([[1, 0, 0], [0, 1, 0]])
            try show(sphere)
            try show(sphere.surface("v", scale: .diverging(centre: 0)) { $0.x })
            let constant = try Figure("Constant", x: "x", y: "y").scatter([1, 1], [2, 2]).logarithmic(x: true, y: true)
            try show(constant)
        }
    }

    @Test(arguments: ["", "../up", "a b", ".hidden", "-e", "é"])
    func namesThatAreNoFileNamesAreRefused(_ name: String) throws {
        let figure = try Figure("T", x: "x", y: "y").line([0, 1], [0, 1])
        #expect(throws: InvalidArgument.self) { try show(figure, named: name) }
    }

    @Test func emptyPlotsLeaveNoFile() throws {
        try withFolder {
            #expect(throws: InvalidArgument.self) { try show(Figure("T", x: "x", y: "y")) }
            #expect(!FileManager.default.fileExists(atPath: folder))
        }
    }

    @Test(arguments: [("CHSH: a κ-study, 2nd", "chsh-a-study-2nd"), ("λ", "figure"), ("", "figure")])
    func namesComeFromTitles(_ title: String, _ name: String) { #expect(fileName(from: title) == name) }

    @Test func settingsComeFromTheEnvironment() throws {
        try withFolder { #expect(Notebook.outputFolder == folder) }
        #expect(Notebook.outputFolder == ".")
        #expect(Notebook.choose(10, short: 1) == (Notebook.isShort ? 1 : 10))
        #expect(Notebook.data("d.csv", script: "/a/b/s.swift") == "/a/b/d.csv")
        #expect(Notebook.data("/d.csv", script: "/a/b/s.swift") == "/d.csv")
        #expect(Notebook.data("d.csv", script: "s.swift") == "d.csv")
    }
}
