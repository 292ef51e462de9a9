import Foundation
import NotebookSupport
import Testing

@testable import notebook

/// These tests compile and run scripts with the program itself, gnuplot and pandoc.
@Suite(.serialized) struct NotebookRunTests {
    private struct Result {
        var ending: ProcessEnding
        var output: String
        var error: String
        var markdown: String
        var html: String
        var files: Set<String>
    }

    /// Runs the program on a script in a folder of its own, whose name has a space.
    private func run(_ source: String, _ arguments: [String] = [], path: String? = nil) throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("note book \(UUID().uuidString)")
            .path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try TextFile.makeFolder(folder)
        try TextFile.write(source, to: "\(folder)/study.swift")
        // The test program lies beside the runner.
        let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let program = URL(fileURLWithPath: tests).deletingLastPathComponent().appendingPathComponent("notebook").path
        let words = [program, "\(folder)/study.swift", "-o", "\(folder)/out"] + arguments
        // Through env, so that PATH can be another one.
        let result = try ChildProcess("/usr/bin/env", (path.map { ["PATH=\($0)"] } ?? []) + words).collect()
        let files = (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/out")) ?? []
        return Result(
            ending: result.ending, output: result.output, error: result.error,
            markdown: (try? TextFile.read("\(folder)/out/study.md")) ?? "",
            html: (try? TextFile.read("\(folder)/out/study.html")) ?? "", files: Set(files))
    }

