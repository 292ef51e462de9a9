/// Something that gnuplot can draw: ``Figure``, ``HeatMap`` and ``SpherePlot``, or a drawing of your own.
public protocol Plot: Sendable {
    /// The title above the drawing; the file names come from it where no other name is given.
    var title: String { get }

    /// The width and height of the drawing in points.
    var size: (width: Int, height: Int) { get }

    /// Checks that there is something to draw.
    ///
    /// - Throws: `InvalidArgument` for an empty drawing.
    func validate() throws

    /// All data of the drawing as CSV, with a line of column names first.
    func csv() -> String

    /// The gnuplot commands that draw it, after terminal, title and house style have been set.
    func gnuplot() -> String
}
