import Foundation
import NumericalCore

/// The evolution of a two-qubit Bloch form under H = ω S₁·S₂ = (ω/4) Σ_j σ_j ⊗ σ_j, in closed form.
///
/// With s = (a + b)/2, δ = (a − b)/2 and ζ the axial vector of the antisymmetric part of T, ζ = (T₃₂ − T₂₃, T₁₃ − T₃₁,
/// T₂₁ − T₁₂)/2: s and the symmetric part of T stay, and δ + iζ turns as (δ₀ + iζ₀)e^{−iωt}. The period is 2π/ω.
/// Source: P1, Eq. 36, whose right-hand side ``derivative(of:)`` is: da/dt = −db/dt = ωζ, dT/dt = −ωA(δ) with A(z)v = z × v.
public struct HeisenbergBlochEvolution: Sendable, Hashable, Codable {
    /// ω, an angular frequency; the coupling of ``PauliSum/heisenberg(coupling:on:)``.
    public let frequency: Double

    /// The evolution with coupling ω of either sign.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the frequency is not finite.
    public init(frequency: Double) throws {
        try require(frequency.isFinite, "frequency", must: "be finite", was: frequency)
        self.frequency = frequency
    }

    /// Reads the frequency and checks it.
    public init(from decoder: any Decoder) throws {
        try self.init(
            frequency: try decoder.container(keyedBy: CodingKeys.self).decode(Double.self, forKey: .frequency))
    }

    /// The form at time t.
    ///
    /// - Parameters:
    ///   - form: (a, b, T) at time 0.
    ///   - time: t, of either sign.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when ωt is not finite or exceeds 2⁴⁰.
    public func evolve(_ form: TwoQubitBlochForm, time: Double) throws -> TwoQubitBlochForm {
        try PhaseLimit.require(frequency * time, "ω·t", "time", was: time)
        let (cosine, sine) = (cos(frequency * time), sin(frequency * time))
        let (sum, difference, axial) = HeisenbergBlochEvolution.parts(form)
        let delta = cosine * difference + sine * axial
        let zeta = cosine * axial - sine * difference
        var t = HeisenbergBlochEvolution.cross(zeta)
        t += form.t.hermitianPart
        return TwoQubitBlochForm(unchecked: sum + delta, sum - delta, t)
    }

    /// The rate of change (da/dt, db/dt, dT/dt) of a form, which is the same function of the form at all times.
    public func derivative(of form: TwoQubitBlochForm) -> TwoQubitBlochForm {
        let (_, difference, axial) = HeisenbergBlochEvolution.parts(form)
        return TwoQubitBlochForm(
            unchecked: frequency * axial, -frequency * axial,
            HeisenbergBlochEvolution.cross(-frequency * difference))
    }

    /// s = (a + b)/2, δ = (a − b)/2 and ζ, the axial vector of (T − Tᵀ)/2.
    private static func parts(
        _ form: TwoQubitBlochForm
    ) -> (sum: SIMD3<Double>, difference: SIMD3<Double>, axial: SIMD3<Double>) {
        let t = form.t
        let axial = SIMD3(t[2, 1] - t[1, 2], t[0, 2] - t[2, 0], t[1, 0] - t[0, 1]) / 2
        return ((form.a + form.b) / 2, (form.a - form.b) / 2, axial)
    }

    /// A(z), the matrix with A(z)v = z × v.
    private static func cross(_ z: SIMD3<Double>) -> RealMatrix {
        RealMatrix(unchecked: [0, z.z, -z.y, -z.z, 0, z.x, z.y, -z.x, 0], rows: 3, columns: 3)
    }
}