    @Test func aScriptBecomesOneSelfContainedPage() throws {
        let result = try run(
            """
            //: # Two *squares* and $\\lambda^2$
            import HiddenVariables
            import NotebookSupport
            //: A figure:
            let two = try Matrix<Double>([[1, 1], [1, 1]]) * Matrix<Double>([[1, 0], [0, 1]])
            print("entry", two[0, 1], Notebook.isShort)
            try show(Figure("Squares", x: "x", y: "y").line([0, 1], [0, two[0, 1]]), caption: "Of $x$.")
            var table = try Table("T", columns: ["a"])
            try table.add(1)
            try show(table)
            //: ## Last
            // hidden: a seed
            var stream = RandomStream(seed: Notebook.seed(41))
            func tell(_ words: String, seed: Int) { print(words) }
            tell("drawn \\(stream.next() > 0 ? "one" : "none")", seed: 3)
            //: ## Very last
            """, ["--short", "--ipynb"])
        #expect(result.ending == .exited(0), "\(result.error)")
        #expect(result.output.contains("entry 1.0 true") && !result.output.contains("\u{1E}"))
        #expect(result.files == ["study.md", "study.html", "study.ipynb", "squares.svg", "squares.csv", "squares.gp"])
        #expect(result.markdown.contains("```output\nentry 1.0 true\n```\n\n![Of $x$.](squares.svg)"))
        #expect(
            result.html.contains("data:image/svg+xml") && result.html.contains("<math")
                && result.html.contains("<table"))
        #expect(!result.html.contains("squares.svg") && !result.html.contains("<link"))
        #expect(result.html.contains("<title>Two squares and lambda^2</title>"))
        // What a reader of the page finds besides.
        #expect(result.html.contains("<nav id=\"contents\">") && result.html.contains("prefers-color-scheme: dark"))
        #expect(result.html.contains(#/<summary>\s*a seed \(3 lines\)\s*<\/summary>/#))
        #expect(
            result.html.contains(
                "<span class=\"st\">&quot;drawn </span><span class=\"ip\">\\(</span>stream.<span class=\"fn\">next</span>"
            ))
        #expect(result.markdown.contains(#/<div class="time">cell 1, [0-9.]+ m?s<\/div>/#))
        #expect(result.markdown.contains(#/in a short run, .*, on 20[0-9-]+ [0-9:]+ UTC\. /#))
        #expect(result.markdown.contains(#/Seeds: 3 \(line [0-9]+\); 41 \(told as it ran\)\. Compiled in /#))
    }

    @Test("23 two runs without a date make the same bytes")
    func undatedPages() throws {
        let source = "//: # T\nprint(1)\n//: ## A\nprint(2)\n"
        let runs = try (0..<2).map { _ in try run(source, ["--undated"]) }
        #expect(runs[0].markdown == runs[1].markdown && runs[0].html == runs[1].html)
        #expect(runs[0].files == ["study.md", "study.html"])
        #expect(runs[0].markdown.hasSuffix("*Woven from `study.swift`. No seed is written in the script.*\n"))
        #expect(!runs[0].html.contains("<nav") && !runs[0].html.contains("class=\"time\""))
    }

    @Test func compilerMessagesNameTheScriptsOwnLine() throws {
        let result = try run("//: # T\nlet a = 1\n\n//: p\nlet b: String = a\n")
        #expect(result.ending == .exited(1))
        #expect(result.error.contains("/study.swift:5:17: error: "))
        #expect(result.markdown.contains("```error\nstudy.swift:5:17: error: "))
        #expect(result.html.contains("does not compile"))
    }

    @Test func trapsKeepWhatWasProduced() throws {
        let result = try run(
            "print(\"first\")\n//: p\nprint(\"begun\", terminator: \"\")\nlet a = [1]\nprint(a[CommandLine.arguments.count + 2])\n"
        )
        #expect(result.ending == .exited(1))
        #expect(result.markdown.contains("```output\nfirst\n```"))
        #expect(result.markdown.contains("```output\nbegun\n```\n\n**The script stopped here**"))
        #expect(result.html.contains("The script stopped here"))
    }

    @Test("16.2 the words of a failed precondition and the line of the script that caused it are on the page")
    func preconditionsHaveWords() throws {
        let result = try run(
            """
            import QuantumStates
            let string = try PauliString("XX")
            //: p
            print("before")

            print(string[CommandLine.arguments.count + 4])
            """)
        #expect(result.ending == .exited(1))
        #expect(result.markdown.contains("at line 6 of `study.swift`: a precondition failed"))
        #expect(result.markdown.contains("qubit must be in 0..<2, but was 5"))
        #expect(result.error.contains("study.swift:6: the script stopped in cell 2"))
    }

    @Test func thrownErrorsAndStatusesAreTold() throws {
        // The first error is caught; the second is thrown in a function, and the page names that line.
        let thrown = try run(
            """
            struct Sad: Error {}
            func cry(_ count: Int) throws { if count > 0 { throw Sad() } }
            print(1)
            try? cry(CommandLine.arguments.count)
            //: p
            func sob() throws -> Int {
                if CommandLine.arguments.count > 0 { throw Sad() }
                return 2
            }
            print(2)
            print(try sob())
            """)
        #expect(thrown.ending == .exited(1))
        #expect(thrown.markdown.contains("at line 7 of `study.swift`: it threw an error"))
        #expect(thrown.markdown.contains("Error raised at top level: Script.Sad()"))
        let left = try run("import Foundation\nprint(1)\nexit(7)\n")
        #expect(left.ending == .exited(1) && left.markdown.contains("exit status 7"))
    }

    @Test("16.7 a program that ends itself early leaves a page that says so, and an error")
    func earlyExit() throws {
        let result = try run(
            "import Foundation\nprint(\"first\")\nif CommandLine.arguments.count > 0 { exit(0) }\n//: p\nprint(\"second\")\n"
        )
        #expect(result.ending == .exited(1))
        #expect(result.markdown.contains("**This page is incomplete**: the script ended in cell 1 of 2"))
        #expect(
            result.html.replacing("\n", with: " ").contains("ended in cell 1 of 2")
                && result.error.contains("stopped in cell 1"))
    }

    @Test("16.7 what is printed cannot embed a file, act as HTML or lose the page")
    func printedWordsAreWords() throws {
        let result = try run(
            """
            import NotebookSupport
            print("![x](study.md)")
            print("![fit](nosuchfile.svg)")
            print("\\u{1E}cell 7\\u{1E}")
            var table = try Table("of <i>x</i> & `y`", columns: ["name", "$a<b$"])
            try table.add("<script>document.title = 'run'</script>", 1.0)
            try table.add("a<b>c & d|e `<u>`{=html}", 2.0)
            try table.add("![x](study.md) \\\\<u>", 3.0)
            try show(table)
            """)
        #expect(result.ending == .exited(0), "\(result.error)")
        #expect(!result.html.contains("data:") && !result.html.contains("<img"))
        for tag in ["<script", "<b>", "<u>", "<i>"] { #expect(!result.html.contains(tag), "\(tag)") }
        for words in [
            "![fit](nosuchfile.svg)", "&lt;script&gt;document.title", "a&lt;b&gt;c &amp; d|e `&lt;u&gt;`{=html}",
            "![x](study.md) \\&lt;u&gt;", "of &lt;i&gt;x&lt;/i&gt; &amp; <code>y</code>", "<mo>&lt;</mo>",
        ] { #expect(result.html.replacing("\n", with: " ").contains(words), "\(words)") }
    }

    @Test(
        "16.7 a picture of the prose that is missing is an error in words, and the page is there",
        arguments: [
            "//: ![A picture](no such.svg) and ![one](data.svg)", "//: <img src=\"nosuch.png\">",
        ])
    func missingPictures(prose: String) throws {
        let result = try run(
            """
            //: # T
            import NotebookSupport
            try show(Figure("Squares", x: "x", y: "y").line([0, 1], [0, 1]), named: "data")
            \(prose)
            print("done")
            """)
        #expect(result.ending == .exited(1))
        #expect(
            result.html.contains("done")
                && result.error.contains("no such.svg is missing") == prose.contains("such.svg"))
        #expect(result.html.contains("data:image/svg+xml") == prose.contains("such.svg"))
        #expect(result.error.contains("nosuch.png not found") == prose.contains("nosuch.png"))
        #expect(
            result.html.replacing("\n", with: " ").contains("The picture no such.svg is missing.")
                == prose.contains("such.svg"))
    }

    @Test func missingProgramsAreNamed() throws {
        let result = try run("print(1)\n", path: "/no/such/folder")
        #expect(result.ending == .exited(3))
        #expect(result.error.contains("pandoc is not installed: apt-get install pandoc"))
        #expect(result.error.contains("swiftc is not installed"))
    }
}
