import NumericalCore

/// Words for a figure, with formulas between dollar signs.
///
/// A dollar sign opens a formula as in pandoc: no space follows it, and one closes it that has no space before and no digit
/// behind. All else is literal.
struct FigureText: Sendable, Hashable {
    /// A stretch of the text.
    enum Piece: Sendable, Hashable {
        case words(String)
        /// A formula: its LaTeX without the dollar signs, and what was read of it.
        case formula(String, [MathNode])
    }

    /// More characters are refused: no figure has room for them.
    static let longest = 500

    var pieces: [Piece]

    init(pieces: [Piece]) { self.pieces = pieces }

    /// The text; a formula that cannot be read stays as it was written.
    init(_ text: String) {
        pieces = FigureText.split(text).map { part in
            guard part.isFormula else { return .words(part.text) }
            guard let nodes = try? FormulaParser.nodes(of: part.text) else { return .words("$\(part.text)$") }
            return .formula(part.text, nodes)
        }
    }

    var hasFormula: Bool { pieces.contains { if case .formula = $0 { true } else { false } } }

    /// Throws where a text is too long or one of its formulas cannot be set.
    static func validate(_ text: String, _ argument: String) throws {
        try require(
            text.count <= longest, argument, must: "have at most \(longest) characters", was: "\(text.count) characters"
        )
        for part in split(text) where part.isFormula {
            do {
                _ = try FormulaParser.nodes(of: part.text)
            } catch {
                throw InvalidArgument(
                    argument, must: "hold only LaTeX that figures know", was: "$\(part.text)$, where \(error.words)")
            }
        }
    }

    private static func split(_ text: String) -> [(text: String, isFormula: Bool)] {
        let characters = Array(singleLine(text))
        var parts: [(text: String, isFormula: Bool)] = []
        var words = ""
        var index = 0
        while index < characters.count {
            if characters[index] == "$", let end = end(of: characters, from: index) {
                if !words.isEmpty { parts.append((words, false)) }
                words = ""
                parts.append((String(characters[(index + 1)..<end]), true))
                index = end
            } else {
                words.append(characters[index])
            }
            index += 1
        }
        if !words.isEmpty { parts.append((words, false)) }
        return parts
    }

    private static func end(of characters: [Character], from start: Int) -> Int? {
        guard start + 1 < characters.count, !characters[start + 1].isWhitespace, characters[start + 1] != "$" else {
            return nil
        }
        var index = start + 1
        while index < characters.count {
            if characters[index] == "\\" {
                index += 2
                continue
            }
            if characters[index] == "$" {
                let isFollowed = index + 1 < characters.count && characters[index + 1].isNumber
                return characters[index - 1].isWhitespace || isFollowed ? nil : index
            }
            index += 1
        }
        return nil
    }
}
