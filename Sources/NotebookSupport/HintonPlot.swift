import Foundation
import NumericalCore

/// A complex matrix as squares: their areas are the moduli of the entries, their colours the phases.
///
/// Row 0 is at the top and column 0 at the left, as a matrix is written. The largest square stands for the entry of largest
/// modulus, which is written below.
///
/// ```swift
/// try show(HintonPlot("$\\rho$ of the reconstructed state", state.matrix))
/// ```
public struct HintonPlot: CanvasPlot {
    /// The title above the drawing.
    public let title: String
    /// The matrix.
    public let matrix: ComplexMatrix
    /// The names of rows and columns.
    public let names: [String]
    private var fixedSize: (width: Int, height: Int)?

    /// A matrix as squares.
    ///
    /// - Parameters:
    ///   - title: The title above the drawing.
    ///   - matrix: A square matrix with 1…64 rows, for example a density matrix.
    ///   - names: The names of the basis states; kets such as `|01⟩` when nil.
    /// - Throws: `InvalidArgument` for a matrix that is not square, too large, not finite or zero, and a wrong number of names.
    public init(_ title: String, _ matrix: ComplexMatrix, names: [String]? = nil) throws {
        try BasisNames.validate(matrix, atMost: 64)
        self.title = title
        self.matrix = matrix
        self.names = try BasisNames.names(names, dimension: matrix.rows)
    }

    /// The width and height in points, unless set by ``sized(width:height:)``.
    public var size: (width: Int, height: Int) { fixedSize ?? (640, 560 + GnuplotStyle.titleRoom(title, width: 640)) }

    /// Fixes the size of the drawing, the type's size staying as it is.
    ///
    /// - Parameters:
    ///   - width: The width in points; in 100…5000.
    ///   - height: The height in points; in 100…5000.
    /// - Throws: `InvalidArgument` for a size out of range.
    public func sized(width: Int, height: Int) throws -> HintonPlot {
        var plot = self
        plot.fixedSize = try requiredSize(width, height)
        return plot
    }

    /// Checks that the words can be set.
    ///
    /// - Throws: `InvalidArgument` otherwise.
    public func validate() throws {
        try FigureText.validate(title, "title")
        for name in names { try FigureText.validate(name, "names") }
    }

    /// The entries as `row,column,real,imaginary`.
    public func csv() -> String { BasisNames.csv(matrix, names) }

    /// Column, row, half the side of the square (a cell has the side 1), and phase of every entry that is not zero.
    var squares: [(column: Int, row: Int, reach: Double, phase: Double)] {
        let largest = self.largest
        return names.indices.flatMap { row in
            names.indices.compactMap { column in
                let entry = matrix[row, column]
                let share = hypot(entry.real, entry.imaginary) / largest
                return share > 0 ? (column, row, 0.47 * share.squareRoot(), atan2(entry.imaginary, entry.real)) : nil
            }
        }
    }

    private var largest: Double { matrix.elements.map { hypot($0.real, $0.imaginary) }.max() ?? 1 }

    func gnuplot(on canvas: Canvas) -> String {
        let last = Double(names.count) - 0.5
        let places = names.enumerated().map { (place: Double($0.offset), name: $0.element) }
        let rows = squares.map { square in
            let (x, y) = (Double(square.column), Double(square.row))
            return [x, y, x - square.reach, x + square.reach, y - square.reach, y + square.reach, square.phase]
        }
        let widest = (names.map { TextWidth.of(FigureText($0)) }.max() ?? 0) * GnuplotStyle.font
        let isSlanted = widest > 0.6 * canvas.width / Double(names.count)
        let note = "largest square: modulus \(significant(largest, digits: 4))"
        return """
            set xrange [-0.5:\(last)]
            set yrange [\(last):-0.5]
            set size ratio 1
            set xlabel \(canvas.words(note, width: 0.6 * canvas.width))
            set border 15
            set tics scale 0
            unset grid

            """ + canvas.names(places, axis: "x") + canvas.names(places, axis: "y")
                + (isSlanted ? "set xtics rotate by 45 right\n" : "") + PhaseScale.gnuplot(on: canvas)
                + GnuplotStyle.block("squares", rows)
                + "plot $squares using 1:2:3:4:5:6:7 with boxxyerror linecolor palette fillstyle solid 1 noborder notitle\n"
    }
}
