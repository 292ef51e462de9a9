import Foundation
import QuantumBounds
import TestSupport
import Testing

/// How well outcomes can be guessed from the value of an inequality.
@Suite("Guessing bounds") struct GuessingTests {
    // The greatest chance to guess one outcome from CHSH: S. Pironio et al., Nature 464, 1021 (2010), Eq. 3.
    static func closedForm(_ value: Double) -> Double { 0.5 + 0.5 * (2 - value * value / 4).squareRoot() }

    @Test("20.5 one outcome from CHSH is the closed form, from above", arguments: [2.0, 2.2, 2.5, 2.7])
    func chsh(value: Double) throws {
        let bound = try BellInequality(.chsh).guessingBound(value: value, parties: [1], settings: [1])
        let expected = Self.closedForm(value)
        #expect(bound.probability >= expected - 1e-12 && bound.probability < expected + 2e-5)
        #expect(abs(bound.minEntropy + log2(bound.probability)) < 1e-12 && bound.certificates.count == 2)
        for certificate in bound.certificates { try certificate.verify() }
    }

    @Test("20.5 a perfect value leaves nothing to guess, a local one everything") func ends() throws {
        let chsh = try BellInequality(.chsh)
        let perfect = try chsh.guessingBound(value: 2 * 2.0.squareRoot())
        #expect(perfect.probability >= 0.5 && perfect.probability < 0.51)
        let local = try chsh.guessingBound(value: 1.5, steps: 5)
        #expect(local.probability == 1 && local.minEntropy == 0)
        // Both outcomes together are harder than one, and not easier than their most likely pair: (2 + √2)/8.
        let pair = try chsh.guessingBound(value: 2.7, parties: [0, 1], settings: [0, 0])
        #expect(pair.certificates.count == 4 && pair.probability < Self.closedForm(2.7))
        #expect(pair.probability > (2 + 2.0.squareRoot()) / 8)
    }

