import LHVModels

/// What gauges and fields a search may use: f(c) = f*(c) + Σ y_m f_m(c), with fixed part f*, and ω(c), κ(c) linear in u.
struct CovariantAnsatz {
    let nodes: [Double]
    let weights: [Double]
    /// f_m and f_m′ at the nodes, 16 rows for each node, a column for each free direction.
    let gauge: RealMatrix
    let gaugeSlope: RealMatrix
    /// f* and its slope.
    let fixed: [Double]
    let fixedSlope: [Double]
    /// ω, κ and κ′ at the nodes: rows L̂, D̂, L̂ × D̂, κ, κ′ for each node, a column for each parameter of the field.
    let field: RealMatrix

    /// The ansatz of a span of kernels, of which those that are gauges are kept.
    init(
        nodes: [Double], weights: [Double], span: RealMatrix, spanSlope: RealMatrix, field: RealMatrix
    ) throws {
        self.nodes = nodes
        self.weights = weights
        self.field = field
        let (conditions, right) = CovariantFrame.conditions(nodes: nodes, weights: weights)
        let reduced = conditions * span
        let particular = try reduced.leastSquares(
            RealMatrix(rows: right.count, columns: 1) { row, _ in right[row] }, rankTolerance: 1e-11)
        try require(
            particular.residualNorm <= 1e-9, "ansatz", must: "contain a gauge", was: "off by \(particular.residualNorm)"
        )
        // The directions that change no condition.
        let system = try RealMatrix.product(reduced, .transposed, reduced, .plain).hermitianEigensystem()
        let largest = system.values.last ?? 1
        let free = system.values.indices.filter { system.values[$0] < 1e-18 + 1e-13 * largest }
        let null = RealMatrix(rows: span.columns, columns: free.count) { system.vectors[$0, free[$1]] }
        gauge = span * null
        gaugeSlope = spanSlope * null
        fixed = (span * particular.solution).elements
        fixedSlope = (spanSlope * particular.solution).elements
    }

    /// Free functions of c: values at Gauss nodes, slopes by the interpolating polynomial.
    ///
    /// - Parameter keepsAngle: Whether κ = 0.
    static func free(nodes count: Int, keepsAngle: Bool) throws -> CovariantAnsatz {
        let rule = try GaussRule.legendre(count: count)
        let slopes = differentiation(rule.nodes)
        let span = RealMatrix.identity(16 * count)
        let spanSlope = RealMatrix(rows: 16 * count, columns: 16 * count) { row, column in
            row % 16 == column % 16 ? slopes[row / 16, column / 16] : 0
        }
        let parameters = (keepsAngle ? 3 : 4) * count
        let field = RealMatrix(rows: 5 * count, columns: parameters) { row, column in
            let (node, kind, source, part) = (row / 5, row % 5, column % count, column / count)
            if part < 3 { return kind == part && node == source ? 1 : 0 }
            let edge = 1 - rule.nodes[source] * rule.nodes[source]
            if kind == 3 { return node == source ? edge : 0 }
            return kind == 4 ? slopes[node, source] * edge : 0
        }
        return try CovariantAnsatz(
            nodes: rule.nodes, weights: rule.weights, span: span, spanSlope: spanSlope, field: field)
    }

    /// Polynomials in λ₁ and λ₂, of degree at most L in each: what harmonics of degree up to L leave when averaged over rotations.
    ///
    /// V₁ = α λ₁ × λ₂ + β (λ₂ − cλ₁) and V₂ = γ λ₂ × λ₁ + δ (λ₁ − cλ₂), with α … δ of degree L − 1 in c.
    static func harmonic(degree: Int) throws -> CovariantAnsatz {
        let rule = try GaussRule.legendre(count: 2 * degree + 6)
        var columns: [[Slope]] = []
        for structure in structures {
            for k in 0...max(0, degree - structure.degree) where structure.degree + k <= degree {
                columns.append(
                    rule.nodes.flatMap { c -> [Slope] in
                        let factor = legendre(k, c)
                        return structure.components(c).map { factor * $0 }
                    })
            }
        }
        let span = RealMatrix(rows: 16 * rule.nodes.count, columns: columns.count) { columns[$1][$0].value }
        let spanSlope = RealMatrix(rows: 16 * rule.nodes.count, columns: columns.count) { columns[$1][$0].slope }
        let field = RealMatrix(rows: 5 * rule.nodes.count, columns: 4 * degree) { row, column in
            let (node, kind, k, part) = (row / 5, row % 5, column % degree, column / degree)
            let c = Slope(variable: rule.nodes[node])
            let motion = frameMotion(legendre(k, rule.nodes[node]), part, c)
            return kind < 4 ? motion[kind].value : motion[3].slope
        }
        return try CovariantAnsatz(
            nodes: rule.nodes, weights: rule.weights, span: span, spanSlope: spanSlope, field: field)
    }

