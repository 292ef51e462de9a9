import QuantumStates

extension BellInequality {
    /// An upper bound on Σ c(a|x)·P(a|x) over all quantum behaviours of any dimension, proven.
    ///
    /// The hierarchy of Navascués, Pironio and Acín, solved by an interior-point method; the number in
    /// ``/QuantumBounds/HierarchyBound/upper`` is on the right side by construction, also when the solver is stopped.
    /// - Parameters:
    ///   - level: Which products of operators are used.
    ///   - options: Limits and tolerance.
    ///   - clock: What measures the time limit.
    ///   - state: Where an earlier run with the same inequality, level and options stood; this one goes on to the same bits.
    ///   - report: Is told how far the solver is; returns whether to go on.
    ///   - keep: Gets after each iteration where the solver stands, for a ``/DataFiles/Checkpoint``; an error that it throws ends the run.
    /// - Complexity: O(n³ + m³) for each of some dozen iterations, with n operators and m different moments.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the level has more operators or moments than the limits, named before
    ///   anything is allocated, or lacks a product of the inequality; an option is out of range; or the state is of another program.
    public func quantumUpperBound(
        level: HierarchyLevel = .almostQuantum, _ options: HierarchyOptions = HierarchyOptions(),
        clock: some Clock<Duration> = ContinuousClock(), resuming state: SemidefiniteState? = nil,
        reporting report: ((SemidefiniteProgress) -> Bool)? = nil,
        keeping keep: ((SemidefiniteState) throws -> Void)? = nil
    ) throws -> HierarchyBound {
        let (problem, functional, coefficients) = try hierarchyProblem(level, options)
        let program = try problem.program(coefficients)
        let constant = coefficients[0]
        let solution = try program.solve(
            options.solver, clock: clock, resuming: state,
            reporting: { report?($0.subtracted(from: constant)) ?? true }, keeping: keep)
        let gram = solution.primal.compactMap(\.real)
        let proven = try problem.proven(gram, coefficients, roundingError: functional.roundingError)
        return HierarchyBound(
            upper: min(proven.upper, largestConceivable), estimate: constant - solution.dualObjective, level: level,
            operators: problem.matrix.words.count, moments: problem.matrix.variableCount - 1,
            blocks: problem.matrix.blocks.map(\.count), symmetries: problem.matrix.symmetries.count,
            stopReason: solution.stopReason, iterations: solution.iterations, sumOfSquares: proven.gram,
            certificate: HierarchyCertificate(
                self, problem.matrix, proven.gram, shifts: proven.shifts, upper: proven.upper))
    }

    /// Σ_x max_a c(a|x), rounded up: no behaviour at all has more.
    var largestConceivable: Double {
        var sum = UpperSum()
        for list in 0..<scenario.settingLists { sum.add(coefficients[scenario.range(ofList: list)].max() ?? 0) }
        return sum.upper
    }
}

extension CorrelatorInequality {
    /// An upper bound on ⟨M, E⟩ over all quantum correlators; see ``/LHVModels/BellInequality/quantumUpperBound(level:_:clock:resuming:reporting:keeping:)``.
    ///
    /// - Throws: As there.
    public func quantumUpperBound(
        level: HierarchyLevel = .almostQuantum, _ options: HierarchyOptions = HierarchyOptions(),
        clock: some Clock<Duration> = ContinuousClock(), reporting report: ((SemidefiniteProgress) -> Bool)? = nil
    ) throws -> HierarchyBound {
        try BellInequality(self).quantumUpperBound(level: level, options, clock: clock, reporting: report)
    }
}

extension BellInequality {
    /// The semidefinite program behind ``quantumUpperBound(level:_:clock:resuming:reporting:keeping:)``, for other solvers and for reading.
    ///
    /// Its variables y are the moments that are not fixed; the level's value is the constant term minus the program's optimum.
    /// - Parameters:
    ///   - level: Which products of operators are used.
    ///   - options: Limits, and whether symmetry is used; the solver's options do not matter.
    /// - Returns: The program and the constant term.
    /// - Throws: As there.
    public func hierarchyProgram(
        level: HierarchyLevel = .almostQuantum, _ options: HierarchyOptions = HierarchyOptions()
    ) throws -> (program: SemidefiniteProgram, constant: Double) {
        let (problem, _, coefficients) = try hierarchyProblem(level, options)
        return (try problem.program(coefficients), coefficients[0])
    }

    /// The problem of a level, the functional in moments, and its coefficient of each variable.
    private func hierarchyProblem(
        _ level: HierarchyLevel, _ options: HierarchyOptions
    ) throws -> (problem: HierarchyProblem, functional: MomentFunctional, coefficients: [Double]) {
        let algebra = try OperatorAlgebra(scenario)
        let functional = MomentFunctional(self, algebra)
        var problem = try HierarchyProblem(functional, algebra, level, options)
        // Symmetries are looked for in rounded moments; where one is not exact, none is used.
        let probe = HierarchyCertificate(self, problem.matrix, [], shifts: [], upper: .infinity)
        if !HierarchyCheck(probe).symmetriesHold {
            var plain = options
            plain.usesSymmetry = false
            problem = try HierarchyProblem(functional, algebra, level, plain)
        }
        return (problem, functional, try problem.matrix.coefficients(of: functional, algebra, level: level))
    }
}
