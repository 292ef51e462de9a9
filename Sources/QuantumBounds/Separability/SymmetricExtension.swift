import QuantumStates

/// How much of a state of two parties, mixed with noise, looks separable to a level of the hierarchy of symmetric extensions.
public struct SymmetricExtension: Sendable, Hashable, Codable {
    /// The greatest v for which v·ρ + (1 − v)·noise has the extension, as the solver found it; infinite for the noise itself.
    public let visibility: Double
    /// A number that the v of separable mixtures is proven not to exceed, from ``witness``.
    public let provenVisibility: Double
    /// W with Tr(W·σ) ≥ 0, up to rounding, for all separable σ; negative for a state that is found entangled.
    public let witness: ComplexMatrix
    /// The number of copies of the second party.
    public let copies: Int
    /// Why the solver stopped; ``provenVisibility`` holds in any case.
    public let stopReason: StopReason
}

extension DensityOperator {
    /// The greatest part of the state that, mixed with noise, has a symmetric extension with positive partial transposes.
    ///
    /// With one copy this asks for a positive partial transpose only, with two for a state of A, B and B′ that is symmetric in B
    /// and B′, has positive transposes of A and of B′, and gives the mixture on A and B. Separable states have all of them;
    /// the state is entangled when ``/QuantumBounds/SymmetricExtension/provenVisibility`` is below 1.
    /// Source: [Doherty2004].
    /// - Parameters:
    ///   - copies: 1 or 2.
    ///   - noise: What is mixed in; the maximally mixed state when left out.
    ///   - options: Tolerance and limits.
    /// - Complexity: O(m³) a step for m = (d_A·d_B)² numbers with one copy, (d_A·d_B·(d_B+1)/2)² with two.
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless there are two parties and the extension has at most 64 dimensions,
    ///   or when the noise is of another space, is the state itself and not maximally mixed, or an option is out of range.
    public func symmetricExtension(
        copies: Int = 2, noise: DensityOperator? = nil, _ options: SemidefiniteOptions = SemidefiniteOptions()
    ) throws -> SymmetricExtension {
        try require(parties == 2, "state", must: "have two parties", was: parties)
        try require((1...2).contains(copies), "copies", must: "be 1 or 2", was: copies)
        let noise = try noise ?? .maximallyMixed(in: space)
        try require(
            noise.space == space, "noise", must: "have dimensions \(space.dimensions)", was: noise.space.dimensions)
        let problem = ExtensionProblem(space.dimensions[0], space.dimensions[1], copies: copies)
        try require(problem.size <= 64, "dimension of the extension", must: "be at most 64", was: problem.size)
        let (own, other) = (problem.numbers(matrix), problem.numbers(noise.matrix))
        let difference = zip(own, other).map { $0 - $1 }
        let distance = difference.largestMagnitude()
        if distance <= 1e-12 {
            let white = try DensityOperator.maximallyMixed(in: space).matrix
            try require(
                matrix.distance(to: white) <= 1e-12, "noise", must: "differ from the state", was: "the same")
            return SymmetricExtension(
                visibility: .infinity, provenVisibility: .infinity,
                witness: ComplexMatrix(rows: white.rows, columns: white.columns), copies: copies, stopReason: .converged
            )
        }
        // In units in which ρ − noise is of order 1: of a state that is nearly noise v is large.
        let unit = distance.binade
        var program = try SemidefiniteProgram(
            .maximize, blocks: problem.blocks.map { .hermitian($0) }, freeVariables: own.count)
        try program.setObjective([], free: other)
        // The variables of the dual: the numbers of the extension, and v.
        for basis in problem.basis {
            try program.addConstraint(problem.entries(of: basis), free: problem.reduction(of: basis), equals: 0)
        }
        try program.addConstraint(
            [], free: own.indices.map { .init($0, -difference[$0] / unit) }, equals: -1)
        let solution = try program.solve(options)
        return SymmetricExtension(
            visibility: -solution.dualObjective / unit,
            provenVisibility: try problem.provenVisibility(program, solution, own: own, noise: other),
            witness: problem.witness(solution.free), copies: copies, stopReason: solution.stopReason)
    }
}

/// The linear maps from an operator on A ⊗ Sym(B ⊗ B′) to its partial transposes and to A ⊗ B.
struct ExtensionProblem {
    typealias Term = (row: Int, column: Int, value: Complex)

    private let first: Int
    private let second: Int
    private let copies: Int
    /// The symmetric vectors as products of basis states with amplitudes; with one copy, the basis states.
    private let vectors: [[(states: [Int], amplitude: Double)]]

    init(_ first: Int, _ second: Int, copies: Int) {
        self.first = first
        self.second = second
        self.copies = copies
        if copies == 1 {
            vectors = (0..<second).map { [([$0], 1)] }
        } else {
            vectors = (0..<second).flatMap { y in
                (0...y).map { x in
                    x == y ? [([x, x], 1)] : [([x, y], 0.5.squareRoot()), ([y, x], 0.5.squareRoot())]
                }
            }
        }
    }

