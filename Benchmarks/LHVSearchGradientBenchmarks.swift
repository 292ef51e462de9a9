import HiddenVariables

/// The gradient search of `LHVSearch`.
var lhvSearchGradientBenchmarks: [Benchmark] {
    [2, 3].map { parties in
        // Two products of N·B·N_h·K terms each way.
        Benchmark(
            "lhv-search/gradient/step-\(parties)-qubits-4096-points-256-settings",
            work: .flops(Double(4 * parties * 256 * 4096 * 21), .single)
        ) {
            var step = try GradientStep(parties: parties)
            return { try step.advance() }
        }
    } + [
        Benchmark("lhv-search/gradient/grid-2-qubits-4096-points-64x64-settings") {
            var stream = RandomStream(seed: 63)
            let problem = try CloudProblem(qubits: .werner(visibility: 0.68))
            let cloud = try HiddenVariableCloud.random(rules: problem.rules, count: 4096, using: &stream)
            let directions = (0..<2).map { _ in (0..<64).map { _ in Direction.random(using: &stream) } }
            var evaluator = try CloudEvaluator(cloud, for: problem)
            return { try evaluator.evaluate(grid: directions) }
        }
    ]
}

/// One step of a search on a list of joint settings, repeated.
struct GradientStep {
    let cloud: HiddenVariableCloud
    let directions: [[Direction]]
    let state: DensityOperator
    private var evaluator: CloudEvaluator
    private var method: Adam<Float>

    /// The work of the peer: degree 5, 4096 points unless another number is given, 256 joint settings.
    init(parties: Int, points: Int = 4096, threads: Int = Parallel.processorCount) throws {
        var stream = RandomStream(seed: 62)
        state =
            parties == 2
            ? try .werner(visibility: 0.6)
            : try StateVector.ghz(parties: parties).densityOperator.withWhiteNoise(visibility: 0.4)
        let problem = try CloudProblem(qubits: state, degree: 5, loss: .allUpDivergence)
        cloud = try HiddenVariableCloud.random(rules: problem.rules, count: points, using: &stream)
        directions = (0..<parties).map { _ in (0..<256).map { _ in Direction.random(using: &stream) } }
        evaluator = try CloudEvaluator(cloud, for: problem, threads: threads)
        method = try Adam(count: cloud.parameters.count)
    }

    /// The loss, before the step.
    mutating func advance() throws -> Double {
        let loss = try evaluator.evaluate(along: directions)
        try evaluator.step(&method, rate: 1e-3)
        return loss
    }

    /// The loss and the gradient at the first cloud.
    func first() throws -> [Double] {
        var evaluator = self.evaluator
        let loss = try evaluator.evaluate(along: directions)
        return [loss] + evaluator.gradient.map(Double.init)
    }
}
