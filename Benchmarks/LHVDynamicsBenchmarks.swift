import HiddenVariables

/// The kernels of `LHVDynamics`.
///
/// A million particle-steps are what one operation of the flow benchmarks does, so that the particle-steps per second and core
/// are 10⁶ over the time shown.
var lhvDynamicsBenchmarks: [Benchmark] {
    flowBenchmarks + registerBenchmarks + continuityBenchmarks + gaugeBenchmarks
}

private var flowBenchmarks: [Benchmark] {
    [
        // 10 steps in cache of 50 000 pairs: arithmetic decides.
        Benchmark("lhv-dynamics/flow/heisenberg-million-particle-steps", work: .flops(64 * 5e5, .double)) {
            var cloud = try pairCloud(50_000)
            let field = try HeisenbergPrecession(frequency: 1)
            return { try cloud.move(by: field, time: 1, steps: 10) }
        },
        // One step of 500 000 pairs: each is read and written once.
        Benchmark("lhv-dynamics/flow/heisenberg-streamed-million", work: .bytes(96 * 5e5)) {
            var cloud = try pairCloud(500_000)
            let field = try HeisenbergPrecession(frequency: 1)
            return { try cloud.move(by: field, time: 1) }
        },
        Benchmark("lhv-dynamics/flow/heisenberg-single-pairs-million") {
            let pairs = directionPairs(500_000)
            let field = try HeisenbergPrecession(frequency: 1)
            return {
                pairs.reduce(0.0) { $0 + field.moved($1[0], $1[1], by: 1).0.x }
            }
        },
        Benchmark("lhv-dynamics/flow/answers-million", work: .bytes(48 * 5e5)) {
            let cloud = try pairCloud(500_000)
            return { cloud.probabilities(.z, .x) }
        },
    ]
}

private var registerBenchmarks: [Benchmark] {
    [
        Benchmark("lhv-dynamics/register/100000-draws") {
            let distribution = try RegisterDynamicalModel().distribution(of: noisyState(0.25))
            var stream = RandomStream(seed: 51)
            return { try RegisterCloud(100_000, from: distribution, using: &stream) }
        },
        // 16 complex products and 12 sums for each vector, which is read and written once.
        Benchmark("lhv-dynamics/register/100000-transforms", work: .bytes(128 * 1e5)) {
            var stream = RandomStream(seed: 52)
            var cloud = try RegisterCloud(
                100_000, from: RegisterDynamicalModel().distribution(of: noisyState(0.25)), using: &stream)
            let unitary = try Haar.unitary(dimension: 4, using: &stream)
            return { try cloud.transform(by: unitary) }
        },
    ]
}

private var continuityBenchmarks: [Benchmark] {
    [
        Benchmark("lhv-dynamics/continuity/1000-residuals") {
            let model = try HeisenbergDynamicalModel(frequency: 1)
            let family = try DensityFamily(of: noisyState(0.1), in: model.gauge, under: model.hamiltonian)
            let pairs = directionPairs(1000)
            return {
                try model.field.continuityResidual(of: [family], times: [0], pairs: pairs, divergenceFree: true)
            }
        },
        // The normal equations of 960 unknowns with at most six rows at each point dominate.
        Benchmark(
            "lhv-dynamics/velocity-fit/degree-3-960-unknowns", work: .flops(2500 * 6 * 960 * 960, .double)
        ) {
            let model = try HeisenbergDynamicalModel(frequency: 1)
            var stream = RandomStream(seed: 53)
            let families = try (0..<8).map { _ in
                try DensityFamily(
                    of: DensityOperator.randomHilbertSchmidt(in: .twoQubits, using: &stream)
                        .withWhiteNoise(visibility: 0.1), in: model.gauge, under: model.hamiltonian)
            }
            let pairs = directionPairs(2500)
            return { try VelocityFit(to: families, degree: 3, pairs: pairs) }
        },
        Benchmark("lhv-dynamics/feasibility/heisenberg-5-times-degree-1") {
            let model = try HeisenbergDynamicalModel(frequency: 1)
            let constraints = try MotionConstraints(
                motions: (0..<5).map { try PairMotion(model, time: 0.4 * .pi * Double($0)) }, degree: 1)
            let state = try StateVector.computational([0, 1], in: .twoQubits).densityOperator
            let cells = directionPairs(300)
            return {
                var stream = RandomStream(seed: 54)
                return try constraints.largestVisibility(of: state, cells: cells, rounds: 5, using: &stream)
            }
        },
        Benchmark("lhv-dynamics/critical-noise/heisenberg-196-cells") {
            let cells = try PairCells.grid(.lebedev(degree: 5), in: HeisenbergGauge())
            let hamiltonian = try HeisenbergDynamicalModel(frequency: 1).hamiltonian
            return { try cells.criticalNoise(under: hamiltonian) }
        },
    ]
}

private var gaugeBenchmarks: [Benchmark] {
    [
        // The bounds of the eigenvalues on 70 pieces of c.
        Benchmark("lhv-dynamics/gauge/tabulated-36-knots") {
            let bands = try tabulatedGauge().bands
            return { try CovariantGauge(bands: bands) }
        },
        Benchmark("lhv-dynamics/gauge/optimization-20-knots") {
            let pattern = CovariantGaugeOptimization.Pattern.panels([0.54, 1], [.precession, .restsBelow])
            let problem = try CovariantGaugeOptimization(pattern, knots: 10, tolerance: 1e-5)
            return { try problem.solve() }
        },
    ]
}

private func tabulatedGauge() throws -> CovariantGauge {
    let pattern = CovariantGaugeOptimization.Pattern.panels(
        [0.2, 0.545, 1], [.precession, .restsAbove, .restsBelow])
    let found = try CovariantGaugeOptimization(pattern, knots: 12, tolerance: 1e-3).solve()
    guard let gauge = found.gauge else { throw NumericalFailure("gauge optimization", "no gauge") }
    return gauge
}

private func directionPairs(_ count: Int) -> [[Direction]] {
    var stream = RandomStream(seed: 50)
    return (0..<count).map { _ in [.random(using: &stream), .random(using: &stream)] }
}

private func pairCloud(_ count: Int) throws -> PairCloud { try PairCloud(directionPairs(count)) }

private func noisyState(_ visibility: Double) throws -> DensityOperator {
    var stream = RandomStream(seed: 55)
    return try NoisyBall(visibility: visibility, in: .twoQubits).randomExtreme(using: &stream)
}
