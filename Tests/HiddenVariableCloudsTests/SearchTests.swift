import Foundation
import LHVModels
import Testing

@testable import HiddenVariableClouds

/// Whole searches, small enough for a debug build.
@Suite struct SearchTests {
    static func problem(_ visibility: Double = 0.4) throws -> CloudProblem {
        try CloudProblem(qubits: .werner(visibility: visibility), degree: 3)
    }

    static func options(threads: Int = 1) -> SearchOptions {
        SearchOptions(
            points: 150,
            phases: [
                .adam(steps: 12, batch: BatchDesign(.grid, settings: 10, points: .spiral), diffusion: 0.05),
                SearchPhase(.weights, steps: 3, batch: BatchDesign(.grid, settings: 12)),
                SearchPhase(.revival(share: 0.5, noise: 0.1), steps: 1, batch: BatchDesign(.grid, settings: 6)),
                SearchPhase(.resizing(count: 170, noise: 0.1), steps: 1, batch: BatchDesign(.grid, settings: 6)),
                .adam(steps: 5, batch: BatchDesign(.list, settings: 30)),
                SearchPhase(
                    .quasiNewton(memory: 4), steps: 8, batch: BatchDesign(.grid, settings: 12, points: .icosahedra)),
            ], seed: 11, testSettings: 60, threads: threads, checkpointInterval: 1)
    }

    @Test("23 a search reports at each hundredth of its steps, however fast it is")
    func reports() async throws {
        let options = SearchOptions(
            points: 40, phases: [.adam(steps: 200, batch: BatchDesign(.grid, settings: 4, points: .spiral))],
            testSettings: 20)
        let search = try CloudSearch(try Self.problem(), options)
        let run = Run(keeping: 1000) { try await search.run(checkpoint: nil, reporter: $0) }
        var steps: [Int] = []
        for await progress in run.progress where progress.step.isMultiple(of: 2) { steps.append(progress.step) }
        _ = try await run.value
        #expect(steps == Array(stride(from: 2, through: 200, by: 2)))
    }

    @Test func learnsALocalState() async throws {
        let options = SearchOptions(
            points: 300, phases: [.adam(steps: 150, batch: BatchDesign(.grid, settings: 12, points: .spiral))],
            testSettings: 300)
        let result = try await CloudSearch(try Self.problem(), options).run()
        // The uncorrelated guess has D = 2·10⁻²; a tenth of a thousandth of that is learnt quickly.
        #expect(result.error.divergence < 2e-5)
        #expect(result.stopReason == .iterationLimit && result.steps == 150)
        // The independent evaluation of the same cloud by the base model, on the verification's own settings.
        let cloud = try result.cloud.weightedCloud()
        let model = LHVModel(base: try result.cloud.baseModel(), distribution: { (_: DensityOperator) in cloud }) {
            state, settings in try state.outcomeDistribution(of: settings.map { POVM.along($0) }).probabilities
        }
        var stream = RandomStream(seed: 3)
        let settings = (0..<4).map { _ in (0..<2).map { _ in Direction.random(using: &stream) } }
        for joint in settings {
            let found = try model.base.probabilities(for: joint, cloud: cloud)
            let expected = try model.prediction(result.problem.state, joint)
            for (one, other) in zip(found, expected) { #expect(abs(one - other) < 0.02) }
        }
    }

    @Test func entangledBeyondReachIsNotLearnt() async throws {
        // The singlet violates CHSH: no cloud comes near it, for whatever settings.
        let options = SearchOptions(
            points: 200, phases: [.adam(steps: 100, batch: BatchDesign(.grid, settings: 12, points: .spiral))],
            testSettings: 200)
        let result = try await CloudSearch(try Self.problem(1), options).run()
        #expect(result.error.divergence > 1e-3)
    }

    @Test func threadsDoNotChangeBits() async throws {
        let problem = try Self.problem()
        let one = try await CloudSearch(problem, Self.options(threads: 1)).run()
        let two = try await CloudSearch(problem, Self.options(threads: 2)).run()
        #expect(one.cloud == two.cloud && one.error == two.error && one.loss == two.loss)
        #expect(one.steps == Self.options().totalSteps && one.cloud.count == 170)
    }

    @Test(arguments: [1, 11, 13, 15, 16, 17, 20, 24, 29]) func resumesToTheSameBits(_ stop: Int) async throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/search.checkpoint"
        let problem = try Self.problem()
        let whole = try await CloudSearch(problem, Self.options()).run()
        // A killed run leaves a checkpoint of some step; the engine makes exactly such a state.
        var stream = RandomStream(seed: 11)
        let cloud = try HiddenVariableCloud.random(rules: problem.rules, count: 150, using: &stream)
        var engine = try SearchEngine(
            SearchState(problem, phases: Self.options().phases, seed: 11, from: cloud), threads: 1)
        for _ in 0..<stop { try engine.step() }
        try Checkpoint(kind: SearchState.checkpointKind, state: engine.snapshot()).write(to: path)
        let resumed = try await CloudSearch(problem, Self.options()).run(checkpoint: path)
        #expect(resumed.cloud == whole.cloud)
        #expect(resumed.error == whole.error)
    }

