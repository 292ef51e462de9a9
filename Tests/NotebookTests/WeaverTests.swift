import NotebookSupport
import Testing

@testable import notebook

@Suite struct WeaverTests {
    private let source = "//: # Title\n//: words\nlet x = 1\n//: more\nprint(x)\nf()\n"

    private func page(_ source: String, outcome: Outcome, isShort: Bool = false, _ output: [Int: String] = [:])
        -> String
    {
        Weaver(script: LiterateScript(source), name: "s.swift", isShort: isShort)
            .page(output: { output[$0].map { [.text($0)] } ?? [] }, outcome: outcome)
    }

    @Test func proseCodeAndOutputAreWoven() {
        #expect(
            page(source, outcome: .finished, [2: "1\n"]) == """
                # Title
                words

                ```swift
                let x = 1
                ```

                more

                ```swift
                print(x)
                f()
                ```

                ```output
                1
                ```

                *Woven from `s.swift`. No seed is written in the script.*

                """)
        #expect(page("let x = 1", outcome: .finished).hasPrefix("# s\n\n```swift"))
        #expect(page(source, outcome: .finished, isShort: true).contains("short run"))
    }

    @Test("16.7 printed words are words, figures and tables come from show alone")
    func figuresAndTablesAreNoText() {
        let parts: [CellOutput.Part] = [
            .text("a\n\n![x](README.md)\n| n |\n|---|\n<b>\n"), .markup(.figure, "![c $x$](f.svg)"), .text("\n"),
            .markup(.table, "| n |  v |\n|---|---:|\n| 1 | 2 |\n\nTable: t"), .text("b\n"),
        ]
        #expect(
            Weaver.parts(of: parts) == [
                "```output\na\n\n![x](README.md)\n| n |\n|---|\n<b>\n```", "![c $x$](f.svg)",
                "| n |  v |\n|---|---:|\n| 1 | 2 |\n\nTable: t", "```output\nb\n```",
            ])
        #expect(Weaver.parts(of: [.text("\n \n")]).isEmpty)
    }

    @Test func fencesAreLongerThanThoseInside() {
        #expect(Weaver.fenced("```\n`````", as: "swift") == "``````swift\n```\n`````\n``````")
    }

    @Test func failuresStandInTheirCell() {
        let outcome = Outcome.failed(cell: 2, line: 6, reason: "exit status 3", messages: "oh")
        let text = page(source, outcome: outcome, [2: "1\n"])
        #expect(text.hasPrefix("# Title\n\n**This page is incomplete**: the script ended in cell 2 of 2, see below."))
        #expect(
            text.contains(
                "```output\n1\n```\n\n**The script stopped here**, at line 6 of `s.swift`: exit status 3.\n\n```error\noh\n```"
            ))
        let unknown = Outcome.failed(cell: 2, line: nil, reason: "r", messages: "")
        #expect(page(source, outcome: unknown).contains("in the cell of lines 5–6"))
        let early = Outcome.failed(cell: nil, line: nil, reason: "r", messages: "m")
        #expect(page(source, outcome: early).contains("before its first cell**: r.\n\n```error\nm\n```"))
    }

    @Test func compilerMessagesComeFirst() {
        let text = page(source, outcome: .notCompiled(messages: "s.swift:5:1: error: e"))
        #expect(
            text.hasPrefix("# Title\n\n**The script does not compile**, so nothing was run.\n\n```error\ns.swift:5:1"))
        #expect(text.contains("more\n\n```swift\nprint(x)"))
    }

    @Test("23 hidden code is folded, what it prints is not")
    func hiddenCode() {
        let text = page(
            "//: # T\n// hidden: the data\nf()\n//: q\n// hidden\ng()\nh()\n", outcome: .finished, [1: "1\n"])
        #expect(
            text.contains(
                "<details>\n<summary>the data (1 line)</summary>\n\n```swift\nf()\n```\n\n</details>\n\n```output\n1\n```\n\nq"
            ))
        #expect(text.contains("<summary>Code (2 lines)</summary>\n\n```swift\ng()\nh()\n```"))
    }
}
