import NumericalCore
import Testing

@testable import NotebookSupport

@Suite struct InlineMarkdownTests {
    @Test(
        "16.7 in a cell only formulas act",
        arguments: [
            ("plain (x) - 1.5 * a_b", "plain (x) - 1.5 * a_b"), ("a<b>", "a\\<b>"), ("a & b | c", "a \\& b \\| c"),
            ("$\\lambda_1$", "$\\lambda_1$"), ("$a<b$ < $|0\\rangle$", "$a\\lt b$ \\< $\\vert 0\\rangle$"),
            ("$\\|x\\|$", "$\\Vert x\\Vert$"), ("![x](README.md)", "\\!\\[x\\](README.md)"), ("[x](y)", "\\[x\\](y)"),
            ("`<b>`{=html}", "\\`\\<b>\\`{=html}"), ("C:\\temp", "C:\\\\temp"), ("\\<b>", "\\\\\\<b>"),
            ("$5 and <b>$", "$5 and \\lt b\\gt$"), ("$![x](y)$", "\\$\\!\\[x\\](y)\\$"), ("$x$5", "\\$x\\$5"),
            ("$a`<b>`$", "\\$a\\`\\<b>\\`\\$"),
            ("$\\text{$ <b>", "\\$\\\\text{\\$ \\<b>"), ("$}{<b>$", "\\$}{\\<b>\\$"), ("two\nlines", "two lines"),
            ("$ <b> $", "\\$ \\<b> \\$"), ("$$<b>$$", "\\$\\$\\<b>\\$\\$"), ("a|\u{301}b", "a\\|\u{301}b"), ("", ""),
        ])
    func cells(_ text: String, _ shown: String) { #expect(InlineMarkdown(isCell: true)(text) == shown) }

    @Test(
        "16.7 captions are Markdown without HTML and without other pictures",
        arguments: [
            (
                "Of $x$, *see* [here](https://example.org) and `code <b>`.",
                "Of $x$, *see* [here](https://example.org) and `code <b>`."
            ),
            ("<img src=x>", "\\<img src=x>"), ("![x](README.md)", "\\![x](README.md)"), ("a]b", "a\\]b"),
            ("\\$5 \\<", "\\$5 \\<"), ("open ` <b>", "open \\` \\<b>"), ("a | b & c", "a | b \\& c"),
        ])
    func captions(_ text: String, _ shown: String) { #expect(InlineMarkdown(isCell: false)(text) == shown) }

    @Test("16.7 whatever a cell holds, no tag, bar or picture is left in it")
    func anyCell() {
        var stream = RandomStream(seed: 16)
        let alphabet = Array("<>&|`$\\{}[]!( )ab1_*é\u{301}")
        for _ in 0..<3000 {
            let length = Int.random(in: 0...14, using: &stream)
            let text = String((0..<length).map { _ in alphabet.randomElement(using: &stream) ?? "a" })
            let shown = Array(InlineMarkdown(isCell: true)(text).unicodeScalars)
            for (index, scalar) in shown.enumerated() where "<|".unicodeScalars.contains(scalar) {
                let backslashes = shown[..<index].reversed().prefix { $0 == "\\" }.count
                #expect(backslashes % 2 == 1, "\(text) → \(String(String.UnicodeScalarView(shown)))")
            }
            #expect(!String(String.UnicodeScalarView(shown)).contains("!["))
        }
    }

    @Test("16.7 markers surround what show prints only under a runner")
    func markers() {
        #expect(OutputMarkers.marked("\n![c](f.svg)\n\n", as: .figure, token: nil) == "\n![c](f.svg)\n\n")
        #expect(
            OutputMarkers.marked("x\n", as: .table, token: "key") == "\u{1E}key table\u{1E}\nx\n\u{1E}key text\u{1E}\n")
    }
}
