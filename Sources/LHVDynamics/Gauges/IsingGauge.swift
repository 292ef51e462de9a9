import LHVModels

/// The gauge in which Bell's model follows the Ising interaction (ω/4) σ_z ⊗ σ_z and fields along z.
///
/// With r_j = (x_j² + y_j²)^½, φ_j the azimuths, q = sign(z₁z₂), C = cos(φ₁ − qφ₂) and S = sin(φ₁ − qφ₂):
/// (4π)² p = 1 + 2a_z z₁ + 2b_z z₂ + 4T_zz z₁z₂ + 4|z₂|(a_x x₁ + a_y y₁) + 4|z₁|(b_x x₂ + b_y y₂) + 4z₂(T_xz x₁ + T_yz y₁)
/// + 4z₁(T_zx x₂ + T_zy y₂) + 4r₁r₂ [T_xx C + q T_yy C + T_yx S − q T_xy S]. The pair is transported by
/// V_j = ((ω/2) sign z_k + h_j) ẑ × λ_j. The sign of 0 is 0. Source: this project (N1 and N6 of its design).
public struct IsingGauge: LinearSphereGauge, Hashable, Codable {
    /// The gauge.
    public init() {}

    /// F(λ₁, λ₂).
    public func coefficients(at first: Direction, _ second: Direction) -> PairCoefficients {
        let (u, v) = (first.vector, second.vector)
        let q = signum(u.z * v.z)
        let (one, two) = (4 * abs(u.z), 4 * abs(v.z))
        // r₁r₂ cos(φ₁ − qφ₂) and r₁r₂ sin(φ₁ − qφ₂), without angles.
        let cosine = 4 * (u.x * v.x + q * u.y * v.y)
        let sine = 4 * (u.y * v.x - q * u.x * v.y)
        return PairCoefficients(
            one: 1, a: SIMD3(two * u.x, two * u.y, 2 * u.z), b: SIMD3(one * v.x, one * v.y, 2 * v.z),
            t: (
                SIMD3(cosine, -q * sine, 4 * v.z * u.x), SIMD3(sine, q * cosine, 4 * v.z * u.y),
                SIMD3(4 * u.z * v.x, 4 * u.z * v.y, 4 * u.z * v.z)
            ))
    }

    /// The infimum −7.0006 makes the gauge positive on S_v up to v = 0.12499.
    public var eigenvalueRange: ClosedRange<Double> { -7.000604...11.001 }

    /// The equators z_k = 0.
    public var kinks: PairKinks { .equator(.z) }
}

func signum(_ x: Double) -> Double { x > 0 ? 1 : x < 0 ? -1 : 0 }
