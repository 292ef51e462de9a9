import LHVModels

/// The static gauge of the largest ball: (4π)² p = 1 + 2 a·λ₁ + 2 b·λ₂ + 4 λ₁·Tλ₂, with kernel Π_j (1 + 2λ_j·σ).
///
/// It is positive exactly on S_v with v ≤ 1/4, the most that any linear gauge reaches. It is smooth and covariant under local
/// unitaries: its particles follow every product unitary by rotation. Source: this library, in the article "Dynamics".
public struct ProductGauge: LinearSphereGauge, Hashable, Codable {
    /// The gauge.
    public init() {}

    /// F(λ₁, λ₂).
    public func coefficients(at first: Direction, _ second: Direction) -> PairCoefficients {
        let (u, v) = (first.vector, second.vector)
        return PairCoefficients(
            one: 1, a: SIMD3(2 * u.x, 2 * u.y, 2 * u.z), b: SIMD3(2 * v.x, 2 * v.y, 2 * v.z),
            t: (
                SIMD3(4 * u.x * v.x, 4 * u.x * v.y, 4 * u.x * v.z), SIMD3(4 * u.y * v.x, 4 * u.y * v.y, 4 * u.y * v.z),
                SIMD3(4 * u.z * v.x, 4 * u.z * v.y, 4 * u.z * v.z)
            ))
    }

    /// The gradients in closed form: 2a + 4Tλ₂ and 2b + 4Tᵀλ₁, projected on the tangent planes.
    public func gradient(
        of form: TwoQubitBlochForm, at first: Direction, _ second: Direction
    ) -> (SIMD3<Double>, SIMD3<Double>) {
        (
            tangential(2 * form.a + 4 * applied(form.t, second.vector), at: first.vector),
            tangential(2 * form.b + 4 * transposed(form.t, first.vector), at: second.vector)
        )
    }

    /// The eigenvalues are (1 ± 2)(1 ± 2).
    public var eigenvalueRange: ClosedRange<Double> { -3...9 }

    /// Smooth everywhere, so any quadrature will do.
    public var kinks: PairKinks { .opposite }
}
