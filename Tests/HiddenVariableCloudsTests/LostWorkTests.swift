import Foundation
import LHVModels
import Testing

@testable import HiddenVariableClouds

/// What cannot be kept is not computed.
@Suite struct LostWorkTests {
    private actor Counter {
        private(set) var count = 0
        func add() { count += 1 }
    }

    /// A path below a regular file, where no folder can be made.
    private static func impossible(in folder: borrowing TemporaryFolder) throws -> String {
        try AtomicFile.write(Data([1]), to: folder.path + "/file")
        return folder.path + "/file/below"
    }

    @Test("16.6 a sweep makes its folder, and runs no item when it cannot")
    func sweep() async throws {
        let folder = try TemporaryFolder()
        let sweep = try SweepTests.sweep()
        let nested = folder.path + "/new/results"
        #expect(try await sweep.run(in: nested, threads: 2) { Double($0.index) } == 12)
        #expect(try sweep.merge(Double.self, in: nested).isComplete)
        let impossible = try Self.impossible(in: folder)
        let counter = Counter()
        await #expect(throws: FileAccessError.self) {
            try await sweep.run(in: impossible) { item in
                await counter.add()
                return Double(item.index)
            }
        }
        #expect(await counter.count == 0)
    }

    @Test("16.6 a cloud search makes the folder of its checkpoint, and makes no step when it cannot")
    func cloudSearch() async throws {
        let folder = try TemporaryFolder()
        let options = SearchOptions(
            points: 20, phases: [.adam(steps: 3, batch: BatchDesign(.list, settings: 5))], testSettings: 10, threads: 1)
        let search = try CloudSearch(try SearchTests.problem(), options)
        let checkpoint = folder.path + "/new/search.state"
        #expect(try await search.run(checkpoint: checkpoint).steps == 3)
        #expect(FileManager.default.fileExists(atPath: checkpoint))
        let run = search.start(checkpoint: try Self.impossible(in: folder))
        // The last step is always reported.
        for await progress in run.progress { Issue.record("a step was made: \(progress)") }
        await #expect(throws: FileAccessError.self) { try await run.value }
    }

    @Test("16.1 grids that no memory holds are refused")
    func sizes() throws {
        let problem = try SearchTests.problem()
        var stream = RandomStream(seed: 1)
        let cloud = try HiddenVariableCloud.random(rules: problem.rules, count: 3, using: &stream)
        var evaluator = try CloudEvaluator(cloud, for: problem, threads: 1)
        let many = Array(repeating: Direction.z, count: 100_000)
        let grid = #expect(throws: InvalidArgument.self) { try evaluator.evaluate(grid: [many, many]) }
        #expect(grid?.argument == "combinations of settings" && grid?.requirement == "be at most 2²⁶ moments")
    }
}
