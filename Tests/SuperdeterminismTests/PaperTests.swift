import Foundation
import Superdeterminism
import Testing

/// P2's printed formulas: those that hold are reproduced, those that do not are shown not to.
@Suite struct PaperTests {
    @Test("Eqs. 40–43 and 46 are the generator of four levels")
    func fourLevels() throws {
        for signs in try SigmaSigns.allPatterns(levels: 4) {
            let up = signs.values.map { $0 == .positive ? 1.0 : 0 }
            let (u2, u3, u4) = (up[0], up[1], up[2])
            let (d2, d3, d4) = (1 - u2, 1 - u3, 1 - u4)
            let printed = try RealMatrix([
                [-(u2 + u3 + u4), d2, d3, d4],
                [u2, -(d2 + u3 + u4), d3, d4],
                [u3, u3, -(2 * d3 + u4), d4],
                [u4, u4, u4, -3 * d4],
            ])
            #expect(signs.populationGenerator().distance(to: printed) == 0)
            let exits = signs.exitCounts
            let above = [u2 + u3 + u4, u3 + u4, u4, 0]
            let down = [0, d2, d3, d4]
            for i in 0..<4 {
                for j in 0..<4 where i != j {
                    let lambda = above[i] + above[j] + Double(j) * down[j] + Double(i) * down[i]
                    #expect(Double(exits[i] + exits[j]) == lambda)
                }
            }
        }
    }

    @Test("Eqs. 52–53 for σ₃, σ₄ < 0")
    func upperLevels() throws {
        let model = try Cases.model(levels: 4, seed: 120)
        let p = model.initialPopulations
        for first in ["+--", "---"] {
            let populations = try model.run(signs: SigmaSigns(first)).populations(at: 0.7)
            #expect(abs(populations[3] - p[3] * exp(-2.1)) < 1e-15)
            #expect(abs(populations[2] - (-p[3] * exp(-2.1) + (p[2] + p[3]) * exp(-1.4))) < 1e-15)
        }
    }

    // F1
    @Test("Eqs. 4 and 15 as printed, L†ρL† − ½{ρ, L†L†}, do not keep ρ Hermitian and move no population")
    func printedMasterEquation() throws {
        let state = try Cases.initial(Cases.model([0.6, 0.8], in: .qubit))
        let jump = try JumpOperator(from: 0, to: 1).matrix(levels: 2).adjoint
        let square = jump * jump
        var printed = jump * state * jump
        printed.add(-0.5, times: state * square + square * state)
        #expect(printed.hermiticityDefect > 0.4)
        #expect(printed[0, 0] == 0 && printed[1, 1] == 0)
        // Eq. 8: for σ₂ > 0 all population ends in |2⟩. The corrected form does that, with Eq. 14's L.
        let run = try Cases.model([0.6, 0.8], in: .qubit).run(signs: SigmaSigns("+"))
        #expect(run.jumpOperators == [JumpOperator(from: 0, to: 1)])
        #expect(try run.populations(at: 50)[1] == 1)
        // Eq. 5's L† read as the adjoint of what jumps would end in |1⟩ instead.
        let reversed = KroneckerLiouvillian.generator([jump], kappa: 1, levels: 2)
        let end = try KroneckerLiouvillian.evolve(state, by: reversed, time: 50)
        #expect(abs(end[0, 0].real - 1) < 1e-12)
    }

    // F2, F4
    @Test("Eq. 26 exchanges the labels of Eqs. 27–30")
    func labels() throws {
        let example = try TwoParticleExample(q: 0.3)
        // Eq. 26: |1⟩ = |↓↑⟩, index 2 of the natural order.
        let printed = try CollapseModel(
            state: example.state, basis: .computational(in: .twoQubits).reordered([2, 1, 3, 0]))
        #expect(abs(printed.bornWeights[0] - 0.09) > 0.5)
        let model = try example.model()
        #expect(abs(model.bornWeights[0] - 0.09) < 1e-15)
        // "α₂ = 1 − q²" is α₂².
        #expect(abs(model.bornWeights[1] - 0.91) < 1e-15)
        #expect(abs(model.detectionAmplitudes[1].real - 0.91) > 1)
    }

