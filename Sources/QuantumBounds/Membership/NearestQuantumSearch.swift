import QuantumStates

/// The semidefinite program of the nearest behaviour of a level's set.
///
/// Its dual variables are the moments y and t_i ≥ |f_i − q_i(y)|; minimized is Σ w_i·t_i over Γ(y) ⪰ 0.
struct NearestQuantumSearch {
    private let problem: HierarchyProblem
    private let scenario: Scenario
    /// q_i(y) for each probability: the constant and the coefficients of variables.
    private let rows: [(constant: Double, terms: [(variable: Int, value: Double)])]

    init(_ scenario: Scenario, _ level: HierarchyLevel, _ options: HierarchyOptions) throws {
        let algebra = try OperatorAlgebra(scenario)
        problem = try HierarchyProblem(nil, algebra, level, options)
        self.scenario = scenario
        let matrix = problem.matrix
        rows = try (0..<scenario.count).map { place -> (constant: Double, terms: [(variable: Int, value: Double)]) in
            var indicator = [Double](repeating: 0, count: scenario.count)
            indicator[place] = 1
            let functional = MomentFunctional(try BellInequality(indicator, in: scenario, bound: 1), algebra)
            let values = try matrix.coefficients(of: functional, algebra, level: level)
            let used = values.indices.dropFirst().filter { values[$0] != 0 }
            return (constant: values[0], terms: used.map { (variable: $0, value: values[$0]) })
        }
    }

    func nearest(
        _ frequencies: [Double], weights: [Double], _ options: SemidefiniteOptions, clock: some Clock<Duration>,
        reporting report: ((SemidefiniteProgress) -> Bool)?
    ) throws -> NearestQuantumBehaviour {
        let half = (0..<scenario.settingLists).flatMap { list in
            scenario.range(ofList: list).map { _ in weights[list] / 2 }
        }
        // What has no weight may be anything; a constraint that leaves no room would spoil the method.
        let used = half.indices.filter { half[$0] > 0 }
        let (program, variables) = try program(frequencies, half, used)
        let solution = try program.solve(options, clock: clock, reporting: report)
        // Where t_i is above f_i − q_i, and where above q_i − f_i: the inequality's coefficients are the difference.
        let last = problem.matrix.blocks.count
        let above = solution.primal[last].numbers ?? []
        let below = solution.primal[last + 1].numbers ?? []
        var coefficients = half.map { _ in 0.0 }
        for (number, place) in used.enumerated() {
            let value = above[number] - below[number]
            if value.isFinite { coefficients[place] = value.clamped(to: -half[place]...half[place]) }
        }
        let proven = try proven(coefficients, solution.primal.compactMap(\.real))
        var lower = UpperSum()
        for (coefficient, frequency) in zip(coefficients, frequencies) { lower.addProduct(coefficient, frequency) }
        let nearest = try behaviour(Array(solution.dual.prefix(variables)))
        let distance = zip(zip(frequencies, nearest.probabilities), half).map { $1 * abs($0.0 - $0.1) }
        return NearestQuantumBehaviour(
            behaviour: nearest, distance: distance.compensatedSum(),
            provenDistance: max(0, (lower.lower - proven.bound).nextDown), inequality: proven, weights: weights,
            level: problem.level, stopReason: solution.stopReason)
    }

    /// The program, and how many of its constraints belong to moments; the others to the t_i.
    private func program(
        _ frequencies: [Double], _ half: [Double], _ used: [Int]
    ) throws -> (SemidefiniteProgram, Int) {
        let last = problem.matrix.blocks.count
        var program = try SemidefiniteProgram(
            .maximize, blocks: problem.blockSizes + [.nonnegative(used.count), .nonnegative(used.count)])
        // Z = Σ y_k A_k − C: Γ(y), t + q − f and t − q + f.
        var constant = problem.entries(0, times: -1)
        for (number, place) in used.enumerated() {
            let rest = frequencies[place] - rows[place].constant
            constant.append(.init(block: last, row: number, column: number, rest))
            constant.append(.init(block: last + 1, row: number, column: number, -rest))
        }
        try program.setObjective(constant)
        var uses: [[(place: Int, value: Double)]] = Array(repeating: [], count: problem.matrix.variableCount)
        for (number, place) in used.enumerated() {
            for term in rows[place].terms { uses[term.variable].append((number, term.value)) }
        }
        let variables = max(1, problem.matrix.variableCount)
        for variable in 1..<variables {
            var entries = problem.entries(variable)
            for use in uses[variable] {
                entries.append(.init(block: last, row: use.place, column: use.place, use.value))
                entries.append(.init(block: last + 1, row: use.place, column: use.place, -use.value))
            }
            try program.addConstraint(entries, equals: 0)
        }
        for (number, place) in used.enumerated() {
            try program.addConstraint(
                [
                    .init(block: last, row: number, column: number, 1),
                    .init(block: last + 1, row: number, column: number, 1),
                ], equals: half[place])
        }
        return (program, variables - 1)
    }

    /// The inequality with these coefficients and the bound that the solver's S proves.
    private func proven(_ coefficients: [Double], _ gram: [RealMatrix]) throws -> BellInequality {
        let raw = try BellInequality(coefficients, in: scenario, bound: 0)
        let functional = MomentFunctional(raw, problem.algebra)
        let terms = try problem.matrix.coefficients(of: functional, problem.algebra, level: problem.level)
        let bound = min(
            try problem.proven(gram, terms, roundingError: functional.roundingError).upper, raw.largestConceivable)
        return try BellInequality(
            coefficients, in: scenario, bound: bound, name: "quantum, level \(problem.level)")
    }

    /// The behaviour of moments, with what the solver left below 0 or beside 1 taken away.
    private func behaviour(_ moments: [Double]) throws -> Behaviour {
        var probabilities = rows.map { row in
            let value = row.terms.reduce(row.constant) { $0 + $1.value * moments[$1.variable - 1] }
            return value.isFinite ? max(0, value) : 0
        }
        for list in 0..<scenario.settingLists {
            let range = scenario.range(ofList: list)
            let sum = probabilities[range].reduce(0, +)
            for place in range { probabilities[place] = sum > 0 ? probabilities[place] / sum : 1 / Double(range.count) }
        }
        return try Behaviour(probabilities, in: scenario)
    }
}
