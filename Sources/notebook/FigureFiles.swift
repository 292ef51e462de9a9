import Foundation
import NotebookSupport

/// The files of the figures on a page, for a notebook that holds them itself.
struct FigureFiles {
    /// The folder of the page.
    let folder: String
    /// An existing folder for files on the way.
    let scratch: String

    /// A figure as SVG and, where gnuplot can draw it so, as PNG; nil when it is no SVG in the folder.
    ///
    /// - Parameter path: The figure's path on the page.
    func picture(_ path: String) -> JupyterNotebook.Picture? {
        guard path.hasSuffix(".svg"), !path.contains("/"), let svg = try? TextFile.read("\(folder)/\(path)") else {
            return nil
        }
        return JupyterNotebook.Picture(svg: svg, png: png(of: String(path.dropLast(".svg".count))))
    }

    /// The figure drawn again from the plot program beside it.
    ///
    /// Jupyter shows SVG in notebooks that it trusts only, and PNG in all.
    private func png(of name: String) -> String? {
        guard let program = try? TextFile.read("\(folder)/\(name).gp"), let script = FigureFiles.drawingPNG(program),
            let gnuplot = try? MissingProgram.gnuplot.located(),
            (try? TextFile.write(script, to: "\(scratch)/picture.gp")) != nil,
            let result = try? ChildProcess(gnuplot, ["-d", "picture.gp"], in: scratch).collect(),
            result.ending.isSuccess
        else { return nil }
        let path = "\(scratch)/picture.png"
        defer { try? FileManager.default.removeItem(atPath: path) }
        return FileManager.default.contents(atPath: path).flatMap { $0.isEmpty ? nil : $0.base64EncodedString() }
    }

    /// A plot program that writes `picture.png` instead of its SVG file; nil when it does not say where it draws to.
    static func drawingPNG(_ program: String) -> String? {
        var hasTerminal = false
        var hasOutput = false
        let lines = program.split(separator: "\n", omittingEmptySubsequences: false).map { line -> String in
            if line.hasPrefix("set terminal svg ") {
                hasTerminal = true
                let terminal = line.replacing("set terminal svg ", with: "set terminal pngcairo ", maxReplacements: 1)
                return String(terminal.replacing(" fixed ", with: " ", maxReplacements: 1))
            }
            if line.hasPrefix("set output ") {
                hasOutput = true
                return "set output 'picture.png'"
            }
            return String(line)
        }
        return hasTerminal && hasOutput ? lines.joined(separator: "\n") : nil
    }
}
