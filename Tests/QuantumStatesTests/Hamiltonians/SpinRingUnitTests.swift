import QuantumStates
import Testing

@Suite struct SpinRingUnitTests {
    @Test(
        "16.5 rings of any unit have the ground state, the Gibbs state and the quench of the ring",
        arguments: [1e-12, 1e-10, 1e-9, 1e9, 1e12])
    func units(unit: Double) throws {
        let couplings: [(SIMD3<Double>, SIMD3<Double>)] = [
            (SIMD3(1, 1, 1), .zero), (SIMD3(1, 0.4, -0.3), SIMD3(0.2, 0, 0.7)), (SIMD3(0, 0, -1), .zero),
        ]
        for (coupling, field) in couplings {
            let plain = try SpinRing(sites: 4, couplings: coupling, field: field)
            let scaled = try SpinRing(sites: 4, couplings: unit * coupling, field: unit * field)
            let (ground, other) = (try plain.groundState(spins: 2), try scaled.groundState(spins: 2))
            #expect(ground.matrix.distance(to: other.matrix) < 1e-10)
            #expect(abs(try ground.concurrence() - other.concurrence()) < 1e-10)
            let (warm, warmOther) = (
                try plain.gibbsState(spins: 2, beta: 2), try scaled.gibbsState(spins: 2, beta: 2 / unit)
            )
            #expect(warm.matrix.distance(to: warmOther.matrix) < 1e-12)
            var stream = RandomStream(seed: 1659)
            let initial = StateVector.random(in: try .qubits(4), using: &stream)
            let (a, b) = (
                try plain.quench(from: initial, spins: 2, times: [1.7])[0],
                try scaled.quench(from: initial, spins: 2, times: [1.7 / unit])[0]
            )
            #expect(a.matrix.distance(to: b.matrix) < 1e-11)
        }
        // Known for four spins: two neighbours of the Heisenberg ring have concurrence ½.
        let ring = try SpinRing(sites: 4, couplings: SIMD3(unit, unit, unit))
        #expect(abs(try ring.groundState(spins: 2).concurrence() - 0.5) < 1e-12)
    }
}
