import Superdeterminism
import Testing

/// Runs and averages of the toy model, over random states, signs and times.
@Suite("The toy model, as properties") struct CollapsePropertyTests {
    static func model(_ choices: inout Choices) throws -> CollapseModel {
        let space = try Cases.space(choices.integer(in: 1...7))
        return try CollapseModel(
            state: .random(in: space, using: &choices), basis: .computational(in: space),
            kappa: choices.real(in: 0.1...2), law: choices.one(of: CollapseLaw.allCases))
    }

    static func demandPopulations(_ populations: [Double], _ name: String) throws {
        try demand(populations.allSatisfy { $0 >= -1e-12 && $0 <= 1 + 1e-12 }, "\(name): \(populations)")
        try demand(populations.reduce(0, +), equals: 1, within: 1e-11, "\(name): sum")
    }

    @Test func runsKeepProbabilityAndReachTheirOutcome() async {
        await forAll("populations are a distribution at all times and end in the outcome") { choices in
            let model = try Self.model(&choices)
            let signs = try SigmaSigns((1..<max(1, model.levels)).map { _ in choices.one(of: ["+", "-"]) }.joined())
            return (model, signs, choices.real(in: 0...5))
        } holds: { model, signs, time in
            let run = try model.run(signs: signs)
            try Self.demandPopulations(run.populations(at: time), "at \(time)")
            let late = try run.populations(at: 60 / model.kappa)
            try demand(late[run.outcome], equals: 1, within: 1e-9, "the outcome")
            try demand(run.matrix(at: time).isFinite, "the matrix is finite")
        }
    }

    @Test func averagesAreMixturesOfPatternsAndObeyBorn() async {
        await forAll("averages are weighted patterns, and outcomes have Born's weights") { choices in
            (try Self.model(&choices), choices.real(in: 0...5))
        } holds: { model, time in
            for (left, right) in zip(model.outcomeProbabilities, model.bornWeights) {
                try demand(left, equals: right, within: 1e-13, "Born's weight")
            }
            let average = try model.averagePopulations(at: time)
            try Self.demandPopulations(average, "the average")
            let patterns = try model.weightedPatterns()
            try demand(patterns.reduce(0) { $0 + $1.probability }, equals: 1, within: 1e-12, "the patterns")
            var sums = [Double](repeating: 0, count: model.levels)
            for (signs, probability) in patterns {
                for (level, population) in try model.run(signs: signs).populations(at: time).enumerated() {
                    sums[level] += probability * population
                }
            }
            for (left, right) in zip(sums, average) { try demand(left, equals: right, within: 1e-11, "a population") }
        }
    }

    @Test func diskVariablesStayOnTheDisk() async {
        await forAll("samples lie on the disk, and a distribution's quantiles follow its tail") { choices in
            let radial = choices.one(of: [
                RadialDistribution.uniform, .annulus(inner: 0.2, outer: 0.7), .power(choices.real(in: 0.2...4)),
                .histogram(choices.list(1...5) { $0.real(in: 0.1...1) }),
                .points(choices.list(1...5) { $0.real(in: 0...1) }),
            ])
            return (try DiskDistribution(radial: radial), choices.next())
        } holds: { disk, seed in
            var stream = RandomStream(seed: seed)
            let variables = DiskVariables(sampling: Array(repeating: disk, count: 20), using: &stream)
            try demand(variables.values.allSatisfy { $0.squaredMagnitude <= 1 + 1e-15 }, "\(variables.values)")
        }
    }
}
