import HiddenVariables

/// The kernels of `QuantumStates`.
var quantumStatesBenchmarks: [Benchmark] { pauliBenchmarks + stateBenchmarks }

/// Random two-qubit states of ranks 1…4 in turn.
func randomTwoQubitStates(_ count: Int) throws -> [DensityOperator] {
    var stream = RandomStream(seed: 30)
    return try (0..<count).map {
        try .randomHilbertSchmidt(in: .twoQubits, rank: 1 + $0 % 4, using: &stream)
    }
}

/// A random mixed state of N qubits.
func randomState(qubits: Int) throws -> DensityOperator {
    var stream = RandomStream(seed: 31, substream: UInt64(qubits))
    return try .randomHilbertSchmidt(in: .qubits(qubits), using: &stream)
}

private var pauliBenchmarks: [Benchmark] {
    [2, 6, 8, 10].flatMap { qubits in
        // 16 bytes of matrix are read and 8 of coefficient written for each of the 4^N entries, and back.
        let bytes = Work.bytes(24 * Double(1 << (2 * qubits)))
        return [
            Benchmark("quantum-states/pauli-transform/forward-\(qubits)", work: bytes) {
                let matrix = randomHermitian(1 << qubits)
                return { try PauliTensor(hermitian: matrix) }
            },
            Benchmark("quantum-states/pauli-transform/backward-\(qubits)", work: bytes) {
                let tensor = try PauliTensor(hermitian: randomHermitian(1 << qubits))
                return { tensor.matrix }
            },
        ]
    }
}

private var stateBenchmarks: [Benchmark] {
    [
        Benchmark("quantum-states/concurrence/100-states") {
            let states = try randomTwoQubitStates(100)
            return { try states.reduce(0) { $0 + (try $1.concurrence()) } }
        },
        Benchmark("quantum-states/validation/two-qubits") {
            let matrix = try randomTwoQubitStates(4)[3].matrix
            return { try DensityOperator(matrix, in: .twoQubits) }
        },
        Benchmark("quantum-states/validation/8-qubits") {
            let matrix = try randomState(qubits: 8).matrix
            return { try DensityOperator(matrix, in: .qubits(8)) }
        },
        Benchmark("quantum-states/tensor/4+4-qubits", work: .bytes(16 * 65536)) {
            let state = try randomState(qubits: 4)
            return { try state.tensor(state) }
        },
        Benchmark("quantum-states/partial-transpose/8-qubits", work: .bytes(32 * 65536)) {
            let state = try randomState(qubits: 8)
            return { try state.partialTranspose(of: [0, 2, 4]) }
        },
        Benchmark("quantum-states/random-state/two-qubits") {
            var stream = RandomStream(seed: 32)
            return { try DensityOperator.randomHilbertSchmidt(in: .twoQubits, using: &stream) }
        },
    ]
        + [[0], [0, 1], [2, 5], [1, 3, 4, 6]].map { kept in
            // Every entry of the kept blocks' diagonals is read once.
            Benchmark(
                "quantum-states/partial-trace/8-qubits-to-\(kept.count)\(kept == [0, 1] ? "-first" : "")",
                work: .bytes(16 * Double(1 << (8 + kept.count)))
            ) {
                let state = try randomState(qubits: 8)
                return { try state.reduced(to: kept) }
            }
        }
}
