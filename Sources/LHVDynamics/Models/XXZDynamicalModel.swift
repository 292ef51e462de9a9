import LHVModels

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
    public var hamiltonian: ComplexMatrix { field.hamiltonian }
}