    /// ω_L, ω_D, ω_N and κ of one of the functions α, β, γ, δ: ω_L = −l(α + γ), ω_D = d(α − γ), ω_N = ld(δ − β) and
    /// κ = (1 − c²)(β + δ), with l = |L|/2 and d = |D|/2.
    static func frameMotion(_ function: Slope, _ part: Int, _ c: Slope) -> [Slope] {
        let (l, d) = ((Slope(0.5) * (Slope(1) + c)).squareRoot(), (Slope(0.5) * (Slope(1) - c)).squareRoot())
        let edge = Slope(1) - c * c
        let zero = Slope(0)
        return switch part {
        case 0: [zero - l * function, d * function, zero, zero]
        case 1: [zero, zero, zero - l * d * function, edge * function]
        case 2: [zero - l * function, zero - d * function, zero, zero]
        default: [zero, zero, l * d * function, edge * function]
        }
    }

    // P_k(c) and its slope.
    static func legendre(_ degree: Int, _ c: Double) -> Slope {
        let x = Slope(variable: c)
        var (previous, current) = (Slope(0), Slope(1))
        for k in 0..<degree {
            let n = Double(k)
            let next = Slope((2 * n + 1) / (n + 1)) * x * current - Slope(n / (n + 1)) * previous
            (previous, current) = (current, next)
        }
        return current
    }

    // The covariant kernels without factors of c, their degree and the 16 components: one; λ₁, λ₂ and λ₁ × λ₂ for each Bloch
    // vector; nine tensors.
    private static let structures: [(degree: Int, components: @Sendable (Double) -> [Slope])] = {
        func tensor(
            _ entry: @escaping @Sendable ([[Slope]], Int, Int) -> Slope
        ) -> @Sendable (Double) -> [Slope] {
            { c in
                let vectors = frameVectors(c)
                return kernel((0..<9).map { (4 * ($0 / 3 + 1) + $0 % 3 + 1, entry(vectors, $0 / 3, $0 % 3)) })
            }
        }
        var list: [(degree: Int, components: @Sendable (Double) -> [Slope])] = [(0, { _ in kernel([(0, Slope(1))]) })]
        for which in 0..<3 {
            list.append((1, { c in kernel((0..<3).map { (4 * ($0 + 1), frameVectors(c)[which][$0]) }) }))
            list.append((1, { c in kernel((0..<3).map { ($0 + 1, frameVectors(c)[which][$0]) }) }))
        }
        list.append((0, tensor { _, j, k in Slope(j == k ? 1 : 0) }))
        list += [(0, 1), (1, 0)].map { p, q in (1, tensor { v, j, k in v[p][j] * v[q][k] }) }
        list += [0, 1].map { which in
            (
                1,
                tensor { v, j, k in
                    j == k ? Slope(0) : Slope((k - j + 3) % 3 == 1 ? 1 : -1) * v[which][3 - j - k]
                }
            )
        }
        list += [(0, 0), (1, 1), (0, 2), (1, 2)].map { p, q in
            (2, tensor { v, j, k in v[p][j] * v[q][k] + v[q][j] * v[p][k] })
        }
        return list
    }()

    // λ₁, λ₂ and λ₁ × λ₂ in the frame.
    private static func frameVectors(_ c: Double) -> [[Slope]] {
        let x = Slope(variable: c)
        let (l, d) = ((Slope(0.5) * (Slope(1) + x)).squareRoot(), (Slope(0.5) * (Slope(1) - x)).squareRoot())
        let zero = Slope(0)
        return [[l, d, zero], [l, zero - d, zero], [zero, zero, Slope(-2) * l * d]]
    }

    private static func kernel(_ entries: [(Int, Slope)]) -> [Slope] {
        var result = [Slope](repeating: Slope(0), count: 16)
        for (index, value) in entries { result[index] = result[index] + value }
        return result
    }

    // The derivative at the nodes of the polynomial through values at the nodes.
    private static func differentiation(_ x: [Double]) -> RealMatrix {
        let products = x.indices.map { i in
            x.indices.reduce(1.0) { $1 == i ? $0 : $0 * (x[i] - x[$1]) }
        }
        var matrix = RealMatrix(rows: x.count, columns: x.count) { i, j in
            i == j ? 0 : products[i] / products[j] / (x[i] - x[j])
        }
        for i in x.indices { matrix[i, i] = -x.indices.reduce(0) { $0 + matrix[i, $1] } }
        return matrix
    }
}
