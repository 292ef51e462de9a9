import LHVDynamics
import Testing

@Suite struct StateDependentTests {
    @Test("one state always has a velocity field, which is wrong for another state")
    func poisson() throws {
        let hamiltonian = try PauliSum(["XX": 0.3, "YY": 0.5, "ZZ": -0.2, "ZI": 0.7]).matrix()
        let families = try randomStates(2, visibility: 0.2, seed: 111).map {
            try DensityFamily(of: $0, in: ProductGauge(), under: hamiltonian)
        }
        let field = try PoissonVelocity(moving: families[0], degree: 1)
        let pairs = randomPairs(5, seed: 112)
        let own = try field.continuityResidual(of: [families[0]], times: [0, 0.4], pairs: pairs)
        #expect(own.relative < 1e-9)
        let other = try field.continuityResidual(of: [families[1]], times: [0], pairs: pairs)
        #expect(other.relative > 0.3)
    }

    @Test("the Bohmian lift moves every state with one formula, and is all-to-all even without interaction")
    func lift() throws {
        let free = try PauliSum(["XI": 0.5]).matrix()  // only the first qubit turns
        let lift = try BohmianLift(gauge: ProductGauge(), hamiltonian: free, degree: 1)
        let state = try randomStates(1, visibility: 0.2, seed: 113)[0]
        let pairs = randomPairs(3, seed: 114)
        var largest = 0.0
        for pair in pairs {
            let velocity = try lift.velocity(at: pair.map { LiftedVariable(direction: $0, state: state) })
            largest = max(largest, (velocity[1] * velocity[1]).sum())
        }
        #expect(largest > 1e-4)  // the second particle moves although nothing acts on it
        let start = pairs[0].map { LiftedVariable(direction: $0, state: state) }
        let end = try lift.move(start, from: 0, to: 0.5)
        let evolved = try UnitaryEvolution(under: free, in: .twoQubits).evolve(state, time: 0.5)
        #expect(end[0].state.matrix.distance(to: evolved.matrix) < 1e-14)
        let back = try lift.move(end, from: 0.5, to: 0)
        #expect(distance(back.map(\.direction), pairs[0]) < 1e-5)
    }
}
