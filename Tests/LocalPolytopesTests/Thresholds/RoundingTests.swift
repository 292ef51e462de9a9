import LHVModels
import Testing

@testable import LocalPolytopes

/// Searches that end where rounding keeps the gap from being closed.
@Suite struct RoundingTests {
    @Test("16.4 behaviours take about as many rounds as their correlators", arguments: [10, 16])
    func rounds(_ settings: Int) throws {
        // With sixteen settings the gap that a step asks for is below what the products of the vertices round by.
        var stream = RandomStream(seed: UInt64(1800 + settings))
        let lists = (0..<2).map { _ in (0..<settings).map { _ in Direction.random(using: &stream) } }
        let state = StateVector.singlet.densityOperator
        let options = MembershipOptions(roundLimit: 150)
        let correlators: CorrelatorThreshold = try CorrelatorTensor(of: state, along: lists)
            .localVisibility(tolerance: 1e-4, options: options)
        let behaviour: BehaviourThreshold = try Behaviour(of: state, along: lists)
            .localVisibility(tolerance: 1e-4, options: options)
        #expect(behaviour.stopReason == .accuracyReached && behaviour.isUpperProven)
        #expect(behaviour.rounds <= 2 * correlators.rounds)
        #expect(behaviour.upper - behaviour.lower <= 1e-4)
        // The correlators of a singlet say all that its behaviour says.
        #expect(behaviour.lower <= correlators.upper && correlators.lower <= behaviour.upper)
    }
}