    // F3
    @Test("Eqs. 31 and 33: the coherence is ρ₁₂ = ρ₂₁ with a minus sign, not ρ₂₂")
    func coherence() throws {
        let q = 0.6
        let run = try TwoParticleExample(q: q).model().run(signs: SigmaSigns("+--"))
        for time in [0.0, 0.5, 2] {
            let matrix = try run.matrix(at: time)
            let printed = q * 0.8 * exp(-time / 2)
            #expect(abs(matrix[0, 1].real + printed) < 1e-15)
            #expect(matrix[0, 1] == matrix[1, 0])
            #expect(abs(matrix[1, 1].real - printed) > 0.1)
        }
    }

    // F5
    @Test("conditions on λ in Eqs. 10, 20 and before 48 are conditions on σ")
    func lambdaForSigma() throws {
        let model = try TwoParticleExample(q: 0.6).model()
        let variables = try DiskVariables([0.1, 0.9, 0.9])
        let sigmas = try model.sigmas(variables)
        #expect(variables.values.allSatisfy { $0.real > 0 } && sigmas.allSatisfy { $0 < 0 })
        #expect(try model.run(variables).outcome == 0)
    }

    // F6
    @Test("Λ_IJ does not vanish for I or J in 3, 4: the coherence does")
    func vanishing() throws {
        let run = try TwoParticleExample(q: 0.6).model().run(signs: SigmaSigns("+--"))
        #expect(run.signs.exitCounts[0] + run.signs.exitCounts[2] > 0)
        #expect(run.signs.exitCounts[0] + run.signs.exitCounts[1] == 1)
        #expect(try run.matrix(at: 0.4)[0, 2] == .zero)
    }

    // F7
    @Test("the product of Eq. 22 runs downwards; upwards it would be empty")
    func product() throws {
        let weights = try Cases.model(levels: 6, seed: 121).bornWeights
        let sums = weights.indices.map { weights[...$0].reduce(0, +) }
        var upwards = 0.0
        for k in 0..<6 {
            var probability = weights[k] / sums[k]
            for j in stride(from: 5, through: k + 1, by: -1) { probability *= 1 - weights[j] / sums[j] }
            #expect(abs(probability - weights[k]) < 1e-15)
            // As printed, J from N − 1 up to K + 1: at most one factor.
            var printed = weights[k] / sums[k] * (k < 5 ? 1 - weights[5] : 1)
            if k == 3 { printed *= 1 - weights[4] / sums[4] }
            upwards += printed
        }
        #expect(upwards > 1.1)
    }

    // F8
    @Test("Eqs. 8–9 need H = 0: with a small H the limit is missed")
    func limitNeedsNoHamiltonian() throws {
        let model = try Cases.model(
            [0.6, 0.8].map { $0 }, in: .qubit)
        let disturbed = try CollapseModel(
            state: model.state, basis: model.basis, hamiltonian: .constant(Pauli.x.matrix.map { Complex(0.1) * $0 }))
        let missing = try disturbed.run(signs: SigmaSigns("+")).steadyState()[0, 0].real
        // Two levels decaying at rate 1 and driven by g = 0.1: 4g²/(1 + 8g²).
        #expect(abs(missing - 0.04 / 1.08) < 1e-12)
    }

    // F9
    @Test("Sec. 4.4 rests on its labelling: another order gives other averages")
    func labelling() throws {
        let example = try TwoParticleExample(q: 0.5.squareRoot())
        let natural = try CollapseModel(state: example.state, basis: .computational(in: .twoQubits))
        for time in [0.2, 1.0] {
            for (left, right) in zip(try example.model().averagePopulations(at: time), [0.5, 0.5, 0, 0]) {
                #expect(abs(left - right) < 1e-15)
            }
            #expect(try natural.averagePopulations(at: time)[0] > 0.02)
        }
    }
}
