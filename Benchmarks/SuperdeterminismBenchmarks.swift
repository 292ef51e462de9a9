import HiddenVariables

/// The kernels of `Superdeterminism`.
var superdeterminismBenchmarks: [Benchmark] {
    [16, 32, 200].map { levels in
        Benchmark("superdeterminism/run/closed-form-\(levels)-21-times") {
            let run = try collapseRun(levels)
            return { try run.trajectory(at: collapseTimes) }
        }
    }
        + [4, 8, 16].map { levels in
            Benchmark("superdeterminism/run/hamiltonian-\(levels)-21-times") {
                let run = try collapseRun(levels, hamiltonian: true)
                return { try run.trajectory(at: collapseTimes) }
            }
        }
        + [4, 16, 50].map { levels in
            Benchmark("superdeterminism/outcomes/1000-draws-\(levels)") {
                let model = try collapseModel(levels)
                var stream = RandomStream(seed: 41)
                return { try model.sampleOutcomeCounts(runs: 1000, using: &stream) }
            }
        }
        + [16, 200].map { levels in
            Benchmark("superdeterminism/average/exact-\(levels)") {
                let model = try collapseModel(levels)
                return { try model.averageMatrix(at: 0.5) }
            }
        } + [
            Benchmark("superdeterminism/bell-test/1000-runs") {
                let test = try BellTest.chsh(.singlet)
                var stream = RandomStream(seed: 42)
                return { try test.sample(runs: 1000, using: &stream) }
            }
        ]
}

/// What QuTiP does instead of `Superdeterminism`: one draw of hidden variables, evolved to 21 times.
var superdeterminismComparisons: [Comparison] {
    [(16, false), (32, false), (4, true), (8, true)].map { levels, hasHamiltonian in
        Comparison(
            "superdeterminism/run/\(hasHamiltonian ? "hamiltonian" : "closed-form")-\(levels)-21-times",
            peer: "QuTiP mesolve", script: "qutip_mesolve"
        ) { exchange in
            let run = try collapseRun(levels, hamiltonian: hasHamiltonian)
            let zero = ComplexMatrix(rows: levels, columns: levels)
            exchange.write("levels", levels)
            try exchange.write("kappa", [1])
            try exchange.write("times", collapseTimes)
            try exchange.write("jumps", run.jumpOperators.flatMap { [Double($0.from), Double($0.to)] })
            try exchange.write("state", [run.model.state.densityOperator.matrix])
            try exchange.write("hamiltonian", [hasHamiltonian ? collapseHamiltonian(levels) : zero])
            return { try run.trajectory(at: collapseTimes) }
        } answer: { trajectory in
            trajectory.matrices.flatMap(\.pairs)
        }
    }
}

/// κt = 0, ¼, …, 5.
private let collapseTimes = (0...20).map { 0.25 * Double($0) }

/// A random Hermitian matrix with a largest eigenvalue of order one.
private func collapseHamiltonian(_ levels: Int) -> ComplexMatrix {
    Complex(1 / Double(levels).squareRoot()) * randomHermitian(levels)
}

func collapseModel(_ levels: Int, hamiltonian: Bool = false) throws -> CollapseModel {
    var stream = RandomStream(seed: 40, substream: UInt64(levels))
    let space = try HilbertSpace(dimensions: [levels])
    return try CollapseModel(
        state: .random(in: space, using: &stream), basis: .computational(in: space),
        hamiltonian: hamiltonian ? .constant(collapseHamiltonian(levels)) : .none, detectionTime: 5)
}

func collapseRun(_ levels: Int, hamiltonian: Bool = false) throws -> CollapseRun {
    var stream = RandomStream(seed: 43, substream: UInt64(levels))
    return try collapseModel(levels, hamiltonian: hamiltonian).run(using: &stream)
}
