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
    ) throws -> TurnedPairDynamics<HeisenbergDynamicalModel> {
        try require(
            orthogonal.rows == 3 && orthogonal.columns == 3 && orthogonal.isFinite, "coupling",
            must: "be a finite 3 × 3 matrix", was: "\(orthogonal.rows) × \(orthogonal.columns)")
        let sign: Double = try orthogonal.determinant() < 0 ? -1 : 1
        return try TurnedPairDynamics(HeisenbergDynamicalModel(frequency: sign * frequency), by: sign * orthogonal)
    }
}

/// LHV dynamics of the Ising interaction H = (ω/4) σ_z ⊗ σ_z with fields ½ h_j σ_z of each particle, on two Bell spheres.
///
/// The gauge is ``IsingGauge``, positive on S_v up to v = 0.12499; the field is ``AxialPrecession``.
/// Source: this library, in the article "Dynamics".
public struct IsingDynamicalModel: SpherePairDynamics, Hashable, Codable {
    /// The distributions.
    public let gauge = IsingGauge()
    /// The velocity field.
    public let field: AxialPrecession

    private enum CodingKeys: String, CodingKey { case field }

    /// The model of coupling ω and fields h₁, h₂ along z.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a number is not finite.
    public init(frequency: Double, fields: SIMD2<Double> = .zero) throws {
        field = try AxialPrecession(ising: frequency, fields: fields)
    }

    /// H as a 4 × 4 matrix.
    public var hamiltonian: ComplexMatrix { axialHamiltonian(field) }
}

/// LHV dynamics of every XXZ interaction with a common field along z, on two Bell spheres and a subset of the states.
///
/// H = (ω_xy/4)(σ_xσ_x + σ_yσ_y) + (ω_zz/4) σ_zσ_z + (h/2)(σ_z¹ + σ_z²); the states are those with ⟨T₀|ρ|S⟩ = 0, that is
/// a_z = b_z and T_xy = T_yx, in S_v up to v = 0.0880. All couplings share the gauge ``XXZGauge``, so they may depend on time:
/// ``SpherePairDynamics/sequence(_:)``. Source: this library, in the article "Dynamics".
public struct XXZDynamicalModel: SpherePairDynamics, Hashable, Codable {
    /// The distributions.
    public let gauge = XXZGauge()
    /// The velocity field.
    public let field: AxialPrecession

    private enum CodingKeys: String, CodingKey { case field }

    /// The model of couplings ω_xy and ω_zz and field h.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a number is not finite.
    public init(planar: Double, ising: Double, field: Double = 0) throws {
        self.field = try AxialPrecession(ising: ising, planar: planar, fields: SIMD2(field, field))
    }

    /// H as a 4 × 4 matrix.
    public var hamiltonian: ComplexMatrix { axialHamiltonian(field) }
}

private func axialHamiltonian(_ field: AxialPrecession) -> ComplexMatrix {
    PairCoefficients(
        one: 0, a: SIMD3(0, 0, field.fields.x / 2), b: SIMD3(0, 0, field.fields.y / 2),
        t: (SIMD3(field.planar / 4, 0, 0), SIMD3(0, field.planar / 4, 0), SIMD3(0, 0, field.ising / 4))
    ).kernel
}
