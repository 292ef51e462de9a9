import NumericalCore

// Every model is written in spins S = σ/2, with ħ = 1: couplings and fields are angular frequencies. For the Heisenberg
// pair this is H = ω S₁·S₂ = (ω/4) Σ_α σ_α ⊗ σ_α, the convention of P1, Eq. 36. Signs are all plus: positive couplings are
// antiferromagnetic, positive fields favour spins against their direction.
extension PauliSum {
    /// H = Σ_{j<k} w_jk Σ_αβ J_αβ S^α_j S^β_k, the general bilinear coupling on a graph.
    ///
    /// The antisymmetric part of J is a Dzyaloshinskii–Moriya interaction D·(S_j × S_k) with J_αβ = Σ_γ ε_αβγ D_γ; it depends on
    /// the order of the vertices, and j < k.
    /// - Parameters:
    ///   - coupling: The 3 × 3 matrix J in the axes x, y, z, an angular frequency.
    ///   - graph: The edges {j, k} and weights w_jk.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the matrix is not 3 × 3 or not finite, or a coefficient overflows.
    public static func bilinear(coupling: RealMatrix, on graph: InteractionGraph) throws -> PauliSum {
        try require(
            coupling.rows == 3 && coupling.columns == 3, "coupling", must: "be a 3 × 3 matrix",
            was: "\(coupling.rows) × \(coupling.columns)")
        try require(coupling.isFinite, "coupling", must: "have only finite entries", was: coupling.elements)
        let axes: [Pauli] = [.x, .y, .z]
        var terms: [Term] = []
        for edge in graph.edges {
            for row in 0..<3 {
                for column in 0..<3 where coupling[row, column] != 0 {
                    terms.append(
                        Term(
                            edge.weight * coupling[row, column] / 4,
                            try PauliString([(edge.first, axes[row]), (edge.second, axes[column])], of: graph.count)))
                }
            }
        }
        return try PauliSum(terms, qubits: graph.count)
    }

    /// H = Σ_{j<k} w_jk (J_x S^x_j S^x_k + J_y S^y_j S^y_k + J_z S^z_j S^z_k), the XYZ model.
    ///
    /// - Parameters:
    ///   - couplings: (J_x, J_y, J_z), angular frequencies.
    ///   - graph: The edges {j, k} and weights w_jk.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a coupling is not finite.
    public static func xyz(couplings: SIMD3<Double>, on graph: InteractionGraph) throws -> PauliSum {
        try bilinear(coupling: .diagonal([couplings.x, couplings.y, couplings.z]), on: graph)
    }

    /// H = J Σ_{j<k} w_jk S_j·S_k = (J/4) Σ_{j<k} w_jk σ_j·σ_k, the Heisenberg model.
    ///
    /// On a pair it has the singlet at −3J/4 and the triplet at J/4. Source: P1, Eq. 36, with J = ω.
    /// - Parameters:
    ///   - coupling: J, an angular frequency; positive is antiferromagnetic.
    ///   - graph: The edges {j, k} and weights w_jk.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the coupling is not finite.
    public static func heisenberg(coupling: Double = 1, on graph: InteractionGraph) throws -> PauliSum {
        try xyz(couplings: SIMD3(repeating: coupling), on: graph)
    }

    /// H = J Σ_{j<k} w_jk (S^x_j S^x_k + S^y_j S^y_k + Δ S^z_j S^z_k), the XXZ model.
    ///
    /// - Parameters:
    ///   - coupling: J, an angular frequency.
    ///   - anisotropy: Δ, dimensionless: 1 is the Heisenberg model, 0 the XY model.
    ///   - graph: The edges {j, k} and weights w_jk.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the coupling or the anisotropy is not finite.
    public static func xxz(
        coupling: Double = 1, anisotropy: Double, on graph: InteractionGraph
    ) throws -> PauliSum {
        try require(anisotropy.isFinite, "anisotropy", must: "be finite", was: anisotropy)
        return try xyz(couplings: SIMD3(coupling, coupling, coupling * anisotropy), on: graph)
    }

    /// H = J Σ_{j<k} w_jk S^z_j S^z_k = (J/4) Σ_{j<k} w_jk σ^z_j σ^z_k, the Ising model.
    ///
    /// - Parameters:
    ///   - coupling: J, an angular frequency; negative is ferromagnetic.
    ///   - graph: The edges {j, k} and weights w_jk.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the coupling is not finite.
    public static func ising(coupling: Double = 1, on graph: InteractionGraph) throws -> PauliSum {
        try xyz(couplings: SIMD3(0, 0, coupling), on: graph)
    }

    /// H = J Σ_{j<k} w_jk S^z_j S^z_k + h Σ_j S^x_j, the Ising model in a transverse field.
    ///
    /// The form −J′ Σ σ^z σ^z − h′ Σ σ^x has J = −4J′ and h = −2h′; a chain is critical at |h| = |J|/2.
    /// - Parameters:
    ///   - coupling: J, an angular frequency.
    ///   - field: h, an angular frequency.
    ///   - graph: The edges {j, k} and weights w_jk.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the coupling or the field is not finite.
    public static func transverseFieldIsing(
        coupling: Double = 1, field: Double, on graph: InteractionGraph
    ) throws -> PauliSum {
        try ising(coupling: coupling, on: graph) + uniformField(field, along: .x, qubits: graph.count)
    }

    /// H = h Σ_j n·S_j = (h/2) Σ_j n·σ_j, the same field on every qubit.
    ///
    /// - Parameters:
    ///   - strength: h, the angular frequency of the precession about n.
    ///   - direction: n.
    ///   - qubits: N.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the strength is not finite or `qubits` not in 1…62.
    public static func uniformField(_ strength: Double, along direction: Direction, qubits: Int) throws -> PauliSum {
        try require(
            (1...PauliString.largestCount).contains(qubits), "number of qubits",
            must: "be in 1…\(PauliString.largestCount)", was: qubits)
        return try fields(
            strengths: Array(repeating: strength, count: qubits), along: Array(repeating: direction, count: qubits))
    }

    /// H = Σ_j h_j n_j·S_j, a field of its own on every qubit.
    ///
    /// - Parameters:
    ///   - strengths: h_j, angular frequencies, one for each qubit.
    ///   - directions: n_j, one for each qubit.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the lists differ in length, a strength is not finite, or there are
    ///   not 1…62 qubits.
    public static func fields(strengths: [Double], along directions: [Direction]) throws -> PauliSum {
        try require(
            strengths.count == directions.count, "directions", must: "be \(strengths.count), one for each strength",
            was: directions.count)
        var terms: [Term] = []
        for (qubit, (strength, direction)) in zip(strengths, directions).enumerated() {
            try require(strength.isFinite, "strength of the field on qubit \(qubit)", must: "be finite", was: strength)
            for (axis, component) in [(Pauli.x, direction.x), (.y, direction.y), (.z, direction.z)] {
                terms.append(
                    Term(strength * component / 2, try PauliString(axis, at: qubit, of: strengths.count)))
            }
        }
        return try PauliSum(terms, qubits: strengths.count)
    }
}
