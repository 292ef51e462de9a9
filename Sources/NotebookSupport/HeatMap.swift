import NumericalCore

/// A function of two variables as coloured cells, or a matrix.
///
/// There are two orientations, told apart by the call: ``cells(x:y:values:)`` is a graph, whose y axis points upwards, so that
/// row 0 of the values is at the bottom; ``matrix(_:rows:columns:showsValues:)`` is a matrix as it is written, row 0 at the top.
///
/// ```swift
/// let map = try HeatMap("Which states violate CHSH", x: "visibility", y: "angle (rad)", value: "S")
///     .cells(x: visibilities, y: angles) { visibility, angle in … }
/// ```
public struct HeatMap: CanvasPlot {
    /// The title above the map.
    public let title: String
    /// The label of the horizontal axis, with its unit.
    public let xLabel: String
    /// The label of the vertical axis, with its unit.
    public let yLabel: String
    /// The label of the colour bar, with its unit.
    public let valueLabel: String
    /// How values become colours.
    public let scale: ColourScale
    /// The width and height in points, unless set by ``sized(width:height:)``.
    public var size: (width: Int, height: Int) {
        fixedSize ?? (
            720, 500 + GnuplotStyle.titleRoom(title, width: 720) + (contours.contains { !$0.label.isEmpty } ? 44 : 0)
        )
    }

    var x: [Double] = []
    var y: [Double] = []
    var values = Matrix<Double>(rows: 0, columns: 0)
    /// The names of rows and columns where the map is a matrix.
    var names: (rows: [String], columns: [String])?
    /// Whether every cell shows its number.
    var showsValues = false
    var contours: [Contours] = []
    var fixedSize: (width: Int, height: Int)?

    var hasCells: Bool { true }

    /// An empty map.
    ///
    /// - Parameters:
    ///   - title: The title above the map.
    ///   - x: The label of the horizontal axis, with its unit.
    ///   - y: The label of the vertical axis, with its unit.
    ///   - value: The label of the colour bar, with its unit.
    ///   - scale: How values become colours.
    public init(_ title: String, x: String, y: String, value: String, scale: ColourScale = .sequential) {
        self.title = title
        self.xLabel = x
        self.yLabel = y
        self.valueLabel = value
        self.scale = scale
    }

    /// The map with its cells: entry (i, j) of `values` is at `y[i]` and `x[j]`, and the y axis points upwards.
    ///
    /// - Parameters:
    ///   - x: The cells' centres across, ascending, at least two.
    ///   - y: The cells' centres upwards, ascending, at least two.
    ///   - values: A `y.count` × `x.count` matrix.
    /// - Throws: `InvalidArgument` for centres that do not ascend, wrong sizes or numbers that are not finite.
    public func cells(x: [Double], y: [Double], values: Matrix<Double>) throws -> HeatMap {
        for (name, centres) in [("x", x), ("y", y)] {
            try require(centres.count >= 2, name, must: "have at least 2 numbers", was: centres.count)
            try requireFinite(centres, name)
            try requireAscending(centres, name)
        }
        try require(
            values.rows == y.count && values.columns == x.count, "values", must: "be \(y.count) × \(x.count), y by x",
            was: "\(values.rows) × \(values.columns)")
        try requireFinite(values.elements, "values")
        var map = self
        (map.x, map.y, map.values) = (x, y, values)
        (map.names, map.showsValues) = (nil, false)
        return map
    }

    /// The map with its cells computed from a function.
    ///
    /// - Parameters:
    ///   - x: The cells' centres across, ascending, at least two.
    ///   - y: The cells' centres upwards, ascending, at least two.
    ///   - value: The function of x and y.
    /// - Throws: `InvalidArgument` as for a matrix, and what the function throws.
    public func cells(x: [Double], y: [Double], _ value: (_ x: Double, _ y: Double) throws -> Double) throws -> HeatMap
    {
        let values = try Matrix<Double>(rows: y.count, columns: x.count) { row, column in try value(x[column], y[row]) }
        return try cells(x: x, y: y, values: values)
    }

    /// Checks that there are cells.
    ///
    /// - Throws: `InvalidArgument` otherwise.
    public func validate() throws {
        try scale.validate()
        try require(
            contours.isEmpty || names == nil && x.count > 1 && y.count > 1, "contours",
            must: "be drawn on the cells of a graph", was: "on a matrix")
        try require(!values.elements.isEmpty, "heat map \"\(title)\"", must: "have cells", was: "empty")
        for (name, text) in [("title", title), ("x", xLabel), ("y", yLabel), ("value", valueLabel)] {
            try FigureText.validate(text, name)
        }
        for contour in contours { try FigureText.validate(contour.label, "label") }
        for name in (names?.rows ?? []) + (names?.columns ?? []) { try FigureText.validate(name, "names") }
    }

