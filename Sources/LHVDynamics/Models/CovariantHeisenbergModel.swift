import LHVModels

/// LHV dynamics of the Heisenberg interaction in a tabulated gauge, with rest for some c = λ₁·λ₂ and precession for the others.
///
/// H = (ω/4) Σ_j σ_j ⊗ σ_j with a common field ½ h·(σ¹ + σ²), on two Bell spheres. Transport, odd-odd parts and marginals are exact;
/// the visibility is ``LinearSphereGauge/largestVisibility`` of the gauge, which holds at every c.
/// Gauges come from ``CovariantGaugeOptimization``. Source: this library, in the article "Searching for gauges".
public struct CovariantHeisenbergModel: SpherePairDynamics, Hashable, Codable {
    /// The distributions.
    public let gauge: CovariantGauge
    private let precession: HeisenbergPrecession

    /// The velocity field.
    public var field: BandedPrecession { BandedPrecession(precession, where: gauge) }

    /// The model of frequency ω and common field h.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a number is not finite.
    public init(gauge: CovariantGauge, frequency: Double, commonField: SIMD3<Double> = .zero) throws {
        self.gauge = gauge
        precession = try HeisenbergPrecession(frequency: frequency, commonField: commonField)
    }

    /// H as a 4 × 4 matrix.
    public var hamiltonian: ComplexMatrix { heisenbergHamiltonian(precession) }
}

/// (ω/4) Σ_j σ_j ⊗ σ_j + ½ h·(σ¹ + σ²).
func heisenbergHamiltonian(_ field: HeisenbergPrecession) -> ComplexMatrix {
    let coupling = field.frequency / 4
    return PairCoefficients(
        one: 0, a: field.commonField / 2, b: field.commonField / 2,
        t: (SIMD3(coupling, 0, 0), SIMD3(0, coupling, 0), SIMD3(0, 0, coupling))
    ).kernel
}
