import Foundation
import NumericalCore

/// A complex matrix as towers on a plane, one for every entry.
///
/// Entry (0, 0) is farthest from the viewer; both axes carry the names. Entries that are zero to a thousandth of the largest
/// have no tower. Two plots in a ``FigureGrid`` show real and imaginary part side by side; they share a scale of heights.
///
/// ```swift
/// try show(CityPlot("modulus and phase", state.matrix))
/// try show(FigureGrid(columns: 2, [
///     CityPlot("real part", state.matrix, height: .realPart), CityPlot("imaginary part", state.matrix, height: .imaginaryPart),
/// ]))
/// ```
public struct CityPlot: CanvasPlot {
    /// What the height of a tower is.
    public enum Height: String, Sendable, Hashable, CaseIterable {
        /// The modulus; the colour is the phase.
        case modulus
        /// The real part: blue upwards, orange downwards.
        case realPart
        /// The imaginary part: blue upwards, orange downwards.
        case imaginaryPart
    }

    /// The title above the drawing.
    public let title: String
    /// The matrix.
    public let matrix: ComplexMatrix
    /// What the height of a tower is.
    public let height: Height
    /// The names of rows and columns.
    public let names: [String]
    private var fixedSize: (width: Int, height: Int)?

    /// A matrix as towers.
    ///
    /// - Parameters:
    ///   - title: The title above the drawing.
    ///   - matrix: A square matrix with 1…32 rows, for example a density matrix.
    ///   - names: The names of the basis states; kets such as `|01⟩` when nil.
    ///   - height: What the height of a tower is.
    /// - Throws: `InvalidArgument` for a matrix that is not square, too large, not finite or zero, and a wrong number of names.
    public init(_ title: String, _ matrix: ComplexMatrix, names: [String]? = nil, height: Height = .modulus) throws {
        try BasisNames.validate(matrix, atMost: 32)
        self.title = title
        self.matrix = matrix
        self.height = height
        self.names = try BasisNames.names(names, dimension: matrix.rows)
    }

    /// The width and height in points, unless set by ``sized(width:height:)``.
    public var size: (width: Int, height: Int) { fixedSize ?? (720, 560 + GnuplotStyle.titleRoom(title, width: 720)) }

    /// Fixes the size of the drawing, the type's size staying as it is.
    ///
    /// - Parameters:
    ///   - width: The width in points; in 100…5000.
    ///   - height: The height in points; in 100…5000.
    /// - Throws: `InvalidArgument` for a size out of range.
    public func sized(width: Int, height: Int) throws -> CityPlot {
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

    /// Row, column, height and phase of every tower.
    var towers: [(row: Int, column: Int, height: Double, phase: Double)] {
        names.indices.flatMap { row in
            names.indices.map { column in
                let entry = matrix[row, column]
                let value =
                    switch height {
                    case .modulus: hypot(entry.real, entry.imaginary)
                    case .realPart: entry.real
                    case .imaginaryPart: entry.imaginary
                    }
                return (row, column, value, atan2(entry.imaginary, entry.real))
            }
        }
    }

    func gnuplot(on canvas: Canvas) -> String {
        let largest = matrix.elements.map { max(abs($0.real), abs($0.imaginary)) }.max() ?? 1
        let modulus = matrix.elements.map { hypot($0.real, $0.imaginary) }.max() ?? 1
        let towers = self.towers
        let isSigned = height != .modulus
        let needsDepth = isSigned && matrix.elements.contains { min($0.real, $0.imaginary) < -1e-9 * largest }
        let last = Double(names.count) - 0.4
        let places = names.enumerated().map { (place: Double($0.offset), name: $0.element) }
        let least = 1e-3 * modulus
        let rows = towers.filter { abs($0.height) >= least }.flatMap { tower -> [[Double]] in
            let tint = isSigned ? (tower.height < 0 ? 0xE69F00 : 0x3A8FC4) : tower.phase
            let place = [Double(tower.column), Double(tower.row)]
            let body = place + [tower.height, tint]
            // Gnuplot leaves a tower that hangs down without its lid.
            return tower.height < 0 ? [body, place + [least / 10, tint]] : [body]
        }
        // Names stand in steps, each half beside the one before it.
        let font = canvas.fontSize(max(7, min(GnuplotStyle.font, 0.5 * 0.33 * canvas.width / Double(names.count))))
        // Gnuplot refuses a plot of nothing, such as the imaginary part of a real matrix.
        return """
            set view 58,38,1,1
            set xyplane at \(needsDepth ? -largest : 0)
            set boxwidth 0.72
            set boxdepth 0.72
            set pm3d depthorder base
            set pm3d lighting primary 0.25 specular 0
            set style fill solid 1 border linecolor rgb '#444444'
            set xrange [-0.6:\(last)]
            set yrange [\(last):-0.6]
            set zrange [\(needsDepth ? -largest : 0):\(isSigned ? largest : modulus)]
            set border 0
            set grid x y z
            set tics scale 0
            set xlabel \(canvas.words("column")) offset 0,-0.5
            set ylabel \(canvas.words("row")) offset 0,-0.5

            """ + canvas.names(places, axis: "x") + canvas.names(places, axis: "y")
                + "set xtics offset 0,-0.3 font '\(font)'\nset ytics offset 0.5,-0.2 font '\(font)'\n"
                + (isSigned
                    ? "unset colorbox\n"
                    : PhaseScale.gnuplot(on: canvas))
                + GnuplotStyle.block("towers", rows.isEmpty ? [[0, 0, 0, 0xFFFFFF]] : rows)
                + "splot $towers using 1:2:3:4 with boxes linecolor \(isSigned ? "rgb variable" : "palette") notitle\n"
    }
}
