import Foundation

/// The last touches to the HTML that pandoc made.
enum PageMarkup {
    /// The page as it is kept.
    static func finished(_ html: String) -> String {
        withScrollingTables(withReadableCells(withContents(withColours(withReadableFormulas(html)))))
    }

    /// The page with touches to its formulas alone, since pictures in a page are long.
    static func withReadableFormulas(_ html: String) -> String {
        var pieces = html.components(separatedBy: "<math")
        for index in pieces.indices.dropFirst() {
            let (formula, rest) = pieces[index].splitOnce(at: "</math>")
            guard let rest else { continue }
            let readable = withPlainBrackets(withUprightWords(withQuietSigns(formula)))
            // No line begins with the comma behind a formula.
            let mark = rest.prefix { ".,;:!?)’”".contains($0) }
            if mark.isEmpty {
                pieces[index] = readable + "</math>" + rest
            } else {
                pieces[index - 1] += "<span class=\"kept\">"
                pieces[index] = readable + "</math>\(mark)</span>" + rest.dropFirst(mark.count)
            }
        }
        return pieces.joined(separator: "<math")
    }

    /// The page with arrows that name states, bars of norms and dots over letters at their natural size and place.
    ///
    /// Pandoc writes ↑ as a relation that stretches, leaves room around the bars of a norm, and sets a combining dot, which stands
    /// beside the letter.
    static func withQuietSigns(_ html: String) -> String {
        html.replacing(#/<mo(?: stretchy="[a-z]*")?>([↑↓])</mo>/#) { "<mi mathvariant=\"normal\">\($0.1)</mi>" }
            .replacing(#/<mo stretchy="(true|false)" form="(prefix|postfix)">([∥‖])</mo>/#) {
                "<mo stretchy=\"\($0.1)\" form=\"\($0.2)\" lspace=\"0\" rspace=\"0\">\($0.3)</mo>"
            }
            .replacing(
                #/<mover>((?:(?!<mover>).)*?)<mo accent="true">(\u{307}|\u{308})</mo></mover>/#.matchingSemantics(
                    .unicodeScalar)
            ) {
                "<mover accent=\"true\">\($0.1)<mo stretchy=\"false\">\($0.2 == "\u{307}" ? "\u{2D9}" : "\u{A8}")</mo></mover>"
            }
    }

    /// The page with brackets of their natural size around simple things such as f(x).
    ///
    /// Pandoc makes every bracket stretchy, and browsers without a mathematical font enlarge those even around one letter.
    static func withPlainBrackets(_ html: String) -> String {
        let simple =
            #/<mo stretchy="true" form="prefix">([^<]*)</mo>((?:</?m(?:row|sub)>|<mspace[^>]*></mspace>|<m[in]>[^<]*</m[in]>|<mi mathvariant[^>]*>[^<]*</mi>|<mo(?: stretchy="false"[^>]*)?>[^<]*</mo>)*?)<mo stretchy="true" form="postfix">([^<]*)</mo>/#
        var page = html
        // Brackets inside others come first; so deep is no formula.
        for _ in 0..<8 {
            let next = page.replacing(simple) { match in
                "<mo stretchy=\"false\" form=\"prefix\">\(match.1)</mo>\(match.2)"
                    + "<mo stretchy=\"false\" form=\"postfix\">\(match.3)</mo>"
            }
            if next == page { break }
            page = next
        }
        return page
    }

    /// The page with words in formulas, such as Tr, in one upright piece, and with bold letters.
    ///
    /// Pandoc sets letters singly in a style that browsers do not know any more.
    static func withUprightWords(_ html: String) -> String {
        html.replacing(#/<mstyle mathvariant="(normal|bold)">((?:<mi>[^<]*</mi>)+)</mstyle>/#) { match in
            let letters = match.2.replacing("<mi>", with: "").replacing("</mi>", with: "")
            let style = match.1 == "bold" ? " style=\"font-weight: bold\"" : ""
            // More than one letter is upright by itself.
            return "<mi\(letters.count == 1 ? " mathvariant=\"normal\"" : "")\(style)>\(letters)</mi>"
        }
    }

    /// The page with coloured code.
    static func withColours(_ html: String) -> String {
        let opening = "<pre class=\"swift\"><code>"
        let ending = "</code></pre>"
        var pieces = html.components(separatedBy: opening)
        for index in pieces.indices.dropFirst() {
            let (code, rest) = pieces[index].splitOnce(at: ending)
            guard let rest else { continue }
            pieces[index] = SwiftHighlighter.html(of: code.unescapedFromHTML) + ending + rest
        }
        return pieces.joined(separator: opening)
    }

    /// The page with its contents behind its title, or without them when it has fewer than two headings besides.
    static func withContents(_ html: String) -> String {
        let (before, found) = html.splitOnce(at: "<nav id=\"TOC\"")
        guard let found else { return html }
        let (list, after) = found.splitOnce(at: "</nav>\n")
        guard let after else { return html }
        let entries = list.components(separatedBy: "<li>").count - 1
        guard entries >= 3, let start = list.firstIndex(of: ">") else { return before + after }
        let contents = """
            <nav id="contents"><details open><summary>Contents</summary>\(list[list.index(after: start)...])</details></nav>

            """
        let (title, rest) = after.splitOnce(at: "</h1>\n")
        // A page without a title of its own has contents at its top.
        guard let rest, !title.contains("<h2") else { return before + contents + after }
        return before + title + "</h1>\n" + contents + rest
    }

    /// The page with real minus signs before the numbers of tables, and no line break at `±` and `≤` or in a list of numbers.
    static func withReadableCells(_ html: String) -> String {
        var pieces = html.components(separatedBy: "<td")
        for index in pieces.indices.dropFirst() {
            let (cell, rest) = pieces[index].splitOnce(at: "</td>")
            guard let rest, let start = cell.firstIndex(of: ">").map(cell.index(after:)) else { continue }
            var words = cell[start...].replacing(#/ (±|≤|≥|=|&lt;|&gt;) (?=[0-9−-])/#) { "\u{A0}\($0.1)\u{A0}" }
            if words.hasPrefix("-"), words.dropFirst().first?.isNumber == true { words = "−" + words.dropFirst() }
            var opening = cell[..<start]
            // A cell of several numbers, such as [1, 2, 4] or 0.28 (0.22…0.28).
            if opening == ">", words.wholeMatch(of: #/[\[(]?[−-]?[0-9][0-9.,…()\[\]±×+e \u{A0}−-]*/#) != nil {
                opening = " class=\"numbers\">"
            }
            pieces[index] = opening + words + "</td>" + rest
        }
        return pieces.joined(separator: "<td")
    }

    /// The page with tables that scroll by themselves when they are too wide.
    static func withScrollingTables(_ html: String) -> String {
        html.replacingOccurrences(of: "<table", with: "<div class=\"wide\"><table")
            .replacingOccurrences(of: "</table>", with: "</table></div>")
    }
}

extension String {
    /// The text before a separator, and the text behind it; nil when it does not stand in the text.
    fileprivate func splitOnce(at separator: String) -> (String, String?) {
        guard let range = range(of: separator) else { return (self, nil) }
        return (String(self[..<range.lowerBound]), String(self[range.upperBound...]))
    }

    fileprivate var unescapedFromHTML: String {
        replacingOccurrences(of: "&lt;", with: "<").replacingOccurrences(of: "&gt;", with: ">")
            .replacingOccurrences(of: "&quot;", with: "\"").replacingOccurrences(of: "&#39;", with: "'")
            .replacingOccurrences(of: "&amp;", with: "&")
    }
}
