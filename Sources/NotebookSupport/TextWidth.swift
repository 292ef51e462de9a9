/// About how wide words are, rather too wide than too narrow, in units of the type's size.
///
/// The figures' sans-serif type is not the same on all machines, so no exact width is known.
enum TextWidth {
    static func of(_ text: FigureText) -> Double {
        text.pieces.reduce(0) { sum, piece in
            switch piece {
            case .words(let words): sum + of(words)
            case .formula(_, let nodes): sum + of(nodes)
            }
        }
    }

    static func of(_ words: String) -> Double { words.reduce(0) { $0 + of($1) } }

    private static func of(_ character: Character) -> Double {
        guard let first = character.unicodeScalars.first else { return 0 }
        if first.value >= 0x1100 {
            // Mathematical signs are as wide as letters, East Asian ones and pictures wider.
            return first.value < 0x2E80 ? 0.9 : 1.3
        }
        if "iIjl|.,:;'′!".contains(character) { return 0.40 }
        if "ftr()[]{}/\\-* ".contains(character) { return 0.46 }
        if "mwMW@%".contains(character) { return 1.02 }
        return character.isUppercase ? 0.8 : 0.68
    }

    private static func of(_ nodes: [MathNode]) -> Double {
        nodes.reduce(0) { sum, node in
            switch node {
            case .characters(let characters, _): sum + of(characters)
            case .operation: sum + 1.6
            case .bracket: sum + 0.5
            case .function(let name): sum + of(name) + 0.5
            case .space(let space): sum + of(space)
            case .group(let inner): sum + of(inner)
            case .script(let inner, _): sum + 0.8 * of(inner)
            case .accent(_, let inner): sum + of(inner)
            case .root(let inner, let degree): sum + of(inner) + of(degree) + 1.8
            case .fraction(let above, let below): sum + of(above) + of(below) + 2.5
            }
        }
    }
}
