import LHVModels

/// The two halves of the search in plain harmonics: the best gauge for a field, and the best field for a gauge.
///
/// Matrices have a column for each pair of nodes of a product quadrature, scaled by the square root of its weight, so that sums of
/// squares are means over S² × S². The quadrature is exact for the squares that occur.
struct HarmonicAlternation {
    /// The margin that the penalty asks of the eigenvalues, and the weight of changing the gauge.
    private let margin = 0.02
    private let inertia = 1e-4
    let degree: Int
    private let pairs: [[Direction]]
    private let roots: [Double]
    /// 4π Y_i(λ₁)Y_j(λ₂), a row for each, and its derivatives along the two frames.
    private let products: RealMatrix
    private let slopes: [RealMatrix]
    /// The rows whose amplitudes are free: those with an even degree of 2 or more on one side.
    private let free: [Int]
    /// F ↦ i[H, F].
    private let drive: RealMatrix
    private let positivity: KernelPositivity
    // F: 16 rows, a column for each product. What is fixed is that of the product gauge.
    private var amplitudes: RealMatrix

    init(_ hamiltonian: ComplexMatrix, degree: Int, visibility: Double) throws {
        self.degree = degree
        drive = CovariantFrame.adjoint(hamiltonian)
        positivity = KernelPositivity(visibility: visibility)
        let harmonics = try RealSphericalHarmonics(degree: degree)
        let count = harmonics.count
        // The square of div(FV) has four times the degree on each sphere.
        let rule = try SphereRule.product(degree: 4 * degree)
        let nodes = rule.points.map { Direction(unchecked: $0) }
        let tables = nodes.map { node -> (values: [Double], along: [Double], across: [Double]) in
            let (values, gradients) = harmonics.valuesAndGradients(at: node)
            let (x, y) = tangentFrame(at: node.vector)
            return (values, gradients.map { dot($0, x) }, gradients.map { dot($0, y) })
        }
        var (pairs, roots) = ([[Direction]](), [Double]())
        var columns = [[Double]](repeating: [], count: 5)
        for (s, one) in tables.enumerated() {
            for (t, two) in tables.enumerated() {
                pairs.append([nodes[s], nodes[t]])
                let root = (rule.weights[s] * rule.weights[t]).squareRoot()
                roots.append(root / (4 * Double.pi))
                let factors = [
                    (one.values, two.values), (one.along, two.values), (one.across, two.values),
                    (one.values, two.along), (one.values, two.across),
                ]
                for (kind, factor) in factors.enumerated() {
                    for x in factor.0 { columns[kind] += factor.1.map { root * x * $0 } }
                }
            }
        }
        (self.pairs, self.roots) = (pairs, roots)
        let matrices = columns.map { RealMatrix(unchecked: $0, rows: count * count, columns: pairs.count) }
        products = matrices[0]
        slopes = Array(matrices.dropFirst())
        let degrees = (0..<count).map { RealSphericalHarmonics.degree(ofIndex: $0) }
        func isEven(_ degree: Int) -> Bool { degree >= 2 && degree % 2 == 0 }
        free = (0..<(count * count)).filter { isEven(degrees[$0 / count]) || isEven(degrees[$0 % count]) }
        // 1 + 2λ₁·σ, and so on, with λ = (Y_13, Y_11, Y_12)·√(4π/3).
        let order = [0, 3, 1, 2]
        let sizes = [1, 2 / 3.0.squareRoot()]
        var fixed = RealMatrix(rows: 16, columns: count * count)
        for k in 0..<16 {
            let (one, two) = (k / 4, k % 4)
            fixed[k, order[one] * count + order[two]] = sizes[min(one, 1)] * sizes[min(two, 1)]
        }
        amplitudes = fixed
    }

    /// F.
    var kernel: HarmonicKernel {
        get throws { try HarmonicKernel(degree: degree, amplitudes: amplitudes) }
    }

    /// The amplitudes, the fixed ones among them.
    var gauge: [Double] {
        get { amplitudes.elements }
        set { amplitudes = RealMatrix(unchecked: newValue, rows: amplitudes.rows, columns: amplitudes.columns) }
    }

    // MARK: Field

    /// The best field for the gauge.
    func bestField() throws -> VelocityFit {
        let (values, rates) = (amplitudes * products, drive * (amplitudes * products))
        let gradients = slopes.map { amplitudes * $0 }
        return try VelocityFit(degree: degree, pairs: pairs, ridge: 1e-12) { node, _ in
            (0..<16).map { k in [values[k, node]] + gradients.map { $0[k, node] } + [rates[k, node]] }
        }
    }

    /// J.
    func residual(_ field: VelocityFit) -> Double {
        let driven = drive * (amplitudes * products)
        let rest = amplitudes * transported(field) + driven
        let size = innerProduct(driven.elements, driven.elements)
        return size > 0 ? innerProduct(rest.elements, rest.elements) / size : 0
    }

