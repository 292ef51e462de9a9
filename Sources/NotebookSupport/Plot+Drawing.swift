import DataFiles
import Foundation
import NumericalCore

extension Plot {
    /// The drawing as the text of an SVG file, for a place where ``show(_:named:caption:)`` would be too much.
    ///
    /// - Parameter name: The file name without its ending, which gnuplot's errors mention.
    /// - Throws: `InvalidArgument` for an empty plot or a name that cannot be a file's, ``MissingProgram`` without gnuplot,
    ///   `NumericalFailure` with gnuplot's own words when it cannot draw.
    public func svg(named name: String = "figure") throws -> String {
        let drawing = try drawn(.svg, named: name) { scratch in
            let text = try TextFile.read("\(scratch)/\(name).svg")
            return text.hasSuffix("</svg>\n\n") ? SVGText.repaired(text) : nil
        }
        // Browsers smooth an enlarged image, but cells have edges.
        let hasCells = (self as? any CanvasPlot)?.hasCells ?? false
        return hasCells ? drawing.replacing("<image ", with: "<image style='image-rendering:pixelated' ") : drawing
    }

    /// The drawing as the bytes of a PDF file of one page, for a paper.
    ///
    /// One point of the figure's `size` is one point of the page, 1/72 inch. The same figure gives the same bytes on one machine.
    ///
    /// - Parameter name: The file name without its ending, which gnuplot's errors mention.
    /// - Throws: As ``svg(named:)``.
    public func pdf(named name: String = "figure") throws -> [UInt8] {
        try drawn(.pdf, named: name) { scratch in
            let bytes = [UInt8](try AtomicFile.read("\(scratch)/\(name).pdf"))
            return bytes.suffix(16).contains(UInt8(ascii: "%")) ? PDFDate.removed(from: bytes) : nil
        }
    }

    /// The drawing as TikZ for a LaTeX document, with the formulas as they were written.
    ///
    /// The document needs `\usepackage{gnuplot-lua-tikz}`, a file that comes with gnuplot; ``write(to:)`` puts it beside the
    /// drawing. A symbol outside a formula becomes one (`κ` gives `$\kappa$`), in a plot of one's own too, of which all else
    /// is written as its commands have it; other letters that are not ASCII need a LaTeX that knows them.
    ///
    /// - Parameter name: The file name without its ending, which gnuplot's errors mention.
    /// - Throws: As ``svg(named:)``.
    public func tikz(named name: String = "figure") throws -> String {
        let text = try drawn(.tikz, named: name) { scratch in
            let text = try TextFile.read("\(scratch)/\(name).tex")
            return text.contains("\\end{tikzpicture}") ? text : nil
        }
        // The third line is the time of the run.
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let drawing = lines.enumerated().filter { !($0.offset == 2 && $0.element.hasPrefix("%%")) }.map(\.element)
            .joined(separator: "\n")
        return LaTeXText.withCommands(drawing)
    }

    /// Writes the drawing or its data to a file, of which the ending says what it is.
    ///
    /// | ending | contents |
    /// | --- | --- |
    /// | `.svg` | ``svg(named:)`` |
    /// | `.pdf` | ``pdf(named:)`` |
    /// | `.tex` | ``tikz(named:)``; gnuplot's two style files for LaTeX are put beside it |
    /// | `.csv` | the data |
    /// | `.gp` | the gnuplot commands that draw the SVG |
    ///
    /// - Parameter path: Where the file goes; its folder must exist. A file of that name is replaced.
    /// - Throws: `InvalidArgument` for another ending; as ``svg(named:)``; `FileAccessError` when it cannot be written.
    public func write(to path: String) throws {
        let ending = URL(fileURLWithPath: path).pathExtension
        switch ending {
        case "svg": try TextFile.write(svg(), to: path)
        case "pdf": try AtomicFile.write(Data(pdf()), to: path)
        case "tex":
            try TextFile.write(tikz(), to: path)
            let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
            for (name, text) in try TikZStyle.files() { try TextFile.write(text, to: "\(folder)/\(name)") }
        case "csv":
            try validate()
            try TextFile.write(csv(), to: path)
        case "gp":
            try validate()
            let name = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
            try requireFileName(name)
            try TextFile.write(GnuplotStyle.preamble(for: self, named: name) + gnuplot(), to: path)
        default:
            throw InvalidArgument("path", must: "end in .svg, .pdf, .tex, .csv or .gp", was: "\"\(path)\"")
        }
    }

