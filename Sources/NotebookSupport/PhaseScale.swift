/// The colours of a phase: the same at −π and π, blue for positive numbers, orange for negative ones.
enum PhaseScale {
    /// The gnuplot commands for the palette and its bar.
    static func gnuplot(on canvas: Canvas) -> String {
        let stops = ["#E69F00", "#CC79A7", "#0072B2", "#009E73", "#E69F00"]
        let entries = stops.enumerated().map { "\($0.offset) '\($0.element)'" }.joined(separator: ", ")
        let names = canvas.names(
            [(-.pi, "−π"), (-.pi / 2, "−π/2"), (0, "0"), (.pi / 2, "π/2"), (.pi, "π")], axis: "cb")
        return """
            set palette defined (\(entries))
            set cbrange [-pi:pi]
            set colorbox noborder
            set cblabel \(canvas.words("phase")) offset -1,0

            """ + names + "set cbtics font '\(canvas.fontSize(12))'\n"
    }
}
