import LHVModels
import QuantumStates

extension IsotropicModel {
    // Rounds of one pair of responses that wait to be answered together.
    private struct Portion {
        var points: [SIMD3<Double>] = []
        var rounds: [(alice: Int, target: Double)] = []
    }

    /// How often each joint outcome comes up in a number of rounds.
    ///
    /// Each round draws the same numbers, in the same order, as ``/LHVModels/LHVBaseModel`` does for one round; Bob's
    /// answers to the same response are worked out 64 at a time, which makes them ten times faster.
    /// - Parameters:
    ///   - settings: Alice's direction and Bob's.
    ///   - distribution: The distribution of the hidden variables.
    ///   - rounds: The number of rounds.
    ///   - generator: The source of randomness.
    /// - Returns: The numbers of (up, up), (up, down), (down, up) and (down, down).
    /// - Complexity: O(L²) a round; a few microseconds at L = 201.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there are not two settings or the number is negative.
    public func sampleOutcomeCounts(
        for settings: [Direction], distribution: IsotropicDistribution, rounds: Int,
        using generator: inout some RandomNumberGenerator
    ) throws -> [Int] {
        try require(settings.count == 2, "settings", must: "be one for each of 2 parties", was: settings.count)
        try require(rounds >= 0, "rounds", must: "be at least 0", was: rounds)
        let portion = 64
        var counts = [0, 0, 0, 0]
        var waiting = [Portion](repeating: Portion(), count: pairCount)
        func answer(_ component: Int) {
            let means = pairMeans(at: waiting[component].points, component)
            for (mean, round) in zip(means, waiting[component].rounds) {
                counts[2 * round.alice + (round.target < IsotropicModel.chance(ofMean: -mean) ? 0 : 1)] += 1
            }
            waiting[component].points.removeAll(keepingCapacity: true)
            waiting[component].rounds.removeAll(keepingCapacity: true)
        }
        for round in 0..<rounds {
            if round & 63 == 0 { try Work.checkCancellation() }
            let hidden = distribution.sample(using: &generator)[0]
            let alice = generator.uniform() < probability(of: 0, given: settings[0], at: hidden, party: 0) ? 0 : 1
            let target = generator.uniform()
            guard hidden.component < pairCount else {
                counts[2 * alice + (target < probability(of: 0, given: settings[1], at: hidden, party: 1) ? 0 : 1)] += 1
                continue
            }
            waiting[hidden.component].points.append(turned(settings[1], hidden))
            waiting[hidden.component].rounds.append((alice, target))
            if waiting[hidden.component].points.count == portion { answer(hidden.component) }
        }
        for component in waiting.indices where !waiting[component].points.isEmpty { answer(component) }
        return counts
    }
}
