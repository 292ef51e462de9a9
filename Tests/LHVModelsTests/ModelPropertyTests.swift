import LHVModels
import Testing

/// Explicit models give the statistics of quantum mechanics, for random states and settings.
@Suite("Explicit models, as properties") struct ModelPropertyTests {
    @Test func equation34() async {
        await forAll("the density of Eq. 34 gives the correlations of every state up to its visibility", cases: 15) {
            choices in
            let state = try DensityOperator.randomBures(in: .twoQubits, using: &choices)
            let directions = (0..<2).map { _ in Direction.random(using: &choices) }
            return (state, directions, choices.real(in: 0...1))
        } holds: { state, directions, share in
            let visibility = min(1, try TwoQubitSphereDensity.largestVisibility(of: TwoQubitBlochForm(state)))
            let form = try TwoQubitBlochForm(state.withWhiteNoise(visibility: share * visibility))
            let density = try TwoQubitSphereDensity(form)
            try demand(density.density(at: directions[0], directions[1]) >= 0, "it is not negative")
            let found = try density.statistics(directions[0], directions[1], degree: 12)
            let expected = PairStatistics(form, directions[0], directions[1])
            try demand(found.first, equals: expected.first, within: 2e-2, "⟨a⟩")
            try demand(found.second, equals: expected.second, within: 2e-2, "⟨b⟩")
            try demand(found.correlator, equals: expected.correlator, within: 2e-2, "⟨ab⟩")
        }
    }

    @Test func rotationsOfHarmonics() async {
        await forAll("rotations of real harmonics are orthogonal and compose") { choices in
            let turns = (0..<2).map { _ in Haar.rotation(using: &choices) }
            let degree = choices.integer(in: 0...8)
            let count = (degree + 1) * (degree + 1)
            return (turns, degree, (0..<count).map { _ in choices.real(in: -1...1) })
        } holds: { turns, degree, values in
            let (one, two) = (
                try HarmonicRotation(turns[0], degree: degree), try HarmonicRotation(turns[1], degree: degree)
            )
            let both = try HarmonicRotation(turns[0] * turns[1], degree: degree)
            let (stepwise, atOnce) = (one.applied(to: two.applied(to: values)), both.applied(to: values))
            let norm = values.reduce(0) { $0 + $1 * $1 }
            try demand(stepwise.reduce(0) { $0 + $1 * $1 }, equals: norm, within: 1e-11 * max(1, norm), "the norm")
            for (left, right) in zip(stepwise, atOnce) { try demand(left, equals: right, within: 1e-10, "composition") }
        }
    }
}
