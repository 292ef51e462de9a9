import Foundation
import Testing

@testable import CertifiedModels

@Suite("Searches for lower bounds on Grothendieck's constants")
struct GrothendieckSearchTests {
    private static let golden = (1 + 5.0.squareRoot()) / 2

    /// Six axes against all lines of an icosahedron's corners, faces and edges.
    private static func axes(threads: Int = 1, timeLimit: Double? = nil) throws -> GrothendieckSearch {
        try GrothendieckSearch(
            name: "icosahedron", group: .icosahedral, alice: [[0, 1, golden]],
            bob: [[0, 1, golden], [1, 1, 1], [0, 0, 1]],
            options: .init(batch: 20, batches: 2, moves: 1, threads: threads, timeLimit: timeLimit))
    }

    /// Two orthogonal axes against lines between them.
    private static func square() throws -> GrothendieckSearch {
        try GrothendieckSearch(
            group: .hyperoctahedral(dimension: 2), alice: [[1, 0]], bob: [[1, 1], [2, 1]],
            options: .init(tolerance: 1e-6, batch: 16, batches: 1, threads: 1))
    }

    @Test("21.5 orthogonal axes and the lines between them: √2 in the plane, and what is found is proven")
    func plane() async throws {
        let outcome = try await Self.square().run()
        let certificate = try #require(outcome.certificate)
        let proof = try certificate.verify(threads: 1)
        #expect(proof.grothendieckBound > 1.41421 && proof.grothendieckBound <= 2.0.squareRoot())
        #expect(outcome.stopReason == .converged && outcome.matrix == certificate.matrix)
        #expect(outcome.alice == certificate.alice && outcome.bob == certificate.bob)
    }

    @Test("21.5 without symmetries, and entries of many bits: CHSH")
    func trivialGroup() async throws {
        let search = try GrothendieckSearch(
            group: LineGroup(dimension: 2, generators: []), alice: [[1, 0], [0, 1]], bob: [[1, 1], [1, -1]],
            options: .init(tolerance: 1e-6, batch: 8, batches: 1, bits: 20, moves: 0, threads: 1))
        let proof = try #require(try await search.run().certificate).verify(threads: 1)
        #expect(abs(proof.grothendieckBound - 2.0.squareRoot()) < 1e-5 && proof.settings == [2, 2])
    }

    @Test("21.5 a search is the same on any number of threads, and its progress brackets what it proves")
    func icosahedron() async throws {
        let outcome = try await Self.axes().run()
        let certificate = try #require(outcome.certificate)
        #expect(certificate.name == "icosahedron")
        #expect(try await Self.axes(threads: 2).run().certificate == certificate)
        let proof = try certificate.verify(threads: 1)
        // Six axes against all: rounding of the matrix costs little.
        #expect(abs(proof.grothendieckBound * outcome.promise - 1) < 1e-3)
        #expect(outcome.visibility <= outcome.promise && outcome.promise < 1.001 * outcome.visibility)
        // Bob's larger set beats the 1/0.7783914 of six axes each.
        #expect(proof.grothendieckBound > 1.2847)
    }

