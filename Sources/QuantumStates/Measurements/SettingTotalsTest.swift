import NumericalCore

/// Whether the numbers of trials with each list of settings fit stated probabilities of the settings.
///
/// Under the hypothesis each trial's settings are drawn with these probabilities, independently of all else, so that the totals
/// are multinomial.
public struct SettingTotalsTest: Sendable, Hashable, Codable {
    /// The number of trials with each list of settings.
    public let totals: [Int]
    /// π, the stated probability of each list.
    public let probabilities: [Double]
    /// χ² = Σ (n(x) − nπ(x))²/(nπ(x)).
    public let chiSquare: Double
    /// The number of lists less 1.
    public let degreesOfFreedom: Int
    /// The probability of totals at least as far from the stated probabilities, or a bound on it: P(p ≤ α) ≤ α for any n.
    public let pValue: Double
    /// How ``pValue`` was found.
    public let method: CountTestMethod
}

extension MeasuredBehaviour {
    /// Whether the numbers of trials with each list of settings fit stated probabilities of the settings.
    ///
    /// - Parameters:
    ///   - probabilities: π, above 0 for each list of settings, of sum 1 within 10⁻⁹.
    ///   - seed: Of the random totals.
    /// - Complexity: O(lists) for each of at most 9999 random totals.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the probabilities do not fit.
    public func settingTotalsTest(_ probabilities: [Double], seed: UInt64 = 0) throws -> SettingTotalsTest {
        let lists = scenario.settingLists
        try require(
            probabilities.count == lists, "settingProbabilities", must: "be \(lists) numbers", was: probabilities.count)
        for (list, probability) in probabilities.enumerated() {
            try require(
                probability > 0 && probability <= 1, "probability of settings \(scenario.settings(ofList: list))",
                must: "be above 0 and at most 1", was: probability)
        }
        let sum = probabilities.compensatedSum()
        try require(abs(sum - 1) <= 1e-9, "settingProbabilities", must: "have sum 1 within 1e-9", was: sum)
        let (totals, trials) = (trialsPerList, trials)
        func chiSquare(_ totals: [Int]) -> Double {
            zip(totals, probabilities).reduce(0) { result, pair in
                let expected = pair.1 * Double(trials)
                return result + (Double(pair.0) - expected) * (Double(pair.0) - expected) / expected
            }
        }
        let observed = chiSquare(totals)
        guard lists > 1 else {
            return SettingTotalsTest(
                totals: totals, probabilities: probabilities, chiSquare: observed, degreesOfFreedom: 0, pValue: 1,
                method: .nothingToTest)
        }
        var least = 1.0
        for (total, probability) in zip(totals, probabilities) {
            let above = try TailProbability.binomial(atLeast: total, of: trials, probability: probability)
            let below = try TailProbability.binomial(
                atLeast: trials - total, of: trials, probability: 1 - probability)
            least = smallerOrNaN(least, smallerOrNaN(above, below))
        }
        var stream = RandomStream(seed: seed)
        let (pValue, drawn) = try RandomCountTest.pValue(
            observed: observed, unionBound: least * Double(2 * lists),
            draw: { chiSquare(try stream.multinomial(trials: trials, weights: probabilities)) })
        return SettingTotalsTest(
            totals: totals, probabilities: probabilities, chiSquare: observed, degreesOfFreedom: lists - 1,
            pValue: pValue, method: drawn > 0 ? .randomCounts : .singleCounts)
    }
}

extension SettingTotalsTest: CustomStringConvertible {
    /// χ², the p-value, and the totals.
    public var description: String {
        "totals of settings: χ² = \(ShortNumber.text(chiSquare)) of \(degreesOfFreedom), p = \(ShortNumber.text(pValue, digits: 3)), "
            + "totals \(totals.prefix(16).map(String.init).joined(separator: ", "))\(totals.count > 16 ? ", …" : "")"
    }
}
