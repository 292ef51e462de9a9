import NumericalCore
import QuantumStates

/// Two regions of a rotationally invariant sample: ρ_eff = V|Ψ⁻⟩⟨Ψ⁻| + (1 − V)·1/4, and how large V can be.
///
/// ρ = U^{⊗N} ρ U^{†⊗N} for all U makes every pair a Werner state, and V is the mean of the pairs'. Source: P4, Eqs. 11–12.
public enum RotationalVisibility {
    /// (R + 2)/(3R) with R = max(N_A, N_B), the largest V of N_A + N_B spins.
    ///
    /// It is reached: two regions of full spins N_A/2 and N_B/2 that add to |N_A − N_B|/2 have ⟨S_A·S_B⟩ = −S_<(S_> + 1).
    /// Two spins per region leave 2/3, eight leave 5/12, and no number less than 1/3.
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless both numbers are whole and at least 1. Source: P4, Sec. V.
    public static func bound(_ first: Double, _ second: Double) throws -> Double {
        try EffectiveState.requireSizes([first, second], count: 2)
        let largest = max(first, second)
        return 1.0 / 3 + 2 / (3 * largest)
    }

    /// V = 1 − (4/3)⟨(S_i + S_j)²⟩/2 averaged over pairs: V = −Tr T/3 of an effective state, in −1/3…1.
    ///
    /// For a state that is not rotationally invariant, it is that of the mean over rotations.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the state is not of two regions of qubits.
    public static func value(of state: EffectiveState) throws -> Double {
        (-(try form(of: state).t.trace) / 3).withoutRounding(in: -1.0 / 3...1)
    }

    /// How far an effective state is from a Werner state: the largest |a_i|, |b_i| and |T_ij + V δ_ij|.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the state is not of two regions of qubits.
    public static func defect(of state: EffectiveState) throws -> Double {
        let form = try form(of: state)
        let visibility = -form.t.trace / 3
        var defect = 0.0
        for i in 0..<3 {
            defect = largerOrNaN(defect, largerOrNaN(abs(form.a[i]), abs(form.b[i])))
            for j in 0..<3 { defect = largerOrNaN(defect, abs(form.t[i, j] + (i == j ? visibility : 0))) }
        }
        return defect
    }

    /// The mean of an effective state over common rotations of all spins, a Werner state.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the state is not of two regions of qubits.
    public static func averaged(_ state: EffectiveState) throws -> EffectiveState {
        let visibility = try value(of: state).clamped(to: (-1.0 / 3)...1)
        return EffectiveState(unchecked: try .werner(visibility: visibility), regionSizes: state.regionSizes)
    }

    private static func form(of state: EffectiveState) throws -> TwoQubitBlochForm {
        try require(state.bodies == 1, "bodies", must: "be 1", was: state.bodies)
        return try TwoQubitBlochForm(state.state)
    }
}
