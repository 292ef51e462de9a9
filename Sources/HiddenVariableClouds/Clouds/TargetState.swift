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
        coefficients = try LocalContraction.traces(
            state, bases.map { [ComplexMatrix.identity($0.dimension)] + $0.matrices })
    }

    /// P(o₁ s₁, …, o_N s_N) for all combinations of the rows of the effect matrices, the first party slowest.
    func grid(_ effects: [RealMatrix]) -> [Double] { LocalContraction.contract(coefficients, with: effects) }

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
}
