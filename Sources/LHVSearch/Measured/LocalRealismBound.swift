import Foundation
import LHVModels

/// A bound, valid for any number of trials, on the probability of counts at least as nonlocal under local realism.
///
/// The devices may remember all earlier trials: what is used of each trial is only that, given the past, no local model
/// exceeds the bound when settings are drawn with the given probabilities, independently of the hidden variables. The test
/// must have been fixed before the counts were seen, and the number of trials too.
public struct LocalRealismBound: Sendable, Hashable {
    /// How the bound was computed.
    public enum Method: String, Sendable, Hashable, Codable, CaseIterable {
        /// Each trial is won or lost; P(wins ≥ those seen) of the binomial law.
        case binomial
        /// Each trial has a score; Hoeffding's bound on the mean.
        case chernoff
        /// Each trial multiplies a stake; one over the final capital.
        case predictionBasedRatio
    }

    /// How the bound was computed.
    public let method: Method
    /// The bound on the probability, in 0…1.
    public let pValue: Double
    /// The number of trials.
    public let trials: Int
    /// The largest conditional mean of a trial's score under local realism, scores going from 0 to 1; for ratios 1.
    public let localMean: Double
    /// The mean score seen, the fraction of wins for ``Method/binomial``; for ratios their geometric mean.
    public let observedMean: Double
}

extension MeasuredBehaviour {
    /// The bound from a Bell inequality as a game: in each trial the score is c(a|x)/π(x).
    ///
    /// If the scores take two values only, as for CHSH, the trials that won are counted and the binomial law holds; otherwise
    /// Hoeffding's bound is used. The local bound of the inequality is computed anew.
    /// Source: the martingale argument of R. Gill, arXiv:quant-ph/0301059; B. Hensen et al., Nature 526, 682 (2015).
    /// - Parameters:
    ///   - inequality: Σ c(a|x) P(a|x) ≤ β, fixed before the counts were seen.
    ///   - settingProbabilities: π for each list of settings; uniform when left out.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the inequality or the probabilities do not fit;
    ///   ``/NumericalCore/NumericalFailure`` when the local bound could not be proven.
    public func localRealismBound(
        _ inequality: BellInequality, settingProbabilities: [Double]? = nil
    ) throws -> LocalRealismBound {
        let pi = try checkedSettingProbabilities(settingProbabilities)
        try require(
            inequality.scenario == scenario, "inequality", must: "be for \(scenario)", was: inequality.scenario)
        let bound = try inequality.localBound()
        guard bound.isProven else {
            throw NumericalFailure("bound under local realism", "the local bound was not proven: \(bound.stopReason)")
        }
        var scores = inequality.coefficients
        for list in 0..<scenario.settingLists {
            for place in try scenario.range(of: scenario.settings(ofList: list)) { scores[place] /= pi[list] }
        }
        guard let low = scores.min(), let high = scores.max(), high > low else {
            throw InvalidArgument("inequality", must: "have scores that differ", was: "constant")
        }
        let localMean = ((bound.upper - low) / (high - low)).clamped(to: 0...1)
        let unit = scores.map { ($0 - low) / (high - low) }
        let isGame = unit.allSatisfy { $0 < 1e-12 || $0 > 1 - 1e-12 }
        if isGame {
            let wins = zip(unit, counts).reduce(0) { $1.0 > 0.5 ? $0 + $1.1 : $0 }
            return LocalRealismBound(
                method: .binomial,
                pValue: try TailProbability.binomial(atLeast: wins, of: trials, probability: localMean),
                trials: trials, localMean: localMean, observedMean: Double(wins) / Double(trials))
        }
        let mean = (zip(unit, counts).reduce(0) { $0 + $1.0 * Double($1.1) } / Double(trials)).clamped(to: 0...1)
        return LocalRealismBound(
            method: .chernoff,
            pValue: try TailProbability.chernoff(meanAtLeast: mean, trials: trials, bound: localMean), trials: trials,
            localMean: localMean, observedMean: mean)
    }

    /// The bound from a predicted behaviour: the capital grows by R(a, x) = Q(a|x)/P(a|x), P the local behaviour nearest to Q.
    ///
    /// R has mean at most 1 under every local model, so the capital exceeds K with probability at most 1/K. If trials follow
    /// the prediction, no such bound falls faster with their number. Source: Y. Zhang, S. Glancy, E. Knill, PRA 84, 062118
    /// (2011).
    /// - Parameters:
    ///   - prediction: Q, fixed before the counts were seen, from theory or from earlier trials.
    ///   - settingProbabilities: π for each list of settings; uniform when left out.
    ///   - options: Of the search for P.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the prediction or the probabilities do not fit;
    ///   ``/NumericalCore/NumericalFailure`` when the mean of R could not be bounded by enumeration.
    public func localRealismBound(
        predicting prediction: Behaviour, settingProbabilities: [Double]? = nil,
        options: MembershipOptions = MembershipOptions()
    ) throws -> LocalRealismBound {
        let pi = try checkedSettingProbabilities(settingProbabilities)
        try require(
            prediction.scenario == scenario, "prediction", must: "be for \(scenario)", was: prediction.scenario)
        var weights = prediction.probabilities.map { max(0, $0) }
        for list in 0..<scenario.settingLists {
            for place in try scenario.range(of: scenario.settings(ofList: list)) { weights[place] *= pi[list] }
        }
        let fit = try LocalFit(scenario, weights: weights, options: options)
        guard fit.isProven else {
            throw NumericalFailure("prediction-based ratio", "its local mean was not proven: \(fit.stopReason)")
        }
        // ratios = π Q/(P Σ πQ); a trial at x contributes its share of the sum over lists with probability π.
        var logCapital = CompensatedSum()
        for list in 0..<scenario.settingLists {
            for place in try scenario.range(of: scenario.settings(ofList: list)) where counts[place] > 0 {
                let ratio = fit.ratios[place] / pi[list] / fit.largestRatio
                logCapital.add(Double(counts[place]) * log(ratio))
            }
        }
        return LocalRealismBound(
            method: .predictionBasedRatio, pValue: min(1, exp(-logCapital.value)), trials: trials, localMean: 1,
            observedMean: exp(logCapital.value / Double(trials)))
    }

    private func checkedSettingProbabilities(_ probabilities: [Double]?) throws -> [Double] {
        let lists = scenario.settingLists
        guard let probabilities else { return Array(repeating: 1 / Double(lists), count: lists) }
        try require(
            probabilities.count == lists, "settingProbabilities", must: "be \(lists) numbers", was: probabilities.count)
        for (list, probability) in probabilities.enumerated() {
            try require(
                probability > 0 && probability <= 1, "probability of settings \(scenario.settings(ofList: list))",
                must: "be above 0 and at most 1", was: probability)
        }
        let sum = probabilities.compensatedSum()
        try require(abs(sum - 1) <= 1e-9, "settingProbabilities", must: "have sum 1 within 1e-9", was: sum)
        return probabilities
    }
}
