import Foundation
import LHVModels
import Testing

@testable import LocalPolytopes

@Suite struct LocalRealismTests {
    /// The counts of the first loophole-free Bell test, Nature 526, 682 (2015).
    static let delft = [23, 3, 4, 23, 33, 11, 5, 30, 22, 10, 6, 24, 4, 20, 21, 6]

    static let quarter = [0.25, 0.25, 0.25, 0.25]

    @Test func delftBellTest() throws {
        let data = try MeasuredBehaviour(counts: LocalRealismTests.delft, in: .chsh)
        let chsh = try BellInequality(.chsh)
        let report = try data.localRealismReport(testing: chsh, settingProbabilities: LocalRealismTests.quarter)
        let value = try #require(report.value)
        #expect(abs(value.value - 2.4225) < 5e-5 && abs(value.standardError - 0.20) < 0.006)
        // 196 of 245 trials won against 3/4: the published 0.039.
        let bound = try #require(report.bound)
        #expect(bound.method == .binomial && bound.localMean == 0.75 && bound.trials == 245)
        #expect(bound.observedMean == 196.0 / 245 && bound.hypothesis == .statedSettings)
        // Settings were drawn uniformly, and the totals 53, 79, 62, 51 fit that, just.
        let totals = try #require(bound.settingTotals)
        #expect(totals.pValue > 0.02 && totals.pValue < 0.2)
        #expect(abs(bound.pValue - 0.03907767138965717) < 1e-12)
        // The nearest local point lies on the CHSH facet, so its inequality is CHSH up to scale.
        let functional = try CorrelatorInequality(report.nearest.inequality).coefficients
        let parts = try [[1, 1], [1, 2], [2, 1], [2, 2]].map { try functional.element($0) }
        for (part, sign) in zip(parts, [1.0, 1, 1, -1]) { #expect(abs(part - sign * parts[0]) < 1e-6 * parts[0]) }
        #expect(parts[0] > 0 && report.nearest.isGapProven && report.nearest.distance > 0.1)
        // The same direction of violation in likelihood.
        #expect(report.likelihood.isGapProven && report.likelihood.gap < 1e-6)
        #expect(report.likelihood.statistic > 2 && report.likelihood.asymptoticBound < 1)
        #expect(report.noSignalling.pValue > 0.05)
    }

    /// ln L is largest on the polytope: no vertex mixture found by stepping does better, and its conditions hold.
    @Test(arguments: [[[2, 2], [2, 2]], [[2, 2, 2], [2, 3]], [[3, 3], [3, 3]], [[2, 2], [2, 2], [2, 2]]])
    func likelihoodIsMaximal(outcomes: [[Int]]) throws {
        var stream = RandomStream(seed: 41)
        let scenario = try Scenario(outcomes: outcomes)
        let counts = (0..<scenario.count).map { _ in Int(stream.next() % 40) }
        let data = try MeasuredBehaviour(counts: counts, in: scenario)
        let fit = try data.localLikelihood(options: MembershipOptions(tolerance: 1e-8))
        #expect(fit.stopReason == .accuracyReached && fit.isGapProven && fit.gap <= 1e-8)
        let behaviour = try LocalPolytope(scenario).behaviour(fit.model.strategies, weights: fit.model.weights)
        #expect(try behaviour.distance(to: fit.behaviour) < 1e-10)
        let again = zip(counts, behaviour.probabilities).reduce(0) { $1.0 > 0 ? $0 + Double($1.0) * log($1.1) : $0 }
        #expect(abs(again - fit.logLikelihood) < 1e-7)
        for _ in 0..<200 {
            let other = try LocalPolytope(scenario).vertexBehaviour(
                LocalPolytope(scenario).sampleHiddenVariable(using: &stream))
            let moved = try behaviour.mixed(with: other, weight: 1e-3)
            let value = zip(counts, moved.probabilities).reduce(0) { $1.0 > 0 ? $0 + Double($1.0) * log($1.1) : $0 }
            #expect(value <= fit.logLikelihood + 1e-7)
        }
        // No vertex breaks the inequality; the frequencies do, unless they are local.
        for vertex in try LocalPolytope(scenario).vertices() {
            #expect(try fit.inequality.value(of: vertex) <= fit.inequality.bound + 1e-12)
        }
        #expect(try fit.inequality.value(of: data.behaviour) >= 1 - 1e-9)
    }

    /// More than 256 vertices: columns are found by the oracle.
    @Test func manyVertices() throws {
        var stream = RandomStream(seed: 42)
        let icosahedron = try MeasurementPolyhedron.platonic(.icosahedron).directions
        let behaviour = try Behaviour(
            of: DensityOperator.werner(visibility: 0.85), along: [icosahedron, icosahedron])
        let data = try MeasuredBehaviour(
            simulating: behaviour, trials: Array(repeating: 300, count: 36), using: &stream)
        let fit = try data.localLikelihood(options: MembershipOptions(tolerance: 1e-4))
        #expect(fit.isGapProven && fit.gap <= 1e-4 && fit.stopReason == .accuracyReached)
        #expect(fit.logRatio > 0 && fit.model.count > 20)
        let stopped = try data.localLikelihood(options: MembershipOptions(tolerance: 1e-4, roundLimit: 1))
        #expect(
            stopped.stopReason == .iterationLimit && stopped.gap >= fit.logLikelihood - stopped.logLikelihood - 1e-6)
    }

    /// Frequencies that are local have likelihood ratio 1.
    @Test func localFrequenciesAreTheirOwnBest() throws {
        let data = try MeasuredBehaviour(counts: Array(repeating: 10, count: 16), in: .chsh)
        let fit = try data.localLikelihood()
        #expect(fit.logRatio < 1e-6 && fit.asymptoticBound > 0.999)
        #expect(try fit.behaviour.distance(to: .whiteNoise(in: .chsh)) < 1e-4)
        let nearest = try data.nearestLocalPoint()
        #expect(nearest.distance < 1e-6)
        let bound = try data.localRealismBound(BellInequality(.chsh))
        #expect(bound.pValue > 0.999)
    }

