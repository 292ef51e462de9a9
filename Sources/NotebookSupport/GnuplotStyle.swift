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

    /// Everything before the plot's own commands.
    static func preamble(for plot: some Plot, named name: String) -> String {
        """
        # Draws \(name).svg again: gnuplot \(name).gp
        set encoding utf8
        set minussign
        set terminal svg size \(plot.size.width),\(plot.size.height) fixed noenhanced font 'DejaVu Sans,Helvetica,Arial,sans-serif,14' background '#ffffff' linewidth 1
        set output '\(name).svg'
        set title \(quoted(plot.title)) font ',16'
        set border 3 back linecolor rgb '\(ink)' linewidth 0.8
        set tics nomirror out scale 0.5 textcolor rgb '\(ink)'
        set format '%g'
        set grid linetype 1 linecolor rgb '#e6e6e6' linewidth 0.7
        set key off

        """
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
