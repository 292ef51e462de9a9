import NumericalCore

/// Several plots of any kind as one drawing, in rows and columns.
///
/// ```swift
/// let grid = try FigureGrid("A state and its noise", columns: 2, [hinton, figure])
/// try show(grid)
/// try grid.write(to: "\(Notebook.outputFolder)/both.pdf")
/// ```
public struct FigureGrid: CanvasPlot {
    /// The title above all plots; where none is drawn, the plots' own titles, for captions and names of files.
    public let title: String
    /// What is drawn above all plots.
    private let heading: String
    /// The plots, row after row.
    public let plots: [any Plot]
    /// How many stand side by side.
    public let columns: Int
    private var fixedSize: (width: Int, height: Int)?

    /// Plots in rows.
    ///
    /// - Parameters:
    ///   - title: The title above all of them; none when empty.
    ///   - columns: How many stand side by side; in 1…6.
    ///   - plots: The plots, row after row; 1…36 of them, none itself a grid.
    /// - Throws: `InvalidArgument` for counts out of range or a grid within a grid.
    public init(_ title: String = "", columns: Int, _ plots: [any Plot]) throws {
        try require((1...6).contains(columns), "columns", must: "be in 1…6", was: columns)
        try require((1...36).contains(plots.count), "plots", must: "be 1…36 of them", was: plots.count)
        if let index = plots.firstIndex(where: { $0 is FigureGrid }) {
            throw InvalidArgument("plots[\(index)]", must: "be one plot", was: "a grid")
        }
        self.title = title.isEmpty ? plots.map(\.title).filter { !$0.isEmpty }.joined(separator: "; ") : title
        self.heading = title
        self.plots = plots
        self.columns = min(columns, plots.count)
    }

    /// Fixes the size of the whole drawing, the type's size staying as it is.
    ///
    /// - Parameters:
    ///   - width: The width in points; in 100…5000.
    ///   - height: The height in points; in 100…5000.
    /// - Throws: `InvalidArgument` for a size out of range.
    public func sized(width: Int, height: Int) throws -> FigureGrid {
        var grid = self
        grid.fixedSize = try requiredSize(width, height)
        return grid
    }

    private var rows: Int { (plots.count + columns - 1) / columns }

    /// The width and height in points: every plot has two thirds of its own width and three quarters of its height, unless set
    /// by ``sized(width:height:)``.
    public var size: (width: Int, height: Int) {
        if let fixedSize { return fixedSize }
        let width = (plots.map(\.size.width).max() ?? 0) * 2 / 3 * columns
        let height = (plots.map(\.size.height).max() ?? 0) * 3 / 4 * rows
        return (width, height + Int(titleHeight(width: Double(width))))
    }

    private func titleHeight(width: Double) -> Double {
        if heading.isEmpty { return 0 }
        let lines = TextLines(heading, width: 0.9 * width, font: GnuplotStyle.titleFont + 2)
        return (1.4 * lines.font * Double(lines.lines.count) + 12).rounded(.up)
    }

    var hasCells: Bool { plots.contains { ($0 as? any CanvasPlot)?.hasCells ?? false } }

    /// Checks every plot and the title.
    ///
    /// - Throws: `InvalidArgument` otherwise.
    public func validate() throws {
        try FigureText.validate(heading, "title")
        for plot in plots { try plot.validate() }
    }

    /// The data of all plots, each line with the plot's number from 0 in a first column `plot`.
    ///
    /// Where the columns of a plot are not those of the plot before, its own line of column names stands first.
    public func csv() -> String {
        var text = ""
        var columns = ""
        for (index, plot) in plots.enumerated() {
            var isOpen = false
            for (number, line) in plot.csv().split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
                // A quoted field may hold a line break.
                let isStart = !isOpen
                if line.count(where: { $0 == "\"" }) % 2 == 1 { isOpen.toggle() }
                if number == 0 {
                    if line != columns { text += "plot,\(line)\n" }
                    columns = String(line)
                } else if isStart {
                    text += line.isEmpty ? "" : "\(index),\(line)\n"
                } else {
                    text += "\(line)\n"
                }
            }
        }
        return text
    }

    func gnuplot(on canvas: Canvas) -> String {
        let top = titleHeight(width: canvas.width)
        let panel = Canvas(
            canvas.format,
            size: (
                width: Int(canvas.width / Double(columns)),
                height: max(1, Int((canvas.height - top) / Double(rows)))
            ))
        var text = "set multiplot\n"
        for (index, plot) in plots.enumerated() {
            let (row, column) = (index / columns, index % columns)
            let share = (canvas.height - top) / canvas.height / Double(rows)
            text += """
                reset
                \(canvas.format == .tikz ? "" : "set minussign\n")set origin \(Double(column) / Double(columns)),\(Double(rows - 1 - row) * share)
                set size \(1 / Double(columns)),\(share)

                """
            if index == 0 && !heading.isEmpty {
                let words = canvas.words(heading, width: 0.9 * canvas.width, font: GnuplotStyle.titleFont + 2)
                text += "set label \(words) at screen 0.5,\(1 - 16 / canvas.height) center\n"
            }
            text += GnuplotStyle.style(title: plot.title, on: panel)
            text += (plot as? any CanvasPlot)?.gnuplot(on: panel) ?? plot.gnuplot()
        }
        return text + "unset multiplot\n"
    }
}
