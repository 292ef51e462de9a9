import Foundation
import LHVModels
import Testing

@testable import LHVSearch

/// Searches, certificates and measured errors give the same bits on one, two and three threads.
@Suite("Searches on any number of threads") struct DeterminismTests {
    static func text(_ model: LocalDecomposition) -> String { "\(model.weights.map(\.bitPattern)) \(model.strategies)" }

    static let searches: [(name: String, run: @Sendable (MembershipOptions) async throws -> String)] = [
        (
            "nearest correlators",
            { options in
                let found = try await Targets.dotProducts(.angularGrid(3)).nearestLocalPoint(options: options)
                return "\(found.distance.bitPattern) \(found.rounds) \(text(found.model))"
            }
        ),
        (
            "three parties",
            { options in
                let found = try await Targets.ghz(3).nearestLocalPoint(options: options)
                return "\(found.distance.bitPattern) \(found.rounds) \(text(found.model))"
            }
        ),
        (
            "nearest behaviour",
            { options in
                let found = try await Targets.qutrits().nearestLocalPoint(options: options)
                return "\(found.distance.bitPattern) \(found.rounds) \(text(found.model))"
            }
        ),
        (
            "visibility and certificate",
            { options in
                let target = try Targets.dotProducts(.platonic(.icosahedron))
                let found = try await target.localVisibility(tolerance: 1e-5, options: options)
                let certificate = try VisibilityCertificate(found, of: target, options: options)
                let encoder = JSONEncoder()
                encoder.outputFormatting = .sortedKeys
                return String(decoding: try encoder.encode(certificate), as: UTF8.self)
            }
        ),
    ]

    static func bits(_ numbers: [Double]) -> String { "\(numbers.map(\.bitPattern))" }

    /// What takes a number of threads, but not options of membership.
    static let routines: [(name: String, run: @Sendable (Int) async throws -> String)] = [
        (
            "verification of isotropic certificates",
            { threads in
                let results = try [(2, 9), (3, 9), (4, 7)].map { dimension, degree in
                    let proof = try IsotropicSamples.random(dimension: dimension, degree: degree, pairs: 5, seed: 1)
                        .verify(threads: threads)
                    return bits([proof.visibility, proof.totalWeight] + proof.coefficients)
                }
                return "\(results)"
            }
        ),
        (
            "isotropic model",
            { threads in
                let model = try IsotropicModel(
                    IsotropicSamples.random(dimension: 3, degree: 9, pairs: 5, seed: 2), threads: threads)
                var stream = RandomStream(seed: 3)
                return bits(
                    (0..<50).flatMap { _ in
                        let hidden = model.sampleHiddenVariable(using: &stream)
                        let setting = Direction.random(using: &stream)
                        return [model.aliceMean(setting, hidden), model.bobMean(setting, hidden)]
                    })
            }
        ),
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

    @Test(arguments: searches.indices) func sameBits(index: Int) async throws {
        let search = Self.searches[index]
        // Enough starts that the work is shared out.
        let results = try await [1, 2, 3].asyncMap { threads in
            try await search.run(MembershipOptions(gap: 1e-5, oracleStarts: 300, seed: 9, threads: threads))
        }
        #expect(Set(results).count == 1, "\(search.name)")
    }
}
