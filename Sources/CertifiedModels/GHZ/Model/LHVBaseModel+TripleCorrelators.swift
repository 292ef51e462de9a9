import LHVModels

extension LHVBaseModel {
    /// The mean products of outcomes ±1 of all subsets of three parties in a number of rounds; outcome 0 is +1.
    ///
    /// At place 1 is that of the first party, at 2 of the second, at 3 of both, at 4 of the third, and so on.
    func sampledTripleCorrelators(
        for settings: [Setting], distribution: some HiddenVariableDistribution<HiddenVariable>, rounds: Int,
        using generator: inout some RandomNumberGenerator
    ) throws -> [Double] {
        try require(settings.count == 3, "settings", must: "be one for each of 3 parties", was: settings.count)
        try require(rounds >= 1, "rounds", must: "be at least 1", was: rounds)
        var counts = [Int](repeating: 0, count: 8)
        for round in 0..<rounds {
            if round & 1023 == 0 { try Work.checkCancellation() }
            let hidden = distribution.sample(using: &generator)
            var outcome = 0
            for party in 0..<3 {
                let chance = probability(of: 0, given: settings[party], at: hidden[party], party: party)
                if generator.uniform() >= chance { outcome |= 1 << party }
            }
            counts[outcome] += 1
        }
        return (0..<8).map { subset in
            let sum = (0..<8).reduce(0) { $0 + (subset & $1).nonzeroBitCount % 2 * -2 * counts[$1] + counts[$1] }
            return Double(sum) / Double(rounds)
        }
    }
}
