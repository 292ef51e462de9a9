import QuantumStates

/// The semidefinite program of local-hidden-state models over a list of deterministic strategies:
/// max v with v·B_{a|x} + (1 − v)·N_{a|x} = Σ_{λ(x)=a} G_λ and G_λ ⪰ 0.
struct HiddenStateProgram {
    /// B.
    let own: Assemblage
    /// N, of the same shape.
    let noise: Assemblage
    /// The strategies λ, the outcome of each setting; not necessarily all.
    var strategies: [[Int]]

    /// What the solver found.
    struct Solution {
        /// The greatest v; infinite when there is none.
        let visibility: Double
        /// G_λ.
        let model: [ComplexMatrix]
        /// F_{a|x} with Σ_x F_{λ(x)|x} ⪰ 0, up to rounding, for the strategies of the program.
        let witness: [[ComplexMatrix]]
        let stopReason: StopReason
    }

    /// What operators model beyond the assemblage at a visibility: Σ_{λ(x)=a} G_λ − v·B_{a|x} − (1 − v)·N_{a|x} for each a.
    func excess(of model: [ComplexMatrix], at visibility: Double, setting: Int) -> [ComplexMatrix] {
        var rest = zip(own.operators[setting], noise.operators[setting]).map { matrix, other in
            var target = Complex(visibility) * matrix
            target.add(Complex(1 - visibility), times: other)
            return -target
        }
        for (strategy, part) in zip(strategies, model) { rest[strategy[setting]] += part }
        return rest
    }

    /// Σ_x F_{λ(x)|x}.
    static func sum(of witness: [[ComplexMatrix]], over strategy: [Int]) -> ComplexMatrix {
        var sum = ComplexMatrix(rows: witness[0][0].rows, columns: witness[0][0].columns)
        for (list, outcome) in zip(witness, strategy) { sum += list[outcome] }
        return sum
    }

    /// - Throws: ``/NumericalCore/InvalidArgument`` when no mixture has a model.
    func solve(_ options: SemidefiniteOptions) throws -> Solution {
        let d = own.dimension
        // In units in which B − N is of order 1: of a state that is nearly noise v is large.
        let unit = own.distance(to: noise).binade
        let outcomes = own.outcomes
        var program = try SemidefiniteProgram(
            .maximize, blocks: Array(repeating: .hermitian(d), count: strategies.count), freeVariables: 1)
        try program.setObjective([], free: [1])
        // All outcomes of a setting but the last, and the sum, determine the assemblage.
        let places = outcomes.enumerated().flatMap { setting, number in (0..<(number - 1)).map { (setting, $0) } }
        func add(_ own: ComplexMatrix, _ other: ComplexMatrix, _ chosen: [Int]) throws {
            for (row, column, part) in HermitianEntry.all(d) {
                let value = HermitianEntry.value(other, row, column, part)
                let difference = HermitianEntry.value(own, row, column, part) - value
                try program.addConstraint(
                    chosen.map { .init(block: $0, row: row, column: column, part) },
                    free: [.init(0, -difference / unit)], equals: value)
            }
        }
        for (setting, outcome) in places {
            try add(
                own.operators[setting][outcome], noise.operators[setting][outcome],
                strategies.indices.filter { strategies[$0][setting] == outcome })
        }
        try add(own.sum, noise.sum, Array(strategies.indices))
        let solution = try program.solve(options)
        if case .infeasible = solution.status {
            throw InvalidArgument("noise", must: "give a mixture that has a model", was: "none that does")
        }
        var isUnbounded = false
        if case .unbounded = solution.status { isUnbounded = true }
        var matrices: [ComplexMatrix] = []
        for place in 0...places.count {
            matrices.append(HermitianEntry.matrix(solution.dual, from: place * d * d, size: d))
        }
        // The sum's part is spread over the outcomes of the first setting.
        var witness = outcomes.map { Array(repeating: ComplexMatrix(rows: d, columns: d), count: $0) }
        for (place, (setting, outcome)) in places.enumerated() { witness[setting][outcome] = matrices[place] }
        for outcome in witness[0].indices { witness[0][outcome] += matrices[places.count] }
        return Solution(
            visibility: isUnbounded ? .infinity : solution.free[0] / unit, model: solution.primal.compactMap(\.complex),
            witness: witness,
            stopReason: solution.stopReason)
    }
}
