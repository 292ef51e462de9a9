import Foundation
import LHVModels
import Testing

@testable import LocalPolytopes

/// Searches and certificates give the same bits on one, two and three threads.
@Suite("Searches on any number of threads") struct DeterminismTests {
    static func text(_ model: LocalDecomposition) -> String { "\(model.weights.map(\.bitPattern)) \(model.strategies)" }

    static let searches: [(name: String, run: @Sendable (MembershipOptions) async throws -> String)] = [
        (
            "nearest correlators",
            { options in
                let found = try Targets.dotProducts(.angularGrid(3)).nearestLocalPoint(options: options)
                return "\(found.distance.bitPattern) \(found.rounds) \(text(found.model))"
            }
        ),
        (
            "three parties",
            { options in
                let found = try Targets.ghz(3).nearestLocalPoint(options: options)
                return "\(found.distance.bitPattern) \(found.rounds) \(text(found.model))"
            }
        ),
        (
            "nearest behaviour",
            { options in
                let found = try Targets.qutrits().nearestLocalPoint(options: options)
                return "\(found.distance.bitPattern) \(found.rounds) \(text(found.model))"
            }
        ),
        (
            "visibility and certificate",
            { options in
                let target = try Targets.dotProducts(.platonic(.icosahedron))
                let found = try target.localVisibility(tolerance: 1e-5, options: options)
                let certificate = try VisibilityCertificate(found, of: target, options: options)
                let encoder = JSONEncoder()
                encoder.outputFormatting = .sortedKeys
                return String(decoding: try encoder.encode(certificate), as: UTF8.self)
            }
        ),
    ]

    @Test(arguments: searches.indices) func sameBits(index: Int) async throws {
        let search = Self.searches[index]
        // Enough starts that the work is shared out.
        let results = try await [1, 2, 3].asyncMap { threads in
            try await search.run(MembershipOptions(tolerance: 1e-5, oracleStarts: 300, seed: 9, threads: threads))
        }
        #expect(Set(results).count == 1, "\(search.name)")
    }
}
