extension FigureText {
    /// Gnuplot's enhanced text: Unicode, italic letters, and raised and lowered parts.
    var enhanced: String {
        pieces.map { piece in
            switch piece {
            case .words(let text): EnhancedText.escaped(text)
            case .formula(_, let nodes): EnhancedText.set(nodes, isScript: false)
            }
            // A space at the end of a stretch of one type would be lost in SVG.
        }.joined().replacing(" ", with: "\u{A0}").replacing("{/:Italic\u{A0}", with: "{/:Italic ")
            .replacing("{/:Bold\u{A0}", with: "{/:Bold ")
    }

    /// LaTeX: formulas as they were written but for `\degree`, which only packages know, words with what LaTeX would act on escaped.
    var latex: String {
        pieces.map { piece in
            switch piece {
            case .words(let text): LaTeXText.escaped(text)
            case .formula(let source, _): "$\(source.replacing(#/\\degree(?![A-Za-z])/#, with: "{}^{\\circ}"))$"
            }
        }.joined()
    }
}

/// Formulas in gnuplot's markup.
enum EnhancedText {
    /// The text with nothing in it that gnuplot would act on.
    static func escaped(_ text: String) -> String {
        text.map { "\\{}^_@&~".contains($0) ? "\\\($0)" : String($0) }.joined()
    }

    /// The nodes with neighbouring characters of one face in one.
    static func joined(_ nodes: [MathNode]) -> [MathNode] {
        nodes.reduce(into: []) { joined, node in
            if case .characters(let next, let face) = node, case .characters(let last, face)? = joined.last {
                joined[joined.count - 1] = .characters(last + next, face)
            } else {
                joined.append(node)
            }
        }
    }

    static func set(_ nodes: [MathNode], isScript: Bool) -> String {
        let nodes = joined(nodes)
        var text = ""
        // An operator that follows nothing, an operator or an opening bracket is a sign.
        var follows = false
        for (index, node) in nodes.enumerated() {
            switch node {
            case .characters(let characters, let face):
                text += faced(characters, face)
                follows = true
            case .operation(let sign, let isRelation):
                let room = isScript || (!isRelation && !follows) ? "" : isRelation ? " " : "\u{2009}"
                text += room + escaped(sign) + (index + 1 < nodes.count || isRelation ? room : "")
                follows = false
            case .bracket(let bracket, let opens):
                text += escaped(bracket)
                follows = !opens
            case .function(let name):
                text +=
                    (follows ? "\u{2009}" : "") + escaped(name) + (needsRoom(after: index, in: nodes) ? "\u{2009}" : "")
                follows = true
            case .space(let space): text += space
            case .group(let inner):
                text += set(inner, isScript: isScript)
                follows = true
            case .script(let inner, let isAbove): text += (isAbove ? "^{" : "_{") + set(inner, isScript: true) + "}"
            case .accent(let mark, let inner):
                text += accented(inner, mark, isScript: isScript)
                follows = true
            case .root(let inner, let degree):
                if !degree.isEmpty { text += "^{" + set(degree, isScript: true) + "}" }
                text += "√" + bracketed(inner, isScript: isScript)
                follows = true
            case .fraction(let above, let below):
                text += bracketed(above, isScript: isScript) + "/" + bracketed(below, isScript: isScript)
                follows = true
            }
        }
        return text
    }

    private static func needsRoom(after index: Int, in nodes: [MathNode]) -> Bool {
        guard index + 1 < nodes.count else { return false }
        switch nodes[index + 1] {
        case .bracket, .script, .space: return false
        default: return true
        }
    }

    private static func faced(_ characters: String, _ face: MathNode.Face) -> String {
        switch face {
        case .italic: "{/:Italic \(escaped(characters))}"
        case .bold: "{/:Bold \(escaped(characters))}"
        case .upright, .doubleStruck: escaped(characters)
        }
    }

    /// Every character under a bar, the first under another mark.
    private static func accented(_ nodes: [MathNode], _ mark: String, isScript: Bool) -> String {
        guard case .characters(let characters, let face)? = nodes.first, !characters.isEmpty else {
            return bracketed(nodes, isScript: isScript) + mark
        }
        let marked = String(characters.prefix(1)) + mark + String(characters.dropFirst())
        return faced(marked, face) + set(Array(nodes.dropFirst()), isScript: isScript)
    }

    /// One atom as it stands, more in brackets.
    private static func bracketed(_ nodes: [MathNode], isScript: Bool) -> String {
        var atoms = 0
        var isPlain = true
        for node in nodes {
            switch node {
            case .script, .space: break
            case .operation, .fraction, .bracket, .function: isPlain = false
            case .group(let inner):
                atoms += 1
                if inner.count > 1 { isPlain = false }
            case .characters(let characters, let face):
                // Digits make one number.
                let isNumber = face == .upright && characters.allSatisfy { $0.isNumber || $0 == "." }
                atoms += isNumber ? 0 : characters.count
            case .accent, .root: atoms += 1
            }
        }
        let text = set(nodes, isScript: isScript)
        return isPlain && atoms <= 1 ? text : "(\(text))"
    }
}

/// Words in LaTeX.
enum LaTeXText {
    /// The words with what LaTeX would act on escaped; symbols that its fonts lack become formulas.
    static func escaped(_ text: String) -> String {
        text.map { character in
            switch character {
            case "\\": "\\textbackslash{}"
            case "^": "\\textasciicircum{}"
            case "~": "\\textasciitilde{}"
            case "<": "\\textless{}"
            case ">": "\\textgreater{}"
            case "|": "\\textbar{}"
            case "\"": "\\textquotedbl{}"
            case "{", "}", "$", "&", "#", "%", "_": "\\\(character)"
            default: MathSymbols.commandOfCharacter[character].map { "$\($0)$" } ?? String(character)
            }
        }.joined()
    }

    /// LaTeX with commands for the symbols that its fonts lack, inside formulas and outside.
    static func withCommands(_ text: String) -> String {
        text.map { character in
            guard !character.isASCII, let command = MathSymbols.commandOfCharacter[character] else {
                return String(character)
            }
            return "\\ensuremath{\(command)}"
        }.joined()
    }
}
