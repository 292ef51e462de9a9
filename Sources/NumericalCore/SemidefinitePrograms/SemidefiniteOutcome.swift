/// The best point of a run so far, in the units of the program as given.
struct SemidefiniteOutcome {
    private let program: SemidefiniteProgram
    private let reduced: ReducedProgram
    private(set) var error = Double.infinity
    private var primal: [SemidefiniteBlock]
    private var slack: [SemidefiniteBlock]
    private var dual: [Double]
    private var free: [Double]

    init(_ program: SemidefiniteProgram, _ reduced: ReducedProgram) {
        self.program = program
        self.reduced = reduced
        primal = program.blocks.map(\.zero)
        slack = primal
        dual = Array(repeating: 0, count: program.constraints.count)
        free = Array(repeating: 0, count: program.freeVariables)
    }

    private var sign: Double { program.goal == .minimize ? 1 : -1 }

    /// Keeps the point of the method when its error is the least so far.
    mutating func keep(_ method: InteriorPoint, error: Double) -> Bool {
        guard error < self.error else { return false }
        self.error = error
        let (beta, gamma) = (reduced.rightUnit / method.tau, reduced.objectiveUnit / method.tau)
        let values = reduced.cones.map { $0.values(beta, gamma) }
        primal = values.map(\.x)
        slack = values.map(\.z)
        dual = multipliers(method, sign * gamma)
        free = freeValues(method, beta)
        return true
    }

    private func multipliers(_ method: InteriorPoint, _ factor: Double) -> [Double] {
        var dual = [Double](repeating: 0, count: program.constraints.count)
        for (row, number) in reduced.constraints.enumerated() {
            dual[number] = factor * reduced.rowFactors[row] * method.y[row]
        }
        return dual
    }

    private func freeValues(_ method: InteriorPoint, _ factor: Double) -> [Double] {
        var free = [Double](repeating: 0, count: program.freeVariables)
        for (place, number) in reduced.variables.enumerated() { free[number] = factor * method.u[place] }
        return free
    }

    func objectives(_ method: InteriorPoint) -> (primal: Double, dual: Double) {
        let factor = sign * reduced.rightUnit * reduced.objectiveUnit / method.tau
        return (factor * method.primalValue, factor * method.dualValue)
    }

    /// y with b·y = 1.
    func infeasibleRay(_ method: InteriorPoint) -> [Double] {
        let ray = multipliers(method, 1)
        let value = zip(program.constraints, ray).reduce(0) { $0 + $1.0.value * $1.1 }
        return ray.map { $0 / value }
    }

    /// X and u that improve the objective by 1.
    func unboundedRay(_ method: InteriorPoint) -> ([SemidefiniteBlock], [Double]) {
        let unit = 1 / (-method.primalValue * reduced.objectiveUnit)
        return (reduced.cones.map { $0.values(unit, 1).x }, freeValues(method, unit))
    }

    func solution(
        _ status: SemidefiniteSolution.Status, _ stop: StopReason, iterations: Int
    ) throws -> SemidefiniteSolution {
        SemidefiniteSolution(
            status: status, stopReason: stop, primalObjective: program.objectiveValue(primal, free: free),
            dualObjective: zip(program.constraints, dual).map { $0.value * $1 }.compensatedSum(), primal: primal,
            free: free, dual: dual, slack: slack, iterations: iterations,
            redundantConstraints: reduced.redundant,
            verification: program.verification(primal, free: free, dual: dual, slack: slack))
    }
}
