import QuantumStates

/// The visibility that a list of operators proves as a local-hidden-state model of measurements with two outcomes.
///
/// Let S_{a|x} = Σ_{λ(x)=a} G_λ be what positive G_λ model, T_{a|x} the assemblage at v, and R = S − T. Then T + ε·U with
/// U_{a|x} = ½·ρ_B is modelled by G_λ and by E_{a|x} = ε·U − R, if that has a model: with D_x = R_{−|x} − R_{+|x} and E's sum
/// Σ = ε·ρ_B − R_sum, for each x the operators (Σ/n ± D_x)/2 for outcome ± of x, the other outcomes being thrown by a fair coin.
/// They are positive if ε·λ_min(ρ_B) ≥ ‖R_sum‖ + n·max ‖D_x‖. So T at v/(1 + ε) has a model.
struct HiddenStateProof {
    let visibility: Double
    /// The operators, made positive.
    let model: [ComplexMatrix]

    init(
        _ program: HiddenStateProgram, model: [ComplexMatrix], visibility: Double, leastEigenvalue: Double
    ) throws {
        let d = program.own.dimension
        guard visibility.isFinite, visibility > 0, model.allSatisfy(\.isFinite) else {
            self.visibility = 0
            self.model = model
            return
        }
        let one = ComplexMatrix.identity(d)
        self.model = try model.map { matrix in
            let part = matrix.hermitianPart
            let shift = max(0, -(try PositivityProof.leastEigenvalueBound(of: part)).nextDown)
            // Twice, for the rounding of the sum.
            return shift > 0 ? part + Complex(2 * shift) * one : part
        }
        // Above 1 the assemblage is none of a state, and the sums are compared all the same: below it mixtures have models.
        let v = visibility
        var (sumNorm, largest) = (0.0, 0.0)
        for setting in program.own.operators.indices {
            let rest = program.excess(of: self.model, at: v, setting: setting)
            // The sum is the same for all settings, up to rounding.
            sumNorm = largerOrNaN(sumNorm, (rest[0] + rest[1]).frobeniusNorm)
            largest = largerOrNaN(largest, (rest[1] - rest[0]).frobeniusNorm)
        }
        // Entries of magnitude at most 1, one after another: each addition rounds by 2⁻⁵³ at most, and so do the products; the
        // entries of the assemblage and of the noise are rounded themselves, and come with the factors v and 1 − v.
        let rounding = Double(d * (self.model.count + 16)) * 0x1p-52 * (1 + 2 * v)
        let settings = Double(program.own.operators.count)
        let needed = (sumNorm + rounding + settings * (largest + rounding)) * (1 + 0x1p-40)
        // The bound is of ρ_B as it was computed.
        let epsilon = needed / (leastEigenvalue - 0x1p-46) * (1 + 0x1p-40)
        self.visibility = epsilon.isFinite ? (v / (1 + epsilon)) * (1 - 0x1p-50) : 0
    }
}
