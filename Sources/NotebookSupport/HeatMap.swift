import NumericalCore

/// A function of two variables as coloured cells.
///
/// ```swift
/// let map = try HeatMap("Which states violate CHSH", x: "visibility", y: "angle (rad)", value: "S")
///     .cells(x: visibilities, y: angles) { visibility, angle in … }
/// ```
public struct HeatMap: Plot {
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
    /// The width and height in points.
    public var size: (width: Int, height: Int) { (720, 500) }

    private var x: [Double] = []
    private var y: [Double] = []
    private var values = Matrix<Double>(rows: 0, columns: 0)

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

    /// The map with its cells: entry (i, j) of `values` is at `y[i]` and `x[j]`.
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
            if let index = centres.indices.dropFirst().first(where: { centres[$0] <= centres[$0 - 1] }) {
                throw InvalidArgument(
                    "\(name)[\(index)]", must: "be greater than \(name)[\(index - 1)] = \(centres[index - 1])",
                    was: centres[index])
            }
        }
        try require(
            values.rows == y.count && values.columns == x.count, "values", must: "be \(y.count) × \(x.count), y by x",
            was: "\(values.rows) × \(values.columns)")
        try requireFinite(values.elements, "values")
        var map = self
        (map.x, map.y, map.values) = (x, y, values)
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
        try require(!values.elements.isEmpty, "heat map \"\(title)\"", must: "have cells", was: "empty")
    }

    /// The data as `x,y,value`.
    public func csv() -> String {
        var text = "x,y,value\n"
        for row in y.indices {
            for column in x.indices {
                text += csvLine(["\(x[column])", "\(y[row])", "\(values[row, column])"])
            }
        }
        return text
    }

    /// The gnuplot commands that draw the map.
    public func gnuplot() -> String {
        let (xEdges, yEdges) = (HeatMap.edges(of: x), HeatMap.edges(of: y))
        let elements = values.elements
        var text = """
            set xlabel \(GnuplotStyle.quoted(xLabel))
            set ylabel \(GnuplotStyle.quoted(yLabel))
            set cblabel \(GnuplotStyle.quoted(valueLabel))
            set xrange [\(xEdges[0]):\(xEdges[x.count])]
            set yrange [\(yEdges[0]):\(yEdges[y.count])]
            set colorbox noborder
            unset grid

            """
        // Few cells are named by their centres; ticks between and beyond them would stand for nothing.
        for (axis, centres) in [("x", x), ("y", y)] where centres.count <= 8 {
            text += "set \(axis)tics (\(centres.map { "\($0)" }.joined(separator: ", ")))\n"
        }
        text += scale.gnuplot(lowest: elements.min() ?? 0, highest: elements.max() ?? 1)
        // An image needs even spacing; otherwise every cell is a rectangle of its own.
        if HeatMap.isEven(x) && HeatMap.isEven(y) {
            let rows = y.indices.flatMap { row in x.indices.map { [x[$0], y[row], values[row, $0]] } }
            return text + GnuplotStyle.block("cells", rows) + "plot $cells using 1:2:3 with image notitle\n"
        }
        let rows = y.indices.flatMap { row in
            x.indices.map { column in
                [
                    x[column], y[row], xEdges[column], xEdges[column + 1], yEdges[row], yEdges[row + 1],
                    values[row, column],
                ]
            }
        }
        return text + GnuplotStyle.block("cells", rows)
            + "plot $cells using 1:2:3:4:5:6:7 with boxxyerror linecolor palette fillstyle solid 1 border notitle\n"
    }

    /// Half way between neighbours, and as far beyond the first and last centre.
    static func edges(of centres: [Double]) -> [Double] {
        let last = centres.count - 1
        let inner = (0..<last).map { (centres[$0] + centres[$0 + 1]) / 2 }
        return [2 * centres[0] - inner[0]] + inner + [2 * centres[last] - inner[last - 1]]
    }

    private static func isEven(_ centres: [Double]) -> Bool {
        let step = (centres[centres.count - 1] - centres[0]) / Double(centres.count - 1)
        return centres.indices.allSatisfy { abs(centres[$0] - centres[0] - Double($0) * step) < 1e-6 * step }
    }
}
