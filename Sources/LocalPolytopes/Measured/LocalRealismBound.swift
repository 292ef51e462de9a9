import Foundation
import LHVModels

/// A bound, valid for any number of trials, on the probability of counts at least as nonlocal under local realism.
///
/// The test must have been fixed before the counts were seen, and the number of trials too. What else is assumed of settings
/// and devices is said by ``hypothesis``.
public struct LocalRealismBound: Sendable, Hashable, Codable {
    /// How the bound was computed.
    public enum Method: String, Sendable, Hashable, Codable, CaseIterable {
        /// Each trial is won or lost; P(wins ≥ those seen) of the binomial law.
        case binomial
        /// Each trial has a score; Hoeffding's bound on the mean.
        case chernoff
        /// Each trial multiplies a stake; one over the final capital.
        case predictionBasedRatio
    }

    /// What is assumed of settings and devices besides locality.
    public enum Hypothesis: String, Sendable, Hashable, Codable, CaseIterable {
        /// In each trial, given all earlier ones, settings are drawn with the stated probabilities, independently of the hidden
        /// variables. Devices may remember all earlier trials. See ``LocalRealismBound/settingTotals`` for whether totals agree.
        case statedSettings
        /// Given all settings, trials are independent and of one local behaviour: the devices have no memory and do not drift.
        ///
        /// Nothing is assumed of how settings were chosen and how often, except that the hidden variables do not depend on them.
        /// Devices with memory are not covered: knowing the settings to come or just how many of each are left, they can do better.
        case memorylessDevices
    }

    /// How the bound was computed.
    public let method: Method
    /// What is assumed besides locality.
    public let hypothesis: Hypothesis
    /// The bound on the probability, in 0…1.
    public let pValue: Double
    /// The number of trials.
    public let trials: Int
    /// The largest (conditional) mean of a trial's score under local realism, scores going from 0 to 1; for ratios 1.
    ///
    /// For unequal totals and memoryless devices, trials are weighted so that each list of settings counts by its range of scores.
    public let localMean: Double
    /// The mean score seen, the fraction of wins for ``Method/binomial``; for ratios their geometric mean.
    public let observedMean: Double
    /// Whether the totals fit the stated setting probabilities; nil when none were stated.
    ///
    /// A small p-value here means that the bound's hypothesis fails, whatever ``pValue`` is.
    public let settingTotals: SettingTotalsTest?
}

