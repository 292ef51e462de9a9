import Foundation
import NumericalCore

extension DensityOperator {
    /// The concurrence of two qubits, C = max(0, s₁ − s₂ − s₃ − s₄), in 0…1; zero for separable states only.
    ///
    /// The s_i are the singular values of τ = Vᵀ(σ_y⊗σ_y)V, V the eigenvectors scaled by the roots of their eigenvalues.
    /// This route keeps all digits for states of low rank, where square roots of eigenvalues of ρρ̃ lose half of them;
    /// eigenvalues of ρ that are zero to rounding are taken as zero, as in ``squareRoot()``. A difference up to 64·2⁻⁵² Tr ρ,
    /// about 1.4·10⁻¹⁴, is rounding and counts as 0, so that a state that is a product or a mixture of products has C = 0 and
    /// not 10⁻¹⁵.
    /// Source: [Wootters1998].
    /// - Complexity: O(1), about 10 µs.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the state is not of two qubits.
    public func concurrence() throws -> Double {
        try requireTwoQubits()
        let system = try matrix.hermitianEigensystem()
        let roots = DensityOperator.roots(of: system.values)
        let v = ComplexMatrix(rows: 4, columns: 4) { roots[$1] * system.vectors[$0, $1] }
        // (σ_y⊗σ_y)V reverses the rows of V, with signs −, +, +, −.
        let tau = ComplexMatrix(rows: 4, columns: 4) { i, j in
            v[1, i] * v[2, j] + v[2, i] * v[1, j] - v[0, i] * v[3, j] - v[3, i] * v[0, j]
        }
        let s = try tau.singularValueDecomposition().values
        let difference = s[0] - s[1] - s[2] - s[3]
        let rounding = 64 * Double.ulpOfOne * roots.reduce(0) { $0 + $1 * $1 }
        return difference <= rounding ? 0 : difference.clamped(to: 0...1)
    }

    /// The entanglement of formation of two qubits, h((1 + √(1 − C²))/2) in bits (ebits), in 0…1, with the binary entropy h.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the state is not of two qubits.
    public func entanglementOfFormation() throws -> Double {
        let c = try concurrence()
        let p = (1 + ((1 - c) * (1 + c)).squareRoot()) / 2
        let q = c * c / (4 * p)  // 1 − p without cancellation
        return q > 0 ? (-(p * log1p(-q) + q * log(q)) / log(2)).clamped(to: 0...1) : 0
    }

    func requireTwoQubits() throws {
        try require(space == .twoQubits, "state", must: "be of two qubits", was: "of \(space)")
    }
}
