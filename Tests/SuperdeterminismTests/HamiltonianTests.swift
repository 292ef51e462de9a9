import Foundation
import Superdeterminism
import Testing

/// The master equation with a Hamiltonian.
@Suite struct HamiltonianTests {
    static let times = [0, 0.2, 0.4, 0.6, 1.1, 2]

    @Test("the real generator against Kronecker products", arguments: 1...5)
    func dense(levels: Int) throws {
        let hamiltonian = Cases.hermitian(levels: levels, seed: 90)
        for law in CollapseLaw.allCases {
            let model = try Cases.model(
                levels: levels, seed: 91, kappa: 1.7, law: law, hamiltonian: .constant(hamiltonian), detectionTime: 2)
            var stream = RandomStream(seed: 92)
            for _ in 0..<4 {
                let run = model.run(using: &stream)
                let generator = try KroneckerLiouvillian.generator(of: run, hamiltonian: hamiltonian)
                let trajectory = try run.trajectory(at: HamiltonianTests.times)
                for (time, matrix) in zip(trajectory.times, trajectory.matrices) {
                    let expected = try KroneckerLiouvillian.evolve(Cases.initial(model), by: generator, time: time)
                    #expect(matrix.distance(to: expected) < 1e-12)
                }
                let defects = try trajectory.defects()
                #expect(defects.trace < 1e-13 && defects.hermiticity == 0 && defects.leastEigenvalue > -1e-13)
            }
        }
    }

    @Test("steps against the exponential", arguments: [3, 8])
    func steps(levels: Int) throws {
        let hamiltonian = Cases.hermitian(levels: levels, seed: 93)
        let model = try Cases.model(
            levels: levels, seed: 93, hamiltonian: .constant(hamiltonian), detectionTime: 2)
        var stream = RandomStream(seed: 94)
        let run = model.run(using: &stream)
        let dense = try run.trajectory(
            at: HamiltonianTests.times, options: CollapseEvolutionOptions(method: .denseExponential))
        let stepped = try run.trajectory(
            at: HamiltonianTests.times, options: CollapseEvolutionOptions(method: .adaptiveSteps))
        let driven = try Cases.model(
            levels: levels, seed: 93, hamiltonian: .timeDependent { _ in hamiltonian }, detectionTime: 2
        ).run(signs: run.signs).trajectory(at: HamiltonianTests.times)
        for index in HamiltonianTests.times.indices {
            #expect(dense.matrices[index].distance(to: stepped.matrices[index]) < 1e-9)
            #expect(dense.matrices[index].distance(to: driven.matrices[index]) < 1e-9)
        }
    }

    @Test("a detector basis that is not the computational one")
    func otherBasis() throws {
        let hamiltonian = Cases.hermitian(levels: 3, seed: 95)
        var stream = RandomStream(seed: 96)
        let space = try Cases.space(3)
        let basis = try DetectorBasis(Haar.unitary(dimension: 3, using: &stream), in: space)
        let model = try CollapseModel(
            state: .random(in: space, using: &stream), basis: basis, kappa: 0.9, hamiltonian: .constant(hamiltonian),
            detectionTime: 1)
        let run = model.run(using: &stream)
        // The same in the original space, with jump operators turned there.
        let operators = try run.jumpOperators.map { try basis.operatorOnSpace($0.matrix(levels: 3)) }
        let generator = KroneckerLiouvillian.generator(operators, kappa: 0.9, hamiltonian: hamiltonian, levels: 3)
        let expected = try KroneckerLiouvillian.evolve(model.state.densityOperator.matrix, by: generator, time: 1)
        #expect(try run.state(at: 1).matrix.distance(to: expected) < 1e-12)
    }

    @Test("κ = 0 is quantum mechanics")
    func quantumMechanics() throws {
        let hamiltonian = Cases.hermitian(levels: 4, seed: 97)
        for choice in [CollapseHamiltonian.constant(hamiltonian), .timeDependent { _ in hamiltonian }] {
            let model = try Cases.model(levels: 4, seed: 98, kappa: 0, hamiltonian: choice, detectionTime: 1.5)
            var stream = RandomStream(seed: 99)
            let matrix = try model.run(using: &stream).matrix(at: 1.5)
            let evolved = try model.state.densityOperator.applying(hamiltonian.unitaryExponential(time: 1.5))
            #expect(matrix.distance(to: evolved.matrix) < 1e-9)
            #expect(try model.run(using: &stream).collapseTime(error: 0.001) == nil)
        }
        let free = try Cases.model(levels: 4, seed: 98, kappa: 0)
        #expect(try free.averageMatrix(at: 7).distance(to: Cases.initial(free)) < 1e-15)
    }

