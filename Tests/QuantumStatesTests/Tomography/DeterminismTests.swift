import Foundation
import QuantumStates
import Testing

#if canImport(Glibc)
    import Glibc
#endif

/// The bootstrap, which works in a task group, gives the same bits on one processor and on all.
@Suite("The bootstrap on any number of threads") struct DeterminismTests {
    static func samples() async throws -> String {
        let data = try TomographyData(
            measurements: [.along(.x), .along(.y), .along(.z)], counts: [[55, 45], [40, 60], [90, 10]], in: .qubit)
        let estimate = try data.maximumLikelihood()
        let results = try await data.bootstrap(
            estimate, options: BootstrapOptions(replicas: 40, seed: 3), of: [{ $0.matrix[0, 1].real }])[0]
        return "\(results.samples.map(\.bitPattern)) \(results.standardError.bitPattern)"
    }

    @Test func oneProcessor() async throws {
        let path = OtherProcess.path("bootstrap", of: getpid())
        defer { try? FileManager.default.removeItem(atPath: path) }
        await #expect(processExitsWith: .success) {
            #expect(OtherProcess.keepOneProcessor())
            let text = try await DeterminismTests.samples()
            try AtomicFile.write(Data(text.utf8), to: OtherProcess.path("bootstrap", of: getppid()))
        }
        let alone = String(decoding: try AtomicFile.read(path), as: UTF8.self)
        let together = try await Self.samples()
        #expect(together == alone)
    }
}
