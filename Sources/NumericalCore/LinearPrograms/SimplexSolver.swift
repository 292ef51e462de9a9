/// A linear program under solution, which keeps its basis and factors between changes.
///
/// Columns may be appended and the next ``solve(onProgress:)`` continues from the current basis, as pricing loops need;
/// appended rows and changed bounds are repaired by the dual method. A solver belongs to one task at a time.
///
/// ```swift
/// let master = try SimplexSolver(LinearProgram(.maximize, rows: rows))
/// repeat {
///     let solution = try master.solve()
///     guard let column = price(solution.dual) else { break }
///     try master.append(columns: column.matrix, objective: [column.objective])
/// } while true
/// ```
package final class SimplexSolver {
    /// The program as it stands.
    package private(set) var program: LinearProgram
    /// How to work, and when to stop.
    package var options: SimplexOptions

    private var scaling: SimplexScaling
    private var engine: SimplexEngine

    /// A solver for a program.
    ///
    /// - Parameters:
    ///   - program: The program to begin with; it may have no columns yet.
    ///   - options: Tolerances and limits.
    ///   - basis: Where to start, the basis of the rows when left out.
    /// - Complexity: O(m·n + m²).
    /// - Throws: ``InvalidArgument`` when an option is out of range or the basis does not have the program's shape.
    package init(
        _ program: LinearProgram, options: SimplexOptions = SimplexOptions(),
        startingFrom basis: LinearProgramBasis? = nil
    ) throws {
        try options.validate()
        if let basis { try SimplexSolver.check(basis, program) }
        self.program = program
        self.options = options
        scaling = SimplexScaling(program)
        engine = SimplexSolver.makeEngine(program, scaling, options)
        if let basis { engine.load(SimplexSolver.places(basis)) }
    }

    /// The current basis, from which another solver may start.
    package var basis: LinearProgramBasis {
        func place(_ variable: Int) -> LinearProgramBasis.Place {
            switch engine.place[variable] {
            case .basic: .basic
            case .atLower, .fixed: .atLower
            case .atUpper: .atUpper
            case .free: .free
            }
        }
        return LinearProgramBasis(
            rows: (0..<engine.rows).map(place), variables: (engine.rows..<engine.count).map(place))
    }

    // MARK: Changes

    /// Appends variables with their columns, nonbasic to begin with.
    ///
    /// - Parameters:
    ///   - columns: A column for each new variable.
    ///   - objective: A coefficient for each new variable.
    ///   - bounds: An interval for each new variable; x ≥ 0 when left out.
    /// - Complexity: O(m·new), amortized.
    /// - Throws: ``InvalidArgument`` as ``LinearProgram/append(columns:objective:bounds:)``.
    package func append(columns: RealMatrix, objective: [Double], bounds: [LinearProgram.Bounds]? = nil) throws {
        let first = program.variableCount
        try program.append(columns: columns, objective: objective, bounds: bounds)
        if first == 0 {
            // Only now is there anything to take a scale from.
            rebuild(startingFrom: nil)
        } else {
            for column in first..<program.variableCount {
                scaling.append(column: column, of: program)
                SimplexSolver.append(column, of: program, scaling, to: engine)
            }
        }
    }

    /// Appends constraints; the basis stays, and so do the signs of the reduced costs.
    ///
    /// - Parameters:
    ///   - rows: A row for each new constraint, as a matrix with a column for each variable.
    ///   - bounds: The interval for each new row.
    /// - Complexity: O(m·n + m²).
    /// - Throws: ``InvalidArgument`` as ``LinearProgram/append(rows:bounds:)``.
    package func append(rows: RealMatrix, bounds: [LinearProgram.Bounds]) throws {
        var extended = basis
        try program.append(rows: rows, bounds: bounds)
        extended.rows += Array(repeating: .basic, count: rows.rows)
        rebuild(startingFrom: extended)
    }

    /// Replaces the interval of a variable.
    ///
    /// - Throws: ``InvalidArgument`` when the interval is empty or there is no such variable.
    package func setBounds(_ bounds: LinearProgram.Bounds, ofVariable variable: Int) throws {
        try require(
            (0..<program.variableCount).contains(variable), "variable", must: "be in 0..<\(program.variableCount)",
            was: variable)
        try program.setBounds(bounds, ofVariable: variable)
        let unit = scaling.columns[variable] * scaling.value
        engine.setBounds(engine.rows + variable, bounds.lower / unit, bounds.upper / unit)
    }

    /// Replaces the interval of a row.
    ///
    /// - Throws: ``InvalidArgument`` when the interval is empty or there is no such row.
    package func setBounds(_ bounds: LinearProgram.Bounds, ofRow row: Int) throws {
        try require((0..<program.rowCount).contains(row), "row", must: "be in 0..<\(program.rowCount)", was: row)
        try program.setBounds(bounds, ofRow: row)
        let unit = scaling.value / scaling.rows[row]
        engine.setBounds(row, bounds.lower / unit, bounds.upper / unit)
    }

    /// Replaces the objective; the current point stays feasible.
    ///
    /// - Throws: ``InvalidArgument`` when the count differs or a coefficient is not finite.
    package func setObjective(_ objective: [Double]) throws {
        try program.setObjective(objective)
        rebuild(startingFrom: basis)
    }

    private func rebuild(startingFrom basis: LinearProgramBasis?) {
        scaling = SimplexScaling(program)
        engine = SimplexSolver.makeEngine(program, scaling, options)
        if let basis { engine.load(SimplexSolver.places(basis)) }
    }

    // MARK: Solving

    /// Solves the program from the current basis, and checks the answer before returning it.
    ///
    /// The primal method (devex pricing, Harris ratio test, phase one on the sum of violations) runs when the basis is
    /// feasible or nothing better is known; the dual method (bound flipping) when only the point is infeasible. Values
    /// and prices are refined to nearly full precision. The same calls give the same bits.
    ///
    /// - Parameter onProgress: Called every 64 pivots or so.
    /// - Returns: The solution; an optimum comes with a dual of the same value, an infeasible program with a ray that
    ///   ``LinearProgram/farkasMargin(of:tolerance:)`` confirms, an unbounded one with a feasible point and a ray. At a
    ///   limit or when the task is cancelled, the current point with its errors.
    ///   Where objective coefficients differ by more than a factor of 1000, the small ones are looked at in units of their own
    ///   before a point counts as optimal.
    /// - Complexity: O(m·n + m²) for each pivot, O(m³) for every 32 to 100.
    /// - Throws: ``InvalidArgument`` when an option is out of range; ``NumericalFailure`` when no answer passes the check, as when
    ///   small objective coefficients are lost in the rounding of large ones.
    package func solve(onProgress: ((SimplexProgress) -> Void)? = nil) throws -> LinearProgramSolution {
        try options.validate()
        let deadline = options.timeLimit.map { Work.now + .seconds(min($0, 1e9)) }
        prepare(iterations: options.iterationLimit ?? .max, deadline, onProgress)
        engine.iterations = 0
        engine.tolerance = options.tolerance
        var refinements = 0
        var mostIterations = Int.max
        var objection = ""
        // A second and third attempt continue from the basis of the one before, with tighter tolerances.
        var attempt = 0
        while attempt < 3 {
            attempt += 1
            switch engine.run() {
            case .optimal:
                let costs = try scaledCosts()
                if let overlooked = overlookedCost(engine, costs: costs), refinements < 4 || overlooked.isCertain {
                    // A thousand times the tolerance. Where rounding exceeds it, pivots have no end, so they are counted.
                    let factor = 1e3 * options.tolerance / overlooked.size
                    let largest = costs.reduce(0) { max($0, abs($1)) }
                    guard refinements < 4, largest * factor < 0x1p900 else { throw SimplexSolver.costsTooDifferent }
                    refinements += 1
                    raiseCosts(by: factor)
                    mostIterations = engine.iterations + 1000 + 20 * engine.count
                    prepare(iterations: min(options.iterationLimit ?? .max, mostIterations), deadline, onProgress)
                    attempt = 0
                    continue
                }
                let solution = solution(.optimal)
                if solution.verification.relativeError <= options.verificationTolerance { return solution }
                objection = "the optimum has a relative error of \(solution.verification.relativeError)"
            case .infeasible(let ray):
                let ray = unscaled(ray: ray)
                let margin = try program.farkasMargin(of: ray)
                if margin > 0 { return solution(.infeasible(farkasRay: ray)) }
                objection = "the proof of infeasibility has a margin of \(margin)"
            case .unbounded(let entering, let direction):
                let ray = ray(entering, direction)
                let solution = solution(.unbounded(ray: ray))
                if let rate = try program.improvement(along: ray), rate > 0 { return solution }
                objection = "the unbounded ray leaves the feasible set"
            case .interrupted(let reason):
                switch reason {
                case .iterationLimit where engine.iterations >= mostIterations:
                    throw SimplexSolver.costsTooDifferent
                case .iterationLimit: return solution(.iterationLimit)
                case .timeLimit: return solution(.timeLimit)
                case .cancelled: return solution(.cancelled)
                }
            case .stuck(let reason): objection = reason
            case .fallback: objection = "the dual method gave up"
            }
            engine.tolerance = max(engine.tolerance * 0.1, 1e-13)
        }
        throw NumericalFailure("linear program", objection)
    }

    private func prepare(
        iterations: Int, _ deadline: ContinuousClock.Instant?, _ onProgress: ((SimplexProgress) -> Void)?
    ) {
        let sign: Double = program.goal == .minimize ? 1 : -1
        engine.limits = SimplexLimits(
            iterations: iterations, deadline: deadline, report: onProgress,
            objectiveUnit: sign * scaling.value / scaling.cost)
    }

    // c in the engine's units and direction, of which none may have vanished.
    private func scaledCosts() throws -> [Double] {
        try (0..<engine.columns).map { column in
            let cost = engine.cost[engine.rows + column]
            if cost == 0 && program.objective[column] != 0 { throw SimplexSolver.costsTooDifferent }
            return cost
        }
    }

    private static let costsTooDifferent = NumericalFailure(
        "linear program",
        "objective coefficients differ so much that the small ones are lost in the rounding of the large ones")

    // The same basis with costs in a smaller unit.
    private func raiseCosts(by factor: Double) {
        let (places, iterations, tolerance) = (basis, engine.iterations, engine.tolerance)
        scaling.raiseCosts(by: factor)
        engine = SimplexSolver.makeEngine(program, scaling, options)
        engine.load(SimplexSolver.places(places))
        (engine.iterations, engine.tolerance) = (iterations, tolerance)
    }

    private func solution(_ status: LinearProgramSolution.Status) -> LinearProgramSolution {
        engine.refineValues()
        let sign: Double = program.goal == .minimize ? 1 : -1
        let scaledPrices = engine.refinedPrices { self.engine.cost[self.engine.head[$0]] }
        var primal = [Double](repeating: 0, count: program.variableCount)
        for column in primal.indices {
            var x = engine.value[engine.rows + column] * scaling.value * scaling.columns[column]
            let bounds = program.variableBounds[column]
            // Rounding noise at a bound is put on it.
            let excess = bounds.violation(of: x)
            let bound = x < bounds.lower ? bounds.lower : bounds.upper
            if excess > 0, excess <= 1e-12 * max(abs(bound), scaling.value * scaling.columns[column]) { x = bound }
            primal[column] = x
        }
        let dual = scaledPrices.indices.map { row in
            engine.place[row] == .basic ? 0 : sign * scaledPrices[row] * scaling.rows[row] / scaling.cost
        }
        return LinearProgramSolution(
            status: status, objective: program.objectiveValue(at: primal), primal: primal,
            rowValues: program.rowValues(at: primal), dual: dual, reducedCosts: program.reducedCosts(dual: dual),
            basis: basis, iterations: engine.iterations, verification: program.errors(primal: primal, dual: dual))
    }

    // In the given units, the largest entry ±1, rounding noise removed.
    private func unscaled(ray: [Double]) -> [Double] {
        var result = zip(ray, scaling.rows).map { $0 * $1 }
        let largest = ray.largestMagnitude()
        for row in result.indices {
            let leaves = !program.rowBounds[row].least(times: result[row]).isFinite
            if abs(ray[row]) <= (leaves ? 1e-9 : 1e-14) * largest { result[row] = 0 }
        }
        let unit = result.largestMagnitude()
        return unit > 0 ? result.map { $0 / unit } : result
    }

    // The direction in which the point moves as the entering variable grows or falls, rounding noise removed.
    private func ray(_ entering: Int, _ direction: Double) -> [Double] {
        let rows = engine.rows
        let change = engine.refinedColumn(of: entering)
        var scaled = [Double](repeating: 0, count: engine.columns)
        if entering >= rows { scaled[entering - rows] = direction }
        var largest = 1.0
        for position in 0..<rows where engine.head[position] >= rows {
            scaled[engine.head[position] - rows] = -direction * change[position]
            largest = max(largest, abs(change[position]))
        }
        var result = zip(scaled, scaling.columns).map { $0 * $1 }
        for column in result.indices {
            let bounds = program.variableBounds[column]
            let leaves = result[column] > 0 ? bounds.upper < .infinity : bounds.lower > -.infinity
            if abs(scaled[column]) <= (leaves ? 1e-9 : 1e-13) * largest { result[column] = 0 }
        }
        let unit = result.largestMagnitude()
        return unit > 0 ? result.map { $0 / unit } : result
    }

    // MARK: Set-up

    private static func check(_ basis: LinearProgramBasis, _ program: LinearProgram) throws {
        try require(
            basis.rows.count == program.rowCount, "basis", must: "have a place for each of \(program.rowCount) rows",
            was: basis.rows.count)
        try require(
            basis.variables.count == program.variableCount, "basis",
            must: "have a place for each of \(program.variableCount) variables", was: basis.variables.count)
    }

    private static func places(_ basis: LinearProgramBasis) -> [SimplexEngine.Place] {
        (basis.rows + basis.variables).map { place in
            switch place {
            case .basic: .basic
            case .atLower: .atLower
            case .atUpper: .atUpper
            case .free: .free
            }
        }
    }

    private static func makeEngine(
        _ program: LinearProgram, _ scaling: SimplexScaling, _ options: SimplexOptions
    ) -> SimplexEngine {
        let engine = SimplexEngine(
            rows: program.rowCount, columnCapacity: program.variableCount, tolerance: options.tolerance,
            limits: SimplexLimits(iterations: .max))
        for (row, bounds) in program.rowBounds.enumerated() {
            let unit = scaling.value / scaling.rows[row]
            engine.setBounds(row, bounds.lower / unit, bounds.upper / unit)
        }
        for column in 0..<program.variableCount { append(column, of: program, scaling, to: engine) }
        return engine
    }

    private static func append(
        _ column: Int, of program: LinearProgram, _ scaling: SimplexScaling, to engine: SimplexEngine
    ) {
        let sign: Double = program.goal == .minimize ? 1 : -1
        let factor = scaling.columns[column]
        let bounds = program.variableBounds[column]
        let target = engine.appendColumn(
            cost: sign * program.objective[column] * factor * scaling.cost,
            lower: bounds.lower / (factor * scaling.value), upper: bounds.upper / (factor * scaling.value))
        let rows = program.rowCount
        program.matrix.storage.withUnsafeBufferPointer { entries in
            scaling.rows.withUnsafeBufferPointer { factors in
                for row in 0..<rows { target[row] = entries[row + rows * column] * factors[row] * factor }
            }
        }
    }
}

