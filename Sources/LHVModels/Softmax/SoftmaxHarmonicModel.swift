import Foundation
import QuantumStates

/// The softmax rule for qubits: λ is a Δ × K matrix, and q(a|n, λ) = softmax(λ B(n))_a with real spherical harmonics B.
///
/// With Δ = 2 outcomes, outcome 0 is "up along n"; more are those of any family of measurements that a direction names.
/// Adding one row to all rows of λ changes nothing, so the hidden-variable space has the effective dimension (Δ − 1)·K. A response is never exactly 0 or 1: states with a vanishing probability are reached only in the
/// limit of large λ (P1 says that l ≤ 1 represents all separable states; that holds in this limit only).
/// Source: P1, Eqs. 19–21; AutoLHVs (P3).
public struct SoftmaxHarmonicModel: LHVBaseModel {
    /// The functions B of the direction.
    public let basis: HarmonicBasis

    /// Δ, the number of outcomes.
    public let outcomes: Int

    /// The model of two outcomes, up and down, with the given functions.
    public init(basis: HarmonicBasis) {
        self.basis = basis
        outcomes = 2
    }

    /// The model of Δ outcomes with the given functions.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless Δ is in 2…256.
    public init(basis: HarmonicBasis, outcomes: Int) throws {
        try require((2...256).contains(outcomes), "outcomes", must: "be in 2…256", was: outcomes)
        self.basis = basis
        self.outcomes = outcomes
    }

    /// (Δ − 1)·K, the effective dimension.
    public var hiddenDimension: Int { (outcomes - 1) * basis.count }

    /// Δ.
    public func outcomeCount(of setting: Direction) -> Int { outcomes }

    /// softmax(λ B(n))_a; 0 for an outcome that is not in 0..<Δ.
    ///
    /// - Precondition: λ has Δ rows and K columns.
    public func probability(of outcome: Int, given setting: Direction, at hidden: RealMatrix, party: Int) -> Double {
        guard (0..<outcomes).contains(outcome) else { return 0 }
        requirePrecondition(
            hidden.rows == outcomes,
            "hidden variable must have \(outcomes) rows, but was \(hidden.rows) × \(hidden.columns)")
        return softmax(hidden * basis.values(at: setting))[outcome]
    }

    /// λ with independent standard normal entries, an invariant reference measure: rotations act orthogonally.
    public func sampleHiddenVariable(using generator: inout some RandomNumberGenerator) -> RealMatrix {
        let entries = generator.normals(outcomes * basis.count)
        return RealMatrix(rows: outcomes, columns: basis.count) { entries[outcomes * $1 + $0] }
    }

    /// 0 for a finite Δ × K matrix and infinite for anything else.
    public func defect(of hidden: RealMatrix) -> Double {
        hidden.rows == outcomes && hidden.columns == basis.count && hidden.isFinite ? 0 : .infinity
    }

    /// T_R λ = λ d(R)ᵀ: the action of a rotation R on hidden variables, with q(a|R⁻¹n, λ) = q(a|n, T_R λ).
    ///
    /// It is a homomorphism, T_{RS} = T_R T_S, and it is the same for every state: with it, particles that do not interact
    /// have LHV dynamics. Source: P1, Eqs. 22–25.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when R is not a rotation or λ is not a Δ × K matrix.
    public func rotate(_ hidden: RealMatrix, by rotation: RealMatrix) throws -> RealMatrix {
        try require(
            defect(of: hidden) == 0, "hidden variable", must: "be a finite \(outcomes) × \(basis.count) matrix",
            was: "\(hidden.rows) × \(hidden.columns)")
        return RealMatrix.product(hidden, .plain, try basis.rotationMatrix(rotation), .transposed)
    }

    /// The hidden variable that answers like Bell's λ with sharpness k: q(↑|n) = 1/(1 + e^{−k n·λ}).
    ///
    /// For k → ∞ this is Bell's rule Θ(n·λ).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there are not two outcomes, the basis has no degree 1 or k is not
    ///   finite.
    public func bellLike(_ direction: Direction, sharpness: Double) throws -> RealMatrix {
        try require(outcomes == 2, "outcomes", must: "be two for Bell's rule", was: outcomes)
        try require(sharpness.isFinite, "sharpness", must: "be finite", was: sharpness)
        guard let place = basis.degrees.firstIndex(of: 1) else {
            throw InvalidArgument("degrees of the basis", must: "contain 1", was: basis.degrees)
        }
        let start = basis.degrees[..<place].reduce(0) { $0 + 2 * $1 + 1 }
        var hidden = RealMatrix(rows: outcomes, columns: basis.count)
        let scale = sharpness / (3 / (4 * Double.pi)).squareRoot()
        for (offset, coordinate) in [direction.y, direction.z, direction.x].enumerated() {
            hidden[0, start + offset] = scale * coordinate
        }
        return hidden
    }
}
