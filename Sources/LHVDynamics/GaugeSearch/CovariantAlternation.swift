import LHVModels

/// The two halves of the search: the best gauge for a field, and the best field for a gauge.
///
/// The frequency is 1; others only scale the field.
struct CovariantAlternation {
    private let ansatz: CovariantAnsatz
    private let positivity: KernelPositivity
    /// The margin that the penalty asks of the eigenvalues, and the weight of changing the gauge.
    private let margin = 0.02
    private let inertia = 1e-4
    private static let hamiltonian: RealMatrix = CovariantFrame.adjoint(
        Complex(0.25) * (CovariantFrame.products[5] + CovariantFrame.products[10] + CovariantFrame.products[15]))

    /// The free part of the gauge, and f and f′ at the nodes.
    private var free: [Double]
    private var kernel: [Double]
    private var slope: [Double]

    init(_ ansatz: CovariantAnsatz, visibility: Double) {
        self.ansatz = ansatz
        positivity = KernelPositivity(visibility: visibility)
        free = [Double](repeating: 0, count: ansatz.gauge.columns)
        (kernel, slope) = (ansatz.fixed, ansatz.fixedSlope)
    }

    /// The free coordinates of the gauge.
    var gauge: [Double] {
        get { free }
        set { setFree(newValue) }
    }

    /// Puts a given gauge in place of the ansatz, differentiated by central differences.
    mutating func setGauge(_ components: (Double) -> [Double]) {
        kernel = ansatz.nodes.flatMap(components)
        slope = ansatz.nodes.flatMap { c -> [Double] in
            // Nodes are at least 1e-4 away from ±1 for all the rules in use.
            let step = min(1e-3, (1 - abs(c)) / 8)
            let weights = [4.0 / 5, -1.0 / 5, 4.0 / 105, -1.0 / 280]
            var sum = [Double](repeating: 0, count: 16)
            for (index, weight) in weights.enumerated() {
                let (after, before) = (
                    components(c + Double(index + 1) * step), components(c - Double(index + 1) * step)
                )
                for k in 0..<16 { sum[k] += weight * (after[k] - before[k]) / step }
            }
            return sum
        }
    }

    // MARK: Halves

    /// Improves the gauge for a field: least squares with a penalty on eigenvalues below the margin.
    mutating func improveGauge(_ field: [Double]) throws {
        let motion = ansatz.field * field
        var rows = RealMatrix(rows: 16 * ansatz.nodes.count, columns: free.count)
        var targets = [Double](repeating: 0, count: rows.rows)
        for node in ansatz.nodes.indices {
            let weight = (ansatz.weights[node] / 2).squareRoot()
            let (rate, rateSlope) = (motion[5 * node + 3], motion[5 * node + 4])
            let action = CovariantAlternation.action(motion, node)
            for row in 0..<16 {
                for column in 0..<free.count {
                    var sum = rate * ansatz.gaugeSlope[16 * node + row, column]
                    sum += rateSlope * ansatz.gauge[16 * node + row, column]
                    for k in 0..<16 where action[row, k] != 0 {
                        sum += action[row, k] * ansatz.gauge[16 * node + k, column]
                    }
                    rows[16 * node + row, column] = weight * sum
                }
                var sum = rate * ansatz.fixedSlope[16 * node + row] + rateSlope * ansatz.fixed[16 * node + row]
                for k in 0..<16 { sum += action[row, k] * ansatz.fixed[16 * node + k] }
                targets[16 * node + row] = -weight * sum
            }
        }
        var gram = RealMatrix.product(rows, .transposed, rows, .plain)
        for index in free.indices { gram[index, index] += inertia }
        let right = zip(RealMatrix.product(rows, .transposed, column(targets), .plain).elements, free)
            .map { $0 + inertia * $1 }
        // The penalty is quadratic for given eigenvectors, which follow.
        for _ in 0..<3 {
            let penalty = try self.penalty()
            guard penalty.matrix.rows > 0 else {
                setFree(try gram.solve(right))
                if try self.penalty().matrix.rows == 0 { return }
                continue
            }
            let more = gram + RealMatrix.product(penalty.matrix, .transposed, penalty.matrix, .plain)
            let extra = RealMatrix.product(penalty.matrix, .transposed, column(penalty.right), .plain).elements
            setFree(try more.solve(zip(right, extra).map { $0 + $1 }))
        }
    }

