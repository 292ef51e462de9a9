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
        let whole = try await IsotropicSearch(IsotropicSamples.quickOptions()).run()
        for _ in 0..<6 {
            let run = try IsotropicSearch(IsotropicSamples.quickOptions()).start(checkpoint: path)
            try await Task.sleep(for: .microseconds(Int.random(in: 0...60_000, using: &moments)))
            run.cancel()
            // A run that was stopped in its first round may have nothing to return.
            _ = try? await run.value
            let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            #expect(Set(files).isSubset(of: ["search", "search.previous"]))
            let resumed = try await IsotropicSearch(IsotropicSamples.quickOptions(threads: 1)).run(checkpoint: path)
            #expect(resumed.certificate == whole.certificate)
            try? FileManager.default.removeItem(atPath: path)
            try? FileManager.default.removeItem(atPath: path + ".previous")
        }
    }

    @Test("16.6 an isotropic search makes the folder of its checkpoint, and makes no round when it cannot")
    func lostWork() async throws {
        let folder = try TemporaryFolder()
        let checkpoint = folder.path + "/new/isotropic.state"
        let options = IsotropicSamples.quickOptions()
        _ = try await IsotropicSearch(options).run(checkpoint: checkpoint)
        #expect(FileManager.default.fileExists(atPath: checkpoint))
        // A path below a regular file, where no folder can be made.
        try AtomicFile.write(Data([1]), to: folder.path + "/file")
        let run = try IsotropicSearch(options).start(checkpoint: folder.path + "/file/below")
        for await progress in run.progress { Issue.record("a round was made: \(progress)") }
        await #expect(throws: FileAccessError.self) { try await run.value }
    }

    @Test("19.1 a checkpoint of other options is refused, and one that makes no sense is named")
    func strangers() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/search"
        var options = IsotropicSamples.quickOptions()
        options.timeLimit = 0
        _ = try await IsotropicSearch(options).run(checkpoint: path)
        try Checkpoint(
            kind: IsotropicSearchState.checkpointKind,
            state: IsotropicSearchState(options: IsotropicSamples.quickOptions())
        ).write(to: path)
        options.seed += 1
        let other = try IsotropicSearch(options)
        let stranger = await #expect(throws: InvalidArgument.self) { try await other.run(checkpoint: path) }
        #expect(stranger?.argument == "checkpoint \(path)")
        var state = IsotropicSearchState(options: IsotropicSamples.quickOptions())
        state.round = -1
        try Checkpoint(kind: IsotropicSearchState.checkpointKind, state: state).write(to: path)
        let search = try IsotropicSearch(IsotropicSamples.quickOptions())
        let nonsense = await #expect(throws: FileFormatError.self) { try await search.run(checkpoint: path) }
        #expect(nonsense?.source == path && nonsense?.part == "round")
    }
}
