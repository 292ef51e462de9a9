extension Figure {
    func gnuplot(on canvas: Canvas) -> String {
        let offset = canvas.format == .tikz ? "0,0" : "0,0.4"
        // The second, empty line of the label keeps the legend at a distance.
        let gap = legendPlacement == .below ? ".\"\\n\"" : ""
        var text = """
            set xlabel \(canvas.words(xLabel, width: canvas.textWidth, end: gap)) offset \(offset)
            set ylabel \(canvas.words(yLabel, width: 0.65 * canvas.height))

            """
        text += axes(on: canvas)
        text += legendPlacement.gnuplot(legendLabels, on: canvas)
        text += noteCommands(on: canvas)
        for index in series.indices { text += GnuplotStyle.block("series\(index)", rows(of: index)) }

        // Bands lie under everything else, whatever the order they were added in.
        let order = series.indices.sorted { rank(series[$0]) < rank(series[$1]) }
        let numbers = colourNumbers()
        let dashes = guideDashes()
        let pieces = order.map {
            drawing(of: series[$0], at: $0, colourNumber: numbers[$0], dashes: dashes[$0], canvas)
        }
        return text + "plot " + pieces.joined(separator: ", \\\n     ") + "\n"
    }

    private func rank(_ series: Series) -> Int {
        switch series.kind {
        case .band: 0
        case .bars, .histogram: 1
        case .horizontal, .vertical: 2
        case .line, .dashed: 3
        case .scatter: 4
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

    private func rows(of index: Int) -> [[Double]] {
        let series = series[index]
        return switch series.kind {
        case .line, .dashed: series.x.indices.map { [series.x[$0], series.y[$0]] }
        case .scatter where series.low.isEmpty: series.x.indices.map { [series.x[$0], series.y[$0]] }
        case .scatter: series.x.indices.map { [series.x[$0], series.y[$0], series.low[$0], series.high[$0]] }
        case .band: series.x.indices.map { [series.x[$0], series.low[$0], series.high[$0]] }
        case .bars:
            barColumns(of: index).enumerated().map { place, column in
                [column.middle, series.y[place], column.width]
                    + (series.low.isEmpty ? [] : [series.low[place], series.high[place]])
            }
        case .histogram:
            // A logarithmic axis has no place for an empty bin.
            series.x.indices.filter { !isLogarithmic.y || series.y[$0] > 0 }
                .map { [series.x[$0], series.y[$0], series.widths[$0]] }
        case .horizontal:
            [xRange?.lowerBound ?? allX.min() ?? 0, xRange?.upperBound ?? allX.max() ?? 1].map { [$0, series.y[0]] }
        case .vertical:
            [yRange?.lowerBound ?? allY.min() ?? 0, yRange?.upperBound ?? allY.max() ?? 1].map { [series.x[0], $0] }
        }
    }

    private func drawing(
        of series: Series, at index: Int, colourNumber: Int, dashes: String, _ canvas: Canvas
    ) -> String {
        let isNamed = !series.label.isEmpty && legendPlacement != .none
        let name = isNamed ? "title \(canvas.words(series.label))" : "notitle"
        let colour = GnuplotStyle.colour(colourNumber)
        let shape = SeriesStyle.points(colourNumber).shape
        let size = canvas.pointSize
        let style =
            switch series.kind {
            case .line, .dashed:
                lineStyle(colourNumber, isBroken: series.kind == .dashed, points: series.x.count, canvas)
            case .scatter where series.low.isEmpty:
                "with points pointtype \(shape) pointsize \(size) linecolor rgb '\(colour)'"
            case .scatter:
                "using 1:2:3:4 with yerrorbars pointtype \(shape) pointsize \(size) linewidth 1.2 linecolor rgb '\(colour)'"
            case .band:
                "using 1:2:3 with filledcurves fillcolor rgb '\(GnuplotStyle.faded(colour, strength: 0.25))' fillstyle solid 1 noborder"
            case .bars:
                "using 1:2:3 with boxes linecolor rgb '\(colour)' fillcolor rgb '\(GnuplotStyle.faded(colour, strength: 0.75))' \(fill(colourNumber))"
            case .histogram:
                "using 1:2:3 with boxes linecolor rgb '\(colour)' fillcolor rgb '\(GnuplotStyle.faded(colour, strength: 0.35))' \(fill(colourNumber))"
            case .horizontal, .vertical:
                "with lines linetype 1 dashtype \(dashes) linewidth 1.2 linecolor rgb '\(GnuplotStyle.ink)'"
            }
        let drawing = "$series\(index) \(style) \(name)"
        guard series.kind == .bars, !series.low.isEmpty else { return drawing }
        return drawing + ", \\\n     $series\(index) using 1:4:(0):($5-$4) with vectors heads size screen 0.005,90 "
            + "linewidth 1.2 linecolor rgb '#222222' notitle"
    }

    /// After seven series the fill has a pattern.
    private func fill(_ number: Int) -> String {
        let cycle = number / GnuplotStyle.colours.count
        return cycle == 0
            ? "fillstyle solid 1 border" : "fillstyle pattern \([1, 2, 4, 5, 6, 7][(cycle - 1) % 6]) border"
    }

    private func lineStyle(_ number: Int, isBroken: Bool, points: Int, _ canvas: Canvas) -> String {
        let (colour, dash, shape) = SeriesStyle.line(number, isBroken: isBroken)
        let dashes = dash == "solid" ? "" : " dashtype \(dash)"
        let marks =
            shape.map { " pointtype \($0) pointsize \(canvas.pointSize) pointinterval \(max(1, points / 12))" } ?? ""
        return
            "with \(shape == nil ? "lines" : "linespoints") linetype 1\(dashes) linewidth 2\(marks) linecolor rgb '\(colour)'"
    }
}
