import LHVModels
import Testing

@testable import LocalPolytopes

@Suite struct MembershipLimitTests {
    static let wrong: [(@Sendable () async throws -> Void, [String])] = [
        (
            { _ = try CorrelatorTensor([0.5, 1.5, 0, 0], settings: [2, 2]).nearestLocalPoint() },
            ["correlator 1", "−1…1", "1.5"]
        ),
        ({ _ = try CorrelatorTensor([0.5, 0.5], settings: [2]).nearestLocalPoint() }, ["parties", "2…6", "1"]),
        (
            {
                _ = try CorrelatorTensor(Array(repeating: 0, count: 128), settings: Array(repeating: 2, count: 7))
                    .localVisibility()
            }, ["parties", "2…6", "7"]
        ),
        (
            {
                _ = try CorrelatorTensor([2, 0, 0, 0], settings: [1, 1], includesMarginals: true)
                    .nearestLocalPoint()
            },
            ["correlator 0", "−1…1"]
        ),
        (
            {
                _ = try CorrelatorTensor([0.5, 0, 0, 0], settings: [1, 1], includesMarginals: true)
                    .localVisibility()
            }, ["constant entry", "be 1", "0.5"]
        ),
        ({ _ = try Targets.chsh().nearestLocalPoint(visibility: 1.2) }, ["visibility", "0…1", "1.2"]),
        ({ _ = try Targets.chsh().nearestLocalPoint(visibility: .nan) }, ["visibility", "0…1", "nan"]),
        (
            { _ = try Targets.chsh().nearestLocalPoint(options: MembershipOptions(tolerance: 0)) },
            ["tolerance", "positive", "0.0"]
        ),
        (
            { _ = try Targets.chsh().nearestLocalPoint(options: MembershipOptions(roundLimit: 0)) },
            ["roundLimit", "at least 1", "0"]
        ),
        (
            { _ = try Targets.chsh().nearestLocalPoint(options: MembershipOptions(timeLimit: -1)) },
            ["timeLimit", "0…10⁹", "-1"]
        ),
        (
            { _ = try Targets.chsh().nearestLocalPoint(options: MembershipOptions(oracleStarts: 0)) },
            ["oracleStarts", "1…65536", "0"]
        ),
        (
            { _ = try Targets.chsh().nearestLocalPoint(options: MembershipOptions(threads: 0)) },
            ["threads", "1…1024", "0"]
        ),
        ({ _ = try Targets.chsh().localVisibility(tolerance: 1) }, ["tolerance", "0.1", "1.0"]),
        (
            {
                _ = try Behaviour([0.5, 0.5, 0.6, -0.1], in: Scenario(parties: 2, settings: 1))
                    .nearestLocalPoint()
            },
            ["probability", "-0.1"]
        ),
        (
            {
                _ = try Behaviour([0.5, 0.2, 0.2, 0.2], in: Scenario(parties: 2, settings: 1)).nearestLocalPoint()
            },
            ["sum of the probabilities", "settings [0, 0]", "be 1", "1.09"]
        ),
        (
            {
                // Party 1 sees outcome 0 or 1 as party 0 chooses.
                _ = try Behaviour([1, 0, 0, 0, 0, 1, 0, 0], in: Scenario(outcomes: [[2, 2], [2]]))
                    .nearestLocalPoint()
            }, ["behaviour", "non-signalling", "party 0"]
        ),
        (
            { _ = try Behaviour.popescuRohrlich.nearestLocalPoint(signallingTolerance: -1) },
            ["signallingTolerance", "at least 0", "-1"]
        ),
        ({ _ = try Scenario(outcomes: [[2, 2], []]) }, ["settings of party 1", "at least one", "none"]),
        ({ _ = try CorrelatorTensor([0, 0, 0], settings: [2, 2]) }, ["elements", "4", "3"]),
        (
            { _ = try Behaviour.whiteNoise(in: Scenario(parties: 2, settings: 9)).noiseRobustness(against: .white) },
            ["scenario", "2¹⁶ vertices"]
        ),
        (
            { _ = try Behaviour.whiteNoise(in: Scenario(parties: 2, settings: 40)).noiseRobustness(against: .local) },
            ["scenario", "2⁶³"]
        ),
        ({ _ = try LocalDecomposition(strategies: [], weights: []) }, ["strategies", "at least one"]),
        (
            {
                _ = try LocalDecomposition(strategies: [DeterministicStrategy(outcomes: [[0], [0]])], weights: [0.5])
            }, ["weights", "sum 1", "0.5"]
        ),
    ]

    @Test(arguments: wrong.indices) func wrongInputIsNamed(_ index: Int) async throws {
        let (body, words) = MembershipLimitTests.wrong[index]
        let error = await #expect(throws: InvalidArgument.self) { try await body() }
        let description = error?.description ?? ""
        for word in words { #expect(description.contains(word), "\(description) lacks \(word)") }
    }

    @Test func timeLimitLeavesAValidResult() async throws {
        let target = try Targets.singlet(.geodesic(frequency: 3))
        let found = try target.nearestLocalPoint(options: MembershipOptions(tolerance: 1e-12, timeLimit: 0))
        #expect(found.stopReason == .timeLimit)
        let again = try found.model.correlators()
        #expect(abs(try again.adding(target, times: -1).euclideanNorm - found.distance) < 1e-9)
        #expect(found.leastDistance <= found.distance)
    }

    @Test func roundLimitLeavesAValidResult() async throws {
        let target = try Targets.dotProducts(.angularGrid(5))
        let found = try target.nearestLocalPoint(options: MembershipOptions(tolerance: 1e-12, roundLimit: 2))
        #expect(found.stopReason == .iterationLimit)
        #expect(found.rounds == 2)
        #expect(found.objective >= 5.69344)
        #expect(found.objective - found.gap <= 5.69346)
    }

    @Test func thresholdUnderALimitBracketsTheTruth() async throws {
        let target = try Targets.singlet(.platonic(.icosahedron))
        for options in [MembershipOptions(timeLimit: 0), MembershipOptions(roundLimit: 1)] {
            let found = try target.localVisibility(options: options)
            #expect(
                found.stopReason == .timeLimit || found.stopReason == .stalled || found.stopReason == .iterationLimit)
            #expect(found.lower <= 0.7783914453 + 1e-9)
            #expect(found.upper >= 0.7783914453 - 1e-9)
        }
    }

    @Test func cancelledRunReturnsWhatItHas() async throws {
        let target = try Targets.singlet(.geodesic(frequency: 4))
        let run = try target.nearestLocalPointSearch(options: MembershipOptions(tolerance: 1e-14)).start()
        run.cancel()
        let found = try await run.value
        #expect(found.stopReason == .cancelled)
        #expect(found.model.count > 0)
    }

    @Test func progressIsReported() async throws {
        let run = try Targets.dotProducts(.angularGrid(4)).nearestLocalPointSearch().start()
        var steps: [Int] = []
        for await progress in run.progress { steps.append(progress.step) }
        let found = try await run.value
        #expect(steps.last == found.rounds)
        #expect(steps == steps.sorted())
    }
}
