import LHVModels

/// The superoperators that act on a kernel F in the frame (L̂, D̂, L̂ × D̂) of a pair, in 16 Pauli coordinates.
///
/// A kernel that is covariant under common rotations is a function f(c) of c = λ₁·λ₂ in this frame, and a covariant field is an
/// angular velocity ω(c) of the frame with a rate κ(c) of c. Then div(FV) + i[H, F] is (κf)′ − i[ω·S, f] + i[H, f], S the total
/// spin, and div V = κ′: rotations of the frame preserve the measure dc × Haar.
enum CovariantFrame {
    /// The 16 products σ_j ⊗ σ_k, the first index more significant.
    static let products: [ComplexMatrix] = {
        let letters = Pauli.allCases.map(\.matrix)
        return (0..<16).map { letters[$0 / 4].kronecker(letters[$0 % 4]) }
    }()

    /// M ↦ i[X, M] as a real 16 × 16 matrix.
    static func adjoint(_ operator: ComplexMatrix) -> RealMatrix {
        let images = products.map { Complex(0, 1) * `operator`.commutator(with: $0) }
        return RealMatrix(rows: 16, columns: 16) { (products[$0] * images[$1]).trace.real / 4 }
    }

    /// M ↦ i[S_k, M] for the components of the total spin.
    static let spins: [RealMatrix] = (1...3).map { k in
        adjoint(Complex(0.5) * (products[4 * k] + products[k]))
    }

    /// M ↦ RMRᵀ in both factors, for a rotation of the frame.
    static func rotated(_ rotation: [[Double]]) -> RealMatrix {
        func extended(_ row: Int, _ column: Int) -> Double {
            row == 0 || column == 0 ? (row == column ? 1 : 0) : rotation[row - 1][column - 1]
        }
        return RealMatrix(rows: 16, columns: 16) { row, column in
            extended(row / 4, column / 4) * extended(row % 4, column % 4)
        }
    }

    /// The frame at (−λ₁, λ₂), (λ₁, −λ₂) and (−λ₁, −λ₂), as rotations of the frame at (λ₁, λ₂).
    static let flips: [RealMatrix] = [
        rotated([[0, -1, 0], [-1, 0, 0], [0, 0, -1]]), rotated([[0, 1, 0], [1, 0, 0], [0, 0, -1]]),
        rotated([[-1, 0, 0], [0, -1, 0], [0, 0, 1]]),
    ]

    /// |L|/2 and |D|/2 at c.
    static func halves(_ c: Double) -> (Double, Double) { (((1 + c) / 2).squareRoot(), ((1 - c) / 2).squareRoot()) }

    /// The linear conditions on f at symmetric nodes that make a gauge: odd-odd parts node by node, then marginals and norm.
    static func conditions(nodes: [Double], weights: [Double]) -> (matrix: RealMatrix, right: [Double]) {
        let count = nodes.count
        var rows: [[Double]] = []
        var right: [Double] = []
        for i in 0..<((count + 1) / 2) {
            let j = count - 1 - i
            let (l, d) = halves(nodes[i])
            let (one, two) = ([0, l, d, 0], [0, l, -d, 0])
            for row in 0..<16 {
                var entries = [Double](repeating: 0, count: 16 * count)
                for column in 0..<16 {
                    entries[16 * i + column] += (flips[2][row, column] + (row == column ? 1 : 0)) / 4
                    entries[16 * j + column] -= (flips[0][row, column] + flips[1][row, column]) / 4
                }
                rows.append(entries)
                right.append(4 * one[row / 4] * two[row % 4])
            }
        }
        // The mean over all pairs of f contracted with a covariant of λ₁ or λ₂.
        func mean(_ value: Double, _ entries: (Double, Double) -> [(Int, Double)]) {
            var row = [Double](repeating: 0, count: 16 * count)
            for i in 0..<count {
                let (l, d) = halves(nodes[i])
                for (index, entry) in entries(l, d) { row[16 * i + index] += weights[i] / 2 * entry }
            }
            rows.append(row)
            right.append(value)
        }
        mean(1) { _, _ in [(0, 1)] }
        mean(0) { _, _ in [(5, 1), (10, 1), (15, 1)] }
        for sign in [1.0, -1] {
            mean(sign > 0 ? 2 : 0) { l, d in [(4, l), (8, sign * d)] }
            mean(sign > 0 ? 0 : 2) { l, d in [(1, l), (2, sign * d)] }
            // The axial part of T.
            mean(0) { l, d in [(11, l), (14, -l), (13, sign * d), (7, -sign * d)] }
        }
        return (RealMatrix(rows: rows.count, columns: 16 * count) { rows[$0][$1] }, right)
    }
}
