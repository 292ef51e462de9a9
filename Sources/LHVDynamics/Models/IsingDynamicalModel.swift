import LHVModels

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
    public var hamiltonian: ComplexMatrix { field.hamiltonian }
}
