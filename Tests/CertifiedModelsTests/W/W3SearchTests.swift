import Foundation
import Testing

@testable import CertifiedModels

@Suite("The search for models of the W state")
struct W3SearchTests {
    /// A search of a fraction of a second, in two stages.
    static let options = W3SearchOptions(
        heights: [1, 2], cells: 8, threads: 1, batch: 8, batches: 2, roundLimit: 4, sweeps: 3)

    @Test("21.3 lists only get better, and the responses of one party alone cannot be made better")
    func ascent() {
        let rows = W3Rows(heights: 2, cells: 8)
        var stream = RandomStream(seed: 3)
        let prices = stream.normals(rows.count)
        let lists = (0..<4).map { _ in
            (0..<3).map { _ in SphereSamples.response(heights: 2, cells: 8, using: &stream) }
        }
        func value(_ responses: [SphereResponse]) -> Double {
            zip(prices, rows.values(of: responses)).reduce(0) { $0 + $1.0 * $1.1 }
        }
        let signs = (0..<3).map { party in
            lists.flatMap { list in
                (0..<2).flatMap { height in
                    (0..<8).map { Double(list[party].sign(height: height, cell: $0)) }
                }
            }
        }
        var ascent = W3Ascent(rows, signs: signs)
        ascent.improve(W3Worth(prices, rows), sweeps: 100, checking: {})
        for (list, old) in lists.enumerated() {
            let responses = ascent.responses(list)
            let best = value(responses)
            #expect(best >= value(old) - 1e-12)
            for party in 0..<3 {
                for cell in 0..<16 {
                    var other = responses
                    var masks = other[party].masks
                    masks[cell / 8] ^= 1 << UInt64(cell % 8)
                    other[party] = SphereResponse(unchecked: masks, cells: 8)
                    #expect(value(other) <= best + 1e-12)
                }
            }
        }
    }

    @Test("21.3 what a search says is what its certificate proves, and its prices promise no less")
    func search() async throws {
        let outcome = try await W3Search(W3SearchOptions(heights: [1], cells: 8, threads: 1, batch: 16)).run()
        #expect(outcome.stopReason == .converged && outcome.rounds > 2)
        let proof = try outcome.certificate.verify()
        #expect(abs(proof.visibility - outcome.visibility) < 1e-6)
        #expect(outcome.promise >= outcome.visibility && outcome.promise <= 1.002 * outcome.visibility)
    }

    @Test("21.3 a stage begins with the prices of the one before, which stay as they are on the same heights")
    func prices() throws {
        for (heights, isSame) in [([2, 2], true), ([2, 3], false)] {
            var options = Self.options
            options.heights = heights
            var engine = W3SearchEngine(W3SearchState(options: options))
            for _ in 0..<3 { _ = try engine.round() }
            let old = engine.state.bestPrices
            try engine.advance()
            let (prices, target) = (engine.state.prices, engine.rows.target)
            #expect(abs(Self.value(prices, target) - 1) < 1e-12)
            #expect(zip(prices, engine.state.boxes).allSatisfy { abs($0) < $1 })
            guard isSame else { continue }
            let size = Self.value(old, target)
            #expect(zip(prices, old).allSatisfy { abs($0 - $1 / size) < 1e-12 })
        }
    }

    private static func value(_ prices: [Double], _ values: [Double]) -> Double {
        zip(prices, values).reduce(0) { $0 + $1.0 * $1.1 }
    }

    @Test("21.3 equal options give equal bits on any number of threads, and from any round on")
    func determinism() async throws {
        let outcome = try await W3Search(Self.options).run()
        var other = Self.options
        other.threads = 2
        #expect(try await W3Search(other).run().certificate == outcome.certificate)
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/w.checkpoint"
        try AtomicFile.prepare(path)
        var engine = W3SearchEngine(W3SearchState(options: Self.options))
        for round in 1...6 {
            if try engine.round(), !engine.isAtLastStage { try engine.advance() }
            guard round % 2 == 0 else { continue }
            try Checkpoint(kind: W3SearchState.checkpointKind, state: engine.state).write(to: path)
            let resumed = try await W3Search(resuming: path, threads: 1).run()
            #expect(resumed.certificate == outcome.certificate && resumed.rounds == outcome.rounds, "\(round)")
        }
        // The same file does not fit other options.
        other.seed = 2
        let error = await #expect(throws: InvalidArgument.self) { try await W3Search(other).run(checkpoint: path) }
        #expect(error?.argument == "checkpoint \(path)")
    }