extension MeasuredBehaviour {
    /// The bound from a Bell inequality, given how settings were drawn, or else for memoryless devices given the settings.
    ///
    /// With setting probabilities π the score of a trial is c(a|x)/π(x), whose mean given the past is at most β. If the scores
    /// take two values only, as for CHSH, the trials that won are counted and the binomial law holds; otherwise Hoeffding's bound.
    ///
    /// Without them all is conditional on the settings. For independent trials of one local behaviour the sum of means
    /// T = Σ_x Σ_a c(a|x) f(a|x) has expectation at most β whatever the totals n(x). With u in 0…1 the score scaled at each x,
    /// r(x) its range and θ(x) its mean, convexity gives E e^{hru/n} ≤ 1 + θ(e^{hr/n} − 1), so that
    /// P(T ≥ t) ≤ min_h max_θ e^{−ht} Π_x (1 + θ(x)(e^{hr(x)/n(x)} − 1))^{n(x)} over 0 ≤ θ ≤ 1 with Σ rθ ≤ β − Σ min_a c. If all
    /// totals are equal and trials are won or lost, the wins W of n have mean at most nq, and by Hoeffding's theorem on sums of
    /// unequal Bernoulli variables P(W ≥ k) is at most that of the binomial law with q for k ≥ nq + 1.
    ///
    /// The local bound of the inequality is computed anew.
    /// Sources: the martingale argument of [Gill2003]; [Hensen2015]; [Hoeffding1956], Theorem 4.
    /// - Parameters:
    ///   - inequality: Σ c(a|x) P(a|x) ≤ β, fixed before the counts were seen.
    ///   - settingProbabilities: π for each list of settings as the experiment drew them, not as the counts suggest; nil when that
    ///     is not known.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the inequality or the probabilities do not fit;
    ///   ``/NumericalCore/NumericalFailure`` when the local bound could not be proven.
    public func localRealismBound(
        _ inequality: BellInequality, settingProbabilities: [Double]? = nil
    ) throws -> LocalRealismBound {
        let totalsTest = try settingProbabilities.map { try settingTotalsTest($0) }
        try require(
            inequality.scenario == scenario, "inequality", must: "be for \(scenario)", was: inequality.scenario)
        let bound = try inequality.localBound()
        guard bound.isProven else {
            throw NumericalFailure("bound under local realism", "the local bound was not proven: \(bound.stopReason)")
        }
        let totals = trialsPerList
        let areEqual = totals.allSatisfy { $0 == totals[0] }
        // Equal totals as if stated: then the score of a trial is c/π in both cases.
        var pi = settingProbabilities
        if pi == nil, areEqual { pi = totals.map { _ in 1 / Double(totals.count) } }
        if let pi, let result = try gameBound(inequality, bound.upper, pi, totalsTest) { return result }
        guard let totalsTest else { return try memorylessBound(inequality, bound.upper) }
        let (unit, localMean) = try unitScores(inequality, bound.upper, totalsTest.probabilities)
        let mean = (zip(unit, counts).reduce(0) { $0 + $1.0 * Double($1.1) } / Double(trials)).clamped(to: 0...1)
        // What rounding may have added to the scores is given to the bound.
        return LocalRealismBound(
            method: .chernoff, hypothesis: .statedSettings,
            pValue: try TailProbability.chernoff(
                meanAtLeast: mean * (1 - 0x1p-48), trials: trials, bound: min(1, localMean * (1 + 0x1p-48))),
            trials: trials, localMean: localMean, observedMean: mean, settingTotals: totalsTest)
    }

    /// c/π scaled to 0…1, and the largest mean under local realism.
    private func unitScores(
        _ inequality: BellInequality, _ localBound: Double, _ pi: [Double]
    ) throws -> (scores: [Double], localMean: Double) {
        var scores = inequality.coefficients
        for list in 0..<scenario.settingLists {
            for place in try scenario.range(of: scenario.settings(ofList: list)) { scores[place] /= pi[list] }
        }
        guard let low = scores.min(), let high = scores.max(), high > low else {
            throw InvalidArgument("inequality", must: "have scores that differ", was: "constant")
        }
        return (scores.map { ($0 - low) / (high - low) }, ((localBound - low) / (high - low)).clamped(to: 0...1))
    }

    /// The binomial bound when every trial is won or lost; nil otherwise.
    private func gameBound(
        _ inequality: BellInequality, _ localBound: Double, _ pi: [Double], _ totalsTest: SettingTotalsTest?
    ) throws -> LocalRealismBound? {
        let (unit, localMean) = try unitScores(inequality, localBound, pi)
        guard unit.allSatisfy({ $0 < 1e-12 || $0 > 1 - 1e-12 }) else { return nil }
        let wins = zip(unit, counts).reduce(0) { $1.0 > 0.5 ? $0 + $1.1 : $0 }
        // Given the settings, wins need not have one probability, and the binomial law is a bound from one above its mean on.
        let isCovered = totalsTest != nil || Double(wins) >= localMean * Double(trials) + 1
        return LocalRealismBound(
            method: .binomial, hypothesis: totalsTest == nil ? .memorylessDevices : .statedSettings,
            pValue: isCovered
                ? try TailProbability.binomial(atLeast: wins, of: trials, probability: localMean) : 1,
            trials: trials, localMean: localMean, observedMean: Double(wins) / Double(trials),
            settingTotals: totalsTest)
    }

