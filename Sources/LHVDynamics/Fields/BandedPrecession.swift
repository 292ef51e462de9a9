import LHVModels

/// Precession about L = λ₁ + λ₂ where a function of c = λ₁·λ₂ says so, and rest elsewhere; a common field turns everything.
///
/// V_j = χ(c) ω (L/|L|) × λ_j + h × λ_j, with χ(c) = 1 where the pairs of a gauge precess and 0 where they rest. As c stays, so
/// does χ: the flow is exact and without divergence. Source: this library, in the article "Searching for gauges".
public struct BandedPrecession: SphereVelocityField, Hashable, Codable {
    /// The motion of the pairs that precess.
    public let precession: HeisenbergPrecession
    /// The gauge that says which pairs do.
    public let gauge: CovariantGauge

    private var rest: HeisenbergPrecession { precession.withFrequency(0) }

    /// The field of a gauge.
    public init(_ precession: HeisenbergPrecession, where gauge: CovariantGauge) {
        self.precession = precession
        self.gauge = gauge
    }

    /// ω_j, the same for both particles.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless there are two particles.
    public func angularVelocity(at point: [Direction], time: Double) throws -> [SIMD3<Double>] {
        try requireParticles(point.count, 2)
        return try field(at: point).angularVelocity(at: point, time: time)
    }

    /// 0: every orbit is a rotation.
    public func divergence(at point: [Direction], time: Double, step: Double) -> Double { 0 }

    /// The exact motion.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless there are two particles and the angles are within 2⁴⁰.
    public func move(_ point: [Direction], from start: Double, to end: Double) throws -> [Direction] {
        try requireParticles(point.count, 2)
        return try field(at: point).move(point, from: start, to: end)
    }

    private func field(at point: [Direction]) -> HeisenbergPrecession {
        gauge.precesses(at: dot(point[0].vector, point[1].vector)) ? precession : rest
    }
}
