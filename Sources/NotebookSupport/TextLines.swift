/// Words broken into lines that fit a width, in smaller type where one word alone is too wide.
struct TextLines {
    /// The lines from above.
    let lines: [FigureText]
    /// The size of the type, at most the one asked for.
    let font: Double

    /// Type is made smaller down to this size only.
    static let smallest = 5.0

    /// - Parameters:
    ///   - text: The words; lines end at their spaces, not within formulas.
    ///   - width: The room, in points.
    ///   - font: The size of the type, in points.
    ///   - limit: How many lines there may be before the type is made smaller.
    init(_ text: String, width: Double, font: Double, limit: Int = 3) {
        let whole = FigureText(text)
        if TextWidth.of(whole) * font <= width {
            self.lines = [whole]
            self.font = font
            return
        }
        let words = TextLines.words(of: whole)
        var size = font
        var lines = TextLines.lines(words, width: width / size)
        // The type shrinks by steps until the lines are few and none is too wide.
        while size > TextLines.smallest {
            let widest = lines.map(TextWidth.of).max() ?? 0
            if lines.count <= limit && widest * size <= width { break }
            size = max(TextLines.smallest, size * 0.94)
            lines = TextLines.lines(words, width: width / size)
        }
        self.lines = lines
        self.font = size
    }

    /// The words, each with the formulas that touch it.
    private static func words(of text: FigureText) -> [FigureText] {
        var words: [FigureText] = []
        var current: [FigureText.Piece] = []
        func end(_ current: inout [FigureText.Piece]) {
            if !current.isEmpty { words.append(FigureText(pieces: current)) }
            current = []
        }
        for piece in text.pieces {
            guard case .words(let string) = piece else {
                current.append(piece)
                continue
            }
            for (index, part) in string.split(separator: " ", omittingEmptySubsequences: false).enumerated() {
                if index > 0 { end(&current) }
                if !part.isEmpty { current.append(.words(String(part))) }
            }
        }
        end(&current)
        // A unit stays behind its stroke: `entropy / nats`.
        return words.reduce(into: []) { lines, word in
            if let last = lines.last, case .words("/")? = last.pieces.first, last.pieces.count == 1 {
                lines[lines.count - 1].pieces += [.words(" ")] + word.pieces
            } else {
                lines.append(word)
            }
        }
    }

    private static func lines(_ words: [FigureText], width: Double) -> [FigureText] {
        var lines: [FigureText] = []
        var used = 0.0
        for word in words {
            let room = TextWidth.of(word)
            if !lines.isEmpty && used + 0.46 + room <= width {
                lines[lines.count - 1].pieces += [.words(" ")] + word.pieces
                used += 0.46 + room
            } else {
                lines.append(word)
                used = room
            }
        }
        return lines
    }
}
