import HiddenVariables

/// The kernels of `QuantumStates`.
var quantumStatesBenchmarks: [Benchmark] {
    pauliBenchmarks + stateBenchmarks + measurementBenchmarks + hamiltonianBenchmarks
}

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
        + partialTraces
}

private var partialTraces: [Benchmark] {
    let subsets: [[Int]] = [[0], [0, 1], [2, 5], [1, 3, 4, 6]]
    return subsets.map { kept in
        // Every entry of the kept blocks' diagonals is read once.
        let bytes = 16 * Double(1 << (8 + kept.count))
        let place = kept == [0, 1] ? "-first" : ""
        return Benchmark("quantum-states/partial-trace/8-qubits-to-\(kept.count)\(place)", work: .bytes(bytes)) {
            let state = try randomState(qubits: 8)
            return { try state.reduced(to: kept) }
        }
    }
}

/// So many pairs of random directions.
func randomDirectionPairs(_ count: Int) -> (DirectionBatch, DirectionBatch) {
    var stream = RandomStream(seed: 33)
    return (.random(count: count, using: &stream), .random(count: count, using: &stream))
}

/// The open Heisenberg chain of N spins, antiferromagnetic.
func heisenbergChain(_ count: Int) throws -> PauliSum { try .heisenberg(on: .chain(count)) }

private var measurementBenchmarks: [Benchmark] {
    [
        // Six coordinates are read and one probability written.
        Benchmark("quantum-states/joint-probabilities/100000-pairs", work: .bytes(56 * 100_000)) {
            let form = try TwoQubitBlochForm(randomTwoQubitStates(4)[3])
            let (first, second) = randomDirectionPairs(100_000)
            return { try form.probabilitiesUpUp(first, second) }
        },
        // Each of 4 + … + 4⁵ = 1364 numbers is in a group of four that takes three multiplications and additions.
        Benchmark("quantum-states/joint-probabilities/5-qubits-10000", work: .flops(1.5 * 1364 * 10_000, .double)) {
            let tensor = try PauliTensor(randomState(qubits: 5))
            var stream = RandomStream(seed: 34)
            let batches = (0..<5).map { _ in DirectionBatch.random(count: 10_000, using: &stream) }
            return { try tensor.probabilitiesAllUp(batches) }
        },
    ]
}

private var hamiltonianBenchmarks: [Benchmark] {
    [
        Benchmark("quantum-states/unitary/8-qubits") {
            let evolution = try UnitaryEvolution(under: randomHermitian(256), in: .qubits(8))
            return { try evolution.unitary(at: 0.1) }
        },
        Benchmark("quantum-states/pauli-sum/apply-16-qubits", work: .bytes(32 * 65536)) {
            let chain = try heisenbergChain(16)
            var stream = RandomStream(seed: 35)
            let state = Haar.vector(dimension: 1 << 16, using: &stream)
            return { try chain.apply(to: state) }
        },
        Benchmark("quantum-states/ground-state/lanczos-16-qubits") {
            let chain = try heisenbergChain(16)
            return {
                var stream = RandomStream(seed: 36)
                return try GroundState.lanczos(of: chain, using: &stream)
            }
        },
    ]
}
