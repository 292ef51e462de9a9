import LHVModels

/// The dual of the program: its rows belong to the unknowns, its columns to equations and inequalities.
struct CovariantMaster {
    // No function of an optimal gauge comes near this; it keeps the first programs bounded.
    private static let box = 50.0
    private let base: LinearProgram
    private let unknowns: Int
    private var solver: SimplexSolver
    private var cuts: [CovariantProgram.Row] = []
    private var point: [Double] = []

    init(_ problem: CovariantProgram) throws {
        unknowns = problem.unknowns
        let rows = (0..<problem.unknowns).map { LinearProgram.Bounds.equal(to: $0 == 0 ? 1 : 0) }
        let equations = problem.equations()
        var matrix = RealMatrix(rows: unknowns, columns: equations.count + 2 * unknowns)
        for (column, equation) in equations.enumerated() {
            for (index, value) in equation.row { matrix[index, column] += value }
        }
        for index in 0..<unknowns {
            matrix[index, equations.count + 2 * index] = 1
            matrix[index, equations.count + 2 * index + 1] = -1
        }
        base = try LinearProgram(
            .minimize, equations.map(\.value) + Array(repeating: CovariantMaster.box, count: 2 * unknowns),
            subjectTo: matrix, rows,
            variables: equations.map { _ in .free } + Array(repeating: .nonnegative, count: 2 * unknowns))
        solver = try CovariantMaster.solver(base)
    }

    // Inequalities of neighbouring knots are nearly parallel. An error here only delays: the lower bound is taken from the
    // repaired point, and the gap of the program is added to the upper one.
    private static func solver(_ program: LinearProgram) throws -> SimplexSolver {
        try SimplexSolver(
            program, options: SimplexOptions(verificationTolerance: 1e-6, iterationLimit: 20 * program.rowCount))
    }

    /// Adds inequalities row·x ≥ 0 and solves; the prices of the rows are the unknowns.
    ///
    /// When the basis breaks down, the solver starts afresh with the inequalities that matter at the last point; the upper
    /// bound is as good as before.
    mutating func solve(adding new: [CovariantProgram.Row]) throws -> LinearProgramSolution {
        let solution: LinearProgramSolution
        do {
            try append(new)
            let found = try solver.solve()
            // A program that does not end has met degenerate columns.
            if found.status == .iterationLimit { throw NumericalFailure("linear program", "too many pivots") }
            solution = found
        } catch is NumericalFailure where !point.isEmpty {
            let tight = cuts.filter { row in abs(row.reduce(0) { $0 + $1.value * point[$1.index] }) < 0.01 }
            cuts = []
            solver = try CovariantMaster.solver(base)
            try append(tight + new)
            solution = try solver.solve()
        }
        guard solution.isOptimal else {
            throw NumericalFailure("gauge optimization", "the linear program ended as \(solution.status)")
        }
        cuts += new
        point = solution.dual
        return solution
    }

    private func append(_ rows: [CovariantProgram.Row]) throws {
        guard !rows.isEmpty else { return }
        var columns = RealMatrix(rows: unknowns, columns: rows.count)
        for (column, row) in rows.enumerated() {
            let scale = row.reduce(0) { largerOrNaN($0, abs($1.value)) }
            for (index, value) in row where abs(value) > 1e-12 * scale { columns[index, column] -= value / scale }
        }
        try solver.append(columns: columns, objective: Array(repeating: 0, count: rows.count))
    }
}
