import Foundation
import NumericalCore
import QuantumStates
import Testing

/// Tests of counts at any number of trials: signalling, setting totals, standard errors, simulated counts.
@Suite struct CountTestTests {
    static let oneTable = try? Scenario(outcomes: [[1, 1], [2]])

    /// The hypergeometric law of a 2 × 2 table, its tables ordered by χ², summed by hand.
    @Test("15.1 p-values of no signalling at low counts are those of the hypergeometric law")
    func lowCountsAgainstEnumeration() throws {
        let scenario = try #require(CountTestTests.oneTable)
        for counts in [[3, 1, 1, 6], [0, 4, 3, 20], [1, 2, 0, 40], [5, 5, 5, 5]] {
            let test = try MeasuredBehaviour(counts: counts, in: scenario).noSignallingTest().parties[0]
            let (rowOne, rowTwo, column) = (counts[0] + counts[1], counts[2] + counts[3], counts[0] + counts[2])
            let total = rowOne + rowTwo
            func ways(_ n: Int, _ k: Int) -> Double {
                k < 0 || k > n ? 0 : (0..<k).reduce(1) { $0 * Double(n - $1) / Double($1 + 1) }
            }
            let mean = Double(rowOne * column) / Double(total)
            let distance = abs(Double(counts[0]) - mean) - 1e-9
            let exact = (0...column).reduce(0.0) { sum, k in
                abs(Double(k) - mean) >= distance
                    ? sum + ways(rowOne, k) * ways(rowTwo, column - k) / ways(total, column) : sum
            }
            // Drawing ends at 50 tables as extreme, so that p has a relative error of a seventh, and a hundredth is given away.
            let repetitions = Double(test.randomTables)
            let error = max((exact * (1 - exact) / repetitions).squareRoot(), test.pValue * (1 - exact) / 7)
            #expect(test.method == .randomCounts && test.degreesOfFreedom == 1)
            #expect(abs(test.pValue * 0.99 - exact) < 5 * error + 2 / repetitions, "\(counts) \(test.pValue) \(exact)")
        }
    }

    @Test("15.1 honest runs of few trials are called signalling no more often than stated") func honestRuns() throws {
        var stream = RandomStream(seed: 61)
        let scenario = try #require(CountTestTests.oneTable)
        let levels = [0.2, 0.05, 0.01, 1e-6]
        for (rare, trials) in [(0.02, [3, 200]), (0.3, [5, 6]), (0.001, [2, 1000])] {
            let behaviour = try Behaviour([rare, 1 - rare, rare, 1 - rare], in: scenario)
            var small = levels.map { _ in 0 }
            let repetitions = 80
            for _ in 0..<repetitions {
                let data = try MeasuredBehaviour(simulating: behaviour, trials: trials, using: &stream)
                let p = try data.noSignallingTest().pValue
                for (index, level) in levels.enumerated() where p <= level { small[index] += 1 }
            }
            for (count, level) in zip(small, levels) {
                let error = (Double(repetitions) * level * (1 - level)).squareRoot()
                #expect(Double(count) <= Double(repetitions) * level + 4 * error, "\(rare) \(trials) \(level)")
            }
        }
        // A rare outcome of many, seen once in a setting tried a few times: χ² alone gives p below 1e-6 here.
        let honest = try MeasuredBehaviour(counts: [1, 2, 5, 99_992], in: scenario).noSignallingTest().parties[0]
        #expect(try TailProbability.chiSquare(atLeast: honest.chiSquare, degreesOfFreedom: 1) < 1e-200)
        // Of six rare ones the three trials have at least one with probability 1.8e-4.
        #expect(honest.pValue > 1e-4 && honest.pValue < 1e-3 && honest.chiSquare > 1000)
    }

    @Test("15.1 strong signals are below what random tables can show") func strongSignals() throws {
        let scenario = try #require(CountTestTests.oneTable)
        let loud = try MeasuredBehaviour(counts: [700, 300, 300, 700], in: scenario).noSignallingTest()
        #expect(loud.parties[0].method == .singleCounts && loud.parties[0].randomTables == 0)
        #expect(loud.pValue < 1e-60 && loud.pValue > 0)
        #expect(loud.parties[1].method == .nothingToTest && loud.parties[1].pValue == 1)
        // Counts near the limit: the law, not the size, sets the cost.
        let many = try MeasuredBehaviour(
            counts: [1 << 39, (1 << 39) + 400_000, 1 << 39, 1 << 39], in: scenario
        ).noSignallingTest()
        #expect(many.pValue > 0.01 && many.parties[0].method == .randomCounts)
        let seeds = try [1, 1, 2].map {
            try MeasuredBehaviour(counts: [5, 9, 8, 6], in: scenario).noSignallingTest(seed: $0)
        }
        #expect(seeds[0] == seeds[1] && seeds[0].parties[0].pValue != seeds[2].parties[0].pValue)
    }

