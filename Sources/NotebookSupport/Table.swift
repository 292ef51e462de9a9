import NumericalCore

/// A table that prints as Markdown, aligned to be read in a terminal too, and that LaTeX and CSV can be had of.
///
/// Titles and cells are words and formulas: `$\lambda$` becomes a formula on the page, while HTML, links and pictures in a
/// cell, which may come from a file, are shown as they stand. Numbers are set right, also those that a script wrote as words,
/// and words left. The numbers of a column have as many decimals, as many as the number that needs most; see ``ColumnFormat``.
public struct Table: Sendable {
    /// What stands under the table, in Markdown without HTML; none when empty.
    public let caption: String
    /// The column titles.
    public let columns: [String]
    /// How the floating-point numbers of each column are written.
    public let formats: [ColumnFormat]
    private var cells: [[Cell]] = []
    private var isNumeric: [Bool]

    /// What is in a cell.
    private enum Cell: Sendable {
        case number(Double)
        case words(String)
    }

    /// An empty table.
    ///
    /// - Parameters:
    ///   - caption: What stands under the table.
    ///   - columns: The column titles, at least one.
    ///   - digits: The least significant digits of floating-point cells, in 1…17. When nil, the columns are ``ColumnFormat/automatic``.
    ///   - formats: The formats of all columns, in place of `digits`; one for every column.
    /// - Throws: `InvalidArgument` for no columns, digits out of range or a wrong number of formats.
    public init(_ caption: String = "", columns: [String], digits: Int? = nil, formats: [ColumnFormat]? = nil) throws {
        try require(!columns.isEmpty, "columns", must: "hold at least one title", was: columns)
        if let digits { try ColumnFormat.significant(digits).validate("digits") }
        let common = digits.map(ColumnFormat.significant) ?? .automatic
        let formats = formats ?? Array(repeating: common, count: columns.count)
        try require(
            formats.count == columns.count, "formats", must: "be \(columns.count), one for every column",
            was: formats.count)
        for (index, format) in formats.enumerated() { try format.validate("formats[\(index)]") }
        self.caption = caption
        self.columns = columns
        self.formats = formats
        self.isNumeric = Array(repeating: true, count: columns.count)
    }

    /// The table of a matrix, with names of its rows in a first column.
    ///
    /// - Parameters:
    ///   - caption: What stands under the table.
    ///   - matrix: The numbers, row 0 first.
    ///   - rows: The rows' names, as many as rows.
    ///   - columns: The columns' names, as many as columns.
    ///   - corner: The title above the rows' names.
    ///   - format: How the numbers are written.
    /// - Throws: `InvalidArgument` for a matrix without columns, wrong numbers of names or digits out of range.
    public init(
        _ caption: String = "", matrix: Matrix<Double>, rows: [String], columns: [String], corner: String = "",
        format: ColumnFormat = .automatic
    ) throws {
        try require(
            rows.count == matrix.rows, "rows", must: "be \(matrix.rows) names, one for every row", was: rows.count)
        try require(
            columns.count == matrix.columns, "columns", must: "be \(matrix.columns) names, one for every column",
            was: columns.count)
        try self.init(
            caption, columns: [corner] + columns, formats: Array(repeating: format, count: columns.count + 1))
        for (index, name) in rows.enumerated() {
            try add([name] + columns.indices.map { matrix[index, $0] as any CustomStringConvertible })
        }
    }

    /// The table of a matrix that brings its names along, such as that of a behaviour or an inequality.
    ///
    /// `try Table("P(ab|xy)", behaviour.namedMatrix())`
    ///
    /// - Throws: `InvalidArgument` for a matrix without columns, wrong numbers of names or digits out of range.
    public init(
        _ caption: String = "", _ named: (values: Matrix<Double>, rows: [String], columns: [String]),
        corner: String = "", format: ColumnFormat = .automatic
    ) throws {
        try self.init(
            caption, matrix: named.values, rows: named.rows, columns: named.columns, corner: corner, format: format)
    }

    /// Adds a row.
    ///
    /// - Parameter cells: One value for every column; numbers, words, or anything that describes itself.
    /// - Throws: `InvalidArgument` unless there is one cell per column.
    @_disfavoredOverload  // An array describes itself too, but it is a row and not the only cell of one.
    public mutating func add(_ cells: any CustomStringConvertible...) throws { try add(cells) }

