import LHVModels

/// LHV dynamics of the Heisenberg interaction H = (ω/4) Σ_j σ_j ⊗ σ_j, with a common field ½ h·(σ¹ + σ²), on two Bell spheres.
///
/// The gauge is ``HeisenbergGauge``, the field ``HeisenbergPrecession``: both particles precess about λ₁ + λ₂. It holds for
/// every state of S_v with v ≤ 3/28, with the optimal profile v ≤ 3/22, and it is deterministic, independent of state and time, of consistent gauge, local and
/// covariant under common rotations. Source: this library, in the article "Dynamics".
///
/// - Note: P1 conjectures that Bell's model has no LHV dynamics for this interaction. On small balls of states it has; what
///   P1 proves is that the distributions of its Eq. 34 are not compatible with any.
public struct HeisenbergDynamicalModel: SpherePairDynamics, Hashable, Codable {
    /// The distributions.
    public let gauge: HeisenbergGauge
    /// The velocity field.
    public let field: HeisenbergPrecession

    /// The model of frequency ω.
    ///
    /// - Parameters:
    ///   - frequency: ω, an angular frequency of either sign.
    ///   - commonField: h, the angular velocity of both spins in the field alone.
    ///   - profile: The linear profile has precession everywhere; the smooth one makes densities and velocities smooth.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a number is not finite.
    public init(
        frequency: Double, commonField: SIMD3<Double> = .zero, profile: HeisenbergGauge.Profile = .linear
    ) throws {
        gauge = HeisenbergGauge(profile: profile)
        field = try HeisenbergPrecession(
            frequency: frequency, commonField: commonField, isSmooth: profile == .smooth)
    }

    /// H as a 4 × 4 matrix.
    public var hamiltonian: ComplexMatrix { heisenbergHamiltonian(field) }

    /// The model of H = (ω/4) Σ_jk O_jk σ_j ⊗ σ_k for an orthogonal matrix O.
    ///
    /// The second spin is read in coordinates turned by O; a reflection is a rotation with the sign of ω reversed, so the XXZ
    /// interaction of anisotropy −1 is covered.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when O is not an orthogonal 3 × 3 matrix within 1e-9 or ω is not finite.
    public static func orthogonalCoupling(
        _ orthogonal: RealMatrix, frequency: Double
    ) throws -> some SpherePairDynamics {
        try require(
            orthogonal.rows == 3 && orthogonal.columns == 3 && orthogonal.isFinite, "coupling",
            must: "be a finite 3 × 3 matrix", was: "\(orthogonal.rows) × \(orthogonal.columns)")
        let sign: Double = try orthogonal.determinant() < 0 ? -1 : 1
        return try TurnedPairDynamics(HeisenbergDynamicalModel(frequency: sign * frequency), by: sign * orthogonal)
    }
}
