import Foundation
import NotebookSupport
import Testing

@testable import notebook

@Suite struct PageMarkupTests {
    @Test func bracketsAroundSimpleThingsDoNotStretch() {
        let open = "<mo stretchy=\"true\" form=\"prefix\">(</mo>"
        let close = "<mo stretchy=\"true\" form=\"postfix\">)</mo>"
        let simple = PageMarkup.withPlainBrackets("\(open)<mi>x</mi>\(close)")
        #expect(!simple.contains("true") && simple.contains("<mi>x</mi>"))
        let nested = PageMarkup.withPlainBrackets(
            "\(open)<mrow><msub><mi>x</mi><mn>1</mn></msub><mo>|</mo></mrow><mi>V</mi>\(close)")
        #expect(!nested.contains("true"))
        let twice = PageMarkup.withPlainBrackets("\(open)<mrow>\(open)<mi>H</mi>\(close)<mo>+</mo></mrow>\(close)")
        #expect(!twice.contains("true"))
        let tall = "\(open)<mfrac><mn>1</mn><mn>2</mn></mfrac>\(close)"
        #expect(PageMarkup.withPlainBrackets(tall) == tall)
    }

    @Test func wordsInFormulasAreUpright() {
        let pandoc = "<mstyle mathvariant=\"normal\"><mi>T</mi><mi>r</mi></mstyle>"
        #expect(PageMarkup.withUprightWords(pandoc) == "<mi>Tr</mi>")
        let one = "<mstyle mathvariant=\"normal\"><mi>d</mi></mstyle>"
        let bold = "<mstyle mathvariant=\"bold\"><mi>a</mi></mstyle>"
        #expect(
            PageMarkup.withUprightWords(bold) == "<mi mathvariant=\"normal\" style=\"font-weight: bold\">a</mi>")
        #expect(PageMarkup.withUprightWords(one) == "<mi mathvariant=\"normal\">d</mi>")
    }

    @Test(
        "23 arrows of states, norms and dots stand where they should, and no line begins with the comma behind a formula"
    )
    func signs() {
        #expect(PageMarkup.withQuietSigns("<mo>↑</mo><mo>→</mo>") == "<mi mathvariant=\"normal\">↑</mi><mo>→</mo>")
        #expect(
            PageMarkup.withQuietSigns("<mo stretchy=\"false\" form=\"prefix\">∥</mo><mi>H</mi>")
                == "<mo stretchy=\"false\" form=\"prefix\" lspace=\"0\" rspace=\"0\">∥</mo><mi>H</mi>")
        #expect(
            PageMarkup.withQuietSigns(
                "<mover><mi>x</mi><mo>a</mo></mover><mover><mi>ρ</mi><mo accent=\"true\">\u{307}</mo></mover>")
                == "<mover><mi>x</mi><mo>a</mo></mover><mover accent=\"true\"><mi>ρ</mi><mo stretchy=\"false\">˙</mo></mover>"
        )
        #expect(
            PageMarkup.withReadableFormulas(
                "a <math><mi>x</mi></math>, b <math><mi>y</mi></math>\n<math><mi>z</mi></math>.)")
                == "a <span class=\"kept\"><math><mi>x</mi></math>,</span> b <math><mi>y</mi></math>\n"
                + "<span class=\"kept\"><math><mi>z</mi></math>.)</span>")
    }

    @Test("23 lists and ranges of numbers in tables stay on their lines")
    func cellsOfNumbers() {
        #expect(
            PageMarkup.withReadableCells("<td>[1, 2, 4]</td><td>0.28 (0.22…0.28)</td><td>1 of 3</td><td>-</td>")
                == "<td class=\"numbers\">[1, 2, 4]</td><td class=\"numbers\">0.28 (0.22…0.28)</td><td>1 of 3</td><td>-</td>"
        )
        #expect(
            PageMarkup.withReadableCells("<td>2.3e-08 (± 5e-8)</td>") == "<td class=\"numbers\">2.3e-08 (± 5e-8)</td>")
    }

    private func list(_ entries: Int) -> String {
        "<nav id=\"TOC\" role=\"doc-toc\">\n<ul>" + String(repeating: "<li>x</li>", count: entries) + "</ul>\n</nav>\n"
    }

    @Test("23 contents stand behind the title, at the top without one, and nowhere for a short page")
    func contents() {
        let body = "<h1 id=\"t\">T</h1>\n<p>w</p>\n<h2>a</h2>\n"
        let page = PageMarkup.withContents("<body>\n\(list(3))\(body)")
        #expect(
            page.contains("<h1 id=\"t\">T</h1>\n<nav id=\"contents\"><details open><summary>Contents</summary>\n<ul>"))
        #expect(page.hasSuffix("</details></nav>\n<p>w</p>\n<h2>a</h2>\n") && page.hasPrefix("<body>\n<h1"))
        let untitled = PageMarkup.withContents("<body>\n\(list(3))<p>w</p>\n<h2>a</h2>\n<h1>T</h1>\n")
        #expect(untitled.hasPrefix("<body>\n<nav id=\"contents\">"))
        #expect(PageMarkup.withContents("<body>\n\(list(2))\(body)") == "<body>\n\(body)")
        #expect(PageMarkup.withContents(body) == body)
    }

    @Test("23 numbers of tables have a minus sign, and no line ends at a relation")
    func cells() {
        let html = "<p>-1 ± 2</p><td style=\"text-align: right;\">-0.5 ± 0.1</td>\n<td>-</td><td>v &gt; 1</td><td>-.5"
        #expect(
            PageMarkup.withReadableCells(html)
                == "<p>-1 ± 2</p><td style=\"text-align: right;\">−0.5\u{A0}±\u{A0}0.1</td>\n<td>-</td><td>v\u{A0}&gt;\u{A0}1</td><td>-.5"
        )
    }

    @Test func codeIsColouredAndTextIsKept() {
        let html = "<pre class=\"swift\"><code>let a = &quot;&amp;lt;&quot; &lt; b</code></pre><p>let x</p>"
        #expect(
            PageMarkup.withColours(html)
                == "<pre class=\"swift\"><code><span class=\"kw\">let</span> a = "
                + "<span class=\"st\">&quot;&amp;lt;&quot;</span> &lt; b</code></pre><p>let x</p>")
    }

    @Test("23 every word on the page can be read: contrast of at least 4.5 on its paper, in light and in dark")
    func contrast() throws {
        let blocks = PageStyle.css.split(separator: "@media (prefers-color-scheme: dark)", maxSplits: 1)
        for block in blocks.prefix(2) {
            var colours: [String: [Double]] = [:]
            for match in block.prefix(1500).matches(of: #/--([a-z-]+): #([0-9a-f]{6})/#)
            where colours[String(match.1)] == nil {
                colours[String(match.1)] = try (0..<3).map { index in
                    let start = match.2.index(match.2.startIndex, offsetBy: 2 * index)
                    let value = try #require(Int(match.2[start...].prefix(2), radix: 16))
                    let part = Double(value) / 255
                    return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
                }
            }
            func luminance(_ name: String) throws -> Double {
                let colour = try #require(colours[name], "\(name)")
                return 0.2126 * colour[0] + 0.7152 * colour[1] + 0.0722 * colour[2]
            }
            func ratio(_ ink: String, on paper: String) throws -> Double {
                let pair = try [luminance(ink), luminance(paper)].sorted()
                return (pair[1] + 0.05) / (pair[0] + 0.05)
            }
            for ink in ["ink", "soft", "link"] { #expect(try ratio(ink, on: "paper") >= 4.5, "\(ink)") }
            for ink in ["ink", "keyword", "type", "call", "number", "string", "comment", "attribute"] {
                #expect(try ratio(ink, on: "code") >= 4.5, "\(ink)")
            }
            #expect(try ratio("error", on: "error-paper") >= 4.5 && ratio("ink", on: "inline") >= 4.5)
        }
    }
}
