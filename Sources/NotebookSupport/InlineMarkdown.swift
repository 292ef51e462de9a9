/// Words for the page, in one line, of which nothing acts as HTML, embeds a file or ends a cell.
///
/// Formulas between dollar signs stay formulas. `<`, `&` and, where asked, `|` get a backslash, in a formula the command
/// of their name; a backslash that no formula holds gets one too when it could hide one of them.
struct InlineMarkdown {
    /// Whether the text is a cell of a table: `|` would end it, and marks of code and links are shown as they stand,
    /// since a cell may come from a file.
    let isCell: Bool

    /// The text as it is written on the page.
    func callAsFunction(_ text: String) -> String {
        let characters = Array(singleLine(text).unicodeScalars)
        let bracketsAct = isCell || !InlineMarkdown.bracketsBalance(characters)
        var shown = String.UnicodeScalarView()
        var index = 0
        while index < characters.count {
            let character = characters[index]
            if character == "$", let end = InlineMarkdown.endOfFormula(characters, from: index) {
                shown += InlineMarkdown.formula(characters[index...end])
                index = end + 1
                continue
            }
            if character == "`", !isCell, let end = InlineMarkdown.endOfCode(characters, from: index) {
                shown += characters[index...end]
                index = end + 1
                continue
            }
            switch character {
            case "\\"
            where !isCell && index + 1 < characters.count && InlineMarkdown.isPunctuation(characters[index + 1]):
                // The author's own escape.
                shown += characters[index...(index + 1)]
                index += 1
            case "<", "&", "\\", "`": shown += ["\\", character]
            case "$": shown += ["\\", "$"]
            case "|" where isCell: shown += ["\\", "|"]
            case "[" where bracketsAct, "]" where bracketsAct: shown += ["\\", character]
            case "!" where index + 1 < characters.count && characters[index + 1] == "[": shown += ["\\", "!"]
            default: shown.append(character)
            }
            index += 1
        }
        return String(shown)
    }

    /// The place of the dollar sign that closes a formula.
    ///
    /// The rules are pandoc's: no space inside beside the signs, no digit after. What could be read in two ways, with a
    /// backtick or braces that do not match, is no formula.
    private static func endOfFormula(_ text: [Unicode.Scalar], from start: Int) -> Int? {
        guard start + 1 < text.count, !text[start + 1].properties.isWhitespace, text[start + 1] != "$" else {
            return nil
        }
        var depth = 0
        var index = start + 1
        while index < text.count {
            switch text[index] {
            case "`": return nil
            case "[" where text[index - 1] == "!": return nil
            case "\\":
                // A backslash before a dollar sign is TeX's own dollar.
                index += 1
            case "{": depth += 1
            case "}":
                depth -= 1
                if depth < 0 { return nil }
            case "$":
                let next = index + 1 < text.count ? text[index + 1] : " "
                let isEnd = next != "$" && next.properties.numericType == nil
                return depth == 0 && isEnd && !text[index - 1].properties.isWhitespace ? index : nil
            default: break
            }
            index += 1
        }
        return nil
    }

    /// The place of the last backtick of a span of code.
    private static func endOfCode(_ text: [Unicode.Scalar], from start: Int) -> Int? {
        let opening = text[start...].prefix { $0 == "`" }.count
        var index = start + opening
        while index < text.count {
            let run = text[index...].prefix { $0 == "`" }.count
            if run == opening { return index + run - 1 }
            index += max(run, 1)
        }
        return nil
    }

    private static func formula(_ characters: ArraySlice<Unicode.Scalar>) -> String.UnicodeScalarView {
        characters.reduce(into: String.UnicodeScalarView()) { text, character in
            // A space before the closing dollar sign would end the formula's being one.
            if character == "$", text.last == " " { text.removeLast() }
            switch character {
            case "<": text += "\\lt ".unicodeScalars
            case ">": text += "\\gt ".unicodeScalars
            // A bar after a backslash is TeX's double bar.
            case "|": text += (text.last == "\\" ? "Vert " : "\\vert ").unicodeScalars
            default: text.append(character)
            }
        }
    }

    private static func bracketsBalance(_ characters: [Unicode.Scalar]) -> Bool {
        var depth = 0
        for character in characters {
            if character == "[" { depth += 1 }
            if character == "]" { depth -= 1 }
            if depth < 0 { return false }
        }
        return depth == 0
    }

    private static func isPunctuation(_ character: Unicode.Scalar) -> Bool {
        character.isASCII && !character.properties.isAlphabetic && character.properties.numericType == nil
            && !character.properties.isWhitespace
    }
}
