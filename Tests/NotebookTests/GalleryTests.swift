import Foundation
import Testing

@testable import notebook

@Suite struct GalleryTests {
    @Test("a folder's scripts come by name, files in the order given")
    func scripts() throws {
        let folder = "\(FileManager.default.temporaryDirectory.path)/gallery-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let empty = try #require(try CommandLineOptions.parse([folder]))
        #expect(empty.onlyScript == nil)
        let error = #expect(throws: CommandLineOptions.Mistake.self) { try empty.scripts() }
        #expect(error?.description == "there is no .swift file in \(folder)")
        for name in ["Second.swift", "First.swift", "notes.txt"] {
            try "//: # \(name)\n".write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
        }
        for path in [folder, folder + "/"] {
            let options = try #require(try CommandLineOptions.parse([path]))
            #expect(try options.scripts() == ["\(folder)/First.swift", "\(folder)/Second.swift"])
        }
        let files = try #require(try CommandLineOptions.parse(["z.swift", "a.swift"]))
        #expect(files.onlyScript == nil)
        #expect(try files.scripts() == ["z.swift", "a.swift"])
        let twice = try #require(try CommandLineOptions.parse(["x/a.swift", "y/a.swift"]))
        #expect(throws: CommandLineOptions.Mistake.self) { try twice.scripts() }
    }

    @Test("the introduction is the first paragraph after the title")
    func introduction() {
        let script = LiterateScript("//: # Title\n//:\n//: One line\n//: and the next.\n//:\n//: Later.\nprint(1)\n")
        #expect(Gallery.introduction(of: script) == "One line\nand the next.")
        #expect(Gallery.introduction(of: LiterateScript("print(1)\n")) == "")
    }

    @Test("the index links pages, shows a figure of each, and says what did not finish")
    func page() throws {
        var output = CellOutput(token: "t")
        let printed = """
            \u{1E}t cell 1\u{1E}
            ![printed](README.md)
            \u{1E}t figure\u{1E}
            ![What $x$ does](plot-1.svg)
            \u{1E}t text\u{1E}
            \u{1E}t figure\u{1E}
            ![Later](plot-2.svg)
            \u{1E}t text\u{1E}

            """
        output.take(Array(printed.utf8)[...], onCell: { _ in }, onText: { _ in })
        let figure = output.firstFigure(of: 1)
        #expect(figure == FigureReference(path: "plot-1.svg", caption: "What $x$ does"))
        #expect(output.firstFigure(of: 2) == nil)
        let entries = [
            Gallery.Entry(
                name: "A", title: "First title", introduction: "Words.",
                figure: .init(path: "A/plot.svg", caption: "Caption"), duration: "1.5 s", isComplete: true),
            Gallery.Entry(
                name: "B", title: "Second title", introduction: "", figure: nil, duration: "0.1 s", isComplete: false),
        ]
        let expected = """
            # Notebooks

            ## [First title](A/A.html)

            Words.

            ![Caption](A/plot.svg)

            `A.swift`, 1.5 s

            ## [Second title](B/B.html)

            **`B.swift` stopped before its end.**

            """
        #expect(Gallery.page(entries, isShort: false) == expected)
        #expect(Gallery.page(entries, isShort: true).contains("Short runs"))
        #expect(
            Gallery.page(entries, isShort: true, date: "2026-11-30 19:05 UTC").hasSuffix(
                "\n\n*Woven on 2026-11-30 19:05 UTC.*\n"))
        #expect(
            FigureReference("\n![a [b]](c.svg){width=50%}\n") == FigureReference(path: "c.svg", caption: "a [b]")
                && FigureReference("![a](b)(c)") == nil)
    }
}
