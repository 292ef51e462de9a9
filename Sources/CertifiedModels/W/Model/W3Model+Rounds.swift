import LHVModels

extension W3Model {
    /// The mean products of outcomes ±1 of all subsets of the parties in a number of rounds.
    ///
    /// - Parameters:
    ///   - settings: A direction for each party.
    ///   - distribution: The distribution of the hidden variables.
    ///   - rounds: The number of rounds, at least 1.
    ///   - generator: The source of randomness.
    /// - Returns: Eight numbers: at place 1 that of the first party, at 2 of the second, at 3 of both, at 4 of the third, and so on.
    /// - Complexity: O(rounds), about two microseconds each.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there are not three settings or no rounds; `CancellationError` in a
    ///   cancelled task.
    public func sampleCorrelators(
        for settings: [Direction], distribution: W3Distribution, rounds: Int,
        using generator: inout some RandomNumberGenerator
    ) throws -> [Double] {
        try require(settings.count == 3, "settings", must: "be one for each of 3 parties", was: settings.count)
        try require(rounds >= 1, "rounds", must: "be at least 1", was: rounds)
        var counts = [Int](repeating: 0, count: 8)
        for round in 0..<rounds {
            if round & 1023 == 0 { try Work.checkCancellation() }
            let hidden = distribution.sample(using: &generator)
            var outcome = 0
            for party in 0..<3 where generator.uniform() >= (1 + mean(settings[party], hidden[party])) / 2 {
                outcome |= 1 << party
            }
            counts[outcome] += 1
        }
        return (0..<8).map { subset in
            let sum = (0..<8).reduce(0) { $0 + (subset & $1).nonzeroBitCount % 2 * -2 * counts[$1] + counts[$1] }
            return Double(sum) / Double(rounds)
        }
    }
}
