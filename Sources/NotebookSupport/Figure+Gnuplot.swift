extension Figure {
    /// The gnuplot commands that draw the figure: data blocks first, then one plot command.
    public func gnuplot() -> String {
        // The second, empty line of the label keeps the legend at a distance.
        var text = """
            set xlabel \(GnuplotStyle.quoted(xLabel))."\\n" offset 0,0.4
            set ylabel \(GnuplotStyle.quoted(yLabel))

            """
        text += axes()
        // Below the axis the legend cannot cover data.
        if series.contains(where: { !$0.label.isEmpty }) {
            text += "set key bmargin center horizontal Left reverse samplen 2 spacing 1.2 width 1\n"
        }
        for (index, series) in series.enumerated() { text += GnuplotStyle.block("series\(index)", rows(of: series)) }

        // Bands lie under everything else, whatever the order they were added in.
        let order = series.indices.sorted { rank(series[$0]) < rank(series[$1]) }
        let numbers = colourNumbers()
        let dashes = guideDashes()
        let pieces = order.map { drawing(of: series[$0], at: $0, colourNumber: numbers[$0], dashes: dashes[$0]) }
        return text + "plot " + pieces.joined(separator: ", \\\n     ") + "\n"
    }

    private func rank(_ series: Series) -> Int {
        switch series.kind {
        case .band: 0
        case .horizontal, .vertical: 1
        case .line, .dashed: 2
        case .scatter: 3
        }
    }

    /// Guides are grey and use up no colour.
    private func colourNumbers() -> [Int] {
        var next = 0
        return series.map { series in
            if series.kind == .horizontal || series.kind == .vertical { return 0 }
            if series.sharesColour { return max(0, next - 1) }
            defer { next += 1 }
            return next
        }
    }

    /// Guides with different names have different dashes.
    private func guideDashes() -> [String] {
        let patterns = ["(4,4)", "(12,5)", "(1,5)", "(12,4,2,4)"]
        var names: [String] = []
        return series.map { series in
            guard series.kind == .horizontal || series.kind == .vertical else { return patterns[0] }
            if !names.contains(series.label) { names.append(series.label) }
            return patterns[(names.firstIndex(of: series.label) ?? 0) % patterns.count]
        }
    }

    private func rows(of series: Series) -> [[Double]] {
        switch series.kind {
        case .line, .dashed: series.x.indices.map { [series.x[$0], series.y[$0]] }
        case .scatter where series.low.isEmpty: series.x.indices.map { [series.x[$0], series.y[$0]] }
        case .scatter: series.x.indices.map { [series.x[$0], series.y[$0], series.low[$0], series.high[$0]] }
        case .band: series.x.indices.map { [series.x[$0], series.low[$0], series.high[$0]] }
        case .horizontal:
            [xRange?.lowerBound ?? allX.min() ?? 0, xRange?.upperBound ?? allX.max() ?? 1].map { [$0, series.y[0]] }
        case .vertical:
            [yRange?.lowerBound ?? allY.min() ?? 0, yRange?.upperBound ?? allY.max() ?? 1].map { [series.x[0], $0] }
        }
    }

    private func drawing(of series: Series, at index: Int, colourNumber: Int, dashes: String) -> String {
        let name = series.label.isEmpty ? "notitle" : "title \(GnuplotStyle.quoted(series.label))"
        let colour = GnuplotStyle.colour(colourNumber)
        // After seven series the colours come round again with another shape.
        let shape = [7, 5, 9, 13][(colourNumber / GnuplotStyle.colours.count) % 4]
        let style =
            switch series.kind {
            case .line: "with lines linetype 1 linewidth 2 linecolor rgb '\(colour)'"
            case .dashed: "with lines linetype 1 dashtype (9,5) linewidth 2 linecolor rgb '\(colour)'"
            case .scatter where series.low.isEmpty:
                "with points pointtype \(shape) pointsize 0.6 linecolor rgb '\(colour)'"
            case .scatter:
                "using 1:2:3:4 with yerrorbars pointtype \(shape) pointsize 0.6 linewidth 1.2 linecolor rgb '\(colour)'"
            case .band:
                "using 1:2:3 with filledcurves fillcolor rgb '\(GnuplotStyle.faded(colour, strength: 0.25))' fillstyle solid 1 noborder"
            case .horizontal, .vertical:
                "with lines linetype 1 dashtype \(dashes) linewidth 1.2 linecolor rgb '\(GnuplotStyle.ink)'"
            }
        return "$series\(index) \(style) \(name)"
    }
}
