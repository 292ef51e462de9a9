/// The house style of all figures, and how words and numbers get into a gnuplot script.
enum GnuplotStyle {
    /// The series colours of Okabe and Ito, which readers with any colour vision tell apart; yellow is left out, as it
    /// vanishes on white.
    static let colours = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000"]

    static func colour(_ index: Int) -> String { colours[index % colours.count] }

    /// Grey of axes, guides and letters that are not titles.
    static let ink = "#555555"

    /// A string constant.
    ///
    /// Single quotes keep gnuplot from expanding backquotes, macros and escapes; only the quote itself
    /// must be doubled.
    static func quoted(_ text: String) -> String {
        "'" + singleLine(text).split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
    }

    /// The size of the type, in points.
    static let font = 14.0
    /// The size of the title's type.
    static let titleFont = 16.0

    /// Everything before the plot's own commands.
    static func preamble(for plot: some Plot, named name: String) -> String {
        preamble(for: plot, named: name, on: Canvas(size: plot.size))
    }

    static func preamble(for plot: some Plot, named name: String, on canvas: Canvas) -> String {
        let file = "\(name).\(canvas.format == .tikz ? "tex" : canvas.format.rawValue)"
        let terminal =
            switch canvas.format {
            case .svg:
                "svg size \(Int(canvas.width)),\(Int(canvas.height)) fixed enhanced font '\(families),14' background '#ffffff' linewidth 1"
            case .pdf:
                "pdfcairo size \(canvas.width / 72)in,\(canvas.height / 72)in enhanced font 'DejaVu Sans,14' fontscale 0.75 pointscale 1.6 background '#ffffff' linewidth 2 dashlength 0.6"
            case .tikz: "tikz size \(canvas.width / 72 * Canvas.tikzScale)in,\(canvas.height / 72 * Canvas.tikzScale)in"
            }
        let again = canvas.format == .svg ? "# Draws \(file) again: gnuplot \(name).gp\n" : ""
        return again + """
            set encoding utf8
            \(canvas.format == .tikz ? "" : "set minussign\n")set terminal \(terminal)
            set output '\(file)'

            """ + style(title: plot.title, on: canvas, isWhole: !(plot is FigureGrid))
    }

    private static let families = "DejaVu Sans,Helvetica,Arial,sans-serif"

    /// The house style and the title of one plot.
    static func style(title: String, on canvas: Canvas, isWhole: Bool = true) -> String {
        let words = canvas.words(title, width: canvas.textWidth, font: titleFont)
        return (isWhole ? "set title \(words)\n" : "") + """
            set border 3 back linecolor rgb '\(ink)' linewidth 0.8
            set tics nomirror out scale 0.5 textcolor rgb '\(ink)'
            set format '\(canvas.numberFormat)'
            set grid linetype 1 linecolor rgb '#e6e6e6' linewidth 0.7
            set key off

            """
    }

    /// The points by which a title of several lines makes a drawing taller.
    static func titleRoom(_ title: String, width: Int) -> Int {
        let lines = TextLines(title, width: Canvas.textWidth(Double(width)), font: titleFont)
        return Int((Double(max(0, lines.lines.count - 1)) * lines.font * 1.4).rounded(.up))
    }

    /// A data block `$name` with one line for each row; an empty row separates pieces of a line.
    static func block(_ name: String, _ rows: [[Double]]) -> String {
        "$\(name) << EOD\n" + rows.map { $0.map { "\($0)" }.joined(separator: " ") + "\n" }.joined() + "EOD\n"
    }

    /// The colour mixed with white; `strength` 1 leaves it as it is.
    static func faded(_ colour: String, strength: Double) -> String {
        let value = UInt32(colour.dropFirst(), radix: 16) ?? 0
        let channels = [16, 8, 0].map { shift in
            let channel = Double((value >> UInt32(shift)) & 0xff)
            return Int((255 - strength * (255 - channel)).rounded())
        }
        return "#" + channels.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
