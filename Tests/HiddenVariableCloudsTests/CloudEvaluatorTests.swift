import LHVModels
import Testing

@testable import HiddenVariableClouds

/// One evaluation and one step at a time, for searches of one's own.
@Suite struct CloudEvaluatorTests {
    private static func evaluator(
        _ problem: CloudProblem, weights: [Double]? = nil, seed: UInt64 = 31
    ) throws -> CloudEvaluator {
        var stream = RandomStream(seed: seed)
        let random = try HiddenVariableCloud.random(rules: problem.rules, count: 60, using: &stream)
        let cloud = try HiddenVariableCloud(rules: random.rules, parameters: random.parameters, weights: weights)
        return try CloudEvaluator(cloud, for: problem, threads: 1)
    }

    private static func directions(_ count: Int, seed: UInt64) -> [Direction] {
        var stream = RandomStream(seed: seed)
        return (0..<count).map { _ in Direction.random(using: &stream) }
    }

    @Test func directionsMeasurementsAndAGridOfOneSettingAgree() throws {
        let rule = try ResponseRule.effects(dimension: 2, degrees: [1])
        let problem = try CloudProblem(
            state: .werner(visibility: 0.4), families: [.directions, .directions], rules: [rule, rule])
        let lists = [Self.directions(5, seed: 32), Self.directions(5, seed: 33)]
        var (first, second) = (try Self.evaluator(problem), try Self.evaluator(problem))
        let loss = try first.evaluate(along: lists)
        let other = try second.evaluate(measurements: lists.map { $0.map(POVM.along) })
        #expect(abs(loss - other) < 1e-6 * loss)
        let scale = first.gradient.map(abs).max() ?? 0
        #expect(scale > 0)
        for (a, b) in zip(first.gradient, second.gradient) { #expect(abs(a - b) < 1e-4 * scale) }
        // A grid with one setting for each party is a list with one.
        let single = lists.map { [$0[0]] }
        let alone = try first.evaluate(along: single)
        #expect(abs(try second.evaluate(grid: single) - alone) < 1e-5 * alone)
    }

    @Test func stepsDownTheGradientLowerTheLoss() throws {
        let problem = try CloudProblem(qubits: .werner(visibility: 0.4), degree: 3)
        var evaluator = try Self.evaluator(problem)
        let before = try evaluator.cloud()
        var method = try Adam<Float>(count: before.parameters.count)
        let grid = [Self.directions(6, seed: 34), Self.directions(6, seed: 35)]
        let first = try evaluator.evaluate(grid: grid)
        for _ in 0..<40 {
            _ = try evaluator.evaluate(grid: grid)
            try evaluator.step(&method, rate: 0.05)
        }
        #expect(try evaluator.evaluate(grid: grid) < first / 4)
        let after = try evaluator.cloud()
        #expect(after.rules == before.rules && after.weights == before.weights && after.parameters != before.parameters)
        // What it returns is where it stands.
        var again = try CloudEvaluator(after, for: problem, threads: 1)
        #expect(try again.evaluate(grid: grid) == evaluator.evaluate(grid: grid))
    }

    @Test func whatDoesNotFitIsRefused() throws {
        let problem = try CloudProblem(qubits: .werner(visibility: 0.4), degree: 3)
        var evaluator = try Self.evaluator(problem)
        #expect(throws: InvalidArgument.self) { try evaluator.evaluate(grid: [Self.directions(2, seed: 1)]) }
        #expect(throws: InvalidArgument.self) { try evaluator.evaluate(grid: [[], []]) }
        #expect(throws: InvalidArgument.self) {
            try evaluator.evaluate(along: [Self.directions(2, seed: 1), Self.directions(3, seed: 1)])
        }
        #expect(throws: InvalidArgument.self) {
            try evaluator.evaluate(measurements: [[.tetrahedralSIC], [.tetrahedralSIC]])
        }
        var small = try Adam<Float>(count: 3)
        #expect(throws: InvalidArgument.self) { try evaluator.step(&small, rate: 0.1) }
        var allUp = try Self.evaluator(
            CloudProblem(qubits: .werner(visibility: 0.4), degree: 3, loss: .allUpDivergence))
        #expect(throws: InvalidArgument.self) {
            try allUp.evaluate(grid: [Self.directions(2, seed: 1), Self.directions(2, seed: 2)])
        }
    }

    /// Without noise the copies answer as their sources, and share their weight: nothing that is observed changes.
    @Test func revivalWithoutNoiseKeepsTheStatistics() throws {
        let problem = try CloudProblem(qubits: .werner(visibility: 0.4), degree: 3)
        let weights = (0..<60).map { $0 % 3 == 0 ? 0 : Double($0) }
        var evaluator = try Self.evaluator(problem, weights: weights)
        var stream = RandomStream(seed: 36)
        let (cloud, revived) = try evaluator.cloud().reviving(below: 0.01, noise: 0, using: &stream)
        #expect(revived == 20)
        #expect(cloud.count == 60 && abs(cloud.weights.reduce(0, +) - 1) < 1e-12)
        #expect(cloud.weights.allSatisfy { $0 > 0 })
        // The heaviest point gave half of its weight to its copy.
        #expect(cloud.weights.max() ?? 1 < weights.max().map { $0 / weights.reduce(0, +) } ?? 0)
        let grid = [Self.directions(6, seed: 34), Self.directions(6, seed: 35)]
        var after = try CloudEvaluator(cloud, for: problem, threads: 1)
        let loss = try evaluator.evaluate(grid: grid)
        #expect(abs(try after.evaluate(grid: grid) - loss) < 1e-5 * loss)
        let moved = try evaluator.cloud().reviving(below: 0.01, noise: 0.5, using: &stream).cloud
        #expect(moved.parameters != cloud.parameters && moved.weights == cloud.weights)
    }
}
