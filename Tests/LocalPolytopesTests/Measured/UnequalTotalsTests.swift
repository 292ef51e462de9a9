import Foundation
import LHVModels
import Testing

@testable import LocalPolytopes

/// Bounds on local realism when the lists of settings were not tried equally often and nothing is stated of how they were drawn.
@Suite struct UnequalTotalsTests {
    /// Both devices always answer 0: CHSH is 2 exactly, whatever the totals.
    private static func alwaysZero(_ totals: [Int]) throws -> MeasuredBehaviour {
        try MeasuredBehaviour(counts: totals.flatMap { [$0, 0, 0, 0] }, in: .chsh)
    }

    @Test("15.1 counts of a local strategy are probable whatever the totals") func localStrategy() throws {
        let chsh = try BellInequality(.chsh)
        let prediction = try Behaviour.popescuRohrlich.withWhiteNoise(visibility: 0.7)
        for totals in [
            [1000, 1000, 1000, 10], [1100, 1100, 1100, 900], [1 << 40, 1 << 40, 1 << 40, 1], [7, 7, 7, 7],
        ] {
            let data = try UnequalTotalsTests.alwaysZero(totals)
            let bound = try data.localRealismBound(chsh)
            #expect(bound.pValue == 1 && bound.hypothesis == .memorylessDevices && bound.settingTotals == nil)
            #expect(abs(bound.localMean - 0.75) < 1e-12 && abs(bound.observedMean - 0.75) < 1e-12)
            #expect(try data.localRealismBound(predicting: prediction).pValue > 0.999)
        }
        let report = try UnequalTotalsTests.alwaysZero([1000, 1000, 1000, 10]).localRealismReport(testing: chsh)
        #expect(report.bound?.pValue == 1 && report.nearest.distance < 1e-6)
    }

    @Test("15.1 a statement that the totals contradict is said to be contradicted") func contradictedStatement() throws
    {
        let chsh = try BellInequality(.chsh)
        let data = try UnequalTotalsTests.alwaysZero([1000, 1000, 1000, 10])
        let report = try data.localRealismReport(testing: chsh, settingProbabilities: [0.25, 0.25, 0.25, 0.25])
        let stated = try #require(report.bound)
        let test = try #require(stated.settingTotals)
        #expect(stated.hypothesis == .statedSettings && stated.pValue < 1e-100)
        #expect(test.pValue < 1e-100 && abs(test.chiSquare - 976.8439) < 1e-3 && test.totals == [1000, 1000, 1000, 10])
        let told = try data.localRealismBound(chsh, settingProbabilities: [1000, 1000, 1000, 10].map { $0 / 3010 })
        #expect(told.settingTotals?.pValue ?? 0 > 0.9 && told.pValue > 0.5)
    }

    /// Random mixtures of the strategies that reach the local bound, totals far from equal.
    @Test("15.1 bounds without stated settings hold under local realism") func validUnderLocalRealism() throws {
        var stream = RandomStream(seed: 45)
        let chsh = try BellInequality(.chsh)
        let prediction = try Behaviour.popescuRohrlich.withWhiteNoise(visibility: 0.7)
        let best = try CorrelatorInequality.chsh.localBound(LocalBoundOptions(maximizerLimit: 16)).maximizers
        let levels = [0.5, 0.2, 0.05]
        var small = [0.0, 0, 0]
        var ratios = [0.0, 0, 0]
        let repetitions = 120
        for repetition in 0..<repetitions {
            let weights = best.map { _ in -log(1 - stream.uniform()) }
            let sum = weights.reduce(0, +)
            let local = try LocalPolytope(.chsh).behaviour(best, weights: weights.map { $0 / sum })
            let totals = [[300, 200, 100, 9], [5, 40, 40, 40], [90, 100, 110, 100]][repetition % 3]
            let data = try MeasuredBehaviour(simulating: local, trials: totals, using: &stream)
            let bound = try data.localRealismBound(chsh).pValue
            #expect(bound > 0 && bound <= 1)
            for (index, level) in levels.enumerated() where bound <= level { small[index] += 1 }
            guard repetition % 4 == 0 else { continue }
            let ratio = try data.localRealismBound(predicting: prediction).pValue
            for (index, level) in levels.enumerated() where ratio <= level { ratios[index] += 1 }
        }
        for (index, level) in levels.enumerated() {
            for (count, number) in [(small[index], Double(repetitions)), (ratios[index], Double(repetitions / 4))] {
                #expect(count <= number * level + 4 * (number * level * (1 - level)).squareRoot(), "\(level) \(count)")
            }
        }
        // The bound is not idle: some are below a half.
        #expect(small[0] > 0)
    }

