import NumericalCore

/// The set S_v = {v ρ + (1 − v)·1/D : ρ any state} of states with white noise.
///
/// For two qubits all of S_v is separable exactly for v ≤ 1/3. Source: P1, Eq. 10.
public struct NoisyBall: Sendable, Hashable {
    /// The space of the parties.
    public let space: HilbertSpace
    /// v in 0…1.
    public let visibility: Double

    /// The set of visibility v.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless v is in 0…1.
    public init(visibility: Double, in space: HilbertSpace) throws {
        try require(visibility >= 0 && visibility <= 1, "visibility", must: "be in 0…1", was: visibility)
        self.space = space
        self.visibility = visibility
    }

    /// Whether σ ∈ S_v: λ_min(σ) ≥ (1 − v)/D − tolerance.
    ///
    /// - Complexity: O(D³).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the state lives in another space, or the tolerance is negative or
    ///   not finite.
    public func contains(_ state: DensityOperator, tolerance: Double = 1e-12) throws -> Bool {
        try require(state.space == space, "state", must: "live in \(space)", was: state.space)
        try DensityOperator.requireTolerance(tolerance)
        return try state.eigenvalues()[0] >= (1 - visibility) / Double(space.dimension) - tolerance
    }

    /// The least v with σ ∈ S_v: 1 − D λ_min(σ).
    ///
    /// - Complexity: O(D³).
    /// - Throws: ``/NumericalCore/NumericalFailure`` when LAPACK does not converge.
    public static func leastVisibility(of state: DensityOperator) throws -> Double {
        try (1 - Double(state.space.dimension) * state.eigenvalues()[0]).clamped(to: 0...1)
    }

    /// A random member v |ψ⟩⟨ψ| + (1 − v)·1/D on the boundary, |ψ⟩ Haar-random.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when D is too large.
    public func randomExtreme(using generator: inout some RandomNumberGenerator) throws -> DensityOperator {
        try space.requireDenseOperators()
        return try StateVector.random(in: space, using: &generator).densityOperator
            .withWhiteNoise(visibility: visibility)
    }
}
