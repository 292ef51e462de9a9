import Foundation
import Testing

@testable import CertifiedModels

/// An isotropic search that is cancelled at any moment, or cannot write, leaves whole files and nothing else.
@Suite struct IsotropicCheckpointTests {
    @Test("A search that is cancelled at any moment goes on from its file to the same certificate")
    func cancelled() async throws {
        let folder = try TemporaryFolder()
        var moments = RandomStream(seed: PropertySettings.seed, substream: 2)
        let path = "\(folder.path)/search"
        let whole = try await IsotropicSearch(IsotropicSamples.quickOptions()).run().value
        for _ in 0..<6 {
            let run = try IsotropicSearch(IsotropicSamples.quickOptions(), checkpointPath: path).run()
            try await Task.sleep(for: .microseconds(Int.random(in: 0...60_000, using: &moments)))
            run.cancel()
            // A run that was stopped in its first round may have nothing to return.
            _ = try? await run.value
            #expect(try Set(FileManager.default.contentsOfDirectory(atPath: folder.path)).isSubset(of: ["search"]))
            if FileManager.default.fileExists(atPath: path) {
                let resumed = try await IsotropicSearch(resuming: path, threads: 1).run().value
                #expect(resumed.certificate == whole.certificate)
                try FileManager.default.removeItem(atPath: path)
            }
        }
    }

    @Test("16.6 an isotropic search makes the folder of its checkpoint, and makes no round when it cannot")
    func lostWork() async throws {
        let folder = try TemporaryFolder()
        let checkpoint = folder.path + "/new/isotropic.state"
        let options = IsotropicSamples.quickOptions()
        _ = try await IsotropicSearch(options, checkpointPath: checkpoint).run().value
        #expect(FileManager.default.fileExists(atPath: checkpoint))
        // A path below a regular file, where no folder can be made.
        try AtomicFile.write(Data([1]), to: folder.path + "/file")
        let run = try IsotropicSearch(options, checkpointPath: folder.path + "/file/below").run()
        for await progress in run.progress { Issue.record("a round was made: \(progress)") }
        await #expect(throws: FileAccessError.self) { try await run.value }
    }
}