    @Test("21.5 killed in a round it goes on to the same bits, and the proof does so too")
    func killed() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/lines.checkpoint"
        let whole = try await Self.axes().run()
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            let run = try Self.axes().start(checkpoint: path)
            for await progress in run.progress where progress.step >= 4 { kill(getpid(), SIGKILL) }
        }
        #expect(FileManager.default.fileExists(atPath: path))
        // Cut again where the proof begins: the matrix is kept, and nothing is proven yet.
        var engine = try GrothendieckSearchEngine(
            GrothendieckSearchState(resuming: path, timeLimit: nil, threads: 1))
        while engine.prover == nil {
            if try engine.round(), !engine.isAtLastStage { try engine.advance() }
        }
        try Checkpoint(kind: GrothendieckSearchState.checkpointKind, state: engine.state).write(to: path)
        let cut = try await Self.axes(timeLimit: 0).run(checkpoint: path)
        #expect(cut.certificate == nil && cut.stopReason == .timeLimit)
        #expect(cut.matrix == whole.matrix && cut.promise == whole.promise)
        let resumed = try await GrothendieckSearch(resuming: path, threads: 1).run()
        #expect(resumed.certificate == whole.certificate && resumed.rounds == whole.rounds)
        // Another problem is refused.
        let error = await #expect(throws: InvalidArgument.self) { try await Self.square().run(checkpoint: path) }
        #expect(error?.argument == "checkpoint \(path)")
    }

    @Test("21.5 a proof with tails goes on from any of its rounds, and a cut one throws nothing away")
    func proof() throws {
        var stream = RandomStream(seed: 9)
        // No symmetry keeps a prefix of the 22 rows, so all have tails.
        let rows = (0..<11).map { _ in (0..<4).map { _ in Int(stream.next() % 21) - 10 } }
        let matrix = rows + rows
        let swap = try SignedPermutation(
            images: (0..<22).map { ($0 + 11) % 22 }, isNegative: Array(repeating: false, count: 22))
        let same = try SignedPermutation(images: [0, 1, 2, 3], isNegative: Array(repeating: false, count: 4))
        let inequality = try GrothendieckCertificate(
            dimension: 2, alice: (0..<22).map { [1, $0] }, bob: (0..<4).map { [1, $0] }, matrix: matrix,
            symmetries: [.init(rows: swap, columns: same)], localBound: 0, tails: [])
        var prover = try GrothendieckProver(inequality, .init(threads: 1))
        var states: [GrothendieckProver.State] = []
        while try !prover.round(checking: {}) { states.append(prover.state) }
        let certificate = try #require(try prover.certificate())
        #expect(states.count == 22 && certificate.tails.count == 22)
        #expect(certificate.localBound == 2 * GrothendieckSamples.largest(rows))
        for state in [states[0], states[7], states[21]] {
            var other = try GrothendieckProver(inequality, .init(threads: 1), state: state)
            #expect(try other.certificate() == nil)
            while try !other.round(checking: {}) {}
            #expect(try other.certificate() == certificate)
        }
        var cut = try GrothendieckProver(inequality, .init(threads: 1))
        #expect(throws: CancellationError.self) { try cut.round { throw CancellationError() } }
        // States of another proof.
        for (tails, orbits, argument) in [(23, 0, "tails"), (22, -1, "orbits"), (22, 2, "orbits")] {
            let state = GrothendieckProver.State(tails: Array(repeating: 1, count: tails), orbits: orbits, bound: 1)
            let error = #expect(throws: InvalidArgument.self) {
                try GrothendieckProver(inequality, .init(threads: 1), state: state)
            }
            #expect(error?.argument == argument)
        }
    }

    @Test("21.5 states that no search can be in are refused")
    func wrongState() throws {
        var engine = try GrothendieckSearchEngine(
            GrothendieckSearchState(
                options: Self.axes().options,
                problem: GrothendieckProblem(
                    name: "", group: .icosahedral, proofGroup: .icosahedral, alice: [[0, 1, Self.golden]],
                    bob: [[1, 1, 1]])))
        for _ in 0..<2 { _ = try engine.round() }
        func argument(_ change: (inout GrothendieckSearchState) -> Void) -> String? {
            var state = engine.state
            change(&state)
            do { try state.validate() } catch { return (error as? InvalidArgument)?.argument ?? "\(error)" }
            return nil
        }
        #expect(argument { _ in } == nil)
        #expect(argument { $0.stage = 2 } == "stage")
        #expect(argument { $0.totalRounds = 0 } == "round")
        #expect(argument { $0.visibility = .nan } == "visibility")
        #expect(argument { $0.widenings = -1 } == "widenings")
        #expect(argument { $0.alice = [[0, 0, 0]] } == "points[0]")
        #expect(argument { $0.starts = [SignWords(Array(repeating: -1, count: 7))] } == "starts")
        #expect(argument { $0.columns[0].alice = SignWords(Array(repeating: -1, count: 7)) } == "columns")
        #expect(argument { $0.columns[0].bob = SignWords(Array(repeating: 1, count: 65)) } == "columns")
        #expect(argument { $0.promise = .nan } == "promise")
        #expect(argument { $0.prices = [] } == "prices")
        #expect(argument { $0.boxes[0] = 0 } == "boxes")
        #expect(argument { $0.isFinished = true } == "proof")
        #expect(argument { $0.proof = .init() } == "proof")
        let found = try #require(engine.best)
        #expect(argument { ($0.found, $0.isFinished) = (found, true) } == "proof")
        #expect(argument { ($0.found, $0.proof) = (found, .init(tails: [-1])) } == "tails")
        #expect(argument { ($0.found, $0.proof) = (found, .init(orbits: 1)) } == "bound")
        #expect(argument { ($0.found, $0.proof) = (found, .init(orbits: 1, bound: 5)) } == nil)
        #expect(
            argument {
                $0.found = found
                $0.found?.prices = []
            } == "found")
    }

    @Test("21.5 a part of the group gives the same bound, and options out of range are refused by name")
    func options() throws {
        let search = try GrothendieckSearch(
            group: .hexacosichoric, alice: [[1, 0, 0, 0]], bob: [[1, 0, 0, 0]], proofGroup: .tetrahedralQuaternions)
        #expect(search.proofGroup == .tetrahedralQuaternions && search.group == .hexacosichoric)
        let lines = try search.group.lines(through: search.alice)
        let generators = try search.proofGroup.permutations(of: lines)
        #expect(generators.count == 5 && lines.count == 60)
        // The lines of a 24-cell come first.
        let order = GrothendieckLines.order(of: generators, count: 60)
        let ordered = try search.proofGroup.permutations(of: order.map { lines[$0] })
        #expect(order.sorted() == Array(0..<60) && PrefixOrbits(rows: 60, ordered).count == 12)
        func argument(_ options: GrothendieckSearchOptions) -> String? {
            do {
                _ = try GrothendieckSearch(
                    group: .icosahedral, alice: [[1, 1, 1]], bob: [[1, 1, 1]], options: options)
            } catch { return (error as? InvalidArgument)?.argument }
            return nil
        }
        #expect(argument(.init(roundLimit: 0)) == "roundLimit")
        #expect(argument(.init(tolerance: .nan)) == "tolerance")
        #expect(argument(.init(box: 0.5)) == "box")
        #expect(argument(.init(widenings: -1)) == "widenings")
        #expect(argument(.init(batch: 0)) == "batch")
        #expect(argument(.init(batches: 1001)) == "batches")
        #expect(argument(.init(randomShare: 2)) == "randomShare")
        #expect(argument(.init(sweeps: 0)) == "sweeps")
        #expect(argument(.init(bits: 21)) == "bits")
        #expect(argument(.init(moves: -1)) == "moves")
        #expect(argument(.init(leastShare: 0.2)) == "leastShare")
        #expect(argument(.init(threads: 0)) == "threads")
        #expect(argument(.init(timeLimit: .nan)) == "timeLimit")
        #expect(throws: InvalidArgument.self) {
            try GrothendieckSearch(
                group: .icosahedral, alice: [[1, 1, 1]], bob: [[1, 1, 1]], proofGroup: .hexacosichoric)
        }
        #expect(throws: InvalidArgument.self) {
            try GrothendieckSearch(group: .icosahedral, alice: [], bob: [[1, 1, 1]])
        }
        // Orthogonal lines have no value for the vectors.
        let error = #expect(throws: InvalidArgument.self) {
            try GrothendieckSearch(
                group: LineGroup(dimension: 2, generators: []), alice: [[1, 0]], bob: [[0, 1]])
        }
        #expect(error?.argument == "bob")
    }
}
