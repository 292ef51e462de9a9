import Foundation
import NumericalCore

/// The largest value of the CHSH expression that two qubits reach, with settings that reach it.
public struct CHSHMaximum: Sendable, Hashable, Codable {
    /// 2√(s₁² + s₂²), s₁ ≥ s₂ the largest singular values of T; above 2 exactly when CHSH is violated, at most 2√2 for a state.
    public let value: Double
    /// Alice's two directions a₀, a₁.
    public let alice: [Direction]
    /// Bob's two directions b₀, b₁, with E(a₀,b₀) + E(a₀,b₁) + E(a₁,b₀) − E(a₁,b₁) = ``value``.
    public let bob: [Direction]

    /// 2√2, the largest value in quantum mechanics.
    ///
    /// Source: [Cirelson1980].
    static var quantumBound: Double { 8.0.squareRoot() }

    /// The value within 0…2√2, and 2 itself where only rounding, at most 32·2⁻⁵², leads beyond what product states reach.
    static func withoutRounding(_ value: Double) -> Double {
        abs(value - 2) <= 32 * Double.ulpOfOne ? 2 : value.withoutRounding(in: 0...quantumBound)
    }
}

extension TwoQubitBlochForm {
    /// E(a₀,b₀) + E(a₀,b₁) + E(a₁,b₀) − E(a₁,b₁), at most 2 for every local model and 2√2 in quantum mechanics.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless there are two directions for each party.
    public func chsh(alice: [Direction], bob: [Direction]) throws -> Double {
        try require(alice.count == 2, "Alice's directions", must: "be two", was: alice.count)
        try require(bob.count == 2, "Bob's directions", must: "be two", was: bob.count)
        let value =
            correlator(alice[0], bob[0]) + correlator(alice[0], bob[1]) + correlator(alice[1], bob[0])
            - correlator(alice[1], bob[1])
        return value.withoutRounding(in: -CHSHMaximum.quantumBound...CHSHMaximum.quantumBound)
    }

    /// The largest CHSH value over all directions, and directions that reach it.
    ///
    /// With T = Σ s_j u_j v_jᵀ: a₀ = u₁, a₁ = u₂, b = (s₁v₁ ± s₂v₂)/√(s₁² + s₂²).
    /// Source: [Horodecki1995].
    /// - Throws: ``/NumericalCore/NumericalFailure`` when LAPACK does not converge.
    public func chshMaximum() throws -> CHSHMaximum {
        let svd = try t.singularValueDecomposition()
        func left(_ j: Int) -> SIMD3<Double> { SIMD3(svd.left[0, j], svd.left[1, j], svd.left[2, j]) }
        func right(_ j: Int) -> SIMD3<Double> {
            SIMD3(svd.rightAdjoint[j, 0], svd.rightAdjoint[j, 1], svd.rightAdjoint[j, 2])
        }
        let (s1, s2) = (svd.values[0], svd.values[1])
        let norm = hypot(s1, s2)
        // Without correlations every direction is as good: take Bob's along v₁.
        let (c1, c2) = norm > 0 ? (s1 / norm, s2 / norm) : (1, 0)
        return CHSHMaximum(
            value: CHSHMaximum.withoutRounding(2 * norm),
            alice: try [Direction(normalizing: left(0)), Direction(normalizing: left(1))],
            bob: try [
                Direction(normalizing: c1 * right(0) + c2 * right(1)),
                Direction(normalizing: c1 * right(0) - c2 * right(1)),
            ])
    }
}

extension DensityOperator {
    /// The largest CHSH value of two qubits over all projective settings; see ``TwoQubitBlochForm/chshMaximum()``.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the state is not of two qubits.
    public func chshMaximum() throws -> CHSHMaximum { try TwoQubitBlochForm(self).chshMaximum() }
}

extension CHSHMaximum: CustomStringConvertible {
    /// The value, and the directions of both parties.
    public var description: String {
        func text(_ list: [Direction]) -> String {
            list.map { ShortNumber.list([$0.x, $0.y, $0.z]) }.joined(separator: " and ")
        }
        return "CHSH \(ShortNumber.text(value, digits: 8)) along \(text(alice)) for A, \(text(bob)) for B"
    }
}
