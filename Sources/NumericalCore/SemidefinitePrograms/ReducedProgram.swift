/// A program prepared for the interior-point method: minimized, without dependent constraints, and in units of order one.
///
/// With row factors d_k = 1/‖A_k, B_k‖ and units β of the scaled b and γ of C and f, the method works on X/β, u/β,
/// y/(γ·d) and Z/γ.
struct ReducedProgram {
    /// The numbers of the constraints and free variables that are kept.
    let constraints: [Int]
    let variables: [Int]
    /// The constraints that follow from others.
    let redundant: [Int]
    /// A proof, found on the way, that no point is feasible, or that the objective has no end.
    private(set) var contradiction: [Double]?
    private(set) var freeRay: [Double]?

    let cones: [ConeBlock]
    let right: [Double]
    let freeObjective: [Double]
    /// The coefficients of free variables: (constraint, variable, value).
    let freeTerms: [(row: Int, variable: Int, value: Double)]
    /// d, β and γ.
    let rowFactors: [Double]
    let rightUnit: Double
    let objectiveUnit: Double

    init(_ program: SemidefiniteProgram) {
        let vectors = program.constraints.map { program.vector(of: $0) }
        let relations = LinearDependence(vectors).relations
        let scale = program.constraints.reduce(0) { largerOrNaN($0, abs($1.value)) }
        for relation in relations {
            var sum = CompensatedSum(program.constraints[relation.vector].value)
            var magnitude = abs(program.constraints[relation.vector].value)
            for (other, factor) in relation.combination {
                sum.addProduct(-factor, program.constraints[other].value)
                magnitude += abs(factor * program.constraints[other].value)
            }
            if abs(sum.value) > 1e-8 * largerOrNaN(magnitude, 1e-8 * scale) {
                var ray = [Double](repeating: 0, count: program.constraints.count)
                ray[relation.vector] = 1 / sum.value
                for (other, factor) in relation.combination { ray[other] = -factor / sum.value }
                contradiction = ray
                break
            }
        }
        let dropped = Set(relations.map(\.vector))
        redundant = dropped.sorted()
        constraints = program.constraints.indices.filter { !dropped.contains($0) }
        rowFactors = constraints.map { number in
            let norm = euclideanNorm(vectors[number].map(\.value))
            return norm > 0 && norm.isFinite ? 1 / norm : 1
        }

        // The columns of free variables.
        var columns: [LinearDependence.SparseVector] = Array(repeating: [], count: program.freeVariables)
        for (row, number) in constraints.enumerated() {
            for term in program.constraints[number].free {
                columns[term.variable].append((row, rowFactors[row] * term.value))
            }
        }
        let freeRelations = LinearDependence(columns).relations
        let sign: Double = program.goal == .minimize ? 1 : -1
        let freeScale = program.freeObjective.reduce(0) { largerOrNaN($0, abs($1)) }
        for relation in freeRelations {
            var slope = program.freeObjective[relation.vector]
            for (other, factor) in relation.combination { slope -= factor * program.freeObjective[other] }
            if abs(slope) > 1e-8 * freeScale {
                var ray = [Double](repeating: 0, count: program.freeVariables)
                ray[relation.vector] = -sign / slope
                for (other, factor) in relation.combination { ray[other] = sign * factor / slope }
                freeRay = ray
                break
            }
        }
        let fixed = Set(freeRelations.map(\.vector))
        let variables = (0..<program.freeVariables).filter { !fixed.contains($0) }
        self.variables = variables

        let factors = rowFactors
        let scaled = constraints.enumerated().map { factors[$0.offset] * program.constraints[$0.element].value }
        let norm = euclideanNorm(scaled)
        rightUnit = norm > 0 && norm.isFinite ? norm : 1
        let objective = program.objective.map { (place: 0, value: $0.weight * $0.value.modulus) }
        let objectiveNorm = euclideanNorm(objective.map(\.value) + program.freeObjective)
        objectiveUnit = objectiveNorm > 0 && objectiveNorm.isFinite ? objectiveNorm : 1
        let (beta, gamma) = (rightUnit, objectiveUnit)
        right = scaled.map { $0 / beta }
        freeObjective = variables.map { sign * program.freeObjective[$0] / gamma }
        var places = [Int](repeating: -1, count: program.freeVariables)
        for (place, variable) in variables.enumerated() { places[variable] = place }
        var terms: [(row: Int, variable: Int, value: Double)] = []
        for (row, number) in constraints.enumerated() {
            for term in program.constraints[number].free where places[term.variable] >= 0 {
                terms.append((row, places[term.variable], factors[row] * term.value))
            }
        }
        freeTerms = terms
        cones = ReducedProgram.cones(of: program, constraints, factors, objectiveFactor: sign / gamma)
    }

