import Foundation
import QuantumStates
import Testing

@Suite struct SpinRingTests {
    /// The Heisenberg ring of four spins has the ground energy −2J, so each neighbouring pair has ⟨S·S⟩ = −1/2.
    @Test func heisenbergRingOfFour() throws {
        let pair = try SpinRing.xxz(sites: 4, anisotropy: 1).groundState(spins: 2)
        let form = try TwoQubitBlochForm(pair)
        // ⟨σ·σ⟩ = 4⟨S·S⟩ = −2: a Werner state of visibility 2/3, inside the range where no model was known for long.
        #expect(abs(form.t.trace + 2) < 1e-12)
        #expect(try pair.traceDistance(to: .werner(visibility: 2 / 3.0)) < 1e-12)
    }

    @Test func limitsOfTemperatureAndField() throws {
        let ring = try SpinRing.transverseFieldIsing(sites: 5, coupling: -1, field: 0.7)
        let mixed = try DensityOperator.maximallyMixed(in: .qubits(3))
        #expect(try ring.gibbsState(spins: 3, beta: 0).traceDistance(to: mixed) < 1e-12)
        let cold = try ring.gibbsState(spins: 3, beta: 400)
        #expect(try cold.traceDistance(to: ring.groundState(spins: 3)) < 1e-9)
        // Without a field the two ferromagnetic states are mixed equally, as the limit of low temperature is.
        let classical = try SpinRing.transverseFieldIsing(sites: 4, coupling: -1, field: 0)
        let pair = try classical.groundState(spins: 2)
        #expect(try pair.traceDistance(to: classical.gibbsState(spins: 2, beta: 100)) < 1e-9)
        #expect(abs(pair.matrix[0, 0].real - 0.5) < 1e-12 && abs(pair.matrix[3, 3].real - 0.5) < 1e-12)
    }

    @Test func translationInvariance() throws {
        let ring = try SpinRing(sites: 5, couplings: SIMD3(1, 0.4, -0.3), field: SIMD3(0.2, 0, 0.5))
        let three = try ring.gibbsState(spins: 3, beta: 2)
        #expect(try three.reduced(to: [0, 1]).traceDistance(to: three.reduced(to: [1, 2])) < 1e-12)
        var stream = RandomStream(seed: 1)
        let dirty = try ring.disordered(strength: 1, using: &stream).gibbsState(spins: 3, beta: 2)
        #expect(try dirty.reduced(to: [0, 1]).traceDistance(to: dirty.reduced(to: [1, 2])) > 1e-3)
    }

    @Test func quenchesBeginWhereTheyBegin() throws {
        let ring = try SpinRing.xxz(sites: 4, anisotropy: 0.5)
        let neel = try StateVector.product([.z, -.z, .z, -.z])
        let states = try ring.quench(from: neel, spins: 2, times: [0, 0.5])
        #expect(try states[0].traceDistance(to: neel.reduced(to: [0, 1])) < 1e-12)
        #expect(states[1].purity < 1 - 1e-3)
        // An eigenstate does not move.
        let ground = try HamiltonianSpectrum(ring.hamiltonian()).eigenstate(0)
        let still = try ring.quench(from: ground, spins: 2, times: [3])
        #expect(try still[0].traceDistance(to: ground.reduced(to: [0, 1])) < 1e-10)
    }

    @Test func decoherenceOfEveryParty() throws {
        let singlet = StateVector.singlet.densityOperator
        let noisy = try singlet.decohered(by: .depolarizing(probability: 0.2))
        // Each depolarizing channel shrinks the Bloch vectors of its qubit; both together T by the square.
        let shrink = try TwoQubitBlochForm(noisy).t.trace / -3
        let single = try BlochVector(
            QuantumChannel.depolarizing(probability: 0.2).apply(to: Direction.z.stateVector.densityOperator, on: 0)
        ).length
        #expect(abs(shrink - single * single) < 1e-12)
    }

    @Test func wrongInput() throws {
        #expect(throws: InvalidArgument.self) { try SpinRing(sites: 2, couplings: .one) }
        #expect(throws: InvalidArgument.self) { try SpinRing(sites: 4, couplings: SIMD3(.nan, 0, 0)) }
        #expect(throws: InvalidArgument.self) { try SpinRing(sites: 4, couplings: .one, field: SIMD3(0, .infinity, 0)) }
        #expect(throws: InvalidArgument.self) { try SpinRing(sites: 4, couplings: .one, disorder: [1]) }
        let ring = try SpinRing.xxz(sites: 4, anisotropy: 1)
        #expect(throws: InvalidArgument.self) { try ring.groundState(spins: 0) }
        #expect(throws: InvalidArgument.self) { try ring.gibbsState(spins: 2, beta: .nan) }
        #expect(throws: InvalidArgument.self) { try ring.quench(from: .singlet, spins: 2, times: [0]) }
        var stream = RandomStream(seed: 1)
        #expect(throws: InvalidArgument.self) { try ring.disordered(strength: -1, using: &stream) }
        let copy = try JSONDecoder().decode(SpinRing.self, from: JSONEncoder().encode(ring))
        #expect(copy == ring)
    }
}