    /// The dimension of A ⊗ Sym.
    var size: Int { first * vectors.count }
    /// The extension, its transpose of A, and with two copies the transpose of B′.
    var blocks: [Int] { copies == 1 ? [size, size] : [size, size, first * second * second] }

    /// A basis of Hermitian operators: |i⟩⟨i|, |i⟩⟨j| + h.c., i|i⟩⟨j| + h.c.
    var basis: [[Term]] {
        HermitianEntry.all(size).map { row, column, part in
            if row == column { return [(row, row, .one)] }
            let value = part.imaginary == 0 ? Complex.one : Complex(0, 1)
            return [(row, column, value), (column, row, value.conjugate)]
        }
    }

    /// The operator and its partial transposes as entries of the program's blocks.
    func entries(of operator_: [Term]) -> [SemidefiniteProgram.Entry] {
        let count = vectors.count
        var entries: [SemidefiniteProgram.Entry] = []
        func add(_ block: Int, _ row: Int, _ column: Int, _ value: Complex) {
            // The other triangle is the mirror image.
            if row < column { entries.append(.init(block: block, row: row, column: column, value)) }
            if row == column { entries.append(.init(block: block, row: row, column: row, value.real)) }
        }
        for term in operator_ {
            add(0, term.row, term.column, term.value)
            let (a, q, b, r) = (term.row / count, term.row % count, term.column / count, term.column % count)
            add(1, b * count + q, a * count + r, term.value)
        }
        guard copies == 2 else { return entries }
        for (left, right, value) in expanded(operator_) {
            add(
                2, (left[0] * second + left[1]) * second + right[2], (right[0] * second + right[1]) * second + left[2],
                value)
        }
        return entries
    }

    /// The operator on A ⊗ B ⊗ B′, as pairs of basis states.
    private func expanded(_ operator_: [Term]) -> [(left: [Int], right: [Int], value: Complex)] {
        let count = vectors.count
        return operator_.flatMap { term in
            vectors[term.row % count].flatMap { left in
                vectors[term.column % count].map { right in
                    (
                        [term.row / count] + left.states, [term.column / count] + right.states,
                        Complex(left.amplitude * right.amplitude) * term.value
                    )
                }
            }
        }
    }

    /// The numbers of the operator's reduction to A ⊗ B.
    func reduction(of operator_: [Term]) -> [SemidefiniteProgram.FreeTerm] {
        var matrix: [Term] = []
        for (left, right, value) in expanded(operator_) where copies == 1 || left[2] == right[2] {
            matrix.append((left[0] * second + left[1], right[0] * second + right[1], value))
        }
        var terms: [SemidefiniteProgram.FreeTerm] = []
        for (row, column, value) in matrix where row <= column {
            // Column c begins after the c² numbers of those before it.
            let place = column * column + 2 * row
            terms.append(.init(place, value.real))
            if row < column { terms.append(.init(place + 1, value.imaginary)) }
        }
        return terms
    }

    /// Diagonal, real and imaginary parts, in the order of ``HermitianEntry/all(_:)``.
    func numbers(_ matrix: ComplexMatrix) -> [Double] {
        HermitianEntry.all(matrix.rows).map { HermitianEntry.value(matrix, $0.row, $0.column, $0.part) }
    }

    /// The operator whose expectation value is −u·numbers.
    func witness(_ u: [Double]) -> ComplexMatrix {
        HermitianEntry.matrix(u.map { 0 - $0 }, from: 0, size: first * second)
    }

    /// v from w(v·ρ + (1 − v)·noise) ≥ −(what the positive matrices miss), w = −u·numbers.
    func provenVisibility(
        _ program: SemidefiniteProgram, _ solution: SemidefiniteSolution, own: [Double], noise: [Double]
    ) throws -> Double {
        guard solution.free.allSatisfy(\.isFinite) else { return .infinity }
        var missing = UpperSum()
        for block in solution.primal.compactMap(\.complex) {
            // Each partial transpose has trace 1.
            missing.add(max(0, -(try PositivityProof.leastEigenvalueBound(of: block))))
        }
        for constraint in program.constraints.dropLast() {
            // The numbers of a state are at most 1.
            var rest = UpperSum()
            for entry in constraint.entries {
                guard let block = solution.primal[entry.block].complex else { continue }
                let factor = entry.row == entry.column ? 1.0 : 2.0
                rest.addProduct(factor * entry.value.real, block[entry.row, entry.column].real)
                rest.addProduct(factor * entry.value.imaginary, block[entry.row, entry.column].imaginary)
            }
            for term in constraint.free { rest.addProduct(term.value, solution.free[term.variable]) }
            missing.add(max(abs(rest.upper), abs(rest.lower)))
        }
        let paid = missing.upper
        guard paid.isFinite else { return .infinity }
        func value(_ numbers: [Double]) -> UpperSum {
            var sum = UpperSum()
            for (u, number) in zip(solution.free, numbers) { sum.addProduct(-u, number) }
            sum.add(paid * (1 + 1e-9))
            return sum
        }
        let (state, mixed) = (value(own), value(noise))
        // −w is at most 0 on what has the extension.
        return NoiseThreshold.upperEnd(own: -state.upper, noise: (-mixed.upper, -mixed.lower), bound: 0)
    }
}
