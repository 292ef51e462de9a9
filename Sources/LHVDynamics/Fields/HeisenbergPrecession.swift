import Foundation
import LHVModels

/// The velocity field of the Heisenberg interaction on two Bell spheres: V_j = ω (L/|L|) × λ_j + h × λ_j, L = λ₁ + λ₂.
///
/// The pair precesses rigidly about L, and a common field h turns everything about h. The field has no divergence, does not
/// depend on time, and is undefined only at λ₂ = −λ₁, where it rests here. Its flow is exact: the pair turns by ωt about the
/// initial L and then by |h|t about h. Source: this library, in the article "Dynamics".
public struct HeisenbergPrecession: SphereVelocityField, Hashable, Codable {
    /// ω, an angular frequency.
    public let frequency: Double
    /// h, the angular velocity of a common field: H contains ½ h·(σ¹ + σ²).
    public let commonField: SIMD3<Double>
    /// Whether precession about L is switched off smoothly near λ₂ = −λ₁, for c = λ₁·λ₂ between −0.91 and −0.99.
    public let isSmooth: Bool

    /// The field with frequency ω and common field h.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a number is not finite.
    public init(frequency: Double, commonField: SIMD3<Double> = .zero, isSmooth: Bool = false) throws {
        try require(frequency.isFinite, "frequency", must: "be finite", was: frequency)
        try require(length(commonField).isFinite, "common field", must: "be finite", was: commonField)
        self.frequency = frequency
        self.commonField = commonField
        self.isSmooth = isSmooth
    }

    /// Reads the numbers and checks them.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(
            frequency: container.decode(Double.self, forKey: .frequency),
            commonField: container.decode(SIMD3<Double>.self, forKey: .commonField),
            isSmooth: container.decode(Bool.self, forKey: .isSmooth))
    }

    /// The field with another frequency, which must be finite.
    func withFrequency(_ frequency: Double) -> HeisenbergPrecession {
        HeisenbergPrecession(unchecked: frequency, commonField, isSmooth)
    }

    private init(unchecked frequency: Double, _ commonField: SIMD3<Double>, _ isSmooth: Bool) {
        self.frequency = frequency
        self.commonField = commonField
        self.isSmooth = isSmooth
    }

    /// ω_j = ω L/|L| + h, the same for both particles.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless there are two particles.
    public func angularVelocity(at point: [Direction], time: Double) throws -> [SIMD3<Double>] {
        try requireParticles(point.count, 2)
        let rate = precession(point[0].vector, point[1].vector) + commonField
        return [rate, rate]
    }

    /// 0: every orbit is a rotation.
    public func divergence(at point: [Direction], time: Double, step: Double) -> Double { 0 }

    /// The exact motion.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless there are two particles and the angles are within 2⁴⁰.
    public func move(_ point: [Direction], from start: Double, to end: Double) throws -> [Direction] {
        try requireParticles(point.count, 2)
        let duration = end - start
        try requireAngles(duration, "duration")
        let (first, second) = moved(point[0], point[1], by: duration)
        return [first, second]
    }

    /// Throws unless the angles of a duration are finite and keep their phases.
    func requireAngles(_ duration: Double, _ argument: String) throws {
        try PhaseLimit.require(duration * frequency, "all angles", argument, was: duration)
        try PhaseLimit.require(duration * length(commonField), "all angles", argument, was: duration)
    }

    /// The exact motion of a pair for a time t; the caller keeps ω·t and |h|·t within 2⁴⁰, as `move(_:from:to:)` checks.
    public func moved(_ first: Direction, _ second: Direction, by time: Double) -> (Direction, Direction) {
        let rate = precession(first.vector, second.vector)
        let turn = Turn(SIMD3(rate.x * time, rate.y * time, rate.z * time))
        var (one, two) = (turn.applied(to: first.vector), turn.applied(to: second.vector))
        if commonField != .zero {
            let common = Turn(commonField * time)
            (one, two) = (common.applied(to: one), common.applied(to: two))
        }
        return (renormalized(one), renormalized(two))
    }

    private func precession(_ first: SIMD3<Double>, _ second: SIMD3<Double>) -> SIMD3<Double> {
        let sum = SIMD3(first.x + second.x, first.y + second.y, first.z + second.z)
        let size = length(sum)
        guard size != 0 else { return .zero }
        var scale = frequency / size
        if isSmooth { scale *= SmoothStep.value((dot(first, second) + 0.99) / 0.08) }
        return SIMD3(scale * sum.x, scale * sum.y, scale * sum.z)
    }
}
