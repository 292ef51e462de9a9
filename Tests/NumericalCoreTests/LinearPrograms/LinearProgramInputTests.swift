import NumericalCore
import Testing

/// Every wrong input throws an error that says what was wrong; limits give a status and the point so far.
@Suite struct LinearProgramInputTests {
    static let matrix = RealMatrix(rows: 2, columns: 3) { Double($0 + $1) }
    static let rows: [LinearProgram.Bounds] = [.atMost(1), .atMost(2)]

    struct BadInput: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let argument: String
        let make: @Sendable () throws -> Void
    }

    static let badInputs: [BadInput] = [
        BadInput(testDescription: "too few costs", argument: "matrix") {
            _ = try LinearProgram(.minimize, [1, 2], subjectTo: matrix, rows)
        },
        BadInput(testDescription: "too few rows", argument: "rows") {
            _ = try LinearProgram(.minimize, [1, 2, 3], subjectTo: matrix, [.atMost(1)])
        },
        BadInput(testDescription: "too few variables", argument: "variables") {
            _ = try LinearProgram(.minimize, [1, 2, 3], subjectTo: matrix, rows, variables: [.free])
        },
        BadInput(testDescription: "NaN cost", argument: "objective[1]") {
            _ = try LinearProgram(.minimize, [1, .nan, 3], subjectTo: matrix, rows)
        },
        BadInput(testDescription: "infinite coefficient", argument: "matrix[1, 2]") {
            var infinite = matrix
            infinite[1, 2] = .infinity
            _ = try LinearProgram(.minimize, [1, 2, 3], subjectTo: infinite, rows)
        },
        BadInput(testDescription: "empty row interval", argument: "rows[1]") {
            _ = try LinearProgram(.minimize, [1, 2, 3], subjectTo: matrix, [.free, .between(2, 1)])
        },
        BadInput(testDescription: "NaN bound", argument: "variables[0]") {
            _ = try LinearProgram(
                .minimize, [1, 2, 3], subjectTo: matrix, rows, variables: [.atMost(.nan), .free, .free])
        },
        BadInput(testDescription: "infinite value", argument: "variables[2]") {
            _ = try LinearProgram(
                .minimize, [1, 2, 3], subjectTo: matrix, rows, variables: [.free, .free, .equal(to: .infinity)])
        },
        BadInput(testDescription: "column of wrong length", argument: "columns") {
            try solver().append(columns: RealMatrix(rows: 3, columns: 1), objective: [1])
        },
        BadInput(testDescription: "column without cost", argument: "objective") {
            try solver().append(columns: RealMatrix(rows: 2, columns: 1), objective: [])
        },
        BadInput(testDescription: "row of wrong length", argument: "rows") {
            try solver().append(rows: RealMatrix(rows: 1, columns: 2), bounds: [.free])
        },
        BadInput(testDescription: "row without bounds", argument: "bounds") {
            try solver().append(rows: RealMatrix(rows: 1, columns: 3), bounds: [])
        },
        BadInput(testDescription: "no such variable", argument: "variable") {
            try solver().setBounds(.free, ofVariable: 3)
        },
        BadInput(testDescription: "no such row", argument: "row") { try solver().setBounds(.free, ofRow: -1) },
        BadInput(testDescription: "empty interval later", argument: "bounds[0]") {
            try solver().setBounds(.between(1, 0), ofRow: 0)
        },
        BadInput(testDescription: "other objective", argument: "objective") { try solver().setObjective([1]) },
        BadInput(testDescription: "basis of another program", argument: "basis") {
            _ = try solver().program.solve(startingFrom: LinearProgramBasis(rows: [.basic], variables: []))
        },
        BadInput(testDescription: "tolerance", argument: "tolerance") {
            _ = try solver().program.solve(options: SimplexOptions(tolerance: 0))
        },
        BadInput(testDescription: "verification tolerance", argument: "verificationTolerance") {
            _ = try solver().program.solve(options: SimplexOptions(verificationTolerance: .nan))
        },
        BadInput(testDescription: "iteration limit", argument: "iterationLimit") {
            _ = try solver().program.solve(options: SimplexOptions(iterationLimit: -1))
        },
        BadInput(testDescription: "time limit", argument: "timeLimit") {
            _ = try solver().program.solve(options: SimplexOptions(timeLimit: -.infinity))
        },
        BadInput(testDescription: "ray of wrong length", argument: "ray") {
            _ = try solver().program.farkasMargin(of: [1])
        },
        BadInput(testDescription: "primal of wrong length", argument: "primal") {
            _ = try solver().program.verification(primal: [1], dual: [1, 2])
        },
    ]

    static func solver() throws -> SimplexSolver {
        try SimplexSolver(LinearProgram(.maximize, [1, 2, 3], subjectTo: matrix, rows))
    }

    @Test(arguments: badInputs)
    func badInputThrows(_ bad: BadInput) throws {
        let error = #expect(throws: InvalidArgument.self) { try bad.make() }
        #expect(error?.argument == bad.argument)
        #expect(error?.requirement.isEmpty == false)
    }

    @Test func iterationLimitGivesPointSoFar() throws {
        let program = try RandomLinearProgram.make(seed: 5)
        let full = try program.solve()
        #expect(full.isOptimal && full.iterations > 10)
        for limit in [0, 1, 5, 10] {
            let solution = try program.solve(options: SimplexOptions(iterationLimit: limit))
            #expect(solution.status == .iterationLimit)
            #expect(solution.iterations == limit)
            // What is reported about the point is true of it.
            #expect(solution.verification == (try program.verification(primal: solution.primal, dual: solution.dual)))
            // Continuing from where it stopped arrives at the optimum.
            let resumed = try program.solve(startingFrom: solution.basis)
            #expect(abs(resumed.objective - full.objective) <= 1e-9 * (1 + abs(full.objective)))
        }
    }

    @Test func timeLimitGivesStatus() throws {
        let program = try RandomLinearProgram.make(seed: 5)
        let solution = try program.solve(options: SimplexOptions(timeLimit: 0))
        #expect(solution.status == .timeLimit)
        #expect(solution.primal.count == program.variableCount)
    }

    @Test func cancellationGivesStatus() async throws {
        let program = try RandomLinearProgram.make(seed: 5)
        let task = Task {
            // Cancelled before the first look at it.
            withUnsafeCurrentTask { $0?.cancel() }
            return try program.solve()
        }
        #expect(try await task.value.status == .cancelled)
    }

    @Test func progressIsReported() throws {
        let program = try RandomLinearProgram.make(seed: 5)
        var reports: [SimplexProgress] = []
        let solution = try program.solve(startingFrom: nil) { reports.append($0) }
        #expect(reports.first?.iterations == 0)
        #expect(reports.allSatisfy { $0.infeasibility >= 0 && $0.iterations <= solution.iterations })
    }
}
