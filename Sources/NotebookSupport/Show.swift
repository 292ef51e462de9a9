import NumericalCore
import Synchronization

/// Draws a plot and prints the Markdown line that puts it on the page.
///
/// Writes three files to ``Notebook/outputFolder``: `name.svg`, the data in `name.csv`, and `name.gp`, from which
/// `gnuplot name.gp` draws the figure again. Data and script are written first, so they are there even if drawing fails.
///
/// - Parameters:
///   - plot: What to draw.
///   - name: The name of the files, of letters, digits, `-`, `_` and `.`; made from the title when nil. A name that this
///     run has used already gets a number.
///   - caption: What stands under the figure, in Markdown without HTML; the title when empty.
/// - Returns: The path of the SVG file.
/// - Throws: `InvalidArgument` for an empty plot or a name that cannot be a file's, ``MissingProgram`` without gnuplot,
///   `NumericalFailure` with gnuplot's own words when it cannot draw.
@discardableResult
public func show(_ plot: some Plot, named name: String? = nil, caption: String = "") throws -> String {
    try plot.validate()
    if let name { try requireFileName(name) }
    let name = FigureNames.shared.unused(name ?? fileName(from: plot.title))
    let folder = Notebook.outputFolder
    try TextFile.makeFolder(folder)
    try TextFile.write(plot.csv(), to: "\(folder)/\(name).csv")
    try TextFile.write(GnuplotStyle.preamble(for: plot, named: name) + plot.gnuplot(), to: "\(folder)/\(name).gp")

    let path = "\(folder)/\(name).svg"
    try TextFile.write(try plot.svg(named: name), to: path)
    let words = InlineMarkdown(isCell: false)(caption.isEmpty ? plot.title : caption)
    OutputMarkers.show("\n![\(words)](\(name).svg)\n\n", as: .figure)
    return path
}

/// A file name from a title: its ASCII letters and digits, with hyphens between the words.
func fileName(from title: String) -> String {
    let words = title.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    return words.isEmpty ? "figure" : words.joined(separator: "-").prefix(60).description
}

func requireFileName(_ name: String) throws {
    let isPlain = name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }
    try require(
        isPlain && !name.isEmpty && !name.hasPrefix(".") && !name.hasPrefix("-"), "name",
        must: "be a file name of ASCII letters, digits, '-', '_' and '.'", was: "\"\(name)\"")
}

/// The names that figures of this process have taken.
private final class FigureNames: Sendable {
    static let shared = FigureNames()
    private let taken = Mutex<Set<String>>([])

    /// The name itself, or the name with the first free number from 2.
    func unused(_ name: String) -> String {
        taken.withLock { taken in
            var candidate = name
            var number = 2
            while !taken.insert(candidate).inserted {
                candidate = "\(name)-\(number)"
                number += 1
            }
            return candidate
        }
    }
}
