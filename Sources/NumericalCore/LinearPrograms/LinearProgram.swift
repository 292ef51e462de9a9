/// A linear program: minimize or maximize c·x over lower ≤ A·x ≤ upper and bounds on each variable.
///
/// The matrix is dense. Rows and variables take the same kind of ``Bounds``, so a row `.atMost(4)` is a·x ≤ 4 and a
/// variable `.free` may have any value. A program refuses shapes that do not fit, NaN, infinite coefficients and empty
/// intervals; an infeasible or unbounded one is a proper value whose solution says so with a proof.
///
/// ```swift
/// let program = try LinearProgram(
///     .maximize, [3, 5], subjectTo: RealMatrix([[1, 0], [0, 2], [3, 2]]), [.atMost(4), .atMost(12), .atMost(18)])
/// try program.solve().objective    // 36
/// ```
public struct LinearProgram: Sendable, Hashable {
    /// Whether the objective is to be small or large.
    public enum Goal: String, Sendable, Hashable, Codable {
        /// Look for the least c·x.
        case minimize
        /// Look for the greatest c·x.
        case maximize
    }

    /// Whether c·x is to be small or large.
    public let goal: Goal
    /// c, one coefficient for each variable.
    public private(set) var objective: [Double]
    /// A, a row for each constraint and a column for each variable.
    public private(set) var matrix: RealMatrix
    /// The interval for each entry of A·x.
    public private(set) var rowBounds: [Bounds]
    /// The interval for each variable.
    public private(set) var variableBounds: [Bounds]

    /// The number of constraints.
    public var rowCount: Int { matrix.rows }
    /// The number of variables.
    public var variableCount: Int { matrix.columns }

    /// A program from its parts.
    ///
    /// - Parameters:
    ///   - goal: Whether to minimize or maximize.
    ///   - objective: c, one finite number for each variable.
    ///   - matrix: A, with finite entries.
    ///   - rows: The interval for each entry of A·x.
    ///   - variables: The interval for each variable; x ≥ 0 when left out.
    /// - Throws: ``InvalidArgument`` when counts differ, a coefficient is not finite, or an interval is empty.
    public init(
        _ goal: Goal, _ objective: [Double], subjectTo matrix: RealMatrix, _ rows: [Bounds],
        variables: [Bounds]? = nil
    ) throws {
        let variables = variables ?? Array(repeating: .nonnegative, count: objective.count)
        try require(
            matrix.columns == objective.count, "matrix", must: "have \(objective.count) columns, one for each variable",
            was: "\(matrix.rows) × \(matrix.columns)")
        try require(
            rows.count == matrix.rows, "rows", must: "hold \(matrix.rows) intervals, one for each row of the matrix",
            was: rows.count)
        try LinearProgram.check(objective, "objective")
        try LinearProgram.check(matrix, "matrix")
        try LinearProgram.check(rows, "rows")
        try LinearProgram.check(variables, count: objective.count, "variables")
        self.goal = goal
        self.objective = objective
        self.matrix = matrix
        self.rowBounds = rows
        self.variableBounds = variables
    }

    /// A program without variables, for columns to be generated.
    ///
    /// - Throws: ``InvalidArgument`` when an interval is empty.
    public init(_ goal: Goal, rows: [Bounds]) throws {
        try self.init(goal, [], subjectTo: RealMatrix(rows: rows.count, columns: 0), rows)
    }

    /// Appends variables with their columns.
    ///
    /// - Parameters:
    ///   - columns: A column for each new variable.
    ///   - new: A coefficient for each new variable.
    ///   - bounds: An interval for each new variable; x ≥ 0 when left out.
    /// - Complexity: O(m·new), amortized.
    /// - Throws: ``InvalidArgument`` as the initializer does; the program is then as before.
    public mutating func append(columns: RealMatrix, objective new: [Double], bounds: [Bounds]? = nil) throws {
        let bounds = bounds ?? Array(repeating: .nonnegative, count: new.count)
        try require(
            columns.rows == rowCount, "columns", must: "have \(rowCount) rows",
            was: "\(columns.rows) × \(columns.columns)")
        try require(
            columns.columns == new.count, "objective", must: "hold \(columns.columns) numbers, one for each column",
            was: new.count)
        try LinearProgram.check(new, "objective")
        try LinearProgram.check(columns, "columns")
        try LinearProgram.check(bounds, count: new.count, "bounds")
        // Take the storage out of the value first, so that appending does not copy it.
        let total = variableCount + columns.columns
        var entries = matrix.storage
        matrix = RealMatrix(rows: 0, columns: 0)
        entries.append(contentsOf: columns.storage)
        matrix = RealMatrix(unchecked: entries, rows: rowBounds.count, columns: total)
        objective += new
        variableBounds += bounds
    }

