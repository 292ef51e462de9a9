import NumericalCore

/// Curves and points in a plane: lines, points with error bars, bars, histograms, bands, reference lines and notes.
///
/// ```swift
/// let figure = try Figure("CHSH under dephasing", x: "time t κ", y: "S")
///     .line(times, exact, label: "quantum")
///     .scatter(times, sampled, errors: standardErrors, label: "model")
///     .horizontalLine(2, label: "local bound")
/// try show(figure, caption: "The value falls below the bound at $t\\kappa = \\ln 2$.")
/// ```
/// A figure is a value and refuses numbers that are not finite and columns of different lengths.
///
/// Titles, labels and names may hold LaTeX between dollar signs, of a subset that the article "Writing a notebook" lists. What
/// is too wide is broken into lines or set smaller.
public struct Figure: CanvasPlot {
    /// The title above the figure.
    public let title: String
    /// The label of the horizontal axis, with its unit.
    public let xLabel: String
    /// The label of the vertical axis, with its unit.
    public let yLabel: String
    /// The width and height in points; unless set by ``sized(width:height:)``, the legend below has its own room.
    public var size: (width: Int, height: Int) {
        if let fixedSize { return fixedSize }
        let rows = legendPlacement == .below ? LegendPlacement.rows(legendLabels, width: 720) : 0
        return (720, 440 + 22 * rows + GnuplotStyle.titleRoom(title, width: 720))
    }

    /// The names that the legend shows.
    var legendLabels: [String] { series.map(\.label).filter { !$0.isEmpty } }

    var series: [Series] = []
    var xRange: ClosedRange<Double>?
    var yRange: ClosedRange<Double>?
    var isLogarithmic = (x: false, y: false)
    /// Names on the horizontal axis, in place of numbers; none when empty.
    var xNames: [(place: Double, name: String)] = []
    var notes: [Note] = []
    var legendPlacement = LegendPlacement.below
    var fixedSize: (width: Int, height: Int)?

    /// One thing drawn: its columns have the same length.
    struct Series: Sendable {
        enum Kind: String { case line, dashed, scatter, band, bars, histogram, horizontal, vertical }

        var kind: Kind
        var label: String
        var x: [Double] = []
        var y: [Double] = []
        var low: [Double] = []
        var high: [Double] = []
        /// The widths of a histogram's bins, else empty.
        var widths: [Double] = []
        /// Whether it is drawn in the colour of the series before it.
        var sharesColour = false
    }

    /// An empty figure.
    ///
    /// - Parameters:
    ///   - title: The title above the figure.
    ///   - x: The label of the horizontal axis, with its unit.
    ///   - y: The label of the vertical axis, with its unit.
    public init(_ title: String, x: String, y: String) {
        self.title = title
        self.xLabel = x
        self.yLabel = y
    }

    /// Adds straight pieces through points, in the order given.
    ///
    /// - Parameters:
    ///   - x: The abscissas.
    ///   - y: The ordinates, as many.
    ///   - label: The name in the legend; none when empty.
    ///   - dashed: Whether the line is broken.
    ///   - sharesColour: Whether it belongs to the line, points or band added before it, and so has their colour.
    /// - Throws: `InvalidArgument` for empty, unequal or non-finite columns.
    public func line(
        _ x: [Double], _ y: [Double], label: String = "", dashed: Bool = false, sharesColour: Bool = false
    ) throws -> Figure {
        try requireData(x, "x")
        try requireCount(y, "y", like: x.count, of: "x")
        try requireFinite(y, "y")
        return adding(
            Series(kind: dashed ? .dashed : .line, label: label, x: x, y: y, sharesColour: sharesColour))
    }

    /// Adds the graph of a function.
    ///
    /// - Parameters:
    ///   - interval: Where to draw it.
    ///   - points: At how many evenly spaced places, both ends included; in 2…10⁶.
    ///   - label: The name in the legend; none when empty.
    ///   - dashed: Whether the line is broken.
    ///   - function: The function.
    /// - Throws: `InvalidArgument` for too few or too many points or values that are not finite, and what the function throws.
    public func line(
        over interval: ClosedRange<Double>, points: Int = 200, label: String = "", dashed: Bool = false,
        _ function: (Double) throws -> Double
    ) throws -> Figure {
        try require(points >= 2, "points", must: "be at least 2", was: points)
        try require(points <= 1_000_000, "points", must: "be at most 10⁶", was: points)
        let step = (interval.upperBound - interval.lowerBound) / Double(points - 1)
        let x = (0..<points).map { $0 == points - 1 ? interval.upperBound : interval.lowerBound + Double($0) * step }
        return try line(x, x.map(function), label: label, dashed: dashed)
    }