    /// Chernoff's bound for independent trials of one local behaviour, given all settings.
    private func memorylessBound(_ inequality: BellInequality, _ localBound: Double) throws -> LocalRealismBound {
        var lists: [WeightedChernoff.List] = []
        var (seen, local, size) = (CompensatedSum(), CompensatedSum(localBound), abs(localBound))
        for (list, total) in trialsPerList.enumerated() {
            let range = try scenario.range(of: scenario.settings(ofList: list))
            let scores = inequality.coefficients[range]
            guard let low = scores.min(), let high = scores.max() else { continue }
            local.add(-low)
            size += max(abs(low), abs(high))
            guard high > low else { continue }
            lists.append(WeightedChernoff.List(trials: Double(total), range: high - low))
            seen.add(range.reduce(0) { $0 + (inequality.coefficients[$1] - low) * Double(counts[$1]) } / Double(total))
        }
        guard !lists.isEmpty else {
            throw InvalidArgument("inequality", must: "have scores that differ", was: "constant")
        }
        let whole = lists.reduce(0) { $0 + $1.range }
        // What rounding may have added to the sums is given to the bound.
        let margin = size * Double(scenario.count) * 0x1p-52
        let logBound = WeightedChernoff(lists: lists).logBound(
            sumAtLeast: seen.value - margin, expectedAtMost: max(0, local.value) + margin)
        return LocalRealismBound(
            method: .chernoff, hypothesis: .memorylessDevices, pValue: TailProbability.rounded(exp(logBound)),
            trials: trials, localMean: (local.value / whole).clamped(to: 0...1),
            observedMean: (seen.value / whole).clamped(to: 0...1), settingTotals: nil)
    }

    /// The bound from a predicted behaviour: the capital grows by R(a, x) = Q(a|x)/P(a|x), P the local behaviour nearest to Q.
    ///
    /// R is scaled so that Σ_x π(x) Σ_a R P′(a|x) ≤ 1 for every local P′. If π are the probabilities with which settings are
    /// drawn, R has mean at most 1 given the past, so that the capital exceeds K with probability at most 1/K. If they are not
    /// stated, π(x) = n(x)/n: for independent trials of one local behaviour the capital has, given all settings, the expectation
    /// Π_x (Σ_a R P′(a|x))^{n(x)} ≤ (Σ_x π(x) Σ_a R P′(a|x))ⁿ ≤ 1, by the inequality of the means. If trials follow the
    /// prediction, no such bound falls faster with their number. Source: [Zhang2011].
    /// - Parameters:
    ///   - prediction: Q, fixed before the counts were seen, from theory or from earlier trials.
    ///   - settingProbabilities: π for each list of settings as the experiment drew them, not as the counts suggest; nil when that
    ///     is not known.
    ///   - options: Of the search for P.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the prediction or the probabilities do not fit;
    ///   ``/NumericalCore/NumericalFailure`` when the mean of R could not be bounded by enumeration.
    public func localRealismBound(
        predicting prediction: Behaviour, settingProbabilities: [Double]? = nil,
        options: MembershipOptions = MembershipOptions()
    ) throws -> LocalRealismBound {
        let totalsTest = try settingProbabilities.map { try settingTotalsTest($0) }
        let pi = settingProbabilities ?? trialsPerList.map { Double($0) / Double(trials) }
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
            method: .predictionBasedRatio, hypothesis: totalsTest == nil ? .memorylessDevices : .statedSettings,
            pValue: TailProbability.rounded(exp(-logCapital.value)), trials: trials, localMean: 1,
            observedMean: exp(logCapital.value / Double(trials)), settingTotals: totalsTest)
    }
}

extension LocalRealismBound: CustomStringConvertible {
    /// The p-value with what is assumed, and the means that it comes from.
    public var description: String {
        let assumed =
            switch hypothesis {
            case .statedSettings: "settings drawn as stated, devices with any memory"
            case .memorylessDevices: "devices without memory"
            }
        return
            "local realism: p ≤ \(ShortNumber.atMost(pValue, digits: 3)) from \(trials) trials (\(assumed); mean score "
            + "\(ShortNumber.text(observedMean)), local models at most \(ShortNumber.text(localMean)))"
    }
}
