import LHVModels

/// The gauge in which Bell's model follows the Ising interaction (ω/4) σ_z ⊗ σ_z and fields along z.
///
/// With r_j = (x_j² + y_j²)^½, φ_j the azimuths, q = sign(z₁z₂), C = cos(φ₁ − qφ₂) and S = sin(φ₁ − qφ₂):
/// (4π)² p = 1 + 2a_z z₁ + 2b_z z₂ + 4T_zz z₁z₂ + 4|z₂|(a_x x₁ + a_y y₁) + 4|z₁|(b_x x₂ + b_y y₂) + 4z₂(T_xz x₁ + T_yz y₁)
/// + 4z₁(T_zx x₂ + T_zy y₂) + 4r₁r₂ [T_xx C + q T_yy C + T_yx S − q T_xy S]. The pair is transported by
/// V_j = ((ω/2) sign z_k + h_j) ẑ × λ_j. The sign of 0 is 0. Source: this library, in the article "Dynamics".
public struct IsingGauge: LinearSphereGauge, Hashable, Codable {
    /// The gauge.
    public init() {}

    /// F(λ₁, λ₂).
    public func coefficients(at first: Direction, _ second: Direction) -> PairCoefficients {
        kernel(first.vector, second.vector, signs: (signum(first.z), signum(second.z)))
    }

    // For fixed signs of the heights, F is affine in each vector.
    private func kernel(_ u: SIMD3<Double>, _ v: SIMD3<Double>, signs: (Double, Double)) -> PairCoefficients {
        let q = signs.0 * signs.1
        let (one, two) = (4 * signs.0 * u.z, 4 * signs.1 * v.z)
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

    /// The gradients, exact away from the equators.
    public func gradient(
        of form: TwoQubitBlochForm, at first: Direction, _ second: Direction
    ) -> (SIMD3<Double>, SIMD3<Double>) {
        let signs = (signum(first.z), signum(second.z))
        return affineGradient(of: form, first.vector, second.vector) { kernel($0, $1, signs: signs) }
    }

    /// The infimum −7.00060375…, reached as z_k → 0 for one k, makes the gauge positive on S_v up to v = 0.12499; the bounds are rounded
    /// outwards, and a test proves them for all pairs by branch and bound.
    public var eigenvalueRange: ClosedRange<Double> { -7.000604...11.001 }

    /// The equators z_k = 0.
    public var kinks: PairKinks { .equator(.z) }
}

func signum(_ x: Double) -> Double { x > 0 ? 1 : x < 0 ? -1 : 0 }

/// The tangential gradients of a functional that is affine in each of two vectors: differences to the origin are exact.
func affineGradient(
    of form: TwoQubitBlochForm, _ u: SIMD3<Double>, _ v: SIMD3<Double>,
    _ kernel: (SIMD3<Double>, SIMD3<Double>) -> PairCoefficients
) -> (SIMD3<Double>, SIMD3<Double>) {
    func slopes(_ function: (SIMD3<Double>) -> PairCoefficients) -> SIMD3<Double> {
        let origin = function(.zero).value(for: form)
        return SIMD3(
            function(SIMD3(1, 0, 0)).value(for: form) - origin, function(SIMD3(0, 1, 0)).value(for: form) - origin,
            function(SIMD3(0, 0, 1)).value(for: form) - origin)
    }
    return (tangential(slopes { kernel($0, v) }, at: u), tangential(slopes { kernel(u, $0) }, at: v))
}
