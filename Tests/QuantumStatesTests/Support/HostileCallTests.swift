import QuantumStates
import TestSupport
import Testing

/// Extreme sizes and numbers: every call is refused in words, in a process that has little memory.
@Suite struct HostileCallTests {
    static let table: [HostileCalls] = [
        .sizes("HilbertSpace.qubits", and: 0, 64) { try HilbertSpace.qubits($0) },
        .sizes("HilbertSpace.qudits", and: 0) { try HilbertSpace.qudits($0, dimension: 3) },
        .sizes("HilbertSpace.qudits dimension", and: 0) { try HilbertSpace.qudits(4, dimension: $0) },
        .sizes("Scenario parties", and: 0) { try Scenario(parties: $0, settings: 2) },
        .sizes("Scenario settings", and: 0) { try Scenario(parties: 4, settings: $0) },
        .sizes("Scenario outcomes", and: 0) { try Scenario(parties: 4, settings: 2, outcomes: $0) },
        .sizes("StateVector.ghz", and: 0) { try StateVector.ghz(parties: $0) },
        .sizes("StateVector.ghz dimension", and: 0) { try StateVector.ghz(parties: 4, dimension: $0) },
        .sizes("StateVector.w", and: 0) { try StateVector.w(parties: $0) },
        .sizes("StateVector.dicke", and: 0) { try StateVector.dicke(parties: $0, excitations: 1) },
        .sizes("StateVector.dicke excitations", and: 4) { try StateVector.dicke(parties: 3, excitations: $0) },
        .sizes("StateVector.maximallyEntangled", and: 0) { try StateVector.maximallyEntangled(dimension: $0) },
        .sizes("DensityOperator.werner", and: 0) { try DensityOperator.werner(dimension: $0, swap: 0) },
        .sizes("DensityOperator.isotropic", and: 0) { try DensityOperator.isotropic(dimension: $0, visibility: 0.5) },
        .sizes("DensityOperator.randomSeparable", [.min, -1, 0]) {
            var stream = RandomStream(seed: 1)
            return try DensityOperator.randomSeparable(in: .twoQubits, terms: $0, using: &stream)
        },
        .sizes("DensityOperator.randomHilbertSchmidt", and: 0) {
            var stream = RandomStream(seed: 1)
            return try DensityOperator.randomHilbertSchmidt(in: .twoQubits, rank: $0, using: &stream)
        },
        .sizes("POVM.computational", and: 0) { try POVM.computational(dimension: $0) },
        .sizes("POVM.trivial", and: 0) { try POVM.trivial(dimension: $0) },
        .sizes("POVM.random", and: 0) {
            var stream = RandomStream(seed: 1)
            return try POVM.random(outcomes: $0, dimension: 2, using: &stream)
        },
        .sizes("POVM.random dimension", and: 0) {
            var stream = RandomStream(seed: 1)
            return try POVM.random(outcomes: 2, dimension: $0, using: &stream)
        },
        .sizes("POVM.randomBasis", and: 0) {
            var stream = RandomStream(seed: 1)
            return try POVM.randomBasis(dimension: $0, using: &stream)
        },
        .sizes("PauliString", and: 0, 65) { try PauliString(count: $0, xMask: 0, zMask: 0) },
        .sizes("PauliString at", and: 3) { try PauliString(.x, at: $0, of: 3) },
        .sizes("PauliSum.constant", and: 0) { try PauliSum.constant(1, qubits: $0) },
        .sizes("PauliSum.uniformField", and: 0) { try PauliSum.uniformField(1, along: .z, qubits: $0) },
        .sizes("PauliTensor", [.min, -1, 1 << 40, .max, 31]) { try PauliTensor(count: $0, coefficients: [1]) },
        .sizes("GellMannBasis", and: 0) { try GellMannBasis(dimension: $0) },
        .sizes("InteractionGraph.chain") { try InteractionGraph.chain($0) },
        .sizes("InteractionGraph.complete") { try InteractionGraph.complete($0) },
        .sizes("InteractionGraph.grid") { try InteractionGraph.grid(rows: $0, columns: 2) },
        .sizes("QuantumChannel.depolarizing", and: 0) {
            try QuantumChannel.depolarizing(probability: 0.1, dimension: $0)
        },
        .sizes("QuantumChannel.dephasing", and: 0) { try QuantumChannel.dephasing(probability: 0.1, dimension: $0) },
        .numbers("werner", and: -1, 2) { try DensityOperator.werner(visibility: $0) },
        .numbers("NoisyBall", and: -1, 2) { try NoisyBall(visibility: $0, in: .twoQubits) },
        .numbers("QubitRotation") { try QubitRotation(axis: .z, angle: $0) },
        .numbers("Direction") { try Direction(theta: $0, phi: 0) },
        .numbers("HeisenbergBlochEvolution") { try HeisenbergBlochEvolution(frequency: $0) },

    ]

    @Test("16.2 extreme sizes and numbers are refused before memory is taken")
    func refused() async {
        await #expect(processExitsWith: .success) { HostileCalls.checkWithLittleMemory(HostileCallTests.table) }
    }
}
