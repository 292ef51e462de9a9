import Foundation
import LHVModels

/// The density p_t of particles that were distributed by p₀ at time 0 and moved with a velocity field on S² × S².
///
/// p_t(λ) = p₀(Φ⁻¹λ) J(λ) with Φ the flow from 0 to t and J = exp(−∫ div V ds) along the path; J = 1 for fields without
/// divergence, such as all exact ones of this library. Source: P1, Eqs. 6–7.
public struct PushedForwardDensity<Initial: SpherePairDensity, Field: SphereVelocityField>: Sendable {
    /// p₀.
    public let initial: Initial
    /// V.
    public let field: Field
    /// t.
    public let time: Double
    /// The number of panels in time on which the divergence is integrated; 0 for fields without divergence.
    public let divergencePanels: Int

    /// The density at time t.
    ///
    /// - Parameters:
    ///   - initial: p₀.
    ///   - field: V.
    ///   - time: t.
    ///   - divergencePanels: How finely div V is integrated along a path, by Simpson's rule; 0 when it vanishes.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the time is not finite or the number of panels negative.
    public init(_ initial: Initial, movedBy field: Field, for time: Double, divergencePanels: Int = 0) throws {
        try require(time.isFinite, "time", must: "be finite", was: time)
        try require(divergencePanels >= 0, "divergencePanels", must: "be at least 0", was: divergencePanels)
        self.initial = initial
        self.field = field
        self.time = time
        self.divergencePanels = divergencePanels
    }

    /// p_t(λ₁, λ₂).
    ///
    /// - Throws: What the field throws.
    public func density(at first: Direction, _ second: Direction) throws -> Double {
        guard divergencePanels > 0 else {
            let origin = try field.move([first, second], from: time, to: 0)
            return initial.density(at: origin[0], origin[1])
        }
        let panel = time / Double(divergencePanels)
        var point = [first, second]
        var exponent = 0.0
        var last = try field.divergence(at: point, time: time)
        for index in 0..<divergencePanels {
            let now = time - Double(index) * panel
            let half = try field.move(point, from: now, to: now - panel / 2)
            let middle = try field.divergence(at: half, time: now - panel / 2)
            point = try field.move(half, from: now - panel / 2, to: now - panel)
            let next = try field.divergence(at: point, time: now - panel)
            exponent -= panel / 6 * (last + 4 * middle + next)
            last = next
        }
        return initial.density(at: point[0], point[1]) * exp(exponent)
    }

    /// Means and correlator of the answers along two directions at time t, by a quadrature adapted to the density.
    ///
    /// - Throws: What the field throws.
    public func statistics(
        _ first: Direction, _ second: Direction, by quadrature: PairQuadrature
    ) throws -> PairStatistics {
        try quadrature.statistics(first, second) { try density(at: $0, $1) }
    }
}