    /// The entries of a constraint in one block.
    private typealias Part = (constraint: Int, entries: ArraySlice<SemidefiniteProgram.Entry>)

    private static func cones(
        of program: SemidefiniteProgram, _ constraints: [Int], _ factors: [Double], objectiveFactor: Double
    ) -> [ConeBlock] {
        var parts: [[Part]] = Array(repeating: [], count: program.blocks.count)
        for (row, number) in constraints.enumerated() {
            for (block, entries) in SemidefiniteProgram.parts(of: program.constraints[number].entries) {
                parts[block].append((row, entries))
            }
        }
        var objectives: [ArraySlice<SemidefiniteProgram.Entry>] = Array(repeating: [], count: program.blocks.count)
        for (block, entries) in SemidefiniteProgram.parts(of: program.objective) { objectives[block] = entries }
        func matrixCone<Element: DoublePrecisionScalar>(
            _ number: Int, size: Int, _ value: (SemidefiniteProgram.Entry, Double) -> Element
        ) -> MatrixCone<Element> {
            func list(_ entries: ArraySlice<SemidefiniteProgram.Entry>, _ factor: Double) -> [(Int, Int, Element)] {
                entries.map { ($0.row, $0.column, value($0, factor)) }
            }
            var (matrices, objective) = (SparseMatrices<Element>(), SparseMatrices<Element>())
            for part in parts[number] { matrices.append(part.constraint, list(part.entries, factors[part.constraint])) }
            objective.append(0, list(objectives[number], objectiveFactor))
            return MatrixCone(size: size, matrices: matrices, objective: objective)
        }
        return program.blocks.enumerated().map { number, block in
            switch block {
            case .symmetric(let size): return .real(matrixCone(number, size: size) { $1 * $0.value.real })
            case .hermitian(let size): return .complex(matrixCone(number, size: size) { Complex($1) * $0.value })
            case .nonnegative(let size):
                var columns: [[(constraint: Int, value: Double)]] = Array(repeating: [], count: size)
                for part in parts[number] {
                    for entry in part.entries {
                        columns[entry.row].append((part.constraint, factors[part.constraint] * entry.value.real))
                    }
                }
                var objective = [Double](repeating: 0, count: size)
                for entry in objectives[number] { objective[entry.row] = objectiveFactor * entry.value.real }
                return .linear(LinearCone(size: size, columns: columns, objective: objective))
            }
        }
    }
}

extension SemidefiniteProgram.Entry {
    /// √2 off the diagonal, where the entry stands for two.
    var weight: Double { row == column ? 1 : 2.0.squareRoot() }
}

extension SemidefiniteProgram {
    /// The entries of each block; they stand together, in the order of blocks.
    static func parts(of entries: [Entry]) -> [(block: Int, entries: ArraySlice<Entry>)] {
        var parts: [(block: Int, entries: ArraySlice<Entry>)] = []
        var start = 0
        while start < entries.count {
            var end = start
            while end < entries.count, entries[end].block == entries[start].block { end += 1 }
            parts.append((entries[start].block, entries[start..<end]))
            start = end
        }
        return parts
    }

    /// A constraint as a vector, whose inner products are those of matrices.
    func vector(of constraint: Constraint) -> LinearDependence.SparseVector {
        var vector: LinearDependence.SparseVector = []
        vector.reserveCapacity(constraint.entries.count + constraint.free.count)
        // A block's places follow those of the blocks before it.
        var starts: [Int] = [2 * freeVariables]
        for block in blocks {
            let n = block.size
            var places = n * (n + 1)
            if case .nonnegative = block { places = 2 * n }
            starts.append(starts[starts.count - 1] + places)
        }
        for term in constraint.free { vector.append((term.variable, term.value)) }
        for entry in constraint.entries {
            var place = entry.column * (entry.column + 1) / 2 + entry.row
            if case .nonnegative = blocks[entry.block] { place = entry.row }
            let start = starts[entry.block] + 2 * place
            vector.append((start, entry.weight * entry.value.real))
            if entry.value.imaginary != 0 { vector.append((start + 1, entry.weight * entry.value.imaginary)) }
        }
        return vector
    }
}
