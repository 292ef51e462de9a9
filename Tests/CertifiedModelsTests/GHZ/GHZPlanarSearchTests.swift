import Foundation
import Testing

@testable import CertifiedModels

@Suite("The search for planar GHZ models")
struct GHZPlanarSearchTests {
    // All 2^(3·4) lists of three responses on four cells.
    private static let everything: [[OddResponse]] = (0..<4096).map { number in
        (0..<3).map { party in OddResponse(unchecked: (0..<4).map { number >> (4 * party + $0) & 1 == 1 }) }
    }

    @Test("21.1 many starts find the best list for given prices: against all lists of four cells")
    func pricing() {
        let frequencies = PlanarFrequencies(parties: 3, cells: 4)
        #expect(frequencies.orders == [1, 3])
        let columns = Self.everything.map { list in frequencies.orders.map { GHZSamples.correlation(list, $0) } }
        var ascent = PlanarAscent(frequencies, signs: PlanarAscent.signs(of: Self.everything, parties: 3))
        for (found, expected) in zip(ascent.correlations, columns) {
            #expect(zip(found, expected).allSatisfy { abs($0 - $1) < 1e-14 })
        }
        for price in [-1.0, -0.3, 0.2, 1] {
            func value(_ column: [Double]) -> Double { column[0] + price * column[1] }
            let before = ascent.correlations.map(value)
            ascent.improve(prices: [1, price], sweeps: 100)
            let after = ascent.correlations.map(value)
            #expect(zip(before, after).allSatisfy { $0 <= $1 + 1e-14 })
            let best = columns.map(value).reduce(-.infinity, max)
            #expect(abs((after.max() ?? 0) - best) < 1e-14)
        }
    }

    @Test("21.1 the search reaches the optimum over all lists of four cells")
    func bruteForce() async throws {
        let frequencies = PlanarFrequencies(parties: 3, cells: 4)
        var columns: [[Double]] = []
        for list in Self.everything {
            let column = frequencies.orders.map { GHZSamples.correlation(list, $0) }
            let isKnown = columns.contains { abs($0[0] - column[0]) + abs($0[1] - column[1]) < 1e-12 }
            if !isKnown { columns.append(column) }
        }
        let optimum = try PlanarMaster.solve(columns, frequencies, startingFrom: nil).visibility
        let outcome = try await GHZPlanarSearch(GHZPlanarSearchOptions(parties: 3, cells: [4])).run()
        #expect(outcome.stopReason == .converged)
        #expect(abs(outcome.visibility - optimum) < 1e-9)
        let proven = try outcome.certificate.verify().visibility
        #expect(proven <= outcome.visibility && proven > outcome.visibility - 1e-8)
    }

    @Test(
        "21.1 a short search passes the values of the issue",
        arguments: [(3, 0.4912), (4, 0.3238), (5, 0.2081), (6, 0.1329), (7, 0.0847), (8, 0.0539)])
    func values(parties: Int, visibility: Double) async throws {
        let outcome = try await GHZPlanarSearch(GHZPlanarSearchOptions(parties: parties)).run()
        let proof = try outcome.certificate.verify()
        #expect(proof.visibility >= visibility && proof.visibility < proof.ceiling)
    }

    @Test("21.1 equal options give equal bits on any number of threads, and after a checkpoint")
    func determinism() async throws {
        let options = GHZPlanarSearchOptions(parties: 3, cells: [8, 16], threads: 1)
        let outcome = try await GHZPlanarSearch(options).run()
        var other = options
        other.threads = 2
        #expect(try await GHZPlanarSearch(other).run().certificate == outcome.certificate)
        // Stopped after three rounds by the limit of a stage, and resumed with the limit as it was.
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/ghz.checkpoint"
        var engine = try GHZPlanarSearchEngine(GHZPlanarSearchState(options: options))
        for _ in 0..<3 {
            if try engine.round() { try engine.advance() }
        }
        try AtomicFile.prepare(path)
        try Checkpoint(kind: GHZPlanarSearchState.checkpointKind, state: engine.state).write(to: path)
        let resumed = try await GHZPlanarSearch(resuming: path, threads: 1).run()
        #expect(resumed.certificate == outcome.certificate)
        #expect(resumed.rounds == outcome.rounds)
    }

    @Test("21.1 a search without time stops at once, with a certificate of half circles")
    func limits() async throws {
        let options = GHZPlanarSearchOptions(parties: 4, timeLimit: 0)
        let outcome = try await GHZPlanarSearch(options).run()
        #expect(outcome.stopReason == .timeLimit && outcome.rounds == 0)
        #expect(try outcome.certificate.verify().visibility > 0.32)
        let short = GHZPlanarSearchOptions(parties: 4, cells: [8], roundLimit: 1)
        #expect(try await GHZPlanarSearch(short).run().stopReason == .iterationLimit)
    }

    @Test("21.1 options out of range are refused by name")
    func wrongOptions() {
        func argument(_ change: (inout GHZPlanarSearchOptions) -> Void) -> String? {
            var options = GHZPlanarSearchOptions(parties: 3)
            change(&options)
            do { _ = try GHZPlanarSearch(options) } catch let error as InvalidArgument {
                return error.argument
            } catch { return "\(error)" }
            return nil
        }
        #expect(argument { _ in } == nil)
        #expect(argument { $0.parties = 1 } == "parties")
        #expect(argument { $0.parties = 9 } == "parties")
        #expect(argument { $0.cells = [] } == "cells")
        #expect(argument { $0.cells = [7] } == "cells")
        #expect(argument { $0.cells = [24, 36] } == "cells[1]")
        #expect(argument { $0.cells = [24, 24] } == "cells[1]")
        #expect(argument { $0.threads = 0 } == "threads")
        #expect(argument { $0.batch = 0 } == "batch")
        #expect(argument { $0.batches = 0 } == "batches")
        #expect(argument { $0.randomShare = .nan } == "randomShare")
        #expect(argument { $0.patience = 0 } == "patience")
        #expect(argument { $0.tolerance = -1 } == "tolerance")
        #expect(argument { $0.roundLimit = 0 } == "roundLimit")
        #expect(argument { $0.sweeps = 0 } == "sweeps")
        #expect(argument { $0.timeLimit = -1 } == "timeLimit")
    }
}
