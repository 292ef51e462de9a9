import NumericalCore

extension Plot {
    /// The drawing as the text of an SVG file, for a place where ``show(_:named:caption:)`` would be too much.
    ///
    /// - Parameter name: The file name without its ending, which gnuplot's errors mention.
    /// - Throws: `InvalidArgument` for an empty plot or a name that cannot be a file's, ``MissingProgram`` without gnuplot,
    ///   `NumericalFailure` with gnuplot's own words when it cannot draw.
    public func svg(named name: String = "figure") throws -> String {
        try validate()
        try requireFileName(name)
        // A program that draws halfway, as on a full disk, must not spoil the figure of an earlier run.
        let drawing = try TextFile.withScratchFolder { scratch in
            try TextFile.write(GnuplotStyle.preamble(for: self, named: name) + gnuplot(), to: "\(scratch)/\(name).gp")
            // -d: the user's own start-up file must not change the figures.
            let result = try ChildProcess(MissingProgram.gnuplot.located(), ["-d", "\(name).gp"], in: scratch).collect()
            guard result.ending.isSuccess, let drawing = try? TextFile.read("\(scratch)/\(name).svg"),
                drawing.hasSuffix("</svg>\n\n")
            else {
                throw NumericalFailure(
                    "drawing \(name).gp with gnuplot", result.error.isEmpty ? "no figure" : result.error)
            }
            return drawing
        }
        // Browsers smooth an enlarged image, but cells have edges.
        return self is HeatMap
            ? drawing.replacing("<image ", with: "<image style='image-rendering:pixelated' ") : drawing
    }
}
