import Foundation
import LHVModels
import Testing

@testable import LocalPolytopes

@Suite struct LocalVisibilityTests {
    static let known:
        [(name: String, target: @Sendable () throws -> CorrelatorTensor, visibility: Double, tolerance: Double)] = [
            ("icosahedron", { try Targets.singlet(.platonic(.icosahedron)) }, 0.7783914453, 1e-9),
            ("CHSH", { try Targets.chsh() }, 0.5.squareRoot(), 1e-9),
            ("PR correlations", { try CorrelatorTensor([1, 1, 1, -1], settings: [2, 2]) }, 0.5, 1e-9),
            (
                "singlet, four planar settings",
                { try CorrelatorTensor(settings: [4, 4]) { -cos(Double($0[0] - $0[1]) * .pi / 4) } }, 0.5.squareRoot(),
                1e-9
            ),
            (
                "singlet, eight planar settings",
                { try CorrelatorTensor(settings: [8, 8]) { -cos(Double($0[0] - $0[1]) * .pi / 8) } }, 0.5.squareRoot(),
                1e-7
            ),
            ("GHZ3, m = 2", { try Targets.ghz(2) }, 0.5, 1e-8),
            ("GHZ3, m = 3", { try Targets.ghz(3) }, 4.0 / 7, 1e-8),
            ("GHZ3, m = 4", { try Targets.ghz(4) }, 0.5, 1e-8),
            ("GHZ3, m = 5", { try Targets.ghz(5) }, 0.5079365, 1e-7),
            ("GHZ3, m = 8", { try Targets.ghz(8) }, 0.4931689, 1e-7),
        ]

    @Test(arguments: known.indices) func endsEncloseTheKnownValue(_ index: Int) async throws {
        let known = LocalVisibilityTests.known[index]
        let target = try known.target()
        let found = try target.localVisibility(tolerance: known.tolerance)
        #expect(found.stopReason == .accuracyReached, "\(known.name)")
        #expect(found.isUpperProven)
        #expect(found.upper - found.lower <= known.tolerance)
        #expect(found.lower <= known.visibility + known.tolerance)
        #expect(found.upper >= known.visibility - known.tolerance)
    }

    @Test func upperEndFollowsFromTheInequalityAndLowerFromTheModel() async throws {
        for seed in 0..<5 as Range<UInt64> {
            let target = try Targets.random(6, seed: seed)
            let found = try target.localVisibility(tolerance: 1e-8)
            let inequality = try #require(found.inequality)
            let bound = try inequality.coefficients.localBound()
            #expect(abs(bound.upper / (try inequality.value(of: target)) - found.upper) < 1e-9)
            let model = try found.model.correlators()
            let residual = try target.scaled(by: found.modelVisibility).adding(model, times: -1).euclideanNorm
            #expect(abs(found.modelVisibility / (1 + residual) - found.lower) < 1e-12)
        }
    }

    /// A start below the threshold gives a model there and no inequality; one above gives the same answer.
    @Test func startsBelowAndAboveTheThreshold() async throws {
        let target = try Targets.singlet(.platonic(.icosahedron))
        let below = try target.localVisibility(tolerance: 1e-6, below: 0.77)
        #expect(below.upper == 1 && below.inequality == nil && below.stopReason == .accuracyReached)
        #expect(below.lower <= 0.77 && below.lower > 0.77 - 1e-6)
        let above = try target.localVisibility(tolerance: 1e-8, below: 0.8)
        #expect(above.lower <= 0.7783914454 && above.upper >= 0.7783914453 && above.upper - above.lower <= 1e-8)
        for start in [0, 1.5, .nan] {
            let error = #expect(throws: InvalidArgument.self) { try target.localVisibility(below: start) }
            #expect(error?.argument == "below")
        }
    }

    @Test func localCorrelatorsNeedNoNoise() async throws {
        let found = try CorrelatorTensor([1, 1, 1, 1], settings: [2, 2]).localVisibility()
        #expect(found.upper == 1)
        #expect(found.lower > 1 - 1e-7)
        #expect(found.inequality == nil)
    }

    @Test func marginalsAndFullBehavioursAgree() async throws {
        // A tilted state has marginals; for two outcomes both descriptions are equivalent.
        let state = try StateVector([0.9, 0, 0, 0.19.squareRoot()].map { Complex($0, 0) }, in: .qubits(2))
        let first = [try Direction(0, 0, 1), try Direction(1, 0, 0)]
        let second = [try Direction(0.6, 0, 1), try Direction(-0.6, 0, 1)]
        let behaviour = try Behaviour(of: state.densityOperator, along: [first, second])
        let target = try CorrelatorTensor(behaviour, includesMarginals: true)
        let one = try target.localVisibility(tolerance: 1e-8)
        let other = try behaviour.localVisibility(tolerance: 1e-8)
        #expect(one.upper < 1 && one.isUpperProven && other.isUpperProven)
        #expect(abs(one.upper - other.upper) < 1e-8)
        #expect(abs(one.lower - other.lower) < 2e-8)
        let linear = try behaviour.noiseRobustness(against: .white)
        #expect(abs(linear.visibility - one.upper) < 1e-8)
    }

    /// The W state in a plane through its axis; a linear program over all strategies (SciPy's HiGHS) gives the same numbers.
    @Test(arguments: [(2, 0.6666666667), (3, 0.6072607261)])
    func threeQubitsWithMarginals(_ count: Int, _ expected: Double) async throws {
        let angles = (0..<count).map { Double.pi * Double($0) / Double(count) }
        let directions = try angles.map { try Direction(sin($0), 0, cos($0)) }
        let target = try CorrelatorTensor(
            of: StateVector.w(parties: 3).densityOperator, along: [directions, directions, directions],
            includesMarginals: true)
        #expect(target.elements[0] == 1)
        let found = try target.localVisibility(tolerance: 1e-6)
        #expect(found.isUpperProven && found.upper >= expected - 1e-9 && found.lower <= expected + 1e-9)
        #expect(found.upper - found.lower <= 1e-6)
    }

    @Test func qutritsAtTheirBestSettings() async throws {
        // Critical visibility 2/I₃ with I₃ = 2.87293…: Collins, Gisin, Linden, Massar, Popescu, PRL 88, 040404 (2002).
        let best: Double = 4 * (2 * 3.0.squareRoot() + 3) / 9
        let found = try Targets.qutrits().localVisibility(tolerance: 1e-8)
        #expect(found.upper - found.lower <= 1e-8)
        #expect(abs(found.upper - 2 / best) < 1e-8)
        let linear = try Targets.qutrits().noiseRobustness(against: .white)
        #expect(abs(linear.visibility - found.upper) < 1e-8)
    }

    @Test func separableCorrelationsOfManyPartiesAreLocal() async throws {
        let zero = try CorrelatorTensor(Array(repeating: 0.1, count: 64), settings: Array(repeating: 2, count: 6))
        let found = try zero.localVisibility(tolerance: 1e-6)
        #expect(found.lower > 1 - 1e-6)
    }
}
