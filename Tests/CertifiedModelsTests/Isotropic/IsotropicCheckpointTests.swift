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

    @Test("16.3 a checkpoint whose correlations are those of no pair ends its round, with an answer or an error")
    func correlationsOfNoPair() throws {
        // Found by a fuzzer: in units of 10⁻³¹⁵ to 10⁻² the simplex method went round in circles without end.
        let text = """
            {"basis":{"rows":["atLower","atLower","atLower"],"variables":["basic","atLower","atLower","basic","basic"]},\
            "bestVisibility":0,"center":[0,1,0,-2.3291030613983423],"centerBound":0.5765828122948866,"history":[0.5323],\
            "isFinished":false,"options":{"batch":6,"batches":1,"cellDensity":1,"degrees":[3],"dimension":3,\
            "nodeDensity":1,"patience":3,"randomShare":0.25,"rounds":60,"seed":0,"sweeps":4,"threads":1,\
            "tolerance":2e-05},"pairs":[{"cells":[0,0],\
            "correlations":{"base64":"AAAAaAAAAADjdhjujGHMntableCollectioDGoocoL7=","type":"<f8"},"nodes":[0,0]},\
            {"cells":[12,12],"correlations":{"base64":"AAAAAAAAASequenchregPwAAAAAAAAAAlRmgpeYhoL6=","type":"<f8"},\
            "nodes":[0,30]}],"prices":[0,2,0,-2.6269919685601886],"round":1,"share":0.6,"stage":0,"totalRounds":1,\
            "weights":[0.5003247642210242,0.49967523577897577]}
            """
        var engine = try IsotropicSearchEngine(
            JSONDecoder().decode(IsotropicSearchState.self, from: Data(text.utf8)))
        do {
            _ = try engine.round()
            #expect(engine.visibility.isFinite)
        } catch is NumericalFailure {}
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
