/// Reads the subset of LaTeX that figures can set.
///
/// The subset: Greek and other symbols, `_` and `^`, `\hat` and its relatives, `\sqrt`, `\frac`, `\mathrm` and its relatives,
/// names of functions, `\left` and `\right`, and spaces.
struct FormulaParser {
    /// Why a formula cannot be read, in words that follow "holds LaTeX that figures know, but".
    struct Mistake: Error { let words: String }

    /// Formulas nested deeper are refused before the reader's own stack ends.
    private static let deepest = 40

    private let characters: [Character]
    private var index = 0

    private init(_ source: String) { characters = Array(source) }

    /// The parts of a formula, which is given without its dollar signs.
    static func nodes(of source: String) throws(Mistake) -> [MathNode] {
        var parser = FormulaParser(source)
        let nodes = try parser.list(depth: 0, end: nil)
        return nodes
    }

    /// Nodes up to an end, which is consumed.
    private mutating func list(depth: Int, end: Character?) throws(Mistake) -> [MathNode] {
        if depth > FormulaParser.deepest {
            throw Mistake(words: "its braces are nested more than \(FormulaParser.deepest) deep")
        }
        var nodes: [MathNode] = []
        // Which scripts the last base has.
        var scripts: Set<Bool> = []
        while index < characters.count {
            let character = characters[index]
            if character == end {
                index += 1
                return nodes
            }
            if character == "}" { throw Mistake(words: "a } has no {") }
            if character == "_" || character == "^" {
                index += 1
                let isAbove = character == "^"
                guard scripts.insert(isAbove).inserted else {
                    throw Mistake(words: "one base has two \(character), which need braces")
                }
                nodes.append(.script(try argument(of: String(character), depth: depth), isAbove: isAbove))
                continue
            }
            if character == "'" {
                index += 1
                nodes.append(.characters("′", .upright))
                continue
            }
            if character.isWhitespace {
                index += 1
                continue
            }
            scripts = []
            nodes += try atom(depth: depth)
        }
        if end != nil { throw Mistake(words: "a { has no }") }
        return nodes
    }

    /// What a command or a script applies to: one group or one atom.
    private mutating func argument(of name: String, depth: Int) throws(Mistake) -> [MathNode] {
        while index < characters.count, characters[index].isWhitespace { index += 1 }
        guard index < characters.count, !"}_^".contains(characters[index]) else {
            throw Mistake(words: "nothing follows \(name)")
        }
        if characters[index] == "{" {
            index += 1
            return try list(depth: depth + 1, end: "}")
        }
        if depth > FormulaParser.deepest {
            throw Mistake(words: "its commands are nested more than \(FormulaParser.deepest) deep")
        }
        return try atom(depth: depth + 1)
    }

    private mutating func atom(depth: Int) throws(Mistake) -> [MathNode] {
        let character = characters[index]
        index += 1
        switch character {
        case "\\": return try command(depth: depth)
        case "{": return [.group(try list(depth: depth + 1, end: "}"))]
        case "$", "&", "#", "%": throw Mistake(words: "\(character) needs a backslash")
        case "=", "<", ">", ":": return [.operation(String(character), isRelation: true)]
        case "+": return [.operation("+", isRelation: false)]
        case "-": return [.operation("−", isRelation: false)]
        case "*": return [.operation("∗", isRelation: false)]
        case "(", "[": return [.bracket(String(character), opens: true)]
        case ")", "]": return [.bracket(String(character), opens: false)]
        case ",", ";": return [.characters(String(character), .upright), .space("\u{2009}")]
        case "~": return [.space(" ")]
        default: return [.characters(String(character), character.isLetter ? .italic : .upright)]
        }
    }

    private mutating func command(depth: Int) throws(Mistake) -> [MathNode] {
        if depth > FormulaParser.deepest {
            throw Mistake(words: "its commands are nested more than \(FormulaParser.deepest) deep")
        }
        guard index < characters.count else { throw Mistake(words: "nothing follows the backslash") }
        var name = String(characters[index])
        index += 1
        if name.first?.isLetter == true {
            while index < characters.count, characters[index].isASCII, characters[index].isLetter {
                name.append(characters[index])
                index += 1
            }
        }
        if let symbol = MathSymbols.commands[name] {
            return switch symbol.role {
            case .letter: [.characters(symbol.text, .italic)]
            case .upright: [.characters(symbol.text, .upright)]
            case .binary: [.operation(symbol.text, isRelation: false)]
            case .relation: [.operation(symbol.text, isRelation: true)]
            case .opening: [.bracket(symbol.text, opens: true)]
            case .closing: [.bracket(symbol.text, opens: false)]
            case .function: [.function(symbol.text)]
            }
        }
        if let space = MathSymbols.spaces[name] { return [.space(space)] }
        if let mark = MathSymbols.accents[name] { return [.accent(mark, try argument(of: "\\\(name)", depth: depth))] }
        if let face = MathSymbols.faces[name] { return try faced(face, name: name, depth: depth) }
        switch name {
        case "sqrt":
            var degree: [MathNode] = []
            if index < characters.count, characters[index] == "[" {
                index += 1
                degree = try list(depth: depth + 1, end: "]")
            }
            return [.root(try argument(of: "\\sqrt", depth: depth), degree: degree)]
        case "frac", "tfrac", "dfrac":
            let numerator = try argument(of: "\\\(name)", depth: depth)
            return [.fraction(numerator, try argument(of: "\\\(name)", depth: depth))]
        case "left", "right", "big", "Big", "bigl", "bigr":
            guard index < characters.count, !characters[index].isWhitespace else {
                throw Mistake(words: "no bracket follows \\\(name)")
            }
            if characters[index] == "." {
                index += 1
                return []
            }
            return try atom(depth: depth + 1)
        case "{": return [.bracket("{", opens: true)]
        case "}": return [.bracket("}", opens: false)]
        case "|": return [.characters("‖", .upright)]
        case "$", "&", "#", "%", "_": return [.characters(name, .upright)]
        default: throw Mistake(words: "\\\(name) is not among the commands that figures know")
        }
    }

    /// The characters in the braces behind `\mathrm` and the like, whose spaces count.
    private mutating func faced(_ face: MathNode.Face, name: String, depth: Int) throws(Mistake) -> [MathNode] {
        while index < characters.count, characters[index].isWhitespace { index += 1 }
        guard index < characters.count else { throw Mistake(words: "nothing follows \\\(name)") }
        if characters[index] != "{" {
            defer { index += 1 }
            guard characters[index].isLetter || characters[index].isNumber else {
                throw Mistake(words: "\\\(name) needs letters in braces")
            }
            return [.characters(FormulaParser.text(String(characters[index]), face), face)]
        }
        index += 1
        var text = ""
        while index < characters.count, characters[index] != "}" {
            let character = characters[index]
            index += 1
            if character == "{" { throw Mistake(words: "\\\(name) holds a group of its own") }
            guard character == "\\" else {
                text.append(character)
                continue
            }
            // Symbols may be bold too; an escaped sign is itself.
            guard case .characters(let symbol, _)? = try command(depth: depth + 1).first else {
                throw Mistake(words: "\\\(name) holds a command that is no symbol")
            }
            text += symbol
        }
        guard index < characters.count else { throw Mistake(words: "a { has no }") }
        index += 1
        let set = MathNode.characters(FormulaParser.text(text, face), face)
        return name == "operatorname" ? [.function(text)] : [set]
    }

    private static func text(_ text: String, _ face: MathNode.Face) -> String {
        face == .doubleStruck ? text.map { MathSymbols.doubleStruck[$0] ?? String($0) }.joined() : text
    }
}
