import LHVModels
import Testing

@testable import CertifiedModels

/// Verifications and models give the same bits on one, two and three threads.
@Suite("Certified models on any number of threads") struct DeterminismTests {
    static func bits(_ numbers: [Double]) -> String { "\(numbers.map(\.bitPattern))" }

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
    ]

    @Test(arguments: routines.indices) func sameBitsOfRoutines(index: Int) async throws {
        let routine = Self.routines[index]
        let results = try await [1, 2, 3].asyncMap { try await routine.run($0) }
        #expect(Set(results).count == 1, "\(routine.name)")
    }
}
