import HiddenVariables

/// The gradient search of `HiddenVariableClouds`.
var hiddenVariableCloudsBenchmarks: [Benchmark] {
    let steps: [Benchmark] = [2, 3].map { parties in
        // Two products of N·B·N_h·K terms each way.
        let flops = Double(4 * parties * 256 * 4096 * 21)
        return Benchmark(
            "hidden-variable-clouds/step-\(parties)-qubits-4096-points-256-settings", work: .flops(flops, .single)
        ) {
            var step = try GradientStep(parties: parties, .list)
            return { try step.advance() }
        }
    }
    return steps + [
        Benchmark("hidden-variable-clouds/grid-2-qubits-4096-points-64x64-settings") {
            var stream = RandomStream(seed: 63)
            let problem = try CloudProblem(qubits: .werner(visibility: 0.68))
            let cloud = try HiddenVariableCloud.random(rules: problem.rules, count: 4096, using: &stream)
            let directions = (0..<2).map { _ in (0..<64).map { _ in Direction.random(using: &stream) } }
            var evaluator = try CloudEvaluator(cloud, for: problem)
            return { try evaluator.evaluate(grid: directions) }
        }
    ]
}

/// One step of a search on 256 joint settings, repeated.
///
/// They are a list of independent ones with the loss of the all-up event, or all combinations of a few for each party with
/// the loss over all joint outcomes, where our kernel needs the responses to those few only.
struct GradientStep {
    let cloud: HiddenVariableCloud
    let combination: BatchDesign.Combination
    let directions: [[Direction]]
    let state: DensityOperator
    private var evaluator: CloudEvaluator
    private var method: Adam<Float>

    static let variants: [(parties: Int, combination: BatchDesign.Combination)] = [
        (2, .list), (3, .list), (2, .grid), (3, .grid),
    ]

    static func name(_ parties: Int, _ combination: BatchDesign.Combination) -> String {
        "step-\(parties)-qubits" + (combination == .list ? "" : parties == 2 ? "-grid-16x16" : "-grid-8x8x4")
    }

    /// The work of the peer: degree 5, 4096 points unless another number is given, 256 joint settings.
    init(
        parties: Int, _ combination: BatchDesign.Combination, points: Int = 4096,
        threads: Int = Parallel.processorCount
    ) throws {
        var stream = RandomStream(seed: 62)
        self.combination = combination
        state =
            parties == 2
            ? try .werner(visibility: 0.6)
            : try StateVector.ghz(parties: parties).densityOperator.withWhiteNoise(visibility: 0.4)
        let problem = try CloudProblem(
            qubits: state, degree: 5, loss: combination == .list ? .allUpDivergence : .divergence)
        cloud = try HiddenVariableCloud.random(rules: problem.rules, count: points, using: &stream)
        let counts: [Int] =
            combination == .list ? .init(repeating: 256, count: parties) : parties == 2 ? [16, 16] : [8, 8, 4]
        directions = counts.map { count in (0..<count).map { _ in Direction.random(using: &stream) } }
        evaluator = try CloudEvaluator(cloud, for: problem, threads: threads)
        method = try Adam(count: cloud.parameters.count)
    }

    /// The directions of each party in the 256 joint settings.
    var jointDirections: [[Direction]] {
        guard combination == .grid else { return directions }
        return directions.indices.map { party in
            let stride = directions[(party + 1)...].reduce(1) { $0 * $1.count }
            return (0..<256).map { directions[party][$0 / stride % directions[party].count] }
        }
    }

    /// The loss, before the step.
    mutating func advance() throws -> Double {
        let loss = try Self.evaluate(&evaluator, at: directions, combination)
        try evaluator.step(&method, rate: 1e-3)
        return loss
    }

    /// The loss and the gradient at the first cloud.
    func first() throws -> [Double] {
        var evaluator = self.evaluator
        let loss = try Self.evaluate(&evaluator, at: directions, combination)
        return [loss] + evaluator.gradient.map(Double.init)
    }

    // Not a method: the copy of the whole that it would be called on would share the evaluator's arrays.
    private static func evaluate(
        _ evaluator: inout CloudEvaluator, at directions: [[Direction]], _ combination: BatchDesign.Combination
    ) throws -> Double {
        switch combination {
        case .list: try evaluator.evaluate(along: directions)
        case .grid: try evaluator.evaluate(grid: directions)
        }
    }
}
