import NumericalCore

/// A table that prints as Markdown, aligned to be read in a terminal too.
///
/// Titles and cells are words and formulas: `$\lambda$` becomes a formula on the page, while HTML, links and pictures in a
/// cell, which may come from a file, are shown as they stand. Numbers are set right, words left.
public struct Table: Sendable {
    /// What stands under the table, in Markdown without HTML; none when empty.
    public let caption: String
    /// The column titles.
    public let columns: [String]
    /// The significant digits of `Double` and `Float` cells.
    public let digits: Int
    /// The cells as text, row after row.
    public private(set) var rows: [[String]] = []
    private var isNumeric: [Bool]

    /// An empty table.
    ///
    /// - Parameters:
    ///   - caption: What stands under the table.
    ///   - columns: The column titles, at least one.
    ///   - digits: The significant digits of floating-point cells, in 1…17.
    /// - Throws: `InvalidArgument` for no columns or digits out of range.
    public init(_ caption: String = "", columns: [String], digits: Int = 4) throws {
        try require(!columns.isEmpty, "columns", must: "hold at least one title", was: columns)
        try require((1...17).contains(digits), "digits", must: "be in 1…17", was: digits)
        self.caption = caption
        self.columns = columns
        self.digits = digits
        self.isNumeric = Array(repeating: true, count: columns.count)
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
        rows.append(cells.map(text))
        for (index, cell) in cells.enumerated() where !(cell is any Numeric) { isNumeric[index] = false }
    }

    private func text(_ cell: any CustomStringConvertible) -> String {
        switch cell {
        case let number as Double: significant(number, digits: digits)
        case let number as Float: significant(Double(number), digits: digits)
        default: cell.description
        }
    }

    /// The table in Markdown, with a line break at its end.
    public var markdown: String {
        let titles = columns.map { InlineMarkdown(isCell: true)($0) }
        let body = rows.map { $0.map { InlineMarkdown(isCell: true)($0) } }
        let widths = titles.indices.map { column in
            max(3, ([titles] + body).map { $0[column].count }.max() ?? 0)
        }
        let isRight = isNumeric.map { $0 && !rows.isEmpty }
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
