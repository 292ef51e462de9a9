import Foundation
import LHVModels

/// The velocity field of Ising and XXZ interactions on two Bell spheres: both particles turn about z.
///
/// V_j = [(ω_zz/2) sign z_k + (ω_xy/2) sign z_j + h_j] ẑ × λ_j, k the other particle. The heights z_j stay, so the flow is
/// exact and divergence-free; it jumps at z_j = 0, where the sign is 0.
/// Source: this library, in the article "Dynamics".
public struct AxialPrecession: SphereVelocityField, Hashable, Codable {
    /// ω_zz, the coupling of σ_z ⊗ σ_z is a quarter of it.
    public let ising: Double
    /// ω_xy, the coupling of σ_x ⊗ σ_x + σ_y ⊗ σ_y is a quarter of it.
    public let planar: Double
    /// h₁ and h₂: H contains ½ h_j σ_z of particle j.
    public let fields: SIMD2<Double>

    /// The field with the given couplings.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a number is not finite.
    public init(ising: Double, planar: Double = 0, fields: SIMD2<Double> = .zero) throws {
        try require(ising.isFinite, "ising", must: "be finite", was: ising)
        try require(planar.isFinite, "planar", must: "be finite", was: planar)
        try require(fields.x.isFinite && fields.y.isFinite, "fields", must: "be finite", was: fields)
        self.ising = ising
        self.planar = planar
        self.fields = fields
    }

    /// Reads the numbers and checks them.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(
            ising: container.decode(Double.self, forKey: .ising),
            planar: container.decode(Double.self, forKey: .planar),
            fields: container.decode(SIMD2<Double>.self, forKey: .fields))
    }

    /// ω_j, along z.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless there are two particles.
    public func angularVelocity(at point: [Direction], time: Double) throws -> [SIMD3<Double>] {
        try requireParticles(point.count, 2)
        let (one, two) = rates(signum(point[0].z), signum(point[1].z))
        return [SIMD3(0, 0, one), SIMD3(0, 0, two)]
    }

    /// 0: every orbit is a rotation.
    public func divergence(at point: [Direction], time: Double, step: Double) -> Double { 0 }

    /// The exact motion.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless there are two particles and the angles are within 2⁴⁰.
    public func move(_ point: [Direction], from start: Double, to end: Double) throws -> [Direction] {
        try requireParticles(point.count, 2)
        let (one, two) = rates(signum(point[0].z), signum(point[1].z))
        let angles = (one * (end - start), two * (end - start))
        try PhaseLimit.require(angles.0, "all angles", "duration", was: end - start)
        try PhaseLimit.require(angles.1, "all angles", "duration", was: end - start)
        return [AxialPrecession.turned(point[0], by: angles.0), AxialPrecession.turned(point[1], by: angles.1)]
    }

    /// The angular velocities about z for given signs of the heights.
    func rates(_ first: Double, _ second: Double) -> (Double, Double) {
        ((ising * second + planar * first) / 2 + fields.x, (ising * first + planar * second) / 2 + fields.y)
    }

    private static func turned(_ direction: Direction, by angle: Double) -> Direction {
        let (cosine, sine) = (cos(angle), sin(angle))
        return renormalized(
            SIMD3(
                cosine * direction.x - sine * direction.y, sine * direction.x + cosine * direction.y, direction.z))
    }
}

extension AxialPrecession {
    /// The H that the field belongs to, as a 4 × 4 matrix.
    var hamiltonian: ComplexMatrix {
        PairCoefficients(
            one: 0, a: SIMD3(0, 0, fields.x / 2), b: SIMD3(0, 0, fields.y / 2),
            t: (SIMD3(planar / 4, 0, 0), SIMD3(0, planar / 4, 0), SIMD3(0, 0, ising / 4))
        ).kernel
    }
}
