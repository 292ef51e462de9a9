import Foundation
import QuantumStates
import Testing

@Suite("Gibbs states")
struct GibbsStateTests {
    @Test("it is the exponential of −βH over its trace, for either sign of β", arguments: [-1.3, 0, 0.4, 2])
    func definition(beta: Double) throws {
        var stream = RandomStream(seed: 31)
        let sum = try randomPauliSum(qubits: 3, terms: 20, using: &stream)
        let gibbs = try GibbsState(of: sum, beta: beta)
        let exponential = try (-beta * sum.matrix()).exponential()
        #expect(gibbs.state.matrix.distance(to: (1 / exponential.trace.real) * exponential) < 1e-12)
        #expect(abs(gibbs.logPartitionFunction - log(exponential.trace.real)) < 1e-12)
        #expect(abs(try gibbs.state.expectation(of: sum) - gibbs.energy) < 1e-12)
        #expect(abs(gibbs.entropy - (beta * gibbs.energy + gibbs.logPartitionFunction) / log(2)) < 1e-12)
        _ = try DensityOperator(gibbs.state.matrix, in: gibbs.state.space)
    }

    @Test("infinite temperature is white noise, and has no free energy")
    func infiniteTemperature() throws {
        let gibbs = try GibbsState(of: .heisenberg(on: .chain(3)), beta: 0)
        #expect(gibbs.state.matrix.distance(to: 0.125 * .identity(8)) < 1e-15)
        #expect(gibbs.freeEnergy == nil)
        #expect(abs(gibbs.entropy - 3) < 1e-14)
    }

    @Test("zero temperature is the ground state, the inverted one the top level", arguments: [1e3, 1e8, -1e8])
    func coldLimit(beta: Double) throws {
        let gibbs = try GibbsState(of: .heisenberg(coupling: 1.0, on: .pair), beta: beta)
        if beta > 0 {
            #expect(abs(try gibbs.state.fidelity(with: .singlet) - 1) < 1e-12)
            #expect(abs(try #require(gibbs.freeEnergy) + 0.75) < 1e-12)
        } else {
            #expect(abs(gibbs.energy - 0.25) < 1e-12)
            #expect(try gibbs.state.fidelity(with: .singlet) < 1e-12)
        }
    }

    @Test(
        "the thermal Heisenberg pair is a Werner state of visibility (e^{βω} − 1)/(e^{βω} + 3)", arguments: [0.2, 1, 3])
    func wernerState(beta: Double) throws {
        let gibbs = try GibbsState(of: .heisenberg(on: .pair), beta: beta)
        let visibility = (exp(beta) - 1) / (exp(beta) + 3)
        #expect(gibbs.state.matrix.distance(to: try DensityOperator.werner(visibility: visibility).matrix) < 1e-14)
    }

    @Test("one eigensystem serves all temperatures; energy falls with β, and −∂ln Z/∂β is the energy")
    func temperatures() throws {
        let spectrum = try HamiltonianSpectrum(.transverseFieldIsing(field: 0.7, on: .chain(4)))
        let energies = try [-1.0, 0, 0.5, 1, 4].map { try GibbsState(spectrum, beta: $0).energy }
        #expect(zip(energies, energies.dropFirst()).allSatisfy { $0 > $1 })
        let (low, high) = (try GibbsState(spectrum, beta: 0.999), try GibbsState(spectrum, beta: 1.001))
        let slope = (high.logPartitionFunction - low.logPartitionFunction) / 0.002
        #expect(abs(slope + energies[3]) < 1e-6)
    }
}
