/// A dense matrix in column-major order, over `Float`, `Double` or ``Complex``.
///
/// Entry (i, j) of an m × n matrix is `elements[i + m·j]`, both indices from zero, which is the layout of LAPACK. A matrix
/// is a value; it refuses to be ragged, and its entries may be anything: the routines that need finite numbers check.
@frozen
public struct Matrix<Element: Scalar>: Sendable, Hashable {
    /// m, the number of rows.
    public let rows: Int
    /// n, the number of columns.
    public let columns: Int
    @usableFromInline var storage: [Element]

    /// The m·n entries, column after column.
    @inlinable public var elements: [Element] { storage }

    /// A matrix whose entries are all the same.
    ///
    /// - Precondition: `rows` and `columns` are not negative.
    @inlinable
    public init(rows: Int, columns: Int, repeating value: Element = .zero) {
        requireMatrixSizes(rows, columns)
        self.rows = rows
        self.columns = columns
        self.storage = Array(repeating: value, count: rows * columns)
    }

    /// A matrix from its entries in column-major order, whose number the caller has made sure of.
    ///
    /// - Precondition: `elements.count == rows · columns`.
    @inlinable
    package init(unchecked elements: [Element], rows: Int, columns: Int) {
        requirePrecondition(
            elements.count == rows * columns,
            "elements must be \(rows) · \(columns) numbers, but was \(elements.count)")
        self.rows = rows
        self.columns = columns
        self.storage = elements
    }

    /// A matrix from its entries in column-major order.
    ///
    /// - Throws: ``InvalidArgument`` unless there are exactly rows × columns entries.
    public init(rows: Int, columns: Int, columnMajor elements: [Element]) throws {
        let (count, overflow) = rows.multipliedReportingOverflow(by: columns)
        try require(
            rows >= 0 && columns >= 0 && !overflow, "rows × columns", must: "be sizes of at least 0",
            was: "\(rows) × \(columns)")
        try require(
            elements.count == count, "elements", must: "hold rows × columns = \(count) numbers", was: elements.count)
        self.init(unchecked: elements, rows: rows, columns: columns)
    }

    /// A matrix from its rows, as one writes it down.
    ///
    /// - Throws: ``InvalidArgument`` when the rows differ in length.
    public init(_ rows: [[Element]]) throws {
        let columns = rows.first?.count ?? 0
        for (index, row) in rows.enumerated() {
            try require(
                row.count == columns, "row \(index)", must: "have \(columns) entries like row 0", was: row.count)
        }
        self.init(rows: rows.count, columns: columns) { row, column in rows[row][column] }
    }

    /// A matrix from a formula for entry (row, column).
    ///
    /// - Precondition: `rows` and `columns` are not negative.
    @inlinable
    public init(rows: Int, columns: Int, _ entry: (_ row: Int, _ column: Int) throws -> Element) rethrows {
        requireMatrixSizes(rows, columns)
        let elements = try [Element](unsafeUninitializedCapacity: rows * columns) { elements, count in
            for column in 0..<columns {
                for row in 0..<rows {
                    (elements.baseAddress! + count).initialize(to: try entry(row, column))
                    count += 1
                }
            }
        }
        self.init(unchecked: elements, rows: rows, columns: columns)
    }

    /// The n × n unit matrix.
    @inlinable
    public static func identity(_ size: Int) -> Matrix {
        diagonal(Array(repeating: .one, count: size))
    }

    /// The square matrix with the given diagonal and zeros elsewhere.
    @inlinable
    public static func diagonal(_ entries: [Element]) -> Matrix {
        var matrix = Matrix(rows: entries.count, columns: entries.count)
        for (index, entry) in entries.enumerated() { matrix[index, index] = entry }
        return matrix
    }

    /// Entry (row, column), counted from zero.
    ///
    /// - Precondition: Both indices lie inside the matrix.
    @inlinable
    public subscript(row: Int, column: Int) -> Element {
        get {
            if !(row >= 0 && row < rows && column >= 0 && column < columns) {
                endProgram(row: row, column: column, rows: rows, columns: columns)
            }
            return storage[row + rows * column]
        }
        set {
            if !(row >= 0 && row < rows && column >= 0 && column < columns) {
                endProgram(row: row, column: column, rows: rows, columns: columns)
            }
            storage[row + rows * column] = newValue
        }
    }

    /// Gives direct access to the entries in column-major order, for inner loops.
    @inlinable
    package mutating func withMutableElements<Result>(
        _ body: (UnsafeMutableBufferPointer<Element>) throws -> Result
    ) rethrows -> Result {
        try storage.withUnsafeMutableBufferPointer { try body($0) }
    }
}

/// A matrix of double-precision real numbers.
public typealias RealMatrix = Matrix<Double>
/// A matrix of double-precision complex numbers.
public typealias ComplexMatrix = Matrix<Complex>

/// Ends the program, with words, for sizes that no matrix can have, before anything is allocated.
@inlinable
func requireMatrixSizes(_ rows: Int, _ columns: Int) {
    let (count, isTooLarge) = rows.multipliedReportingOverflow(by: columns)
    requirePrecondition(
        rows >= 0 && columns >= 0 && !isTooLarge && count < 1 << 48,
        "a matrix must have sizes of at least 0 and fewer than 2⁴⁸ entries, but was \(rows) × \(columns)")
}
