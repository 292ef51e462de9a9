import Foundation
import LHVModels
import Testing

@testable import HiddenVariableClouds

@Suite struct SweepTests {
    static func sweep() throws -> Sweep {
        try Sweep(
            name: "noise-map", parameters: [.init("v", [0.1, 0.2, 0.3]), .init("p", [0, 1])], seeds: [7, 8])
    }

    @Test func shardsPartitionTheItems() throws {
        let sweep = try Self.sweep()
        #expect(sweep.count == 12)
        for shards in [1, 2, 5, 12, 20] {
            let items = try (0..<shards).flatMap { try sweep.shard($0, of: shards) }
            #expect(items.map(\.index).sorted() == Array(0..<12))
        }
        #expect(sweep[0] == Sweep.Item(index: 0, values: [0.1, 0], seed: 7))
        #expect(sweep[7] == Sweep.Item(index: 7, values: [0.2, 1], seed: 8))
        #expect(Set((0..<12).map { sweep[$0] }).count == 12)
    }

    @Test func runsOnceResumesAndMerges() async throws {
        let folder = try TemporaryFolder()
        let sweep = try Self.sweep()
        let first = try await sweep.run(in: folder.path, shard: (0, 2), threads: 2) { $0.values[0] + $0.values[1] }
        #expect(first == 6)
        var merge = try sweep.merge(Double.self, in: folder.path)
        #expect(merge.missing.map(\.index) == [1, 3, 5, 7, 9, 11] && !merge.isComplete)
        // The whole sweep runs only what is missing.
        let rest = try await sweep.run(in: folder.path, threads: 3) { $0.values[0] + $0.values[1] }
        #expect(rest == 6)
        merge = try sweep.merge(Double.self, in: folder.path)
        #expect(merge.isComplete && merge.records.map(\.item.index) == Array(0..<12))
        for record in merge.records { #expect(record.output == record.item.values[0] + record.item.values[1]) }
        #expect(try await sweep.run(in: folder.path) { _ in 0.0 } == 0)
    }

    @Test func mergeFindsMissingDuplicateAndForeignResults() async throws {
        let folder = try TemporaryFolder()
        let sweep = try Self.sweep()
        _ = try await sweep.run(in: folder.path) { Double($0.index) }
        let other = try Sweep(name: "other", parameters: [.init("v", [0.5])])
        _ = try await other.run(in: folder.path) { Double($0.index) }
        let first = sweep.path(of: sweep[0], in: folder.path)
        try AtomicFile.write(AtomicFile.read(first), to: folder.path + "/noise-map-copy.result")
        try FileManager.default.removeItem(atPath: sweep.path(of: sweep[5], in: folder.path))
        let damaged = sweep.path(of: sweep[6], in: folder.path)
        try AtomicFile.write(AtomicFile.read(damaged).dropLast(), to: damaged)
        let merge = try sweep.merge(Double.self, in: folder.path)
        #expect(merge.missing.map(\.index) == [5, 6])
        #expect(merge.duplicates == ["noise-map-copy.result"])
        #expect(merge.foreign.map(\.file) == ["noise-map-6.result", "other-0.result"])
        // A damaged result is not silently computed again.
        await #expect(throws: FileFormatError.self) { try await sweep.run(in: folder.path) { Double($0.index) } }
    }

    @Test func slurmVariables() throws {
        let alone = try Sweep.slurmShard([:])
        #expect(alone.number == 0 && alone.of == 1)
        let task = try Sweep.slurmShard(
            ["SLURM_ARRAY_TASK_ID": "5", "SLURM_ARRAY_TASK_COUNT": "4", "SLURM_ARRAY_TASK_MIN": "2"])
        #expect(task.number == 3 && task.of == 4)
        let stepped = try Sweep.slurmShard([
            "SLURM_ARRAY_TASK_ID": "7", "SLURM_ARRAY_TASK_COUNT": "4", "SLURM_ARRAY_TASK_MIN": "1",
            "SLURM_ARRAY_TASK_STEP": "3",
        ])
        #expect(stepped.number == 2 && stepped.of == 4)
        for bad in [
            // An irregular list of numbers.
            [
                "SLURM_ARRAY_TASK_ID": "4", "SLURM_ARRAY_TASK_COUNT": "3", "SLURM_ARRAY_TASK_MIN": "1",
                "SLURM_ARRAY_TASK_STEP": "2",
            ],
            [
                "SLURM_ARRAY_TASK_ID": "\(Int.max)", "SLURM_ARRAY_TASK_COUNT": "\(Int.max)",
                "SLURM_ARRAY_TASK_MIN": "1", "SLURM_ARRAY_TASK_STEP": "0",
            ],
            ["SLURM_ARRAY_TASK_ID": "x", "SLURM_ARRAY_TASK_COUNT": "4"], ["SLURM_ARRAY_TASK_ID": "1"],
            ["SLURM_ARRAY_TASK_ID": "4", "SLURM_ARRAY_TASK_COUNT": "4"],
            ["SLURM_ARRAY_TASK_ID": "-1", "SLURM_ARRAY_TASK_COUNT": "4"],
        ] {
            #expect(throws: InvalidArgument.self) { try Sweep.slurmShard(bad) }
        }
    }

    @Test func wrongInput() throws {
        #expect(throws: InvalidArgument.self) { try Sweep(name: "a/b", parameters: []) }
        #expect(throws: InvalidArgument.self) { try Sweep(name: "", parameters: []) }
        #expect(throws: InvalidArgument.self) { try Sweep(name: "a", parameters: [.init("v", [])]) }
        #expect(throws: InvalidArgument.self) { try Sweep(name: "a", parameters: [.init("v", [.nan])]) }
        #expect(throws: InvalidArgument.self) { try Sweep(name: "a", parameters: [.init("v", [1]), .init("v", [1])]) }
        #expect(throws: InvalidArgument.self) { try Sweep(name: "a", parameters: [], seeds: []) }
        #expect(throws: InvalidArgument.self) { try Sweep(name: "a", parameters: [], seeds: [1, 1]) }
        let sweep = try Self.sweep()
        #expect(throws: InvalidArgument.self) { try sweep.shard(2, of: 2) }
        #expect(throws: InvalidArgument.self) { try sweep.shard(0, of: 0) }
        let copy = try JSONDecoder().decode(Sweep.self, from: JSONEncoder().encode(sweep))
        #expect(copy == sweep)
    }
}

extension SweepTests {
    @Test func mapOfSearches() async throws {
        let folder = try TemporaryFolder()
        let sweep = try Sweep(name: "map", parameters: [.init("v", [0.2, 1]), .init("p", [0])], seeds: [3])
        let options = SearchOptions(
            points: 100, phases: [.adam(steps: 40, batch: BatchDesign(.grid, settings: 8, points: .spiral))],
            testSettings: 60)
        let count = try await sweep.searchClouds(in: folder.path, threads: 2, options: options) {
            try CloudProblem(qubits: .werner(visibility: $0.values[0]), degree: 1)
        }
        let merge = try sweep.merge(Sweep.CloudRecord.self, in: folder.path)
        #expect(count == 2 && merge.isComplete)
        #expect(merge.records[0].output.error.divergence < merge.records[1].output.error.divergence)
        #expect(merge.records.map(\.output.isSeparable) == [true, false])
    }
}
