import Foundation
import NumericalCore

extension HeatMap {
    /// The map of a matrix as it is written: row 0 at the top, column 0 at the left, each with its name.
    ///
    /// ```swift
    /// let tensor = try HeatMap("Correlations", x: "Bob", y: "Alice", value: "$\\langle\\sigma_i\\otimes\\sigma_j\\rangle$",
    ///     scale: .diverging(centre: 0))
    ///     .matrix(state.correlationMatrix, rows: ["$x$", "$y$", "$z$"], columns: ["$x$", "$y$", "$z$"])
    /// ```
    ///
    /// - Parameters:
    ///   - values: The matrix, with 1…200 rows and columns.
    ///   - rows: The rows' names from above, as many as rows.
    ///   - columns: The columns' names from the left, as many as columns.
    ///   - showsValues: Whether every cell shows its number, three significant digits of the largest; where nil, if there are at most
    ///     ten rows and ten columns.
    /// - Throws: `InvalidArgument` for no rows or columns or too many, wrong numbers of names, or numbers that are not finite.
    public func matrix(
        _ values: Matrix<Double>, rows: [String], columns: [String], showsValues: Bool? = nil
    ) throws -> HeatMap {
        for (name, count) in [("rows of values", values.rows), ("columns of values", values.columns)] {
            try require((1...200).contains(count), name, must: "be in 1…200", was: count)
        }
        try require(
            rows.count == values.rows, "rows", must: "be \(values.rows) names, one for every row", was: rows.count)
        try require(
            columns.count == values.columns, "columns", must: "be \(values.columns) names, one for every column",
            was: columns.count)
        try requireFinite(values.elements, "values")
        var map = self
        (map.x, map.y) = (columns.indices.map(Double.init), rows.indices.map(Double.init))
        (map.values, map.names) = (values, (rows, columns))
        map.showsValues = showsValues ?? (rows.count <= 10 && columns.count <= 10)
        return map
    }

    /// The map of a matrix that brings its names along, such as that of a behaviour or an inequality.
    ///
    /// - Throws: `InvalidArgument` as for a matrix and names.
    public func matrix(
        _ named: (values: Matrix<Double>, rows: [String], columns: [String]), showsValues: Bool? = nil
    ) throws -> HeatMap {
        try matrix(named.values, rows: named.rows, columns: named.columns, showsValues: showsValues)
    }

    /// The numbers with three significant digits of the largest, and the same decimals for all.
    static func texts(_ numbers: [Double]) -> [String] {
        let largest = numbers.map(abs).max() ?? 0
        guard largest > 1e-4, largest < 1e6 else {
            return numbers.map { significant(abs($0) < 1e-12 * largest ? 0 : $0, digits: 3) }
        }
        var decimals = max(0, 2 - Int(log10(largest).rounded(.down)))
        func texts() -> [String] { ColumnFormat.decimals(decimals).texts(numbers) }
        while decimals > 0, texts().allSatisfy({ $0.hasSuffix("0") }) { decimals -= 1 }
        return texts()
    }

    /// The cells' numbers, white on dark cells.
    func numbers(into text: inout String, on canvas: Canvas) -> [String] {
        let elements = values.elements
        let (lowest, highest) = (elements.min() ?? 0, elements.max() ?? 1)
        let texts = HeatMap.texts(y.indices.flatMap { row in x.indices.map { values[row, $0] } })
        var rows: [Bool: String] = [:]
        for row in y.indices {
            for column in x.indices {
                let value = values[row, column]
                let digits = texts[row * x.count + column]
                let words = canvas.format == .tikz ? "$\(digits)$" : digits.replacing("-", with: "−")
                rows[scale.isDark(value, lowest: lowest, highest: highest), default: ""] +=
                    "\(x[column]) \(y[row]) \"\(words)\"\n"
            }
        }
        let size = min(13, 0.6 * canvas.width / Double(4 * x.count))
        return [true, false].compactMap { isDark in
            guard let lines = rows[isDark] else { return nil }
            let name = isDark ? "onDark" : "onLight"
            text += "$\(name) << EOD\n\(lines)EOD\n"
            return "$\(name) using 1:2:3 with labels center font '\(canvas.fontSize(max(size, 5)))' "
                + "textcolor rgb '\(isDark ? "#ffffff" : "#111111")' notitle"
        }
    }
}
