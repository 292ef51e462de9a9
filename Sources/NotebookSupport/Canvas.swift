/// What a plot is drawn on: a kind of file and a size.
struct Canvas: Sendable {
    /// The kinds of file that gnuplot draws.
    enum Format: String, Sendable { case svg, pdf, tikz }

    /// LaTeX's type has ten points where a figure's has fourteen: TikZ is drawn smaller, so that words keep their proportion.
    static let tikzScale = 10.0 / 14

    var format = Format.svg
    /// The width and height in points.
    var width: Double
    var height: Double

    init(_ format: Format = .svg, size: (width: Int, height: Int)) {
        self.format = format
        self.width = Double(size.width)
        self.height = Double(size.height)
    }

    /// The room for words that stand over the middle of the axes, which is not the canvas's own.
    var textWidth: Double { Canvas.textWidth(width) }

    static func textWidth(_ width: Double) -> Double { max(0.4 * width, min(0.8 * width, width - 150)) }

    /// A string expression and whether it holds markup, for the end of a gnuplot command.
    func words(_ text: String) -> String {
        let text = FigureText(text)
        return "\(string(text)) \(isMarkup(text) ? "enhanced" : "noenhanced")"
    }

    /// Words in as many lines as they need, with markup and, where they were made smaller, the size of their type.
    ///
    /// - Parameters:
    ///   - text: The words.
    ///   - width: The room, in points.
    ///   - font: The size of the type, in points; nil for the figure's own.
    ///   - end: What follows the last line, for example another line break.
    func words(_ text: String, width: Double, font: Double? = nil, end: String = "") -> String {
        let set = TextLines(text, width: width, font: font ?? GnuplotStyle.font)
        let hasMarkup = set.lines.contains(where: isMarkup)
        let strings = set.lines.map { hasMarkup ? quoted($0.enhanced) : string($0) }
        let size = set.font == GnuplotStyle.font ? "" : " font '\(fontSize(set.font))'"
        return (strings.isEmpty ? "''" : strings.joined(separator: ".\"\\n\".")) + end + size
            + (hasMarkup ? " enhanced" : " noenhanced")
    }

    /// The size of type as gnuplot takes it, given in points of the figure.
    func fontSize(_ size: Double) -> String {
        ",\(significant(format == .tikz ? size * Canvas.tikzScale : size, digits: 3))"
    }

    /// Names at the ticks of an axis, in one list.
    ///
    /// - Returns: The list in brackets, and the command that says whether the names hold markup.
    func names(_ places: [(place: Double, name: String)], axis: String) -> String {
        let texts = places.map { FigureText($0.name) }
        let hasMarkup = texts.contains(where: isMarkup)
        let entries = zip(places, texts).map { place, text in
            "\(hasMarkup ? quoted(text.enhanced) : string(text)) \(place.place)"
        }
        return
            "set \(axis)tics \(hasMarkup ? "enhanced" : "noenhanced")\nset \(axis)tics (\(entries.joined(separator: ", ")))\n"
    }

    /// The distance that the label of a colour bar needs from its numbers, which gnuplot takes for narrower in SVG and TikZ than they are.
    var barLabelOffset: Double {
        switch format {
        case .svg: 1.2
        case .tikz: 2
        case .pdf: 0
        }
    }

    /// The size of a point, in gnuplot's units, which differ between its kinds of files.
    var pointSize: Double { format == .tikz ? 1 : 0.6 }

    /// How gnuplot writes numbers at an axis.
    var numberFormat: String { format == .tikz ? "$%h$" : "%g" }

    /// How it writes powers of ten.
    var powerFormat: String { format == .tikz ? "$10^{%T}$" : "10^{%T}" }

    private func isMarkup(_ text: FigureText) -> Bool { format != .tikz && text.hasFormula }

    private func string(_ text: FigureText) -> String {
        if format == .tikz { return quoted(text.latex) }
        return quoted(
            text.hasFormula
                ? text.enhanced
                : text.pieces.map { if case .words(let words) = $0 { words } else { "" } }.joined())
    }

    private func quoted(_ text: String) -> String { GnuplotStyle.quoted(text) }
}

/// A plot of this package: it knows how to draw itself on any canvas.
protocol CanvasPlot: Plot {
    /// The gnuplot commands for a canvas.
    func gnuplot(on canvas: Canvas) -> String

    /// Whether an image in the drawing has cells, whose edges must stay sharp when it is enlarged.
    var hasCells: Bool { get }
}

extension CanvasPlot {
    /// The gnuplot commands that draw the plot.
    public func gnuplot() -> String { gnuplot(on: Canvas(size: size)) }

    var hasCells: Bool { false }
}
