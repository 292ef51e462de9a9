import Foundation
import LHVDynamics
import Testing

@Suite struct CriticalNoiseTests {
    struct Case: Sendable {
        let name: String
        let couplings: SIMD3<Double>
        let noise: Double
    }

    static let cases = [
        Case(name: "Ising", couplings: SIMD3(0, 0, 0.25), noise: 1),
        Case(name: "Heisenberg", couplings: SIMD3(0.25, 0.25, 0.25), noise: 2),
        Case(name: "XY", couplings: SIMD3(0.25, 0.25, 0), noise: 2),
        Case(name: "Ising, doubled", couplings: SIMD3(0, 0, 0.5), noise: 2),
    ]

    @Test("three Pauli measurements: positive up to v = 1/3, and the statistics are those of the state")
    func pauliAnswers() throws {
        let cells = try PairCells.pauliAnswers
        #expect(abs(try cells.largestVisibility() - 1.0 / 3) < 1e-14)
        let state = try randomStates(1, visibility: 1.0 / 3, seed: 221)[0]
        let form = try TwoQubitBlochForm(state)
        let p = try cells.probabilities(of: state)
        #expect(p.allSatisfy { $0 > -1e-15 })
        #expect(abs(p.reduce(0, +) - 1) < 1e-14)
        for (j, first) in [Direction.x, .y, .z].enumerated() {
            for (k, second) in [Direction.x, .y, .z].enumerated() {
                let correlator = zip(cells.pairs, p).reduce(0) { sum, cell in
                    sum + cell.1 * (first.dot(cell.0[0]) > 0 ? 1 : -1) * (second.dot(cell.0[1]) > 0 ? 1 : -1)
                }
                #expect(abs(correlator - form.t[j, k]) < 1e-13)
            }
        }
    }

    @Test(
        "critical noise on 64 cells: Ising ω, Heisenberg and XY 2ω; a doubled Hamiltonian needs twice as much",
        arguments: cases)
    func known(example: Case) throws {
        let (c, expected) = (example.couplings, example.noise)
        let cells = try PairCells.pauliAnswers
        let hamiltonian = try PauliSum(["XX": c.x, "YY": c.y, "ZZ": c.z]).matrix()
        let found = try cells.criticalNoise(under: hamiltonian)
        #expect(abs(found.noise - expected) < 1e-9)
        #expect(found.defect < 1e-12)
        #expect(found.relativeError < 1e-9)
        #expect(found.symmetries > 1)
        for column in 0..<64 {
            var sum = 0.0
            for row in 0..<64 {
                sum += found.rates[row, column]
                if row != column { #expect(found.rates[row, column] >= 0) }
            }
            #expect(abs(sum) < 1e-12)
        }
        // With less noise the same rates are wrong.
        #expect(try cells.defect(of: found.rates, under: hamiltonian, noise: expected - 0.1) > 0.05)
    }

    @Test("the chain's probabilities follow the noisy evolution")
    func evolution() throws {
        let cells = try PairCells.grid(.platonic(.octahedron), in: ProductGauge())
        let hamiltonian = try HeisenbergDynamicalModel(frequency: 1).hamiltonian
        let found = try cells.criticalNoise(under: hamiltonian)
        #expect(abs(found.noise - 2.5) < 1e-9)
        let state = try randomStates(1, visibility: 0.25, seed: 222)[0]
        for time in [0.2, 1.3] {
            let moved = try found.evolve(cells.probabilities(of: state), time: time)
            let evolved = try UnitaryEvolution(under: hamiltonian, in: .twoQubits).evolve(state, time: time)
                .withWhiteNoise(visibility: exp(-found.noise * time))
            for (one, two) in zip(moved, try cells.probabilities(of: evolved)) { #expect(abs(one - two) < 1e-12) }
            #expect(moved.allSatisfy { $0 > -1e-14 })
        }
    }

    @Test("nothing costs nothing; a spin that turns alone is paid for by jumps of that spin")
    func free() throws {
        let cells = try PairCells.grid(.platonic(.octahedron), in: ProductGauge())
        let rest = try cells.criticalNoise(under: ComplexMatrix(rows: 4, columns: 4))
        #expect(rest.noise == 0 && rest.rates.largestModulus < 1e-12)
    }

    @Test("N1's gauge on the vertices of a tetrahedron and a cube: as another solver has it, 4 and 1.852136")
    func solids() throws {
        // Rounding leaves entries of about 1e-17 in these programs, which scaling must not blow up.
        let hamiltonian = try HeisenbergDynamicalModel(frequency: 1).hamiltonian
        for (solid, noise) in [(PlatonicSolid.tetrahedron, 4.0), (.cube, 1.85213643962338)] {
            let found = try PairCells.grid(.platonic(solid), in: HeisenbergGauge()).criticalNoise(under: hamiltonian)
            #expect(abs(found.noise - noise) < 1e-9)
            #expect(found.defect < 1e-12)
        }
    }

    @Test("on 196 cells the gauge with dynamics needs less noise than the static one")
    func gauges() throws {
        let hamiltonian = try HeisenbergDynamicalModel(frequency: 1).hamiltonian
        let rule = try SphereRule.lebedev(degree: 5)
        let dynamical = try PairCells.grid(rule, in: HeisenbergGauge()).criticalNoise(under: hamiltonian)
        #expect(abs(dynamical.noise - 1.378854) < 1e-5)
        #expect(dynamical.defect < 1e-11)
    }
}
