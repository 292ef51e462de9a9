import Foundation
import QuantumStates
import Testing

@Suite("Interaction graphs and spin models")
struct SpinModelTests {
    @Test("graphs have the edges their names say")
    func graphs() throws {
        #expect(try InteractionGraph.chain(5).edges.count == 4)
        #expect(try InteractionGraph.chain(5, boundary: .periodic).edges.count == 5)
        #expect(try InteractionGraph.chain(1).edges.isEmpty)
        #expect(try InteractionGraph.complete(6).edges.count == 15)
        #expect(try InteractionGraph.grid(rows: 3, columns: 4).edges.count == 3 * 3 + 2 * 4)
        #expect(try InteractionGraph.chain(2) == .pair)
        #expect(try InteractionGraph.chain(3, boundary: .periodic) == .complete(3))
        let graph = try InteractionGraph(count: 3, edges: [.init(2, 0, weight: 2), .init(1, 0)])
        #expect(graph.edges == [.init(0, 1), .init(0, 2, weight: 2)])
        #expect(try JSONDecoder().decode(InteractionGraph.self, from: JSONEncoder().encode(graph)) == graph)
    }

    @Test("the Heisenberg pair is (ω/4) Σ σ⊗σ, with singlet −3ω/4 and triplet ω/4")
    func pair() throws {
        let frequency = 1.7
        let sum = try PauliSum.heisenberg(coupling: frequency, on: .pair)
        #expect(try sum == PauliSum(["XX": frequency / 4, "YY": frequency / 4, "ZZ": frequency / 4]))
        let spectrum = try HamiltonianSpectrum(sum)
        let expected = [-3, 1, 1, 1].map { $0 * frequency / 4 }
        #expect(zip(spectrum.energies, expected).allSatisfy { abs($0 - $1) < 1e-14 })
        #expect(abs(try StateVector.singlet.expectation(of: sum) + 0.75 * frequency) < 1e-14)
    }

    @Test("XXZ, XYZ, Ising and bilinear couplings agree where they must")
    func family() throws {
        let graph = try InteractionGraph.chain(4, boundary: .periodic)
        #expect(try PauliSum.xxz(coupling: 2, anisotropy: 1, on: graph) == .heisenberg(coupling: 2, on: graph))
        #expect(try PauliSum.xyz(couplings: SIMD3(2, 2, 3), on: graph) == .xxz(coupling: 2, anisotropy: 1.5, on: graph))
        #expect(try PauliSum.xyz(couplings: SIMD3(0, 0, 3), on: graph) == .ising(coupling: 3, on: graph))
        #expect(try PauliSum.ising(coupling: 4, on: .pair) == PauliSum(["ZZ": 1]))
    }

    @Test("an antisymmetric coupling is D·(S₁ × S₂)")
    func dzyaloshinskiiMoriya() throws {
        let d = SIMD3(0.3, -0.7, 1.1)
        let coupling = try RealMatrix([[0, d.z, -d.y], [-d.z, 0, d.x], [d.y, -d.x, 0]])
        let spins = [Pauli.x, .y, .z].map { 0.5 * $0.matrix }
        var expected = ComplexMatrix(rows: 4, columns: 4)
        for k in 0..<3 {
            let (i, j) = ((k + 1) % 3, (k + 2) % 3)
            expected.add(Complex(d[k]), times: spins[i].kronecker(spins[j]) - spins[j].kronecker(spins[i]))
        }
        #expect(try PauliSum.bilinear(coupling: coupling, on: .pair).matrix().distance(to: expected) < 1e-15)
    }

    @Test("a field makes spins precess about it: the levels of one spin are ±h/2 along n")
    func field() throws {
        let direction = try Direction(1, 2, -2)
        let sum = try PauliSum.uniformField(3, along: direction, qubits: 2)
        let up = try StateVector.product([direction, direction])
        #expect(abs(try up.expectation(of: sum) - 3) < 1e-14)
        let local = try PauliSum.fields(strengths: [3, 3], along: [direction, direction])
        #expect(local == sum)
    }

    @Test("the total spin commutes with the Heisenberg model on any graph", arguments: [Direction.x, .y, .z])
    func rotationInvariance(axis: Direction) throws {
        let graph = try InteractionGraph(
            count: 5, edges: [.init(0, 1, weight: 0.3), .init(1, 4, weight: -2), .init(2, 3), .init(0, 3, weight: 0.7)])
        let commutator = try PauliSum.heisenberg(on: graph)
            .hermitianCommutator(with: .uniformField(1, along: axis, qubits: 5))
        #expect(commutator.coefficientNorm < 1e-14)
    }

    @Test("a permutation of qubits is a permutation of edges")
    func permutation() throws {
        let first = try PauliSum.ising(on: InteractionGraph(count: 3, pairs: [(0, 2)]))
        #expect(try first == PauliSum(["ZIZ": 0.25]))
    }
}