    @Test(arguments: [("phase", -1), ("phase", 99), ("stepInPhase", -1), ("stepInPhase", Int.max), ("steps", Int.max)])
    func statesThatStandNowhereAreRefused(_ key: String, _ number: Int) throws {
        let problem = try Self.problem()
        var stream = RandomStream(seed: 11)
        let cloud = try HiddenVariableCloud.random(rules: problem.rules, count: 5, using: &stream)
        let state = SearchState(problem, phases: Self.options().phases, seed: 11, from: cloud)
        let data = try JSONEncoder().encode(state)
        let text = try #require(String(data: data, encoding: .utf8))
        let edited = text.replacing(try Regex("\"\(key)\":\\d+"), with: "\"\(key)\":\(number)")
        #expect(edited != text)
        #expect(throws: InvalidArgument.self) {
            try JSONDecoder().decode(SearchState.self, from: Data(edited.utf8))
        }
        #expect(try JSONDecoder().decode(SearchState.self, from: data) == state)
    }

    @Test func cancelledRunLeavesACheckpointAndGoesOn() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/search.checkpoint"
        let problem = try Self.problem()
        let whole = try await CloudSearch(problem, Self.options()).run()
        let run = try CloudSearch(problem, Self.options()).start(checkpoint: path)
        run.cancel()
        let part = try await run.value
        #expect(part.stopReason == .cancelled || part.steps == whole.steps)
        let resumed = try await CloudSearch(problem, Self.options()).start(checkpoint: path).value
        #expect(resumed.cloud == whole.cloud)
    }

    @Test func damagedCheckpointIsRefusedAndThePreviousOneIsThere() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/search.checkpoint"
        let problem = try Self.problem()
        let search = try CloudSearch(problem, Self.options())
        let whole = try await search.run(checkpoint: path)
        let data = try AtomicFile.read(path)
        for place in [9, data.count / 2, data.count - 1] {
            var edited = data
            edited[place] ^= 1
            try AtomicFile.write(edited, to: path)
            await #expect(throws: FileFormatError.self) { try await search.run(checkpoint: path) }
        }
        try AtomicFile.write(data.prefix(data.count - 7), to: path)
        await #expect(throws: FileFormatError.self) { try await search.run(checkpoint: path) }
        try AtomicFile.write(try AtomicFile.read(path + ".previous"), to: path)
        let resumed = try await search.run(checkpoint: path)
        #expect(resumed.cloud == whole.cloud)
        // Another problem, another seed.
        await #expect(throws: InvalidArgument.self) {
            try await CloudSearch(try Self.problem(0.3), Self.options()).run(checkpoint: path)
        }
        var other = Self.options()
        other.seed = 12
        let stranger = try CloudSearch(problem, other)
        await #expect(throws: InvalidArgument.self) { try await stranger.run(checkpoint: path) }
        // Another first cloud, by number, by scale, or given.
        var (more, wider) = (Self.options(), Self.options())
        more.points += 1
        wider.scale *= 2
        for options in [more, wider] {
            let stranger = try CloudSearch(problem, options)
            await #expect(throws: InvalidArgument.self) { try await stranger.run(checkpoint: path) }
        }
        let warm = try CloudSearch(problem, Self.options(), initial: whole.cloud)
        await #expect(throws: InvalidArgument.self) { try await warm.run(checkpoint: path) }
    }

    @Test func stopsForTimeAndAccuracy() async throws {
        var options = Self.options()
        options.timeLimit = 0
        let none = try await CloudSearch(try Self.problem(), options).run()
        #expect(none.stopReason == .timeLimit && none.steps == 0)
        options.timeLimit = nil
        options.tolerance = 1
        options.testInterval = 2
        let early = try await CloudSearch(try Self.problem(), options).run()
        #expect(early.stopReason == .accuracyReached && early.steps == 2)
    }

    @Test func reportsProgress() async throws {
        let run = try CloudSearch(try Self.problem(), Self.options()).start()
        var last: RunProgress?
        for await progress in run.progress { last = progress }
        let steps = try await run.value.steps
        #expect(last?.step == steps && last?.total == Self.options().totalSteps && last?.value != nil)
    }

    @Test func fittingWeightsNeverRaisesTheDivergence() throws {
        var stream = RandomStream(seed: 21)
        let problem = try Self.problem()
        let phase = SearchPhase(.weights, steps: 20, batch: BatchDesign(.grid, settings: 8))
        let cloud = try HiddenVariableCloud.random(rules: problem.rules, count: 60, scale: 3, using: &stream)
        var engine = try SearchEngine(
            SearchState(problem, phases: [phase], seed: 5, from: cloud), threads: 1)
        var losses: [Double] = []
        for _ in 0..<20 {
            try engine.step()
            losses.append(try #require(engine.state.loss))
        }
        for (before, after) in zip(losses, losses.dropFirst()) { #expect(after <= before + 1e-7) }
        #expect(losses[19] < 0.7 * losses[0])
    }

    @Test func resultsAreCodableAndExportedToNumPy() async throws {
        let folder = try TemporaryFolder()
        let result = try await CloudSearch(try Self.problem(), Self.options()).run()
        let copy = try JSONDecoder().decode(CloudSearchResult.self, from: JSONEncoder().encode(result))
        #expect(copy == result)
        try result.cloud.writeNumPy(to: folder.path)
        let read = try HiddenVariableCloud(numPyFolder: folder.path, rules: result.cloud.rules)
        #expect(read.parameters == result.cloud.parameters)
        for (one, other) in zip(read.weights, result.cloud.weights) { #expect(abs(one - other) < 1e-15) }
        let array = try NumPyArray<Float>(contentsOf: folder.path + "/party-1.npy")
        #expect(array.shape == [170, 10])
        #expect(Array(array.elements[20..<30]) == result.cloud.hiddenVariable(party: 1, point: 2))
    }

    @Test func errorsOfAKnownCloud() throws {
        // Coefficients zero answer everything with one half: the maximally mixed state, exactly.
        let rules = try Self.problem().rules
        let cloud = try HiddenVariableCloud(rules: rules, parameters: Array(repeating: 0, count: 3 * 20))
        let mixed = try CloudProblem(qubits: .maximallyMixed(in: .twoQubits), degree: 3)
        let exact = try CloudError(of: cloud, for: mixed, settings: 50, seed: 1)
        #expect(abs(exact.divergence) < 1e-15 && exact.probabilityError < 1e-15 && exact.worstDivergence < 1e-15)
        // For a Werner state E = −v a·b, whose mean square is v²/3, and P − p = ∓E/4.
        let error = try CloudError(of: cloud, for: try Self.problem(0.6), settings: 4000, seed: 1)
        let correlator = try #require(error.correlatorError)
        #expect(abs(correlator - 0.6 / 3.0.squareRoot()) < 0.01)
        #expect(abs(error.probabilityError - correlator / 4) < 1e-12)
        #expect(error.worstDivergence > error.divergence && error.divergence > error.allUpDivergence)
    }

    @Test func listedMeasurementsAndTheirVertices() async throws {
        // A single qubit: any statistics are local, and few points suffice.
        let measurements = [POVM.along(.x), .along(.z)]
        let state = try BlochVector(0.3, 0.1, 0.5).densityOperator
        let problem = try CloudProblem(
            state: state, families: [.listed(measurements)], rules: [try .effects(dimension: 2, degrees: [1])])
        let options = SearchOptions(
            points: 20, phases: [.adam(steps: 300, batch: BatchDesign(.grid, settings: 2))], testSettings: 20)
        let result = try await CloudSearch(problem, options).run()
        #expect(result.error.divergence < 1e-8)
    }
}