    @Test("20.5 a value above what quantum devices reach is refused", arguments: [2.82843, 2.85, 3, 1e6])
    func unreachable(value: Double) throws {
        #expect { try BellInequality(.chsh).guessingBound(value: value) } throws: { error in
            "\(error)".contains("value must be one that quantum devices reach")
        }
    }

    @Test("20.5 totals that contradict the stated settings give no lower limit") func contradictedTotals() throws {
        // A local device: its value is 2 whatever the totals.
        let counts = [4000, 0, 0, 0, 4000, 0, 0, 0, 4000, 0, 0, 0, 2500, 0, 0, 0]
        let seen = try MeasuredBehaviour(counts: counts, in: .chsh)
        let uniform = [0.25, 0.25, 0.25, 0.25]
        #expect { try seen.lowerLimit(of: .init(.chsh), settingProbabilities: uniform) } throws: { error in
            "\(error)".contains("settingProbabilities must be those with which the settings were drawn")
        }
        let bound = try seen.localRealismBound(.init(.chsh), settingProbabilities: uniform)
        #expect("\(bound)".contains("the totals do not look so drawn"))
        let free = try seen.localRealismBound(.init(.chsh))
        #expect(free.pValue > 0.1 && !"\(free)".contains("do not look"))
    }

    @Test("20.5 every multiplier and every stopped solver gives a bound") func early() throws {
        for limit in [0, 3, 6] {
            let bound = try BellInequality(.chsh).guessingBound(
                value: 2.5, HierarchyOptions(solver: SemidefiniteOptions(iterationLimit: limit)), steps: 6)
            #expect(bound.probability >= Self.closedForm(2.5) - 1e-12)
        }
    }

    @Test("20.5 the limit of a mean holds as often as it says") func limits() throws {
        var stream = RandomStream(seed: 53)
        let behaviour = try Behaviour.popescuRohrlich.withWhiteNoise(visibility: 0.7)
        let chsh = try BellInequality(.chsh)
        // Scores of two values, and of more.
        let other = try BellInequality(
            zip(chsh.coefficients, 0..<16).map { $0 * ($1 < 4 ? 2 : 1) }, in: .chsh, bound: 3)
        for inequality in [chsh, other] {
            let truth = try inequality.value(of: behaviour)
            var above = 0
            for _ in 0..<400 {
                let totals = try stream.multinomial(trials: 200, weights: [1, 1, 1, 1])
                let seen = try MeasuredBehaviour(simulating: behaviour, trials: totals, using: &stream)
                let limit = try seen.lowerLimit(
                    of: inequality, settingProbabilities: [0.25, 0.25, 0.25, 0.25], confidence: 0.9)
                if limit > truth { above += 1 }
            }
            // 40 are allowed in the mean, with a standard deviation of 6.
            #expect(above <= 64)
        }
    }

    @Test("20.5 the Delft trials say little about a guesser, and say it with its confidence") func delft() throws {
        let data = try MeasuredBehaviour(counts: NearestQuantumTests.delft, in: .chsh)
        let chsh = try BellInequality(.chsh)
        let uniform = [0.25, 0.25, 0.25, 0.25]
        let low = try data.lowerLimit(of: chsh, settingProbabilities: uniform)
        // 196 wins of 245 at the edge: the tail of the binomial law there is 5 %.
        let tail = try TailProbability.binomial(atLeast: 196, of: 245, probability: (low + 4) / 8)
        #expect(abs(tail - 0.05) < 1e-9 && low > 2 && low < 2.1)
        let safe = try chsh.guessingBound(value: low)
        #expect(safe.probability >= Self.closedForm(low) && safe.probability > 0.97 && safe.probability < 1)
        let frequencies = try chsh.value(of: data.behaviour)
        let naive = try chsh.guessingBound(value: frequencies)
        #expect(abs(naive.probability - Self.closedForm(frequencies)) < 1e-4 && naive.probability < 0.88)
    }

    @Test("20.5 wrong input is refused in words") func refusals() throws {
        let chsh = try BellInequality(.chsh)
        let data = try MeasuredBehaviour(counts: NearestQuantumTests.delft, in: .chsh)
        let i3322 = try BellInequality.i3322()
        let zero = try BellInequality(Array(repeating: 0, count: 16), in: .chsh, bound: 0)
        let uniform = [0.25, 0.25, 0.25, 0.25]
        let inputs = [
            WrongInput(saying: "value", "nan") { try chsh.guessingBound(value: .nan) },
            WrongInput(saying: "value", "inf") { try chsh.guessingBound(value: .infinity) },
            WrongInput(saying: "steps", "0") { try chsh.guessingBound(value: 2, steps: 0) },
            WrongInput(saying: "steps", "1001") { try chsh.guessingBound(value: 2, steps: 1001) },
            WrongInput(saying: "parties", "[]") { try chsh.guessingBound(value: 2, parties: []) },
            WrongInput(saying: "parties", "[2]") { try chsh.guessingBound(value: 2, parties: [2]) },
            WrongInput(saying: "parties", "[0, 0]") {
                try chsh.guessingBound(value: 2, parties: [0, 0], settings: [0, 0])
            },
            WrongInput(saying: "settings", "[2]") { try chsh.guessingBound(value: 2, settings: [2]) },
            WrongInput(saying: "settings", "[0, 1]") { try chsh.guessingBound(value: 2, settings: [0, 1]) },
            WrongInput(saying: "coefficients", "0") { try zero.guessingBound(value: 0) },
            WrongInput(saying: "inequality") { try data.lowerLimit(of: i3322, settingProbabilities: uniform) },
            WrongInput(saying: "confidence", "0") {
                try data.lowerLimit(of: chsh, settingProbabilities: uniform, confidence: 0)
            },
            WrongInput(saying: "confidence", "nan") {
                try data.lowerLimit(of: chsh, settingProbabilities: uniform, confidence: .nan)
            },
            WrongInput(saying: "settingProbabilities", "4 positive") {
                try data.lowerLimit(of: chsh, settingProbabilities: [0.5, 0.5, 0, 0])
            },
            WrongInput(saying: "settingProbabilities", "sum 1") {
                try data.lowerLimit(of: chsh, settingProbabilities: [0.5, 0.5, 0.5, 0.5])
            },
        ]
        for input in inputs { input.check() }
    }
}