    /// Fixes the size of the drawing, the type's size staying as it is.
    ///
    /// - Parameters:
    ///   - width: The width in points; in 100…5000.
    ///   - height: The height in points; in 100…5000.
    /// - Throws: `InvalidArgument` for a size out of range.
    public func sized(width: Int, height: Int) throws -> HeatMap {
        var map = self
        map.fixedSize = try requiredSize(width, height)
        return map
    }

    /// The data as `x,y,value`; of a matrix, as `row,column,value` with their names.
    public func csv() -> String {
        var text = names == nil ? "x,y,value\n" : "row,column,value\n"
        for row in y.indices {
            for column in x.indices {
                let place = names.map { [$0.rows[row], $0.columns[column]] } ?? ["\(x[column])", "\(y[row])"]
                text += csvLine(place + ["\(values[row, column])"])
            }
        }
        return text
    }

    func gnuplot(on canvas: Canvas) -> String {
        let (xEdges, yEdges) = (HeatMap.edges(of: x), HeatMap.edges(of: y))
        let elements = values.elements
        let labels = contours.map(\.label).filter { !$0.isEmpty }
        var text = """
            set xlabel \(canvas.words(xLabel, width: canvas.textWidth - 40, end: labels.isEmpty ? "" : ".\"\\n\""))
            set ylabel \(canvas.words(yLabel, width: 0.65 * canvas.height))
            set cblabel \(canvas.words(valueLabel, width: 0.65 * canvas.height)) offset \(canvas.barLabelOffset),0
            set xrange [\(xEdges[0]):\(xEdges[x.count])]
            set yrange [\(names == nil ? "\(yEdges[0]):\(yEdges[y.count])" : "\(yEdges[y.count]):\(yEdges[0])")]
            set colorbox noborder
            set format cb '\(canvas.numberFormat)'
            unset grid

            """
        text += ticks(on: canvas)
        text += LegendPlacement.below.gnuplot(labels, on: canvas)
        text += scale.gnuplot(lowest: elements.min() ?? 0, highest: elements.max() ?? 1)
        var pieces: [String] = []
        // An image needs even spacing; otherwise every cell is a rectangle of its own, as in a matrix, which is small, and in
        // TikZ, which has no images.
        if names == nil && canvas.format != .tikz && HeatMap.isEven(x) && HeatMap.isEven(y) {
            let rows = y.indices.flatMap { row in x.indices.map { [x[$0], y[row], values[row, $0]] } }
            text += GnuplotStyle.block("cells", rows)
            pieces.append("$cells using 1:2:3 with image notitle")
        } else {
            let rows = y.indices.flatMap { row in
                x.indices.map { column in
                    [
                        x[column], y[row], xEdges[column], xEdges[column + 1], yEdges[row], yEdges[row + 1],
                        values[row, column],
                    ]
                }
            }
            text += GnuplotStyle.block("cells", rows)
            pieces.append(
                "$cells using 1:2:3:4:5:6:7 with boxxyerror linecolor palette fillstyle solid 1 border notitle")
        }
        if showsValues { pieces += numbers(into: &text, on: canvas) }
        for index in contours.indices { pieces += drawing(of: index, into: &text, on: canvas) }
        return text + "plot " + pieces.joined(separator: ", \\\n     ") + "\n"
    }

    private func ticks(on canvas: Canvas) -> String {
        if let names {
            let widest = names.columns.map { TextWidth.of(FigureText($0)) }.max() ?? 0
            let isSlanted = widest * GnuplotStyle.font > 0.6 * canvas.width / Double(max(1, names.columns.count))
            return canvas.names(zip(x, names.columns).map { ($0, $1) }, axis: "x")
                + canvas.names(zip(y, names.rows).map { ($0, $1) }, axis: "y") + "set tics scale 0\n"
                + (isSlanted ? "set xtics rotate by 35 right\n" : "")
        }
        var text = ""
        // Few cells are named by their centres; ticks between and beyond them would stand for nothing.
        for (axis, centres) in [("x", x), ("y", y)] where centres.count <= 8 {
            text += "set \(axis)tics (\(centres.map { "\($0)" }.joined(separator: ", ")))\n"
        }
        return text
    }

    /// Half way between neighbours, and as far beyond the first and last centre.
    static func edges(of centres: [Double]) -> [Double] {
        let last = centres.count - 1
        guard last > 0 else { return centres.flatMap { [$0 - 0.5, $0 + 0.5] } }
        let inner = (0..<last).map { (centres[$0] + centres[$0 + 1]) / 2 }
        return [2 * centres[0] - inner[0]] + inner + [2 * centres[last] - inner[last - 1]]
    }

    private static func isEven(_ centres: [Double]) -> Bool {
        let step = (centres[centres.count - 1] - centres[0]) / Double(centres.count - 1)
        return centres.indices.allSatisfy { abs(centres[$0] - centres[0] - Double($0) * step) < 1e-6 * step }
    }
}