    /// Has gnuplot draw in a folder of its own: a program that draws halfway, as on a full disk, must not spoil the figure of
    /// an earlier run.
    ///
    /// - Parameter collect: Takes the drawing from that folder; nil when it is not whole.
    private func drawn<Drawing>(
        _ format: Canvas.Format, named name: String, collect: (String) throws -> Drawing?
    ) throws -> Drawing {
        try validate()
        try requireFileName(name)
        let canvas = Canvas(format, size: size)
        let commands = (self as? any CanvasPlot)?.gnuplot(on: canvas) ?? gnuplot()
        return try TextFile.withScratchFolder { scratch in
            let script = GnuplotStyle.preamble(for: self, named: name, on: canvas) + commands
            try TextFile.write(script + "set output\n", to: "\(scratch)/\(name).gp")
            // -d: the user's own start-up file must not change the figures.
            let result = try ChildProcess(MissingProgram.gnuplot.located(), ["-d", "\(name).gp"], in: scratch).collect()
            guard result.ending.isSuccess, let drawing = try? collect(scratch) else {
                throw NumericalFailure(
                    "drawing \(name).gp with gnuplot", result.error.isEmpty ? "no figure" : result.error)
            }
            return drawing
        }
    }
}

/// Words in gnuplot's SVG.
enum SVGText {
    /// The drawing with the size of type written in every stretch of a text.
    ///
    /// Gnuplot writes it only where it changes, but a stretch does not inherit from the one before it, so that the second half
    /// of a subscript would be as large as the line.
    static func repaired(_ drawing: String) -> String {
        drawing.split(separator: "\n", omittingEmptySubsequences: false).map { line -> String in
            let parts = line.components(separatedBy: "<tspan")
            guard parts.count > 2 else { return String(line) }
            var size: Substring?
            return parts.enumerated().map { index, part in
                guard index > 0, let end = part.firstIndex(of: ">") else { return part }
                if let match = part[..<end].firstMatch(of: #/font-size="[0-9.]+"/#) {
                    size = match.output
                    return part
                }
                return size.map { " \($0)" + part } ?? part
            }.joined(separator: "<tspan")
        }.joined(separator: "\n")
    }
}

/// What LaTeX needs to read gnuplot's TikZ.
private enum TikZStyle {
    static func files() throws -> [(name: String, text: String)] {
        try TextFile.withScratchFolder { scratch in
            try TextFile.write("set terminal tikz createstyle\n", to: "\(scratch)/style.gp")
            let result = try ChildProcess(MissingProgram.gnuplot.located(), ["-d", "style.gp"], in: scratch).collect()
            return try ["gnuplot-lua-tikz.sty", "gnuplot-lua-tikz-common.tex"].map { name in
                guard result.ending.isSuccess, let text = try? TextFile.read("\(scratch)/\(name)") else {
                    throw NumericalFailure("writing gnuplot's style files for LaTeX", result.error)
                }
                return (name, text)
            }
        }
    }
}

/// The time of the run in a PDF file, which would make equal figures differ.
private enum PDFDate {
    /// The same bytes with the date of creation overwritten by a fixed one of the same length.
    static func removed(from bytes: [UInt8]) -> [UInt8] {
        let mark = Array("/CreationDate (D:".utf8)
        guard bytes.count > mark.count,
            let start = (0...(bytes.count - mark.count)).last(where: {
                bytes[$0] == mark[0] && bytes[$0...].starts(with: mark)
            })
        else { return bytes }
        var bytes = bytes
        for (place, digit) in zip((start + mark.count)..., "19700101000000".utf8) where place < bytes.count {
            bytes[place] = digit
        }
        return bytes
    }
}