    /// Adds points, with error bars where errors are given.
    ///
    /// - Parameters:
    ///   - x: The abscissas.
    ///   - y: The ordinates, as many.
    ///   - errors: The half lengths of the error bars, as many and not negative; no bars when nil.
    ///   - label: The name in the legend; none when empty.
    /// - Throws: `InvalidArgument` for empty, unequal or non-finite columns and negative errors.
    public func scatter(_ x: [Double], _ y: [Double], errors: [Double]? = nil, label: String = "") throws -> Figure {
        try requireData(x, "x")
        try requireCount(y, "y", like: x.count, of: "x")
        try requireFinite(y, "y")
        guard let errors else { return adding(Series(kind: .scatter, label: label, x: x, y: y)) }
        try requireErrors(errors, like: x.count)
        return adding(
            Series(
                kind: .scatter, label: label, x: x, y: y, low: zip(y, errors).map { $0 - $1 },
                high: zip(y, errors).map { $0 + $1 }))
    }

    /// Adds a shaded band between two curves, for example a bracket or a confidence region.
    ///
    /// - Parameters:
    ///   - x: The abscissas.
    ///   - low: The lower edge, as many numbers.
    ///   - high: The upper edge, as many numbers, none below `low`.
    ///   - label: The name in the legend; none when empty.
    /// - Throws: `InvalidArgument` for empty, unequal or non-finite columns and edges that cross.
    public func band(_ x: [Double], low: [Double], high: [Double], label: String = "") throws -> Figure {
        try requireData(x, "x")
        for (name, edge) in [("low", low), ("high", high)] {
            try requireCount(edge, name, like: x.count, of: "x")
            try requireFinite(edge, name)
        }
        if let index = low.indices.first(where: { low[$0] > high[$0] }) {
            throw InvalidArgument("high[\(index)]", must: "be at least low[\(index)] = \(low[index])", was: high[index])
        }
        return adding(Series(kind: .band, label: label, x: x, low: low, high: high))
    }

    /// Adds a dashed guide at a height, from the left end of the data to the right one.
    ///
    /// - Throws: `InvalidArgument` unless `y` is finite.
    public func horizontalLine(_ y: Double, label: String = "") throws -> Figure {
        try requireFinite([y], "y")
        return adding(Series(kind: .horizontal, label: label, y: [y]))
    }

    /// Adds a dashed guide at a place, from the lower end of the data to the upper one.
    ///
    /// - Throws: `InvalidArgument` unless `x` is finite.
    public func verticalLine(_ x: Double, label: String = "") throws -> Figure {
        try requireFinite([x], "x")
        return adding(Series(kind: .vertical, label: label, x: [x]))
    }

    /// Makes one axis or both logarithmic; all numbers on such an axis must then be at least 2⁻¹⁰²², the least normal one.
    public func logarithmic(x: Bool = false, y: Bool = false) -> Figure {
        var figure = self
        figure.isLogarithmic = (x, y)
        return figure
    }

    /// Fixes what the axes show; an axis left nil follows the data.
    ///
    /// - Throws: `InvalidArgument` for a range that is not finite or has no width.
    public func ranges(x: ClosedRange<Double>? = nil, y: ClosedRange<Double>? = nil) throws -> Figure {
        for (name, range) in [("x", x), ("y", y)] {
            guard let range else { continue }
            try require(
                range.lowerBound.isFinite && range.upperBound.isFinite && range.lowerBound < range.upperBound, name,
                must: "be a finite range of positive width", was: range)
        }
        var figure = self
        figure.xRange = x ?? xRange
        figure.yRange = y ?? yRange
        return figure
    }

