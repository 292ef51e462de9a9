import Foundation
import NotebookSupport
import Testing

@testable import notebook

/// The notebook as a reader of JSON sees it; `.ci/ipynb` asks Jupyter's own programs.
@Suite struct JupyterNotebookTests {
    private func notebook(_ source: String, _ output: [Int: [CellOutput.Part]] = [:], outcome: Outcome = .finished)
        throws -> (
            root: [String: Any], cells: [[String: Any]], text: String
        )
    {
        let pieces = Weaver(script: LiterateScript(source), name: "s.swift", isShort: false)
            .pieces(output: { output[$0] ?? [] }, outcome: outcome, record: RunRecord())
        let text = try JupyterNotebook(pieces) { path in
            path == "f.svg" ? JupyterNotebook.Picture(svg: "<svg>\n</svg>", png: "cG5n") : nil
        }.text()
        let root = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        return (root, try #require(root["cells"] as? [[String: Any]]), text)
    }

    @Test("23 prose, code, printed words, figures and tables are cells and outputs")
    func cells() throws {
        let found = try notebook(
            "//: # T\n//: words\nlet x = 1\n//: p\n// hidden: y\nprint(x)\n",
            [
                2: [
                    .text("\n1\n\n"), .markup(.figure, "![c $x$](f.svg)"),
                    .markup(.table, "| a |\n|--|\n| 1 |\n\nTable: t"),
                ]
            ])
        #expect(found.root["nbformat"] as? Int == 4 && found.root["nbformat_minor"] as? Int == 5)
        #expect(found.cells.map { $0["cell_type"] as? String } == ["markdown", "code", "markdown", "code", "markdown"])
        let names = found.cells.compactMap { $0["id"] as? String }
        #expect(names == ["prose-1", "cell-1", "prose-2", "cell-2", "prose-3"])
        #expect(found.cells[0]["source"] as? [String] == ["# T\n", "words"] && found.cells[0]["outputs"] == nil)
        #expect(
            found.cells[1]["execution_count"] as? Int == 1 && (found.cells[1]["outputs"] as? [Any])?.isEmpty == true)
        let hidden = try #require(found.cells[3]["metadata"] as? [String: Any])
        #expect(hidden["tags"] as? [String] == ["hide-input"])
        let outputs = try #require(found.cells[3]["outputs"] as? [[String: Any]])
        #expect(
            outputs.map { $0["output_type"] as? String } == ["stream", "display_data", "display_data", "display_data"])
        #expect(outputs[0]["text"] as? [String] == ["1\n"] && outputs[0]["metadata"] == nil)
        let figure = try #require(outputs[1]["data"] as? [String: [String]])
        #expect(figure == ["image/svg+xml": ["<svg>\n", "</svg>"], "image/png": ["cG5n"], "text/plain": ["c $x$"]])
        let table = try #require(outputs[3]["data"] as? [String: [String]])
        #expect(table["text/markdown"] == ["| a |\n", "|--|\n", "| 1 |\n", "\n", "t"])
    }

    @Test("23 what did not run has no number, and an error is an output")
    func failure() throws {
        let source = "f()\n//: p\ng()\n//: q\nh()\n"
        let failed = try notebook(
            source, outcome: .failed(cell: 2, line: 3, reason: "it threw", messages: "Sad\nwords"))
        let code = failed.cells.filter { $0["cell_type"] as? String == "code" }
        #expect(code.map { $0["execution_count"] as? Int } == [1, 2, nil] && code[2]["execution_count"] is NSNull)
        let error = try #require((code[1]["outputs"] as? [[String: Any]])?.last)
        #expect(error["evalue"] as? String == "The script stopped here, at line 3 of s.swift: it threw.")
        #expect(error["traceback"] as? [String] == ["Sad", "words"])
        let refused = try notebook(source, outcome: .notCompiled(messages: "e"))
        #expect(refused.cells.allSatisfy { !($0["execution_count"] is Int) })
    }

    @Test("a figure without its file is words; equal pages are equal bytes") func missingFigures() throws {
        let output: [Int: [CellOutput.Part]] = [1: [.markup(.figure, "![c](gone.svg)")]]
        let found = try notebook("f()", output)
        let outputs = try #require(found.cells[1]["outputs"] as? [[String: Any]])
        #expect((outputs[0]["data"] as? [String: [String]])?["text/markdown"] == ["![c](gone.svg)"])
        #expect(try notebook("f()", output).text == found.text)
    }

    @Test func linesKeepTheirEnds() {
        #expect(JupyterNotebook.lines(of: "a\n\nb") == ["a\n", "\n", "b"])
        #expect(JupyterNotebook.lines(of: "a\n") == ["a\n"] && JupyterNotebook.lines(of: "") == [])
    }

    @Test func plotProgramsDrawPNG() {
        let program = "set terminal svg size 7,4 fixed noenhanced\nset output 'a.svg'\nplot x\n"
        #expect(
            FigureFiles.drawingPNG(program)
                == "set terminal pngcairo size 7,4 noenhanced\nset output 'picture.png'\nplot x\n")
        #expect(FigureFiles.drawingPNG("plot x\n") == nil)
    }

    @Test("figures of the page's own folder alone are read") func otherFolders() throws {
        try TextFile.withScratchFolder { folder in
            try TextFile.makeFolder("\(folder)/page")
            try TextFile.write("<svg/>", to: "\(folder)/other.svg")
            try TextFile.write("<svg/>", to: "\(folder)/page/own.svg")
            let files = FigureFiles(folder: "\(folder)/page", scratch: folder)
            #expect(files.picture("own.svg") == JupyterNotebook.Picture(svg: "<svg/>", png: nil))
            #expect(files.picture("../other.svg") == nil && files.picture("none.svg") == nil)
        }
    }
}