    @Test("15.1 setting totals are held against stated probabilities") func settingTotals() throws {
        func data(_ totals: [Int]) throws -> MeasuredBehaviour {
            try MeasuredBehaviour(counts: totals.flatMap { [$0, 0, 0, 0] }, in: .chsh)
        }
        let quarter = [0.25, 0.25, 0.25, 0.25]
        // 3·247.5²/752.5 + 742.5²/752.5.
        let far = try data([1000, 1000, 1000, 10]).settingTotalsTest(quarter)
        #expect(abs(far.chiSquare - 976.8439) < 1e-3)
        #expect(far.degreesOfFreedom == 3 && far.method == .singleCounts && far.pValue < 1e-150 && far.pValue > 0)
        let fit = try data([1000, 1000, 1000, 10]).settingTotalsTest([
            1000.0 / 3010, 1000.0 / 3010, 1000.0 / 3010, 10.0 / 3010,
        ])
        #expect(fit.pValue > 0.9 && fit.chiSquare < 1e-9 && fit.method == .randomCounts)
        let delft = try data([53, 79, 62, 51]).settingTotalsTest(quarter)
        let asymptotic = try TailProbability.chiSquare(atLeast: delft.chiSquare, degreesOfFreedom: 3)
        #expect(abs(delft.pValue / asymptotic - 1) < 0.5 && delft.totals == [53, 79, 62, 51])
        // Drawn as stated, p-values are not small too often.
        var stream = RandomStream(seed: 62)
        let biased = [0.6, 0.3, 0.07, 0.03]
        var small = 0
        let repetitions = 150
        for _ in 0..<repetitions {
            let totals = try stream.multinomial(trials: 30, weights: biased).map { max(1, $0) }
            if try data(totals).settingTotalsTest(biased).pValue <= 0.1 { small += 1 }
        }
        // Lists never tried count as tried once; that moves totals towards likelier ones.
        #expect(Double(small) <= 15 + 4 * 3.7)
    }

    @Test("15.13 standard errors are of one formula, with the unbiased variance") func oneFormula() throws {
        let scenario = try Scenario(outcomes: [[2], [2]])
        let data = try MeasuredBehaviour(counts: [5, 1, 2, 4], in: scenario)
        let correlator = try data.correlator(given: [0, 0])
        let value = try data.value(of: [1, -1, -1, 1])
        // E = ½: √((1 − ¼)/11).
        #expect(abs(correlator.standardError - (0.75 / 11).squareRoot()) < 1e-15)
        #expect(abs(value.standardError - correlator.standardError) < 1e-15)
        for (place, estimate) in data.estimates.enumerated() {
            let one = try data.value(of: (0..<4).map { $0 == place ? 1 : 0 })
            #expect(abs(one.standardError - estimate.standardError) < 1e-15)
        }
    }

    @Test("15.14 counts are simulated at a cost that does not depend on the trials") func simulatedCounts() throws {
        var stream = RandomStream(seed: 63)
        let behaviour = try Behaviour.popescuRohrlich.withWhiteNoise(visibility: 0.6)
        // 2⁴⁰ trials a list would take days one by one.
        let trials = [1 << 40, 5_000_000, 1, 7]
        let data = try MeasuredBehaviour(simulating: behaviour, trials: trials, using: &stream)
        #expect(data.trialsPerList == trials)
        for (place, estimate) in data.estimates.enumerated() where place < 8 {
            let p = behaviour.probabilities[place]
            let error = (p * (1 - p) / Double(trials[place / 4])).squareRoot()
            #expect(abs(estimate.value - p) < 4.5 * error)
        }
        // The law of a count is binomial: variance of repetitions.
        var squares = 0.0
        let repetitions = 600
        for _ in 0..<repetitions {
            let again = try MeasuredBehaviour(simulating: behaviour, trials: [50, 1, 1, 1], using: &stream)
            squares += pow(Double(again.counts[0]) - 50 * behaviour.probabilities[0], 2)
        }
        let variance = 50 * behaviour.probabilities[0] * (1 - behaviour.probabilities[0])
        #expect(abs(squares / Double(repetitions) / variance - 1) < 4.5 * (2 / Double(repetitions)).squareRoot())
    }
}