    @Test("15.1 violations are still found with unequal totals") func violationsAreFound() throws {
        var stream = RandomStream(seed: 46)
        let chsh = try BellInequality(.chsh)
        let quantum = try Behaviour.popescuRohrlich.withWhiteNoise(visibility: 0.7)
        let data = try MeasuredBehaviour(simulating: quantum, trials: [2000, 1500, 1000, 100], using: &stream)
        let bound = try data.localRealismBound(chsh)
        #expect(bound.method == .chernoff && bound.pValue < 1e-6 && bound.pValue > 0)
        #expect(try data.localRealismBound(predicting: quantum).pValue < 1e-6)
        // Equal totals: the binomial law, as if settings had been stated.
        let equal = try MeasuredBehaviour(simulating: quantum, trials: [500, 500, 500, 500], using: &stream)
        let stated = try equal.localRealismBound(chsh, settingProbabilities: [0.25, 0.25, 0.25, 0.25])
        let unstated = try equal.localRealismBound(chsh)
        #expect(unstated.method == .binomial && unstated.pValue == stated.pValue && unstated.pValue < 1e-8)
        // A single trial more somewhere: Chernoff's bound, weaker by the factor of the tail's own width only.
        var counts = equal.counts
        counts[0] += 1
        let nearly = try MeasuredBehaviour(counts: counts, in: .chsh).localRealismBound(chsh)
        #expect(nearly.method == .chernoff && nearly.pValue > unstated.pValue && nearly.pValue < 100 * unstated.pValue)
    }

    /// Against the exact law of the sum for random means that satisfy the constraint.
    @Test("15.1 the weighted Chernoff bound is above exact tails and equal to Chernoff's for equal totals")
    func exactTails() throws {
        var stream = RandomStream(seed: 47)
        let totals = [3, 8, 1, 5]
        let ranges = [2.0, 1, 3, 2]
        let bound = 5.0
        let chernoff = WeightedChernoff(
            lists: zip(totals, ranges).map { WeightedChernoff.List(trials: Double($0), range: $1) })
        let logBounds = [5.2, 5.9, 6.6, 7.4, 8].map { ($0, chernoff.logBound(sumAtLeast: $0, expectedAtMost: bound)) }
        for _ in 0..<40 {
            var means = totals.map { _ in stream.uniform().squareRoot() }
            let sum = zip(means, ranges).reduce(0) { $0 + $1.0 * $1.1 }
            if sum > bound { means = means.map { $0 * bound / sum } }
            // The law of Σ r·(successes)/n, list by list.
            var law: [(value: Double, probability: Double)] = [(0, 1)]
            for (list, number) in totals.enumerated() {
                law = law.flatMap { item in
                    (0...number).map { k in
                        let ways = (0..<k).reduce(1.0) { $0 * Double(number - $1) / Double($1 + 1) }
                        let p = means[list]
                        return (
                            item.value + ranges[list] * Double(k) / Double(number),
                            item.probability * ways * pow(p, Double(k)) * pow(1 - p, Double(number - k))
                        )
                    }
                }
            }
            for (t, logBound) in logBounds {
                let tail = law.reduce(0) { $1.value >= t - 1e-12 ? $0 + $1.probability : $0 }
                #expect(logBound <= 0 && tail <= exp(logBound) * (1 + 1e-9))
            }
        }
        let equal = WeightedChernoff(lists: (0..<4).map { _ in WeightedChernoff.List(trials: 100, range: 2) })
        for t in [6.1, 6.8, 7.9] {
            let expected = log(try TailProbability.chernoff(meanAtLeast: t / 8, trials: 400, bound: 0.75))
            #expect(abs(equal.logBound(sumAtLeast: t, expectedAtMost: 6) / expected - 1) < 1e-6)
        }
        #expect(equal.logBound(sumAtLeast: 6, expectedAtMost: 6) == 0)
    }
}
