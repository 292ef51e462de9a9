import Foundation
@testable import CertifiedModels
import Testing

@Suite("The search for isotropic models")
struct IsotropicSearchTests {
    @Test("Equal seeds give equal bits on one thread and on two")
    func reproducible() async throws {
        let one = try await IsotropicSearch(IsotropicSamples.quickOptions()).run()
        let two = try await IsotropicSearch(IsotropicSamples.quickOptions(threads: 2)).run()
        #expect(one.certificate == two.certificate)
        #expect(one.visibility == two.visibility)
    }

    @Test("A search resumed from any checkpoint ends with the same bits")
    func resumed() async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "isotropic-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let whole = try await IsotropicSearch(IsotropicSamples.quickOptions()).run()
        // Interrupted after each round: a time limit of zero stops before the next one.
        var engine = try IsotropicSearchEngine(IsotropicSearchState(options: IsotropicSamples.quickOptions()))
        for _ in 0..<3 { _ = try engine.round() }
        try Checkpoint(kind: IsotropicSearchState.checkpointKind, state: engine.state).write(to: path)
        let resumed = try await IsotropicSearch(resuming: path, threads: 2).run()
        #expect(resumed.certificate == whole.certificate)
        #expect(resumed.rounds == whole.rounds)
        let again = try await IsotropicSearch(resuming: path).run()
        #expect(again.certificate == whole.certificate)
    }

    @Test("The visibility found is proven by the verifier, and beats two hemispheres", arguments: [2, 3, 4])
    func proven(dimension: Int) async throws {
        let outcome = try await IsotropicSearch(IsotropicSamples.quickOptions(dimension: dimension)).run()
        let proof = try outcome.certificate.verify(threads: 1)
        #expect(abs(proof.visibility - outcome.visibility) < 1e-7)
        // Local models of these correlations exist only up to 1/√2, 0.6960 and below that for d = 4.
        let (low, high) = dimension == 2 ? (0.6, 0.7072) : (0.55, 0.696)
        #expect(proof.visibility > low && proof.visibility < high)
        #expect(outcome.stopReason == .converged)
    }

    @Test("A search that begins with a certificate is at least as good from its first master program on")
    func improved() async throws {
        let first = try await IsotropicSearch(IsotropicSamples.quickOptions()).run()
        var options = IsotropicSamples.quickOptions()
        options.degrees = [11]
        options.timeLimit = 0
        let again = try await IsotropicSearch(options, startingFrom: first.certificate).run()
        #expect(again.rounds == 0)
        #expect(again.visibility > first.visibility - 1e-9)
        options.timeLimit = nil
        options.degrees = [9]
        #expect(throws: InvalidArgument.self) { try IsotropicSearch(options, startingFrom: first.certificate) }
        options.degrees = [11]
        options.cellDensity = 1.3
        let other = try IsotropicSearch(options, startingFrom: first.certificate)
        await #expect(throws: InvalidArgument.self) { try await other.run() }
    }

    @Test("Transform and transpose are adjoint", arguments: [2, 3, 5])
    func adjoint(dimension: Int) throws {
        let degree = 9
        let grid = try ResponseGrid(shells: dimension < 4 ? 1 : 4, rows: dimension == 2 ? 1 : 5, azimuths: 20)
        let tables = try HarmonicTables(dimension: dimension, degree: degree, grid: grid, kind: .cells)
        let transform = HarmonicTransform<Double>(
            tables: tables, dimension: dimension, degree: degree, grid: grid, patterns: 3)
        var stream = RandomStream(seed: 5)
        let values = (0..<transform.valueCount).map { _ in stream.uniform() - 0.5 }
        let coefficients = (0..<transform.coefficientCount).map { _ in stream.uniform() - 0.5 }
        var (analysed, synthesized) = (coefficients, values)
        var work = TransformWorkspace<Double>()
        transform.analyze(values, into: &analysed, &work)
        transform.synthesize(coefficients, into: &synthesized, &work)
        #expect(abs(innerProduct(analysed, coefficients) - innerProduct(values, synthesized)) < 1e-12)
    }

    @Test("A time limit ends a search with what it has")
    func timeLimit() async throws {
        var options = IsotropicSamples.quickOptions()
        options.timeLimit = 0
        let outcome = try await IsotropicSearch(options).run()
        #expect(outcome.stopReason == .timeLimit)
        #expect(outcome.rounds == 0)
        // Two hemispheres, and pure-degree models for the rest.
        #expect(try outcome.certificate.verify().visibility > 0.3)
    }

    @Test("Options out of range are refused by name")
    func wrongOptions() {
        func argument(_ change: (inout IsotropicSearchOptions) -> Void) -> String? {
            var options = IsotropicSamples.quickOptions()
            change(&options)
            do { _ = try IsotropicSearch(options) } catch let error as InvalidArgument { return error.argument } catch {
            }
            return nil
        }
        #expect(argument { _ in } == nil)
        #expect(argument { $0.dimension = 1 } == "dimension")
        #expect(argument { $0.degrees = [] } == "degrees")
        #expect(argument { $0.degrees = [8] } == "degrees[0]")
        #expect(argument { $0.degrees = [9, 7] } == "degrees[1]")
        #expect(argument { $0.threads = 0 } == "threads")
        #expect(argument { $0.batch = 0 } == "batch")
        #expect(argument { $0.batches = 0 } == "batches")
        #expect(argument { $0.randomShare = 2 } == "randomShare")
        #expect(argument { $0.patience = 0 } == "patience")
        #expect(argument { $0.tolerance = .nan } == "tolerance")
        #expect(argument { $0.roundLimit = 0 } == "roundLimit")
        #expect(argument { $0.sweeps = 0 } == "sweeps")
        #expect(argument { $0.cellDensity = 0 } == "cellDensity")
        #expect(argument { $0.nodeDensity = 0.5 } == "nodeDensity")
        #expect(argument { $0.timeLimit = -1 } == "timeLimit")
    }

    @Test("Something that is no checkpoint of a search is refused")
    func wrongCheckpoint() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "isotropic-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect(throws: FileAccessError.self) { try IsotropicSearch(resuming: path) }
        try Checkpoint(kind: "something else", state: [1]).write(to: path)
        #expect(throws: FileFormatError.self) { try IsotropicSearch(resuming: path) }
        var state = IsotropicSearchState(options: IsotropicSamples.quickOptions())
        state.stage = 5
        try Checkpoint(kind: IsotropicSearchState.checkpointKind, state: state).write(to: path)
        let error = #expect(throws: FileFormatError.self) { try IsotropicSearch(resuming: path) }
        #expect(error?.source == path && error?.part == "stage")
    }

    @Test("A checkpoint whose numbers do not belong together is refused, and names what is wrong")
    func inconsistentCheckpoint() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "isotropic-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        var engine = try IsotropicSearchEngine(IsotropicSearchState(options: IsotropicSamples.quickOptions()))
        _ = try engine.round()
        let changes: [(String, (inout IsotropicSearchState) -> Void)] = [
            ("totalRounds", { $0.totalRounds = .max }),
            ("round", { $0.round = -1 }),
            ("weights", { $0.weights.removeLast() }),
            ("weights", { $0.weights = $0.weights.map { _ in 0 } }),
            ("weights", { $0.weights[0] = -1 }),
            ("prices and center", { $0.prices[1] = .infinity }),
            ("prices", { $0.prices.removeLast() }),
            ("correlations", { $0.pairs[0].correlations.removeLast() }),
            ("basis", { $0.basis?.variables.removeLast() }),
        ]
        for (argument, change) in changes {
            var state = engine.state
            change(&state)
            try Checkpoint(kind: IsotropicSearchState.checkpointKind, state: state).write(to: path)
            let error = #expect(throws: FileFormatError.self) { try IsotropicSearch(resuming: path) }
            #expect(error?.source == path && error?.part == argument)
        }
    }
}
