import Testing

@testable import notebook

@Suite struct LiterateScriptTests {
    @Test func proseAndCodeTakeTurns() {
        let script = LiterateScript(
            """
            //: # A title
            //:
            //:   indented

            import A

            let x = 1

            /*:
              Second *piece*

                code
            */
            print(x)
            //:third
            """)
        #expect(
            script.blocks == [
                .prose("# A title\n\n  indented"),
                .code(.init(number: 1, firstLine: 5, code: "import A\n\nlet x = 1")),
                .prose("Second *piece*\n\n  code"),
                .code(.init(number: 2, firstLine: 14, code: "print(x)")),
                .prose("third"),
            ])
        #expect(script.title == "A title")
        #expect(script.cells.map(\.lastLine) == [7, 14])
    }

    @Test(arguments: [
        "func f() {\n//: inside braces\n}",
        "let s = \"\"\"\n//: inside a string\n\"\"\"",
        "let s = #\"\"\"\n\"\"\"\n//: inside a raw string\n\"\"\"#",
        "/* /* nested */\n//: inside a comment\n*/\nlet x = 1",
        "let a = [\n//: inside brackets\n1]",
        "let s = \"\"\"\n\\(f(\n//: inside an interpolation\n1))\n\"\"\"",
        "  //: not at the beginning of the line",
        "let x = 1 /*: not at the beginning */",
    ])
    func commentsInsideCodeAreCode(_ source: String) {
        #expect(LiterateScript(source).blocks.count == 1)
        #expect(LiterateScript(source).cells.count == 1)
    }

    @Test(arguments: [
        "let s = \"{ \\\" \\(g(\")\")) [\"", "let c: Character = \"{\"", "// {", "/* { */ let x = 1",
        "let s = #\"\\\"{\"#",
        "let r = /[{(]\\/{/", "let r = #/\\/# { /#", "let q = a / b", "let q = (a) / { 1 }() / 2",
        "let e = #\"\\#(f(\"{\"))\"#",
    ])
    func bracketsInStringsAndCommentsDoNotCount(_ code: String) {
        let script = LiterateScript("\(code)\n//: prose\nlet y = 2")
        #expect(script.blocks.count == 3, "\(script.blocks)")
    }

    @Test func proseStaysProseWhenBracketsDoNotBalance() {
        let script = LiterateScript("func f() {\n//: prose\nlet x = 1\n")
        #expect(script.blocks.count == 3)
    }

    @Test func lineEndsOfWindowsCountOnce() {
        let script = LiterateScript("//: a\r\nlet x = 1\r\n\r\n//: b\r\nlet y = 2\r\n")
        #expect(script.cells.map(\.firstLine) == [2, 5])
        #expect(script.blocks.first == .prose("a"))
    }

    @Test(arguments: ["", "\n\n", "//:", "/*: */", "//:\n//:  \n"])
    func nothingMakesNoBlocks(_ source: String) { #expect(LiterateScript(source).blocks.isEmpty) }

    @Test func oneLineBlocksAreProse() { #expect(LiterateScript("/*: one line */").blocks == [.prose("one line ")]) }

    @Test(
        "23 a cell that says so is folded away",
        arguments: [
            ("// hidden\nf()", "", "f()"), ("// hidden: how it is read\n\nf()\ng()", "how it is read", "f()\ng()"),
            ("//hidden:x", "x", ""), ("// hidden things\nf()", nil, "// hidden things\nf()"),
            ("f()\n// hidden", nil, "f()\n// hidden"),
        ])
    func hiddenCells(_ source: String, _ title: String?, _ shown: String) {
        let cells = LiterateScript("//: p\n" + source + "\n").cells
        #expect(cells.count == 1 && cells[0].hiddenTitle == title && cells[0].shownCode == shown)
        // The compiler sees all of it, under its own line numbers.
        #expect(cells[0].firstLine == 2 && cells[0].code == source)
    }
}