    /// The best field for the gauge, near the old one where the gauge leaves a choice.
    func improvedField(from old: [Double], ridge: Double = 1e-9) throws -> [Double] {
        let (rows, targets) = fieldProblem()
        var gram = RealMatrix.product(rows, .transposed, rows, .plain)
        for index in old.indices { gram[index, index] += ridge }
        let right = RealMatrix.product(rows, .transposed, column(targets), .plain).elements
        return try gram.solve(zip(right, old).map { $0 + ridge * $1 })
    }

    /// J.
    func residual(_ field: [Double]) -> Double {
        let (rows, targets) = fieldProblem()
        let size = innerProduct(targets, targets)
        let rest = zip(rows * field, targets).map { $0 - $1 }
        return size > 0 ? innerProduct(rest, rest) / size : 0
    }

    // div(FV) as a linear function of the field's parameters, and −i[H, F].
    private func fieldProblem() -> (RealMatrix, [Double]) {
        let parameters = ansatz.field.columns
        var rows = RealMatrix(rows: 16 * ansatz.nodes.count, columns: parameters)
        var targets = [Double](repeating: 0, count: rows.rows)
        for node in ansatz.nodes.indices {
            let weight = (ansatz.weights[node] / 2).squareRoot()
            let f = Array(kernel[(16 * node)..<(16 * node + 16)])
            let turned = CovariantFrame.spins.map { $0 * f }
            let driven = CovariantAlternation.hamiltonian * f
            for k in 0..<16 {
                targets[16 * node + k] = -weight * driven[k]
                let parts = [-turned[0][k], -turned[1][k], -turned[2][k], slope[16 * node + k], f[k]]
                for parameter in 0..<parameters {
                    var sum = 0.0
                    for part in 0..<5 { sum += parts[part] * ansatz.field[5 * node + part, parameter] }
                    rows[16 * node + k, parameter] = weight * sum
                }
            }
        }
        return (rows, targets)
    }

    // −i[ω·S, ·] + i[H, ·] at a node.
    private static func action(_ motion: [Double], _ node: Int) -> RealMatrix {
        var sum = hamiltonian
        for k in 0..<3 { sum.add(-motion[5 * node + k], times: CovariantFrame.spins[k]) }
        return sum
    }

    private func column(_ entries: [Double]) -> RealMatrix {
        RealMatrix(unchecked: entries, rows: entries.count, columns: 1)
    }

    private mutating func setFree(_ values: [Double]) {
        free = values
        kernel = zip(ansatz.fixed, ansatz.gauge * values).map { $0 + $1 }
        slope = zip(ansatz.fixedSlope, ansatz.gaugeSlope * values).map { $0 + $1 }
    }

    // MARK: Positivity

    /// F at the nodes.
    func kernels() -> [PairCoefficients] {
        ansatz.nodes.indices.map { node in
            PairCoefficients(entries: Array(kernel[(16 * node)..<(16 * node + 16)]))
        }
    }

    /// The smallest eigenvalue of (1 − v) f₀ + vF over the nodes.
    func leastEigenvalue() throws -> Double { try positivity.leastEigenvalue(over: kernels()) }

    // Rows that bring eigenvalues below the margin up to it, for the present eigenvectors.
    private func penalty() throws -> (matrix: RealMatrix, right: [Double]) {
        var rows: [[Double]] = []
        var right: [Double] = []
        for (node, kernel) in kernels().enumerated() {
            let weight = ansatz.weights[node].squareRoot()
            for expectations in try positivity.functionals(of: kernel, below: margin) {
                var offset = 0.0
                for k in 0..<16 { offset += expectations[k] * ansatz.fixed[16 * node + k] }
                rows.append(
                    free.indices.map { column in
                        var sum = 0.0
                        for k in 0..<16 { sum += expectations[k] * ansatz.gauge[16 * node + k, column] }
                        return weight * sum
                    })
                right.append(weight * (margin - offset))
            }
        }
        return (RealMatrix(rows: rows.count, columns: free.count) { rows[$0][$1] }, right)
    }
}
