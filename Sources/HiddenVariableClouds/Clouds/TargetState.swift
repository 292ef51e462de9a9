import LHVModels

/// The predictions of a state for batches of settings: the tensor Tr(ρ G_k₁⊗…⊗G_k_N) and its contractions.
struct TargetState: Sendable {
    let bases: [GellMannBasis]
    /// The tensor, the first party's index slowest.
    private let coefficients: [Double]

    init(_ state: DensityOperator) throws {
        bases = try state.space.dimensions.map { try GellMannBasis(dimension: $0) }
        if state.space.isQubits {
            coefficients = try PauliTensor(state).coefficients
            return
        }
        // ρ with its indices in pairs (i₁ j₁)(i₂ j₂)…, contracted party by party with the operators as rows G_ji.
        let space = state.space
        var offsets = [0]
        for (local, stride) in zip(space.dimensions, space.strides) {
            offsets = offsets.flatMap { offset in
                (0..<(local * local)).map { offset + stride * ($0 / local + space.dimension * ($0 % local)) }
            }
        }
        let entries = state.matrix.elements
        let matrices = bases.map { basis in
            let operators = [ComplexMatrix.identity(basis.dimension)] + basis.matrices
            return ComplexMatrix(rows: operators.count, columns: basis.dimension * basis.dimension) {
                operators[$0][$1 % basis.dimension, $1 / basis.dimension]
            }
        }
        coefficients = TargetState.contract(offsets.map { entries[$0] }, matrices).map(\.real)
    }

    /// P(o₁ s₁, …, o_N s_N) for all combinations of the rows of the effect matrices, the first party slowest.
    func grid(_ effects: [RealMatrix]) -> [Double] { TargetState.contract(coefficients, effects) }

    /// P(m|s_b) for a list of joint settings, event after event.
    func list(_ effects: [RealMatrix], settings: Int, events: [[Int]]) -> [Double] {
        events.flatMap { event in
            // The last index first, for all settings at once.
            var entries = coefficients
            var width = 1
            for party in effects.indices.reversed() {
                let matrix = effects[party]
                let columns = matrix.columns
                let row = event[party] * settings
                let blocks = entries.count / (columns * width)
                var folded = [Double](repeating: 0, count: blocks * settings)
                for block in 0..<blocks {
                    for column in 0..<columns {
                        let source = (block * columns + column) * width
                        let effect = row + matrix.rows * column
                        for lane in 0..<settings {
                            folded[block * settings + lane] +=
                                matrix.elements[effect + lane] * entries[source + (width == 1 ? 0 : lane)]
                        }
                    }
                }
                entries = folded
                width = settings
            }
            return entries
        }
    }

    /// Each product contracts the first index and appends the new one behind the others.
    private static func contract<Element: Scalar>(_ tensor: [Element], _ matrices: [Matrix<Element>]) -> [Element] {
        var entries = tensor
        for matrix in matrices {
            let unfolded = Matrix(unchecked: entries, rows: entries.count / matrix.columns, columns: matrix.columns)
            entries = Matrix.product(matrix, .plain, unfolded, .transposed).elements
        }
        return entries
    }
}
