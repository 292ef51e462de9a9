import Foundation
import Testing

@testable import CertifiedModels

@Suite("The search for GHZ models on the sphere")
struct GHZSphereSearchTests {
    /// A search of a second or two.
    static let options = GHZSphereSearchOptions(
        grids: [.init(heights: 1, cells: 8), .init(heights: 2, cells: 8)], threads: 1, batch: 16, batches: 2,
        tolerance: 1e-3, roundLimit: 40)

    private static func value(_ prices: [Double], _ values: [Double]) -> Double {
        zip(prices, values).reduce(0) { $0 + $1.0 * $1.1 }
    }

    @Test("21.2 lists only get better, and the responses of one party alone cannot be made better")
    func ascent() {
        let rows = SphereRows(heights: 2, cells: 12)
        var stream = RandomStream(seed: 3)
        let prices = stream.normals(rows.count)
        let lists = (0..<6).map { _ in
            (0..<3).map { _ in SphereSamples.response(heights: 2, cells: 12, using: &stream) }
        }
        var ascent = SphereAscent(rows, lists: lists)
        #expect((0..<6).map { ascent.responses($0) } == lists)
        ascent.improve(SphereWorth(prices, rows), sweeps: 100)
        for list in 0..<6 {
            let responses = ascent.responses(list)
            let best = Self.value(prices, rows.values(of: responses))
            #expect(best >= Self.value(prices, rows.values(of: lists[list])) - 1e-12)
            for party in 0..<3 {
                for _ in 0..<20 {
                    var other = responses
                    var masks = other[party].masks
                    masks[Int(2 * stream.uniform())] ^= stream.next() & stream.next() & stream.next() & 0xfff
                    other[party] = SphereResponse(unchecked: masks, cells: 12)
                    #expect(Self.value(prices, rows.values(of: other)) <= best + 1e-12)
                }
            }
        }
    }

    @Test("21.2 a short search ends where its prices promise no more, and its certificate proves what it says")
    func search() async throws {
        let outcome = try await GHZSphereSearch(Self.options).run()
        #expect(outcome.stopReason == .converged)
        let proof = try outcome.certificate.verify()
        #expect(abs(proof.visibility - outcome.visibility) < 1e-6)
        #expect(proof.heights == 2 && proof.cells == 8)
        // The limit for this grid is 0.41059.
        #expect(proof.visibility > 0.40)
    }

    @Test("21.2 equal options give equal bits on any number of threads, and after a checkpoint")
    func determinism() async throws {
        let outcome = try await GHZSphereSearch(Self.options).run()
        var other = Self.options
        other.threads = 2
        #expect(try await GHZSphereSearch(other).run().certificate == outcome.certificate)
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/ghz.checkpoint"
        var engine = try GHZSphereSearchEngine(GHZSphereSearchState(options: Self.options))
        for _ in 0..<5 {
            if try engine.round() { try engine.advance() }
        }
        try AtomicFile.prepare(path)
        try Checkpoint(kind: GHZSphereSearchState.checkpointKind, state: engine.state).write(to: path)
        let resumed = try await GHZSphereSearch(resuming: path, threads: 1).run()
        #expect(resumed.certificate == outcome.certificate)
        #expect(resumed.rounds == outcome.rounds)
    }

    @Test("21.2 a search stops without time at once, with a goal when it is reached, with few rounds after these")
    func limits() async throws {
        var options = Self.options
        options.timeLimit = 0
        let none = try await GHZSphereSearch(options).run()
        #expect(none.stopReason == .timeLimit && none.rounds == 0 && none.certificate.terms.count == 1)
        options.timeLimit = nil
        options.goal = 0.3
        let goal = try await GHZSphereSearch(options).run()
        let proven = try goal.certificate.verify().visibility
        #expect(goal.stopReason == .converged && proven >= 0.3 - 1e-6)
        options.goal = nil
        options.grids = [.init(heights: 2, cells: 8)]
        options.roundLimit = 1
        #expect(try await GHZSphereSearch(options).run().stopReason == .iterationLimit)
        // A time limit inside a round leaves the state before it.
        var engine = try GHZSphereSearchEngine(GHZSphereSearchState(options: options))
        #expect(throws: CancellationError.self) { try engine.round { throw CancellationError() } }
    }

    @Test("21.2 states that no search can be in are refused")
    func wrongState() throws {
        let engine = try GHZSphereSearchEngine(GHZSphereSearchState(options: Self.options))
        func argument(_ change: (inout GHZSphereSearchState) -> Void) -> String? {
            var state = engine.state
            change(&state)
            do { try state.validate() } catch { return (error as? InvalidArgument)?.argument ?? "\(error)" }
            return nil
        }
        #expect(argument { _ in } == nil)
        #expect(argument { $0.stage = 2 } == "stage")
        #expect(argument { $0.round = 1 } == "round")
        #expect(argument { $0.totalRounds = -1 } == "totalRounds")
        #expect(argument { $0.visibility = .nan } == "visibility")
        #expect(argument { $0.masterGap = 0 } == "masterGap")
        #expect(argument { $0.columns[0].masks[0][0] = 1 << 8 } == "masks")
        #expect(argument { $0.columns[0].masks.removeLast() } == "masks")
        #expect(argument { $0.columns[0].weight = -1 } == "weight")
        #expect(argument { $0.prices = [1] } == "prices")
        #expect(argument { $0.boxes = [1] } == "boxes")
        #expect(argument { $0.options.batch = 0 } == "batch")
    }

    @Test("21.2 options out of range are refused by name")
    func wrongOptions() {
        func argument(_ change: (inout GHZSphereSearchOptions) -> Void) -> String? {
            var options = Self.options
            change(&options)
            do { _ = try GHZSphereSearch(options) } catch let error as InvalidArgument {
                return error.argument
            } catch { return "\(error)" }
            return nil
        }
        #expect(argument { _ in } == nil)
        #expect(argument { $0.grids = [] } == "grids")
        #expect(argument { $0.grids[0].heights = 17 } == "heights")
        #expect(argument { $0.grids[0].cells = 10 } == "cells")
        #expect(argument { $0.threads = 0 } == "threads")
        #expect(argument { $0.batch = 0 } == "batch")
        #expect(argument { $0.batches = 0 } == "batches")
        #expect(argument { $0.randomShare = .nan } == "randomShare")
        #expect(argument { $0.tolerance = 0 } == "tolerance")
        #expect(argument { $0.roundLimit = 0 } == "roundLimit")
        #expect(argument { $0.sweeps = 0 } == "sweeps")
        #expect(argument { $0.goal = 1.1 } == "goal")
        #expect(argument { $0.timeLimit = -1 } == "timeLimit")
        #expect(
            GHZSphereSearchOptions.stages(upTo: .init(heights: 8, cells: 24)).map(\.heights) == [2, 4, 8])
    }
}
