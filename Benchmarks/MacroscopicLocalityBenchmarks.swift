import HiddenVariables

/// The kernels of `MacroscopicLocality`.
///
/// The bytes of an effective state are those of the amplitudes, which must be read once.
var macroscopicLocalityBenchmarks: [Benchmark] {
    [(12, 2), (20, 2), (22, 2), (20, 3)].map { qubits, count in
        Benchmark(
            "macroscopic-locality/effective-state/\(qubits)-qubits-\(count)-regions",
            work: .bytes(16 * Double(1 << qubits))
        ) {
            let (state, regions) = try macroscopicSample(qubits, regions: count)
            return { try EffectiveState(of: state, regions: regions) }
        }
    }
        + [
            Benchmark("macroscopic-locality/effective-state/12-qubits-by-36-reductions") {
                let (state, regions) = try macroscopicSample(12, regions: 2)
                let pairs = regions.members[0].flatMap { first in regions.members[1].map { [first, $0] } }
                return {
                    try EffectiveState(averaging: pairs.map { try state.reduced(to: $0) }, regionSizes: [6, 6])
                }
            },
            Benchmark("macroscopic-locality/joint-strategies/2+3-spins") {
                var stream = RandomStream(seed: 61)
                let state = StateVector.random(in: try .qubits(5), using: &stream)
                let measurements = (0..<2).map { region in
                    (0..<(2 + region)).map { _ in POVM.along(.random(using: &stream)) }
                }
                let regions = try Regions.blocks([2, 3])
                return { try JointStrategyModel(of: state, regions: regions, measurements: measurements) }
            },
            Benchmark("macroscopic-locality/criterion-search/3+3-spins-100-starts") {
                { try CriterionSearch(regionSizes: [3, 3], options: AscentOptions(starts: 100, tolerance: 1e-10)) }
            },
            Benchmark("macroscopic-locality/violation/i3322-1+2-spins-30-starts") {
                let inequality = try BellInequality.i3322()
                return {
                    try MacroscopicViolation(of: inequality, regionSizes: [1, 2], options: AscentOptions(starts: 30))
                }
            },
            Benchmark("macroscopic-locality/tree/balanced-12-regions") {
                { try AnticommutingTree.balanced(regions: 12) }
            },
        ]
}

/// What NumPy does instead of `MacroscopicLocality`: collective operators as sums of flipped arrays.
var macroscopicLocalityComparisons: [Comparison] {
    [16, 20].map { qubits in
        Comparison(
            "macroscopic-locality/effective-state/\(qubits)-qubits-2-regions", peer: "NumPy, collective operators",
            script: "numpy_effective_state"
        ) { exchange in
            let (state, regions) = try macroscopicSample(qubits, regions: 2)
            exchange.write("qubits", qubits)
            try exchange.write("amplitudes", state.amplitudes.flatMap { [$0.real, $0.imaginary] })
            return { try EffectiveState(of: state, regions: regions) }
        } answer: {
            (try? $0.pauliTensor().coefficients) ?? []
        }
    }
}

/// A random pure state, cut into regions of equal size but for the last.
private func macroscopicSample(_ qubits: Int, regions count: Int) throws -> (StateVector, Regions) {
    var stream = RandomStream(seed: 60, substream: UInt64(qubits))
    let size = qubits / count
    let sizes = Array(repeating: size, count: count - 1) + [qubits - size * (count - 1)]
    return (StateVector.random(in: try .qubits(qubits), using: &stream), try .blocks(sizes))
}