extension LinearProgram {
    /// Solves the program, and checks the answer before returning it.
    ///
    /// The primal method (devex pricing, Harris ratio test) runs, and the dual one where only the point is infeasible; values and
    /// prices are refined to nearly full precision. The same calls give the same bits.
    ///
    /// - Parameter options: Tolerances and limits.
    /// - Returns: The solution; an optimum comes with a dual of the same value, an infeasible program with a ray that
    ///   ``farkasMargin(of:tolerance:)`` confirms, an unbounded one with a feasible point and a ray. At a limit or when the task
    ///   is cancelled, the current point with its errors.
    /// - Complexity: O(m·n + m²) for each pivot, O(m³) for every 32 to 100.
    /// - Throws: ``InvalidArgument`` when an option is out of range; ``NumericalFailure`` when no answer passes the check, as when
    ///   small objective coefficients are lost in the rounding of large ones.
    public func solve(options: SimplexOptions = SimplexOptions()) throws -> LinearProgramSolution {
        try solve(options: options, startingFrom: nil)
    }

    /// The same from the basis of a similar program's solution, calling back every 64 pivots or so.
    package func solve(
        options: SimplexOptions = SimplexOptions(), startingFrom basis: LinearProgramBasis?,
        onProgress: ((SimplexProgress) -> Void)? = nil
    ) throws -> LinearProgramSolution {
        try SimplexSolver(self, options: options, startingFrom: basis).solve(onProgress: onProgress)
    }
}
