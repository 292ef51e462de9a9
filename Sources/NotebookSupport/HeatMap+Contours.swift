import NumericalCore

extension HeatMap {
    /// Lines of equal value that share one name.
    struct Contours: Sendable {
        var levels: [Double]
        var label: String
    }

    /// Adds the lines where the value, drawn straight between the cells' centres, has given levels.
    ///
    /// - Parameters:
    ///   - levels: The levels; a level that the values do not cross has no line. 1…100 of them.
    ///   - label: The name in the legend; none when empty. The lines of another call have other dashes.
    /// - Throws: `InvalidArgument` for no or too many levels or ones that are not finite.
    public func contours(at levels: [Double], label: String = "") throws -> HeatMap {
        try requireData(levels, "levels")
        try require(levels.count <= 100, "levels", must: "be at most 100", was: levels.count)
        var map = self
        map.contours.append(Contours(levels: levels, label: label))
        return map
    }

    /// The parts of the plot command for one set of lines, which gnuplot first finds by itself.
    func drawing(of index: Int, into text: inout String, on canvas: Canvas) -> [String] {
        let contours = contours[index]
        let elements = values.elements
        let (lowest, highest) = (elements.min() ?? 0, elements.max() ?? 1)
        let levels = contours.levels.filter { $0 > lowest && $0 < highest }
        let dashes = ["solid", "(8,4)", "(2,3)", "(10,3,2,3)"][index % 4]
        let line = "with lines linetype 1 dashtype \(dashes) linewidth 1.8 linecolor rgb '#000000'"
        let name = contours.label.isEmpty ? [] : ["NaN \(line) title \(canvas.words(contours.label))"]
        guard !levels.isEmpty else { return name }
        let rows = y.indices.flatMap { row in x.indices.map { [x[$0], y[row], values[row, $0]] } + [[]] }
        text +=
            GnuplotStyle.block("surface\(index)", rows) + """
                set contour base
                unset surface
                set cntrparam levels discrete \(levels.map { "\($0)" }.joined(separator: ", "))
                set format '%.12g'
                set table $contours\(index)
                splot $surface\(index) using 1:2:3 notitle
                unset table
                set format '\(canvas.numberFormat)'
                unset contour
                set surface

                """
        return [
            // A light rim shows the line on dark cells.
            "$contours\(index) using 1:2 with lines linetype 1 linewidth 3.6 linecolor rgb '#f7f7f7' notitle",
            "$contours\(index) using 1:2 \(line) notitle",
        ] + name
    }
}
