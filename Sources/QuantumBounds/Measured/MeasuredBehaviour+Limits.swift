import Foundation
import LHVModels

/// What counts say with a stated confidence, for any number of trials.
extension MeasuredBehaviour {
    /// The total variation within which relative frequencies lie of the behaviour that they were drawn from.
    ///
    /// For independent trials, D ≤ Σ_x w(x)·½√((K(x) − 1)/n(x)) + √(ln(1/α)/2n) with probability 1 − α at least, with w(x) = n(x)/n: the first term
    /// bounds the mean of D, and one trial changes D by at most 1/n. Source: C. McDiarmid, Surveys in Combinatorics (1989), 148.
    /// - Parameter confidence: 1 − α, between 0 and 1.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the confidence is out of range.
    public func distanceRadius(confidence: Double = 0.95) throws -> Double {
        try require(confidence > 0 && confidence < 1, "confidence", must: "lie between 0 and 1", was: confidence)
        let total = Double(trials)
        let mean = trialsPerList.enumerated().reduce(0.0) { sum, item in
            let outcomes = Double(scenario.range(ofList: item.offset).count)
            return sum + Double(item.element) / total * 0.5 * ((outcomes - 1) / Double(item.element)).squareRoot()
        }
        return min(1, mean + (-log(1 - confidence) / (2 * total)).squareRoot())
    }

    /// A lower limit of the mean of Σ c·P over the trials, for any number of trials.
    ///
    /// Settings are drawn with stated probabilities, whatever happened before, and trials are independent but need not be alike. The mean of the score
    /// c(a|x)/π(x) of a trial is Σ c·P. Where scores are one of two numbers, trials are won or lost, and the binomial law of the mean
    /// probability bounds the chance of so many wins; otherwise the mean is above the average score minus L√(ln(1/α)/2n), with L the
    /// range of scores. Sources: [Hoeffding1956], Theorem 4; [Hoeffding1963], Theorem 2.
    /// - Parameters:
    ///   - inequality: The functional, fixed before the data were seen.
    ///   - settingProbabilities: π, the probability of each list of settings.
    ///   - confidence: 1 − α, between 0 and 1.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the scenarios differ, the probabilities are not positive and of sum 1, the totals
    ///   contradict them (``/QuantumStates/MeasuredBehaviour/settingTotalsTest(_:seed:)`` gives less than 10⁻⁶), or the confidence is out of range.
    public func lowerLimit(
        of inequality: BellInequality, settingProbabilities: [Double], confidence: Double = 0.95
    ) throws -> Double {
        try require(
            inequality.scenario == scenario, "inequality", must: "be for \(scenario)", was: inequality.scenario)
        try require(confidence > 0 && confidence < 1, "confidence", must: "lie between 0 and 1", was: confidence)
        try require(
            settingProbabilities.count == scenario.settingLists
                && settingProbabilities.allSatisfy { $0 > 0 && $0 <= 1 }
                && abs(settingProbabilities.reduce(0, +) - 1) <= 1e-9,
            "settingProbabilities", must: "be \(scenario.settingLists) positive numbers of sum 1",
            was: "\(settingProbabilities)")
        let totals = try settingTotalsTest(settingProbabilities)
        try require(
            totals.pValue >= 1e-6, "settingProbabilities", must: "be those with which the settings were drawn",
            was: "\(settingProbabilities), for which totals \(trialsPerList) have p = \(totals.pValue)")
        let scores = (0..<scenario.settingLists).flatMap { list in
            scenario.range(ofList: list).map { inequality.coefficients[$0] / settingProbabilities[list] }
        }
        guard let least = scores.min(), let largest = scores.max(), largest > least else { return scores.first ?? 0 }
        let total = Double(trials)
        if scores.allSatisfy({ $0 == least || $0 == largest }) {
            let wins = zip(scores, counts).reduce(0) { $0 + ($1.0 == largest ? $1.1 : 0) }
            return least + (largest - least) * (try lowerLimit(wins: wins, confidence))
        }
        let mean = zip(scores, counts).map { $0 * Double($1) }.compensatedSum() / total
        return max(least, mean - (largest - least) * (-log(1 - confidence) / (2 * total)).squareRoot())
    }

    /// The probability of winning for which so many wins or more have the chance 1 − confidence, from below.
    private func lowerLimit(wins: Int, _ confidence: Double) throws -> Double {
        guard wins > 0 else { return 0 }
        var (low, high) = (0.0, Double(wins) / Double(trials))
        for _ in 0..<60 {
            let middle = (low + high) / 2
            let tail = try TailProbability.binomial(atLeast: wins, of: trials, probability: middle)
            // The theorem holds for numbers of wins that are above the mean by 1.
            let isAbove = Double(wins) >= middle * Double(trials) + 1
            if isAbove, tail <= 1 - confidence { low = middle } else { high = middle }
        }
        return low
    }
}
