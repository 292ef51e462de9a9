import Foundation
import LHVModels
import Testing

@testable import HiddenVariableClouds

/// Searches and sweeps that are cancelled at any moment leave whole files and nothing else.
@Suite("Cancelled searches and their files") struct CancellationTests {
    static let rounds = 6

    /// A moment after the start, the same for equal seeds.
    static func wait(_ moments: inout RandomStream) async throws {
        try await Task.sleep(for: .microseconds(Int.random(in: 0...60_000, using: &moments)))
    }

    static func files(_ folder: String) throws -> Set<String> {
        Set(try FileManager.default.contentsOfDirectory(atPath: folder))
    }

    @Test func cloudSearch() async throws {
        let folder = try TemporaryFolder()
        var moments = RandomStream(seed: PropertySettings.seed, substream: 1)
        let (problem, options) = (try SearchTests.problem(), SearchTests.options())
        let whole = try await CloudSearch(problem, options).run()
        for round in 0..<Self.rounds {
            let path = "\(folder.path)/\(round)"
            let run = try CloudSearch(problem, options).start(checkpoint: path)
            try await Self.wait(&moments)
            run.cancel()
            let stopped = try await run.value
            // The last state is written at the end, so the file is there, and the search goes on from it to the same bits.
            let state = try Checkpoint<SearchState>(contentsOf: path, kind: SearchState.checkpointKind).state
            #expect(state.cloud == stopped.cloud && state.steps == stopped.steps)
            #expect(try Self.files(folder.path).isSubset(of: ["\(round)", "\(round).previous"]))
            #expect(try await CloudSearch(problem, options).run(checkpoint: path).cloud == whole.cloud)
            for file in try Self.files(folder.path) {
                try FileManager.default.removeItem(atPath: "\(folder.path)/\(file)")
            }
        }
    }

    @Test func sweep() async throws {
        let folder = try TemporaryFolder()
        var moments = RandomStream(seed: PropertySettings.seed, substream: 2)
        let sweep = try Sweep(
            name: "cancelled", parameters: [Sweep.Parameter("x", (0..<12).map(Double.init))], seeds: [1, 2])
        for _ in 0..<Self.rounds {
            let path = folder.path
            let task = Task {
                try await sweep.run(in: path, threads: 2) { item in
                    try await Task.sleep(for: .milliseconds(3))
                    return (0..<500).map { item.values[0] + Double($0) }
                }
            }
            try await Self.wait(&moments)
            task.cancel()
            _ = try? await task.value
            let merged = try sweep.merge([Double].self, in: path)
            #expect(merged.foreign.isEmpty && merged.duplicates.isEmpty)
            for record in merged.records { #expect(record.output.first == record.item.values[0]) }
            let names = Set(merged.records.map { "cancelled-\($0.item.index).result" })
            #expect(try Self.files(path) == names)
        }
        _ = try await sweep.run(in: folder.path, threads: 2) { item in
            (0..<500).map { item.values[0] + Double($0) }
        }
        #expect(try sweep.merge([Double].self, in: folder.path).isComplete)
    }
}