    @Test("only κt and H/κ matter")
    func scaling() throws {
        let hamiltonian = Cases.hermitian(levels: 3, seed: 100)
        let signs = try SigmaSigns("+-")
        let slow = try Cases.model(
            levels: 3, seed: 101, kappa: 0.5, hamiltonian: .constant(hamiltonian), detectionTime: 2)
        let fast = try Cases.model(
            levels: 3, seed: 101, kappa: 5, hamiltonian: .constant(Complex(10) * hamiltonian), detectionTime: 0.2)
        let left = try slow.run(signs: signs).matrix(at: 2)
        #expect(left.distance(to: try fast.run(signs: signs).matrix(at: 0.2)) < 1e-13)
        for (left, right) in zip(slow.bornWeights, fast.bornWeights) { #expect(abs(left - right) < 1e-13) }
    }

    @Test("the collapse stays incomplete by a share of (‖H‖/κ)²")
    func steadyState() throws {
        let hamiltonian = Cases.hermitian(levels: 3, seed: 102)
        for law in CollapseLaw.allCases {
            let effect = try HamiltonianEffect(
                of: hamiltonian, signs: SigmaSigns("-+"), kappas: [1, 10, 100, 1000], law: law)
            #expect(effect.missingWeights[0] > 0.05)
            #expect(abs(effect.missingWeights[2] / effect.missingWeights[3] / 100 - 1) < 0.05)
            #expect(effect.missingWeights[3] < 1e-4)
            #expect(effect.purities[3] > 0.9999 && effect.purities[0] < 1)
        }
        // The steady state stands still.
        let model = try Cases.model(levels: 3, seed: 103, hamiltonian: .constant(hamiltonian), detectionTime: 1)
        let run = try model.run(signs: SigmaSigns("+-"))
        let steady = try run.steadyState()
        #expect(try run.matrix(at: 60).distance(to: steady) < 1e-10)
        #expect(abs(steady.trace.real - 1) < 1e-13)
    }

    @Test("without a Hamiltonian the steady state is the outcome")
    func steadyOutcome() throws {
        for signs in try SigmaSigns.allPatterns(levels: 4) {
            let steady = try Cases.model(levels: 4, seed: 104).run(signs: signs).steadyState()
            #expect(abs(steady[signs.outcome, signs.outcome].real - 1) < 1e-13)
        }
    }

    @Test("energy is not conserved")
    func energy() throws {
        let hamiltonian = Cases.hermitian(levels: 4, seed: 105)
        func energies(_ kappa: Double) throws -> [Double] {
            let model = try Cases.model(
                levels: 4, seed: 105, kappa: kappa, hamiltonian: .constant(hamiltonian), detectionTime: 1)
            let trajectory = try model.run(signs: SigmaSigns("+-+")).trajectory(at: [0, 0.5, 1])
            let energies = try trajectory.energies(of: hamiltonian)
            let direct = (trajectory.matrices[2] * hamiltonian).trace
            #expect(abs(energies[2] - direct.real) < 1e-13)
            return energies
        }
        let conserved = try energies(0)
        #expect(abs(conserved[2] - conserved[0]) < 1e-12)
        let changed = try energies(1)
        #expect(abs(changed[2] - changed[0]) > 0.05)
    }

    @Test("collapse times")
    func collapseTimes() throws {
        let model = try Cases.model(levels: 5, seed: 106, kappa: 2)
        for law in CollapseLaw.allCases {
            for signs in try SigmaSigns.allPatterns(levels: 5) {
                let run = try model.with(law: law).run(signs: signs)
                let time = try #require(try run.collapseTime(error: 1e-3))
                #expect(abs(1 - (try run.populations(at: time)[run.outcome]) - 1e-3) < 1e-12)
            }
        }
        // σ₄ = 0 leaves what is in the fourth level there.
        let apart = try model.run(signs: SigmaSigns("+-0-"))
        #expect(try apart.collapseTime(error: 1e-3) == nil)
        let whole = try Cases.model([0.6, 0.8, 0], in: Cases.space(3)).run(signs: SigmaSigns("+0"))
        let time = try #require(try whole.collapseTime(error: 1e-3))
        #expect(abs(time - log(0.36 / 1e-3)) < 1e-9)
        let hamiltonian = Cases.hermitian(levels: 2, seed: 107)
        let weak = try Cases.model(levels: 2, seed: 107, kappa: 1, hamiltonian: .constant(Complex(1e-4) * hamiltonian))
        let strong = try Cases.model(levels: 2, seed: 107, kappa: 1, hamiltonian: .constant(Complex(100) * hamiltonian))
        let expected = try Cases.model(levels: 2, seed: 107).run(signs: SigmaSigns("+")).collapseTime(error: 0.01)
        let found = try #require(try weak.run(signs: SigmaSigns("+")).collapseTime(error: 0.01))
        #expect(abs(found - (try #require(expected))) < 0.01)
        #expect(try strong.run(signs: SigmaSigns("+")).collapseTime(error: 0.01) == nil)
    }
}