    /// Adds a row that is already an array, such as `[String]`.
    ///
    /// - Parameter cells: One value for every column.
    /// - Throws: `InvalidArgument` unless there is one cell per column.
    public mutating func add(_ cells: [any CustomStringConvertible]) throws {
        try require(
            cells.count == columns.count, "cells", must: "be \(columns.count), one for every column", was: cells.count)
        self.cells.append(cells.map(Table.cell))
        for (index, cell) in cells.enumerated() where !Table.isNumber(cell) { isNumeric[index] = false }
    }

    /// Whether a cell is a number, or the words of one such as `-0.0244` and `0.71 ± 0.02`.
    private static func isNumber(_ value: any CustomStringConvertible) -> Bool {
        if value is any Numeric { return true }
        let written = #/[+−-]?[0-9]+(\.[0-9]+)?(e[+-]?[0-9]+)?( ± [0-9]+(\.[0-9]+)?(e[+-]?[0-9]+)?)?/#
        return ((value as? String)?.wholeMatch(of: written)) != nil
    }

    private static func cell(_ value: any CustomStringConvertible) -> Cell {
        switch value {
        case let number as Double: .number(number)
        // Its own digits, not those of the nearest Double.
        case let number as Float: .number(Double(number.description) ?? Double(number))
        default: .words(value.description)
        }
    }

    /// The cells as text, row after row.
    public var rows: [[String]] {
        var texts = cells.map { $0.map { if case .words(let words) = $0 { words } else { "" } } }
        for column in columns.indices {
            let numbers = cells.indices.compactMap { row -> (row: Int, number: Double)? in
                if case .number(let number) = cells[row][column] { (row, number) } else { nil }
            }
            for (place, text) in zip(numbers, formats[column].texts(numbers.map(\.number))) {
                texts[place.row][column] = text
            }
        }
        return texts
    }

    /// Whether all cells of a column are numbers or the words of numbers; such columns are set right.
    var isRight: [Bool] { isNumeric.map { $0 && !cells.isEmpty } }

    /// The table as CSV: titles first, numbers with all their digits.
    public func csv() -> String {
        csvLine(columns)
            + cells.map { row in
                csvLine(
                    row.map { cell in
                        switch cell {
                        case .number(let number): "\(number)"
                        case .words(let words): words
                        }
                    })
            }.joined()
    }

    /// The table as a LaTeX `tabular`, within a `table` where there is a caption.
    ///
    /// Formulas stay as they are, and what LaTeX would act on elsewhere is escaped; symbols such as `κ` become formulas.
    public var latex: String {
        func line(_ cells: [String]) -> String {
            cells.map { FigureText($0).latex }.joined(separator: " & ") + " \\\\\n"
        }
        let right = isRight
        let body = rows.map { row in
            line(row.indices.map { right[$0] && row[$0].hasPrefix("-") ? "−" + row[$0].dropFirst() : row[$0] })
        }
        let tabular =
            "\\begin{tabular}{\(right.map { $0 ? "r" : "l" }.joined())}\n\\hline\n" + line(columns) + "\\hline\n"
            + body.joined() + "\\hline\n\\end{tabular}\n"
        if caption.isEmpty { return tabular }
        return "\\begin{table}\n\\centering\n\(tabular)\\caption{\(FigureText(caption).latex)}\n\\end{table}\n"
    }

    /// The table in Markdown, with a line break at its end.
    public var markdown: String {
        let titles = columns.map { InlineMarkdown(isCell: true)($0) }
        let body = rows.map { $0.map { InlineMarkdown(isCell: true)($0) } }
        let widths = titles.indices.map { column in
            max(3, ([titles] + body).map { $0[column].count }.max() ?? 0)
        }
        let isRight = self.isRight
        func line(_ cells: [String]) -> String {
            let padded = cells.indices.map { index in
                let space = String(repeating: " ", count: widths[index] - cells[index].count)
                return isRight[index] ? space + cells[index] : cells[index] + space
            }
            return "| " + padded.joined(separator: " | ") + " |\n"
        }
        let rule = widths.indices.map { index in
            String(repeating: "-", count: widths[index] + 1) + (isRight[index] ? ":" : "-")
        }
        let table = line(titles) + "|" + rule.joined(separator: "|") + "|\n" + body.map(line).joined()
        return caption.isEmpty ? table : table + "\nTable: \(InlineMarkdown(isCell: false)(caption))\n"
    }
}

/// Prints a table; on the woven page it is set as one.
///
/// - Throws: `InvalidArgument` for a table without rows.
public func show(_ table: Table) throws {
    try require(!table.rows.isEmpty, "table", must: "have at least one row", was: "empty")
    OutputMarkers.show("\n\(table.markdown)\n", as: .table)
}

/// The text with line breaks and control characters turned into spaces.
func singleLine(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
}