    /// Appends constraints.
    ///
    /// - Parameters:
    ///   - rows: A row of coefficients for each new constraint, as a matrix with a column for each variable.
    ///   - bounds: The interval for each new entry of A·x.
    /// - Complexity: O(m·n).
    /// - Throws: ``InvalidArgument`` as the initializer does; the program is then as before.
    public mutating func append(rows: RealMatrix, bounds: [Bounds]) throws {
        try require(
            rows.columns == variableCount, "rows", must: "have \(variableCount) columns, one for each variable",
            was: "\(rows.rows) × \(rows.columns)")
        try require(
            bounds.count == rows.rows, "bounds", must: "hold \(rows.rows) intervals, one for each row",
            was: bounds.count)
        try LinearProgram.check(rows, "rows")
        try LinearProgram.check(bounds, "bounds")
        let old = matrix
        matrix = RealMatrix(rows: old.rows + rows.rows, columns: old.columns) { row, column in
            row < old.rows ? old[row, column] : rows[row - old.rows, column]
        }
        rowBounds += bounds
    }

    /// Replaces the interval of a variable.
    ///
    /// - Throws: ``InvalidArgument`` when the interval is empty or there is no such variable.
    public mutating func setBounds(_ bounds: Bounds, ofVariable variable: Int) throws {
        try require(
            variableBounds.indices.contains(variable), "variable", must: "be in 0..<\(variableCount)", was: variable)
        try LinearProgram.check([bounds], "bounds")
        variableBounds[variable] = bounds
    }

    /// Replaces the interval of a row.
    ///
    /// - Throws: ``InvalidArgument`` when the interval is empty or there is no such row.
    public mutating func setBounds(_ bounds: Bounds, ofRow row: Int) throws {
        try require(rowBounds.indices.contains(row), "row", must: "be in 0..<\(rowCount)", was: row)
        try LinearProgram.check([bounds], "bounds")
        rowBounds[row] = bounds
    }

    /// Replaces the objective.
    ///
    /// - Throws: ``InvalidArgument`` when the count differs or a coefficient is not finite.
    public mutating func setObjective(_ new: [Double]) throws {
        try require(
            new.count == variableCount, "objective", must: "hold \(variableCount) numbers, one for each variable",
            was: new.count)
        try LinearProgram.check(new, "objective")
        objective = new
    }

    private static func check(_ numbers: [Double], _ name: String) throws {
        guard let index = numbers.firstIndex(where: { !$0.isFinite }) else { return }
        throw InvalidArgument("\(name)[\(index)]", must: "be finite", was: numbers[index])
    }

    private static func check(_ matrix: RealMatrix, _ name: String) throws {
        guard !matrix.isFinite, let index = matrix.elements.firstIndex(where: { !$0.isFinite }) else { return }
        throw InvalidArgument(
            "\(name)[\(index % matrix.rows), \(index / matrix.rows)]", must: "be finite", was: matrix.elements[index])
    }

    private static func check(_ bounds: [Bounds], count: Int? = nil, _ name: String) throws {
        if let count {
            try require(
                bounds.count == count, name, must: "hold \(count) intervals, one for each variable", was: bounds.count)
        }
        guard let index = bounds.firstIndex(where: { !$0.isValid }) else { return }
        throw InvalidArgument(
            "\(name)[\(index)]", must: "be an interval lower ≤ upper with a number in it", was: bounds[index])
    }
}
