import LHVModels
import Testing

@testable import LocalPolytopes

@Suite struct NearestLocalPointTests {
    static let published:
        [(
            name: String, target: @Sendable () throws -> CorrelatorTensor, visibility: Double, objective: Double,
            tolerance: Double
        )] =
            [
                ("icosahedron", { try Targets.singlet(.platonic(.icosahedron)) }, 0.8, 1.80934e-3, 5e-9),
                ("PR correlations", { try CorrelatorTensor([1, 1, 1, -1], settings: [2, 2]) }, 1, 0.5, 1e-9),
                ("H(3)", { try Targets.dotProducts(.angularGrid(3)) }, 1, 0.6136911, 5e-8),
                ("H(5)", { try Targets.dotProducts(.angularGrid(5)) }, 1, 5.69345, 5e-6),
                ("W3 on H(3)", { try Targets.w() }, 1, 5.89838, 5e-6),
            ]

    @Test(arguments: published.indices, MembershipOptions.Method.allCases)
    func objectiveIsThePublishedOne(_ index: Int, _ method: MembershipOptions.Method) async throws {
        let known = NearestLocalPointTests.published[index]
        let target = try known.target()
        // A gap of g leaves at most g to gain, and pairwise steps need long for small ones.
        let options = MembershipOptions(method: method, tolerance: min(1e-7, known.tolerance))
        let found = try target.nearestLocalPoint(visibility: known.visibility, options: options)
        #expect(abs(found.objective - known.objective) < known.tolerance, "\(known.name)")
        #expect(found.stopReason == .accuracyReached)
        #expect(found.gap <= options.tolerance)
    }

    @Test(arguments: published.indices) func modelInequalityAndDistanceBelongTogether(_ index: Int) async throws {
        let known = NearestLocalPointTests.published[index]
        let target = try known.target().withWhiteNoise(visibility: known.visibility)
        let found = try target.nearestLocalPoint()
        // The weights and strategies give the point.
        let again = try found.model.correlators()
        for (one, other) in zip(again.elements, found.point.elements) { #expect(abs(one - other) < 1e-12) }
        let difference = try target.adding(found.point, times: -1)
        #expect(abs(difference.euclideanNorm - found.distance) < 1e-12)
        // The inequality is violated by the target, and by no strategy of the model.
        #expect(try found.inequality.violation(by: target) > 0)
        for strategy in found.model.strategies {
            #expect(try found.inequality.value(of: strategy) <= found.inequality.bound + 1e-9)
        }
        #expect(found.leastDistance <= found.distance)
        if found.isGapProven {
            #expect(found.leastDistance > found.distance * (1 - 1e-6))
            // Another program for the local bound agrees.
            let bound = try found.inequality.coefficients.localBound()
            #expect(bound.lower <= found.inequality.bound + 1e-9 && bound.upper >= found.inequality.bound - 1e-9)
        }
    }

    @Test func nearestPointOfThePRCorrelationsIsHalf() async throws {
        let target = try CorrelatorTensor([1, 1, 1, -1], settings: [2, 2])
        let found = try target.nearestLocalPoint()
        for (x, y) in zip(found.point.elements, target.elements) { #expect(abs(x - y / 2) < 1e-9) }
    }

    @Test func localPointsAreTheirOwnNearestPoints() async throws {
        var generator = RandomStream(seed: 4)
        for includesMarginals in [false, true] {
            let strategies = try (0..<6).map { _ in
                try DeterministicStrategy(
                    outcomes: [3, 4, 2].map { (0..<$0).map { _ in Int.random(in: 0...1, using: &generator) } })
            }
            let model = try LocalDecomposition(strategies: strategies, weights: Array(repeating: 1.0 / 6, count: 6))
            let target = try model.correlators(includesMarginals: includesMarginals)
            let found = try target.nearestLocalPoint(options: MembershipOptions(tolerance: 1e-14))
            #expect(found.distance < 1e-6)
            let again = try found.model.correlators(includesMarginals: includesMarginals)
            #expect(try again.adding(target, times: -1).euclideanNorm < 1e-6)
        }
    }

    @Test func marginalsMakeThePolytopeSmaller() async throws {
        // Perfectly correlated outcomes with opposite means: fine without marginals, nonlocal with them.
        let target = try CorrelatorTensor([1, -0.5, 0.5, 1], settings: [1, 1], includesMarginals: true)
        let found = try target.nearestLocalPoint()
        #expect(found.distance > 0.1)
        let without = try CorrelatorTensor([1, 1, 1, 1], settings: [2, 2]).nearestLocalPoint()
        #expect(without.distance < 1e-7)
    }

    @Test func popescuRohrlichBehaviour() async throws {
        let found = try Behaviour.popescuRohrlich.nearestLocalPoint(options: MembershipOptions(tolerance: 1e-12))
        // Deviations ±¼·½ in 16 entries: P is ½ or 0, the nearest point 3/8 or 1/8.
        #expect(abs(found.distance - 0.5) < 1e-7)
        #expect(found.point.noSignallingDefect < 1e-9)
        #expect(try found.inequality.violation(by: .popescuRohrlich) > 0.1)
        let behaviour = try LocalPolytope(.chsh).behaviour(found.model.strategies, weights: found.model.weights)
        #expect(try behaviour.distance(to: found.point) < 1e-9)
    }

    @Test func sameSeedSameBitsForAnyNumberOfThreads() async throws {
        let target = try Targets.dotProducts(.angularGrid(4))
        let results = try await [1, 2, 5].asyncMap { threads in
            // Enough starts that the work is shared out.
            try target.nearestLocalPoint(
                options: MembershipOptions(oracleStarts: 400, seed: 9, threads: threads))
        }
        for result in results.dropFirst() {
            #expect(result.distance == results[0].distance)
            #expect(result.model == results[0].model)
            #expect(result.rounds == results[0].rounds)
        }
        let other = try target.nearestLocalPoint(options: MembershipOptions(oracleStarts: 400, seed: 10))
        #expect(abs(other.distance - results[0].distance) < 1e-6)
    }

    @Test func symmetryOfThePartiesChangesTheWayAndNotTheAnswer() async throws {
        let target = try Targets.dotProducts(.angularGrid(3))
        let with = try target.nearestLocalPoint()
        let without = try target.nearestLocalPoint(options: MembershipOptions(usesPartySymmetry: false))
        #expect(abs(with.objective - without.objective) < 1e-7)
        #expect(with.model != without.model)
    }
}
