import HiddenVariables

/// The kernels of `QuantumBounds`, and the semidefinite programs behind them.
var quantumBoundsBenchmarks: [Benchmark] {
    [
        Benchmark("quantum-bounds/hierarchy/chsh-level-1") {
            let inequality = try BellInequality(.chsh)
            return { try inequality.quantumUpperBound(level: .one) }
        },
        Benchmark("quantum-bounds/hierarchy/i3322-level-2") {
            let inequality = try BellInequality.innn22(settings: 3)
            return { try inequality.quantumUpperBound(level: .two) }
        },
        Benchmark("quantum-bounds/hierarchy/i3322-level-3") {
            let inequality = try BellInequality.innn22(settings: 3)
            return { try inequality.quantumUpperBound(level: .three) }
        },
        Benchmark("quantum-bounds/hierarchy/i3322-level-3-without-symmetry") {
            let inequality = try BellInequality.innn22(settings: 3)
            return { try inequality.quantumUpperBound(level: .three, HierarchyOptions(usesSymmetry: false)) }
        },
        Benchmark("quantum-bounds/hierarchy/i4422-level-1+AB") {
            let inequality = try BellInequality.innn22(settings: 4)
            return { try inequality.quantumUpperBound() }
        },
        Benchmark("quantum-bounds/membership/popescu-rohrlich-level-2") {
            { try Behaviour.popescuRohrlich.quantumMembership(level: .two) }
        },
        Benchmark("quantum-bounds/nearest/popescu-rohrlich-1+AB") {
            { try Behaviour.popescuRohrlich.nearestQuantum() }
        },
        Benchmark("quantum-bounds/guessing/chsh-1+AB") {
            let inequality = try BellInequality(.chsh)
            return { try inequality.guessingBound(value: 2.5) }
        },
        Benchmark("quantum-bounds/positivity-proof/200-rows") {
            var stream = RandomStream(seed: 60)
            let factor = RealMatrix(unchecked: stream.normals(200 * 200), rows: 200, columns: 200)
            let matrix = RealMatrix.product(factor, .transposed, factor)
            return { try PositivityProof.leastEigenvalueBound(of: matrix) }
        },
    ]
}
