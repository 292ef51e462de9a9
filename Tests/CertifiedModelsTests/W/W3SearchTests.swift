import Foundation
import Testing

@testable import CertifiedModels

@Suite("The search for models of the W state")
struct W3SearchTests {
    /// A search of a fraction of a second, in three stages.
    static let options = W3SearchOptions(
        heights: 2, cells: 8, threads: 1, batch: 8, batches: 2, penalty: 3e-3, roundLimit: 3, sweeps: 3)

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
        var ascent = W3Ascent(rows, lists: lists)
        #expect(lists.indices.map(ascent.responses) == lists)
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
        for (heights, least) in [(1, 0.218), (2, 0.402)] {
            let outcome = try await W3Search(W3SearchOptions(heights: heights, cells: 8, threads: 1, batch: 16)).run()
            #expect(outcome.stopReason == .converged && outcome.rounds > 2)
            let proof = try outcome.certificate.verify()
            // Corrections of different heights share their weight, which the search leaves out.
            #expect(proof.visibility > outcome.visibility - 1e-6 && proof.visibility > least)
            // A round that misses the best lists promises a little less than it should.
            #expect(abs(outcome.promise / proof.visibility - 1) < 2e-3)
        }
    }

    @Test("21.3 penalties fall to the last one, with what the mixture proves behind what it aims at")
    func stages() throws {
        let penalties = Self.options.penalties
        #expect(penalties.first == 0.03 && penalties.last == 3e-3 && penalties.count == 3)
        #expect(zip(penalties, penalties.dropFirst()).allSatisfy { $0 > $1 && $0 < 3.2 * $1 })
        var options = Self.options
        options.roundLimit = 100
        var engine = W3SearchEngine(W3SearchState(options: options))
        var aims: [Double] = []
        while true {
            let hasEnded = try engine.round()
            #expect(engine.state.visibility <= engine.state.aim && engine.state.promise > 0.4)
            guard hasEnded else { continue }
            aims.append(engine.state.aim)
            if engine.isAtLastStage { break }
            engine.advance()
        }
        // A smaller penalty aims lower.
        #expect(aims.count == 3 && aims[0] > aims[1] && aims[1] > aims[2])
    }

    @Test("21.3 a search with a goal stops when it is reached, before its last penalty")
    func goal() async throws {
        var options = W3SearchOptions(heights: 2, cells: 8, threads: 1, batch: 16)
        let all = try await W3Search(options).run()
        options.goal = 0.35
        let outcome = try await W3Search(options).run()
        #expect(try outcome.certificate.verify().visibility >= 0.35)
        #expect(outcome.stopReason == .converged && outcome.rounds < all.rounds)
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
            if try engine.round(), !engine.isAtLastStage { engine.advance() }
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

    @Test("21.3 without time there is the mixture to begin with, and a round that is cut leaves the state before it")
    func limits() async throws {
        var options = Self.options
        options.timeLimit = 0
        let none = try await W3Search(options).run()
        #expect(none.stopReason == .timeLimit && none.rounds == 0 && none.certificate.terms.count == 1)
        options.timeLimit = nil
        options.roundLimit = 1
        #expect(try await W3Search(options).run().stopReason == .iterationLimit)
        var engine = W3SearchEngine(W3SearchState(options: options))
        #expect(throws: CancellationError.self) { try engine.round { throw CancellationError() } }
        // Short of time, the mixture is made as sharp as it gets.
        _ = try engine.round()
        #expect(try engine.sharpened(.timeLimit).state.visibility >= engine.state.visibility)
        #expect(try engine.sharpened(.cancelled).finding().certificate == engine.finding().certificate)
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
        #expect(argument { $0.stage = 3 } == "stage")
        #expect(argument { $0.round = 3 } == "round")
        #expect(argument { $0.visibility = .nan } == "visibility")
        #expect(argument { $0.aim = -1 } == "aim")
        #expect(argument { $0.missed = .infinity } == "missed")
        #expect(argument { $0.promise = .nan } == "promise")
        #expect(argument { $0.columns[0].masks[0][0] = 1 << 8 } == "masks")
        #expect(argument { $0.columns[0].weight = -1 } == "weight")
        #expect(
            argument { state in for index in state.columns.indices { state.columns[index].weight = 0 } } == "weights")
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
        #expect(argument { $0.heights = 0 } == "heights")
        #expect(argument { $0.heights = 16 } == nil)
        #expect(argument { ($0.heights, $0.cells) = (16, 16) } == "heights × cells")
        #expect(argument { $0.cells = 10 } == "cells")
        #expect(argument { $0.threads = 0 } == "threads")
        #expect(argument { $0.batch = 0 } == "batch")
        #expect(argument { $0.batches = 0 } == "batches")
        #expect(argument { $0.randomShare = .nan } == "randomShare")
        #expect(argument { $0.tolerance = 0 } == "tolerance")
        #expect(argument { $0.penalty = 0.1 } == "penalty")
        #expect(argument { $0.goal = 1.1 } == "goal")
        #expect(argument { $0.roundLimit = 0 } == "roundLimit")
        #expect(argument { $0.sweeps = 0 } == "sweeps")
        #expect(argument { $0.timeLimit = -1 } == "timeLimit")
    }
}