    /// Writes names below places of the horizontal axis, in place of numbers.
    ///
    /// - Parameters:
    ///   - places: The abscissas, at least one.
    ///   - names: As many names.
    /// - Throws: `InvalidArgument` for empty, unequal or non-finite columns.
    public func xNames(_ places: [Double], _ names: [String]) throws -> Figure {
        try requireData(places, "places")
        try require(
            names.count == places.count, "names", must: "be \(places.count), one for every place", was: names.count)
        var figure = self
        figure.xNames = Array(zip(places, names))
        return figure
    }

    /// Puts the legend somewhere else than below the figure, or leaves it out.
    public func legend(_ placement: LegendPlacement) -> Figure {
        var figure = self
        figure.legendPlacement = placement
        return figure
    }

    /// Fixes the size of the drawing, the type's size staying as it is.
    ///
    /// - Parameters:
    ///   - width: The width in points; in 100…5000.
    ///   - height: The height in points; in 100…5000.
    /// - Throws: `InvalidArgument` for a size out of range.
    public func sized(width: Int, height: Int) throws -> Figure {
        var figure = self
        figure.fixedSize = try requiredSize(width, height)
        return figure
    }

    func adding(_ new: Series) -> Figure {
        var figure = self
        figure.series.append(new)
        return figure
    }

    /// Checks that there is something to draw, that logarithmic axes have positive normal numbers only, and that all formulas
    /// can be set.
    ///
    /// - Throws: `InvalidArgument` otherwise.
    public func validate() throws {
        try require(
            series.contains { $0.kind != .horizontal && $0.kind != .vertical }, "figure \"\(title)\"",
            must: "have at least one line, scatter, band, bar or histogram", was: "empty")
        for (name, text) in [("title", title), ("x", xLabel), ("y", yLabel)] { try FigureText.validate(text, name) }
        for series in series { try FigureText.validate(series.label, "label") }
        for note in notes { try FigureText.validate(note.text, "text") }
        for (_, name) in xNames { try FigureText.validate(name, "names") }
        for (name, isLogarithmic, values, range) in [
            ("x", isLogarithmic.x, allX, xRange), ("y", isLogarithmic.y, allY, yRange),
        ] where isLogarithmic {
            let lowest = min(values.min() ?? 1, range?.lowerBound ?? 1)
            try require(lowest > 0, name, must: "be positive on a logarithmic axis", was: lowest)
            // Below it, numbers have few digits left and an axis no room for a margin.
            try require(
                lowest >= .leastNormalMagnitude, name,
                must: "be at least \(Double.leastNormalMagnitude) on a logarithmic axis", was: lowest)
        }
    }

    /// All abscissas that the axis must show.
    var allX: [Double] {
        var all: [Double] = []
        let reach = barReach
        for series in series {
            switch series.kind {
            case .bars: for x in series.x { all += [x - reach, x + reach] }
            case .histogram: for (x, width) in zip(series.x, series.widths) { all += [x - width / 2, x + width / 2] }
            default: all += series.x
            }
        }
        for note in notes { all += [note.x, note.target?.x ?? note.x] }
        return all
    }

    /// All ordinates that the axis must show; bars stand on zero, which a logarithmic axis does not have.
    var allY: [Double] {
        var all: [Double] = []
        for series in series {
            let isHistogram = series.kind == .histogram
            // A bin with the least count must be seen too.
            all += isHistogram && isLogarithmic.y ? series.y.filter { $0 > 0 }.flatMap { [$0 / 2, $0] } : series.y
            all += series.low + series.high
            if !isLogarithmic.y && (isHistogram || series.kind == .bars) { all.append(0) }
        }
        for note in notes { all += [note.y, note.target?.y ?? note.y] }
        return all
    }

    /// The data as `series,kind,x,y,low,high`, with a column `width` where there is a histogram; fields a series has no numbers
    /// for are empty.
    public func csv() -> String {
        let hasWidths = series.contains { !$0.widths.isEmpty }
        var text = "series,kind,x,y,low,high\(hasWidths ? ",width" : "")\n"
        for series in series {
            for index in 0..<max(series.x.count, series.y.count) {
                let columns = [series.x, series.y, series.low, series.high] + (hasWidths ? [series.widths] : [])
                let numbers = columns.map { index < $0.count ? "\($0[index])" : "" }
                text += csvLine([series.label, series.kind.rawValue] + numbers)
            }
        }
        return text
    }
}
