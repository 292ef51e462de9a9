import NumericalCore

extension SpherePlot {
    /// Adds the Bloch vectors of qubit states as arrows from the centre.
    ///
    /// r = (Tr ρσₓ, Tr ρσᵧ, Tr ρσ_z), where |0⟩ is the north pole.
    ///
    /// - Parameters:
    ///   - states: Density matrices of one qubit: 2 × 2, Hermitian and of trace 1 to 10⁻⁶, with |r| ≤ 1.
    ///   - label: The name in the legend; none when empty.
    /// - Throws: `InvalidArgument` for no states or a matrix that is none.
    public func blochVectors(of states: [ComplexMatrix], label: String = "") throws -> SpherePlot {
        try require(!states.isEmpty, "states", must: "hold at least one matrix", was: "empty")
        let vectors = try states.enumerated().map { index, state -> SIMD3<Double> in
            let name = "states[\(index)]"
            try require(
                state.rows == 2 && state.columns == 2, name, must: "be 2 × 2", was: "\(state.rows) × \(state.columns)")
            let trace = state[0, 0] + state[1, 1]
            try require(
                abs(trace.real - 1) <= 1e-6 && abs(trace.imaginary) <= 1e-6, name, must: "have trace 1", was: trace)
            let (upper, lower) = (state[0, 1], state[1, 0])
            try require(
                abs(upper.real - lower.real) <= 1e-6 && abs(upper.imaginary + lower.imaginary) <= 1e-6, name,
                must: "be Hermitian", was: "\(upper) above and \(lower) below the diagonal")
            return SIMD3(
                upper.real + lower.real, lower.imaginary - upper.imaginary, state[0, 0].real - state[1, 1].real)
        }
        return try arrows(vectors, label: label)
    }
}
