/// A figure as a line of Markdown names it: its file, and what it shows.
struct FigureReference: Equatable {
    var path: String
    var caption: String

    init(path: String, caption: String) {
        self.path = path
        self.caption = caption
    }

    /// Reads `![caption](path)`, with or without attributes behind it; nil for anything else.
    init?(_ markdown: String) {
        guard let match = markdown.wholeMatch(of: #/\s*!\[(.*)\]\(([^()]+)\)(?:\{[^{}]*\})?\s*/#) else { return nil }
        self.init(path: String(match.2), caption: String(match.1))
    }
}