    // div(φV) for every product φ.
    private func transported(_ field: VelocityFit) -> RealMatrix {
        var entries = products.elements
        let rows = products.rows
        let gradients = slopes.map(\.elements)
        for (node, pair) in pairs.enumerated() {
            let components = field.components(at: pair)
            for index in (node * rows)..<((node + 1) * rows) {
                var sum = components[0] * entries[index]
                for kind in 0..<4 { sum += components[kind + 1] * gradients[kind][index] }
                entries[index] = sum
            }
        }
        return RealMatrix(unchecked: entries, rows: rows, columns: pairs.count)
    }

    // MARK: Gauge

    /// Improves the gauge for a field: least squares with a penalty on eigenvalues below the margin.
    mutating func improveGauge(_ field: VelocityFit) throws {
        let moved = transported(field)
        // With X the amplitudes the residual is R = XG + CXΦ, and half the gradient of |R|² is RGᵀ + CᵀRΦᵀ.
        let rest = amplitudes * moved + drive * (amplitudes * products)
        let gradient =
            RealMatrix.product(rest, .plain, moved, .transposed)
            + RealMatrix.product(drive, .transposed, RealMatrix.product(rest, .plain, products, .transposed), .plain)
        var gram = gram(moved)
        for index in 0..<gram.rows { gram[index, index] += inertia }
        let descent = free.flatMap { p in (0..<16).map { -gradient[$0, p] } }
        // The penalty is quadratic for given eigenvectors, which follow.
        let start = amplitudes
        for _ in 0..<3 {
            let (matrix, wanted) = try penalty(relativeTo: start)
            guard matrix.columns > 0 else {
                amplitudes = changed(start, by: try gram.solve(descent))
                if try leastEigenvalue() >= margin { return }
                continue
            }
            let right = zip(descent, matrix * wanted).map { $0 + $1 }
            let extended = gram + RealMatrix.product(matrix, .plain, matrix, .transposed)
            amplitudes = changed(start, by: try extended.solve(right))
        }
    }

    private func changed(_ start: RealMatrix, by change: [Double]) -> RealMatrix {
        var result = start
        for (index, p) in free.enumerated() {
            for k in 0..<16 { result[k, p] += change[16 * index + k] }
        }
        return result
    }

    // GGᵀ ⊗ 1 + GΦᵀ ⊗ C + its transpose + ΦΦᵀ ⊗ CᵀC over free products, the Pauli index running first.
    private func gram(_ moved: RealMatrix) -> RealMatrix {
        let squares = RealMatrix.product(moved, .plain, moved, .transposed)
        let mixed = RealMatrix.product(moved, .plain, products, .transposed)
        let overlaps = RealMatrix.product(products, .plain, products, .transposed)
        let turned = RealMatrix.product(drive, .transposed, drive, .plain).elements
        let (along, across) = (drive.elements, drive.transpose.elements)
        let size = 16 * free.count
        var entries = [Double](repeating: 0, count: size * size)
        for (j, q) in free.enumerated() {
            for l in 0..<16 {
                let start = (16 * j + l) * size
                for (i, p) in free.enumerated() {
                    let (square, one, two, overlap) = (squares[p, q], mixed[p, q], mixed[q, p], overlaps[p, q])
                    for k in 0..<16 {
                        entries[start + 16 * i + k] =
                            one * along[16 * l + k] + two * across[16 * l + k] + overlap * turned[16 * l + k]
                            + (k == l ? square : 0)
                    }
                }
            }
        }
        return RealMatrix(unchecked: entries, rows: size, columns: size)
    }

    // MARK: Positivity

    private func kernels() -> [PairCoefficients] {
        let values = amplitudes * products
        return pairs.indices.map { node in PairCoefficients(entries: (0..<16).map { values[$0, node] / roots[node] }) }
    }

    /// The smallest eigenvalue of (1 − v) f₀ + vF over the nodes.
    func leastEigenvalue() throws -> Double { try positivity.leastEigenvalue(over: kernels()) }

    // Columns that bring eigenvalues below the margin up to it, and what the change from `start` has to add to each.
    private func penalty(relativeTo start: RealMatrix) throws -> (matrix: RealMatrix, wanted: [Double]) {
        let before = start * products
        var (columns, wanted) = ([Double](), [Double]())
        for (node, kernel) in kernels().enumerated() {
            for functional in try positivity.functionals(of: kernel, below: margin) {
                for p in free { columns += functional.map { $0 * products[p, node] } }
                let present = (0..<16).reduce(0) { $0 + functional[$1] * before[$1, node] }
                wanted.append(roots[node] * margin - present)
            }
        }
        return (RealMatrix(unchecked: columns, rows: 16 * free.count, columns: wanted.count), wanted)
    }
}
