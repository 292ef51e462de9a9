import QuantumStates

/// An upper bound on the quantum values of a Bell functional, proven from a sum of squares.
///
/// ``upper`` holds whatever the solver did: from its positive matrix S, the identity
/// β − Σ p_k y_k = Tr(S·Γ) + (what S misses) is evaluated afresh, the least eigenvalue of S is bounded from below by
/// ``/NumericalCore/PositivityProof``, and what is missing is paid for with |y_k| ≤ 1 and Tr Γ ≤ rows, all rounded upwards.
public struct HierarchyBound: Sendable, Hashable, Codable {
    /// No quantum behaviour, of any dimension, has a larger value: what ``certificate`` proves, or the sum over lists of settings of the
    /// largest coefficient, where that is less.
    public let upper: Double
    /// The value of the level as the solver found it: not proven, and usually closer.
    public let estimate: Double
    /// The level.
    public let level: HierarchyLevel
    /// The number of products of operators.
    public let operators: Int
    /// The number of different moments, after symmetry.
    public let moments: Int
    /// The rows of each block of the moment matrix.
    public let blocks: [Int]
    /// How many relabellings generate the symmetry that was used.
    public let symmetries: Int
    /// Why the solver stopped; the bound is proven in any case.
    public let stopReason: StopReason
    /// The solver's iterations.
    public let iterations: Int
    /// S, block by block: Tr(S·Γ) is a sum of squares.
    public let sumOfSquares: [RealMatrix]
    /// All that a second program needs to check the bound that S proves.
    public let certificate: HierarchyCertificate
}

/// The semidefinite program of a functional at a level, and what is proven from its solutions.
struct HierarchyProblem {
    let algebra: OperatorAlgebra
    let level: HierarchyLevel
    let matrix: MomentMatrix

    init(
        _ functional: MomentFunctional?, _ algebra: OperatorAlgebra, _ level: HierarchyLevel,
        _ options: HierarchyOptions
    )
        throws
    {
        try options.validate()
        let list = try WordList(level, in: algebra, limit: options.operatorLimit)
        var generators: [LetterMap] = []
        if options.usesSymmetry, let functional { generators = FunctionalSymmetry(functional, algebra).generators }
        self.algebra = algebra
        self.level = level
        matrix = try MomentMatrix(list, algebra, symmetries: generators, limit: options.momentLimit)
    }

    /// The entries of Γ_k as those of a program's matrix.
    func entries(_ variable: Int, times factor: Double = 1) -> [SemidefiniteProgram.Entry] {
        matrix.entries[variable].map { .init(block: $0.block, row: $0.row, column: $0.column, factor * $0.sign) }
    }

    var blockSizes: [SemidefiniteProgram.Block] { matrix.blocks.map { .symmetric($0.count) } }

    /// The program whose dual is: maximize Σ p_k y_k over Γ_0 + Σ y_k Γ_k ⪰ 0.
    func program(_ coefficients: [Double]) throws -> SemidefiniteProgram {
        var program = try SemidefiniteProgram(.maximize, blocks: blockSizes)
        try program.setObjective(entries(0, times: -1))
        for variable in 1..<max(1, matrix.variableCount) {
            try program.addConstraint(entries(variable), equals: -coefficients[variable])
        }
        return program
    }

    /// The bound that a matrix S proves, and S as it was used, after its products were brought to −p_k as far as possible.
    func proven(
        _ gram: [RealMatrix], _ coefficients: [Double], roundingError: Double
    ) throws -> (upper: Double, gram: [RealMatrix], shifts: [Double]) {
        var gram = gram.map { block in block.isFinite ? block : RealMatrix(rows: block.rows, columns: block.columns) }
        for _ in 0..<2 { balance(&gram, coefficients) }
        guard gram.allSatisfy(\.isFinite) else { return (.infinity, gram, gram.map { _ in 0 }) }
        var bound = UpperSum()
        bound.add(0, error: roundingError)
        for (variable, list) in matrix.entries.enumerated() {
            var sum = UpperSum()
            sum.add(coefficients[variable])
            for entry in list {
                let value = entry.sign * gram[entry.block][entry.row, entry.column]
                sum.add(entry.row == entry.column ? value : 2 * value)
            }
            // The first is the constant; the moments of the others are at most 1.
            bound.add(variable == 0 ? sum.upper : max(abs(sum.upper), abs(sum.lower)))
        }
        let shifts = try gram.map { max(0, -(try PositivityProof.leastEigenvalueBound(of: $0))) }
        for (block, shift) in zip(gram, shifts) { bound.addProduct(shift, Double(block.rows)) }
        return (bound.upper, gram, shifts)
    }

    /// Shares what S•Γ_k + p_k misses among the entries of Γ_k.
    private func balance(_ gram: inout [RealMatrix], _ coefficients: [Double]) {
        let products = matrix.products(gram)
        for variable in 1..<max(1, matrix.variableCount) {
            let list = matrix.entries[variable]
            let count = list.reduce(0) { $0 + ($1.row == $1.column ? 1 : 2) }
            var rest = products[variable]
            rest.add(coefficients[variable])
            let share = rest.value / Double(count)
            guard share != 0 else { continue }
            for entry in list {
                gram[entry.block][entry.row, entry.column] -= entry.sign * share
                if entry.row != entry.column { gram[entry.block][entry.column, entry.row] -= entry.sign * share }
            }
        }
        // Where no moment stands, S may be anything: nothing is lost without.
    }
}
