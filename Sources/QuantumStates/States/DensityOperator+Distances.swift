import Foundation
import NumericalCore

extension DensityOperator {
    /// Tr ρ², in 1/D…1.
    public var purity: Double {
        let norm = matrix.frobeniusNorm
        return (norm * norm).withoutRounding(in: 1 / Double(space.dimension)...1)
    }

    /// S = −Tr ρ log₂ ρ, in bits, in 0…log₂ D.
    ///
    /// - Complexity: O(D³).
    /// - Throws: ``/NumericalCore/NumericalFailure`` when LAPACK does not converge.
    public func entropy() throws -> Double {
        try DensityOperator.entropy(ofProbabilities: eigenvalues())
    }

    /// ½ ‖ρ − σ‖₁, in 0…1.
    ///
    /// - Complexity: O(D³).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the spaces differ.
    public func traceDistance(to other: DensityOperator) throws -> Double {
        try require(other.space == space, "other state", must: "live in \(space)", was: other.space)
        let sum = try (matrix - other.matrix).hermitianEigenvalues().reduce(0) { $0 + abs($1) }
        return (sum / 2).withoutRounding(in: 0...1)
    }

    /// F = (Tr √(√ρ σ √ρ))², in 0…1; ⟨ψ|σ|ψ⟩ when ρ = |ψ⟩⟨ψ|.
    ///
    /// Computed as (Σ s_i)² with the singular values of √ρ √σ, which keeps all digits for states of low rank.
    /// - Complexity: O(D³).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the spaces differ.
    public func fidelity(with other: DensityOperator) throws -> Double {
        try require(other.space == space, "other state", must: "live in \(space)", was: other.space)
        let product = try squareRoot() * other.squareRoot()
        let sum = try product.singularValueDecomposition().values.reduce(0, +)
        return (sum * sum).clamped(to: 0...1)
    }

    /// ⟨ψ|ρ|ψ⟩, in 0…1.
    ///
    /// - Complexity: O(D²).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the spaces differ.
    public func fidelity(with pure: StateVector) throws -> Double {
        try require(pure.space == space, "pure state", must: "live in \(space)", was: pure.space)
        return innerProduct(pure.amplitudes, matrix * pure.amplitudes).real.withoutRounding(in: 0...1)
    }

    /// √ρ, with eigenvalues that are zero to rounding (within 8·2⁻⁵² of the largest) taken as zero.
    ///
    /// - Complexity: O(D³).
    /// - Throws: ``/NumericalCore/NumericalFailure`` when LAPACK does not converge.
    public func squareRoot() throws -> ComplexMatrix {
        let system = try matrix.hermitianEigensystem()
        return system.recomposed(values: DensityOperator.roots(of: system.values).map { Complex($0) })
    }

    /// −Σ p log₂ p, in 0…log₂ n; a p above 1 by rounding would make it negative.
    static func entropy(ofProbabilities probabilities: [Double]) -> Double {
        probabilities.reduce(0) { $1 > 0 ? $0 - $1 * log2($1) : $0 }
            .clamped(to: 0...log2(Double(max(1, probabilities.count))))
    }

    /// √λ for eigenvalues in ascending order, 0 for those that are zero to rounding: a root turns 1e-17 into 3e-9.
    static func roots(of eigenvalues: [Double]) -> [Double] {
        let floor = 8 * Double.ulpOfOne * (eigenvalues.last ?? 0)
        return eigenvalues.map { $0 > floor ? $0.squareRoot() : 0 }
    }
}
