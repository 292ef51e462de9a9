import Foundation
import LHVModels
import Testing

@testable import HiddenVariableClouds

/// Evaluators and measured errors give the same bits on one, two and three threads.
@Suite("Clouds on any number of threads") struct DeterminismTests {
    static func bits(_ numbers: [Double]) -> String { "\(numbers.map(\.bitPattern))" }

    static let routines: [(name: String, run: @Sendable (Int) async throws -> String)] = [
        (
            "error of a cloud",
            { threads in
                let problem = try CloudProblem(qubits: .werner(visibility: 0.5))
                var stream = RandomStream(seed: 4)
                let cloud = try HiddenVariableCloud.random(rules: problem.rules, count: 900, using: &stream)
                let error = try CloudError(of: cloud, for: problem, settings: 300, seed: 5, threads: threads)
                let encoder = JSONEncoder()
                encoder.outputFormatting = .sortedKeys
                return String(decoding: try encoder.encode(error), as: UTF8.self)
            }
        ),
        (
            "evaluator of a cloud",
            { threads in
                let problem = try CloudProblem(qubits: .werner(visibility: 0.5))
                var stream = RandomStream(seed: 6)
                let cloud = try HiddenVariableCloud.random(rules: problem.rules, count: 900, using: &stream)
                let directions = (0..<2).map { _ in (0..<40).map { _ in Direction.random(using: &stream) } }
                var evaluator = try CloudEvaluator(cloud, for: problem, threads: threads)
                let loss = try evaluator.evaluate(along: directions)
                return "\(loss.bitPattern) \(evaluator.gradient.map(\.bitPattern))"
            }
        ),
    ]

    @Test(arguments: routines.indices) func sameBitsOfRoutines(index: Int) async throws {
        let routine = Self.routines[index]
        let results = try await [1, 2, 3].asyncMap { try await routine.run($0) }
        #expect(Set(results).count == 1, "\(routine.name)")
    }
}
