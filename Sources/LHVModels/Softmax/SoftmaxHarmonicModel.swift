import Foundation
import QuantumStates

/// The softmax rule for qubits: λ is a 2 × K matrix, and q(a|n, λ) = softmax(λ B(n))_a with real spherical harmonics B.
///
/// Outcome 0 is "up along n". Adding the same row to both rows of λ changes nothing, so the hidden-variable space has the
/// effective dimension K. A response is never exactly 0 or 1: states with a vanishing probability are reached only in the
/// limit of large λ (P1 says that l ≤ 1 represents all separable states; that holds in this limit only).
/// Source: P1, Eqs. 19–21; AutoLHVs (P3).
public struct SoftmaxHarmonicModel: LHVBaseModel {
    /// The functions B of the direction.
    public let basis: HarmonicBasis

    /// The model with the given functions.
    public init(basis: HarmonicBasis) { self.basis = basis }

    /// K, the effective dimension (Δ − 1)·K at Δ = 2 outcomes.
    public var hiddenDimension: Int { basis.count }

    /// 2, up and down.
    public func outcomeCount(of setting: Direction) -> Int { 2 }

    /// softmax(λ B(n))_a; 0 for an outcome other than 0 and 1.
    ///
    /// - Precondition: λ has 2 rows and K columns.
    public func probability(of outcome: Int, given setting: Direction, at hidden: RealMatrix, party: Int) -> Double {
        guard outcome == 0 || outcome == 1 else { return 0 }
        return softmax(hidden * basis.values(at: setting))[outcome]
    }

    /// λ with independent standard normal entries, an invariant reference measure: rotations act orthogonally.
    public func sampleHiddenVariable(using generator: inout some RandomNumberGenerator) -> RealMatrix {
        let entries = generator.normals(2 * basis.count)
        return RealMatrix(rows: 2, columns: basis.count) { entries[2 * $1 + $0] }
    }

    /// 0 for a finite 2 × K matrix and infinite for anything else.
    public func defect(of hidden: RealMatrix) -> Double {
        hidden.rows == 2 && hidden.columns == basis.count && hidden.isFinite ? 0 : .infinity
    }

    /// T_R λ = λ d(R)ᵀ: the action of a rotation R on hidden variables, with q(a|R⁻¹n, λ) = q(a|n, T_R λ).
    ///
    /// It is a homomorphism, T_{RS} = T_R T_S, and it is the same for every state: with it, particles that do not interact
    /// have LHV dynamics. Source: P1, Eqs. 22–25.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when R is not a rotation or λ is not a 2 × K matrix.
    public func rotate(_ hidden: RealMatrix, by rotation: RealMatrix) throws -> RealMatrix {
        try require(
            defect(of: hidden) == 0, "hidden variable", must: "be a finite 2 × \(basis.count) matrix",
            was: "\(hidden.rows) × \(hidden.columns)")
        return RealMatrix.product(hidden, .plain, try basis.rotationMatrix(rotation), .transposed)
    }

    /// The hidden variable that answers like Bell's λ with sharpness k: q(↑|n) = 1/(1 + e^{−k n·λ}).
    ///
    /// For k → ∞ this is Bell's rule Θ(n·λ).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the basis has no degree 1 or k is not finite.
    public func bellLike(_ direction: Direction, sharpness: Double) throws -> RealMatrix {
        try require(sharpness.isFinite, "sharpness", must: "be finite", was: sharpness)
        guard let place = basis.degrees.firstIndex(of: 1) else {
            throw InvalidArgument("degrees of the basis", must: "contain 1", was: basis.degrees)
        }
        let start = basis.degrees[..<place].reduce(0) { $0 + 2 * $1 + 1 }
        var hidden = RealMatrix(rows: 2, columns: basis.count)
        let scale = sharpness / (3 / (4 * Double.pi)).squareRoot()
        for (offset, coordinate) in [direction.y, direction.z, direction.x].enumerated() {
            hidden[0, start + offset] = scale * coordinate
        }
        return hidden
    }

    /// The longest Bloch vector that degree 1 represents at sharpness k: r_max(k) = (4/3) g₁(k), below 1 for finite k.
    ///
    /// g₁(k) = (3/2) ∫ x/(1 + e^{−kx}) dx over −1…1 is the l = 1 part of the response.
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless k is finite and above 0.
    public static func longestBlochVector(sharpness: Double) throws -> Double {
        try require(sharpness > 0 && sharpness.isFinite, "sharpness", must: "be finite and above 0", was: sharpness)
        // x σ(kx) is even up to x/2, so the integral is ∫₀¹ x tanh(kx/2) dx; the tail of tanh saturates beyond 40/k.
        let seam = min(1, 40 / sharpness)
        let rule = try GaussRule.legendre(count: 60)
        var sum = (1 - seam * seam) / 2
        for (node, weight) in zip(rule.nodes, rule.weights) {
            let x = seam * (1 + node) / 2
            sum += seam / 2 * weight * x * tanh(sharpness * x / 2)
        }
        return 2 * sum
    }

    /// The exact degree-1 model of a qubit state: the sharpness k with which the density of ``QubitSphereDensity`` is used,
    /// at the Bloch vector stretched by 1/r_max(k).
    ///
    /// Draws a direction from the stretched density and returns the Bell-like hidden variable.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when |r| exceeds ``longestBlochVector(sharpness:)``.
    public func sampleQubit(
        _ bloch: BlochVector, sharpness: Double, using generator: inout some RandomNumberGenerator
    ) throws -> RealMatrix {
        let longest = try SoftmaxHarmonicModel.longestBlochVector(sharpness: sharpness)
        try require(
            bloch.length <= longest, "length of the Bloch vector",
            must: "be at most \(longest), which sharpness \(sharpness) represents", was: bloch.length)
        let stretched = bloch.vector / longest
        let density = QubitSphereDensity(try BlochVector(stretched.x, stretched.y, stretched.z))
        return try bellLike(density.sample(using: &generator)[0], sharpness: sharpness)
    }
}