    /// Under local realism p-values are not small too often.
    @Test func boundsHoldUnderLocalRealism() throws {
        var stream = RandomStream(seed: 43)
        // The most favourable local strategies: all win three of four.
        let best = try CorrelatorInequality.chsh.localBound(LocalBoundOptions(maximizerLimit: 16)).maximizers
        let local = try LocalPolytope(.chsh).behaviour(best, weights: Array(repeating: 1, count: best.count))
        let prediction = try Behaviour.popescuRohrlich.withWhiteNoise(visibility: 0.65)
        let chsh = try BellInequality(.chsh)
        var (wins, ratios) = (0, 0)
        let repetitions = 120
        for _ in 0..<repetitions {
            // Settings by coin, as the bound assumes.
            var trials = [1, 1, 1, 1]
            for _ in 0..<200 { trials[Int(stream.next() % 4)] += 1 }
            let data = try MeasuredBehaviour(simulating: local, trials: trials, using: &stream)
            let uniform = LocalRealismTests.quarter
            if try data.localRealismBound(chsh, settingProbabilities: uniform).pValue <= 0.1 { wins += 1 }
            let ratio = try data.localRealismBound(predicting: prediction, settingProbabilities: uniform)
            if ratio.pValue <= 0.1 { ratios += 1 }
        }
        // At most 12 expected, standard deviation 3.3.
        #expect(wins <= 12 + 13 && ratios <= 12 + 13)
        #expect(wins > 0)
    }

    /// Where the prediction holds the capital grows as e^{n·KL}, and no slower test is needed.
    @Test func predictionBasedRatioSeesNonlocality() throws {
        var stream = RandomStream(seed: 44)
        let quantum = try Behaviour.popescuRohrlich.withWhiteNoise(visibility: 0.7)
        let data = try MeasuredBehaviour(simulating: quantum, trials: [500, 500, 500, 500], using: &stream)
        let ratio = try data.localRealismBound(predicting: quantum)
        let binomial = try data.localRealismBound(BellInequality(.chsh))
        #expect(ratio.method == .predictionBasedRatio && ratio.observedMean > 1)
        #expect(ratio.pValue < 1e-8 && binomial.pValue < 1e-8)
        // For CHSH with symmetric noise the ratio is that of wins and losses: Chernoff's bound at the predicted mean.
        let wins = binomial.observedMean
        let expected = wins * log(0.85 / 0.75) + (1 - wins) * log(0.15 / 0.25)
        #expect(abs(log(ratio.observedMean) - expected) < 1e-4)
        // A score of more than two values.
        let cglmp = try BellInequality.cglmp(outcomes: 3)
        let qutrits = try MeasuredBehaviour(
            simulating: Targets.qutrits(), trials: [900, 900, 900, 900], using: &stream)
        let hoeffding = try qutrits.localRealismBound(cglmp)
        #expect(hoeffding.method == .chernoff && abs(hoeffding.localMean - 0.75) < 1e-12)
        #expect(hoeffding.pValue < 1e-6 && hoeffding.observedMean > 0.82)
    }

    /// Biased settings: the score is divided by their probability.
    @Test func biasedSettings() throws {
        let data = try MeasuredBehaviour(counts: LocalRealismTests.delft, in: .chsh)
        let biased = try data.localRealismBound(
            BellInequality(.chsh), settingProbabilities: [0.2, 0.3, 0.3, 0.2])
        #expect(biased.method == .chernoff && biased.pValue > 0.039 && biased.pValue <= 1)
    }

    static let wrong: [(@Sendable (MeasuredBehaviour) throws -> Void, [String])] = [
        ({ _ = try $0.localRealismBound(.i3322()) }, ["inequality", "[2, 2] × [2, 2]", "[2, 2, 2]"]),
        ({ _ = try $0.localRealismBound(BellInequality(.chsh), settingProbabilities: [1]) }, ["settingProb", "4"]),
        (
            { _ = try $0.localRealismBound(BellInequality(.chsh), settingProbabilities: [0, 0.5, 0.25, 0.25]) },
            ["settings [0, 0]", "above 0", "0.0"]
        ),
        (
            { _ = try $0.localRealismBound(BellInequality(.chsh), settingProbabilities: [0.5, 0.5, 0.25, 0.25]) },
            ["settingProb", "sum 1", "1.5"]
        ),
        (
            {
                _ = try $0.localRealismBound(
                    BellInequality(Array(repeating: 1, count: 16), in: .chsh, bound: 4))
            }, ["inequality", "differ", "constant"]
        ),
        ({ _ = try $0.localRealismBound(predicting: Targets.qutrits()) }, ["prediction", "be for"]),
        ({ _ = try $0.localLikelihood(options: MembershipOptions(tolerance: -1)) }, ["tolerance", "positive", "-1"]),
        (
            { _ in
                _ = try MeasuredBehaviour(counts: [1, 1], in: Scenario(outcomes: [[2]])).localLikelihood()
            }, ["parties", "2…6", "1"]
        ),
    ]

    @Test(arguments: wrong.indices) func wrongInput(_ index: Int) throws {
        let data = try MeasuredBehaviour(counts: LocalRealismTests.delft, in: .chsh)
        let (call, words) = LocalRealismTests.wrong[index]
        let error = #expect(throws: InvalidArgument.self) { try call(data) }
        for word in words { #expect(error?.description.contains(word) == true, "\(String(describing: error))") }
    }
}