    @Test("21.3 killed in a round it goes on from the round before to the same bits")
    func killed() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/w.checkpoint"
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            let run = try W3Search(Self.options).start(checkpoint: path)
            for await progress in run.progress where progress.step >= 3 { kill(getpid(), SIGKILL) }
        }
        #expect(FileManager.default.fileExists(atPath: path))
        let resumed = try await W3Search(Self.options).run(checkpoint: path)
        #expect(try await resumed.certificate == W3Search(Self.options).run().certificate)
    }

    @Test("21.3 without time there is nothing, and what was found stays when a later stage is cut")
    func limits() async throws {
        var options = Self.options
        options.timeLimit = 0
        await #expect(throws: CancellationError.self) { try await W3Search(options).run() }
        // The first round of the second stage is cut: the first stage's mixture is kept.
        options.timeLimit = nil
        var engine = W3SearchEngine(W3SearchState(options: options))
        while try !engine.round() {}
        let first = try #require(try engine.finding())
        try engine.advance()
        #expect(engine.state.stage == 1 && engine.rows.heights == 2)
        #expect(engine.state.found?.certificate == first.certificate && first.certificate.heights == 1)
        #expect(throws: CancellationError.self) { try engine.round { throw CancellationError() } }
    }

    @Test("21.3 states that no search can be in are refused")
    func wrongState() throws {
        var engine = W3SearchEngine(W3SearchState(options: Self.options))
        _ = try engine.round()
        _ = try engine.round()
        func argument(_ change: (inout W3SearchState) -> Void) -> String? {
            var state = engine.state
            change(&state)
            do { try state.validate() } catch { return (error as? InvalidArgument)?.argument ?? "\(error)" }
            return nil
        }
        #expect(argument { _ in } == nil)
        #expect(argument { $0.stage = 2 } == "stage")
        #expect(argument { $0.round = 3 } == "round")
        #expect(argument { $0.visibility = .nan } == "visibility")
        #expect(argument { $0.promise = .nan } == "promise")
        #expect(argument { $0.columns[0].masks[0][0] = 1 << 8 } == "masks")
        #expect(argument { $0.columns[0].weight = -1 } == "weight")
        #expect(argument { $0.prices = [1] } == "prices")
        #expect(argument { $0.bestPrices = [] } == "bestPrices")
        #expect(argument { $0.boxes[0] = 0 } == "boxes")
        #expect(argument { ($0.prices, $0.bestPrices, $0.boxes) = ([], [], []) } == "prices")
        #expect(argument { $0.options.batch = 0 } == "batch")
    }

    @Test("21.3 options out of range are refused by name")
    func wrongOptions() {
        func argument(_ change: (inout W3SearchOptions) -> Void) -> String? {
            var options = Self.options
            change(&options)
            do { _ = try W3Search(options) } catch { return (error as? InvalidArgument)?.argument ?? "\(error)" }
            return nil
        }
        #expect(argument { _ in } == nil)
        #expect(argument { $0.heights = [] } == "heights")
        #expect(argument { $0.heights = [16] } == nil)
        #expect(argument { ($0.heights, $0.cells) = ([16], 16) } == "heights × cells")
        #expect(argument { $0.cells = 10 } == "cells")
        #expect(argument { $0.threads = 0 } == "threads")
        #expect(argument { $0.batch = 0 } == "batch")
        #expect(argument { $0.batches = 0 } == "batches")
        #expect(argument { $0.randomShare = .nan } == "randomShare")
        #expect(argument { $0.tolerance = 0 } == "tolerance")
        #expect(argument { $0.box = 0 } == "box")
        #expect(argument { $0.roundLimit = 0 } == "roundLimit")
        #expect(argument { $0.sweeps = 0 } == "sweeps")
        #expect(argument { $0.timeLimit = -1 } == "timeLimit")
    }
}
