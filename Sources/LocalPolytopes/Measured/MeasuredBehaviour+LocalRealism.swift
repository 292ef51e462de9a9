import LHVModels

/// What measured counts say about local realism.
public struct LocalRealismReport: Sendable, Hashable, Codable {
    /// Whether the frequencies signal by more than chance; if so, something other than nonlocality may be at work.
    public let noSignalling: NoSignallingTest
    /// The local behaviour nearest to the frequencies in the 2-norm, its distance, and the separating inequality.
    ///
    /// The part of the frequencies that signals is part of the distance but not of the nearest point.
    public let nearest: NearestLocalBehaviour
    /// The most likely local behaviour and the likelihood ratio.
    public let likelihood: LocalLikelihood
    /// The value of the inequality that was to be tested, with its standard error; nil when none was named.
    public let value: Estimate?
    /// The bound on the probability under local realism, valid for this number of trials; nil when no inequality was named.
    ///
    /// It says under which hypothesis on settings and devices, and whether the totals fit stated setting probabilities.
    public let bound: LocalRealismBound?
}

extension BellInequality {
    /// Σ c(a|x) f(a|x) of measured frequencies with its standard error.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the counts are of another scenario.
    public func value(of measured: MeasuredBehaviour) throws -> Estimate {
        try require(measured.scenario == scenario, "counts", must: "be for \(scenario)", was: measured.scenario)
        return try measured.value(of: coefficients)
    }
}

extension MeasuredBehaviour {
    /// The local behaviour nearest to the relative frequencies in the 2-norm, whatever they signal by chance.
    ///
    /// - Throws: As the search for behaviours, but not for signalling.
    public func nearestLocalPoint(options: MembershipOptions = MembershipOptions()) throws -> NearestLocalBehaviour {
        try behaviour.nearestLocalPoint(signallingTolerance: 1, options: options)
    }

    /// All analyses of the counts against local realism.
    ///
    /// - Parameters:
    ///   - inequality: The inequality to be tested, fixed before the counts were seen.
    ///   - settingProbabilities: The probability of each list of settings as the experiment drew them; without them the bound is
    ///     conditional on the settings and for memoryless devices, see ``/LocalPolytopes/LocalRealismBound/Hypothesis``.
    ///   - options: Limits and seed of the searches; the time limit is one for all of them together.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there are other than 2…6 parties or arguments do not fit;
    ///   ``/NumericalCore/NumericalFailure`` when a bound could not be proven.
    public func localRealismReport(
        testing inequality: BellInequality? = nil, settingProbabilities: [Double]? = nil,
        options: MembershipOptions = MembershipOptions()
    ) throws -> LocalRealismReport {
        let budget = TimeBudget(timeLimit: options.timeLimit)
        var rest = options
        func remaining() -> MembershipOptions {
            rest.timeLimit = budget.remaining.map { max(0, $0.inSeconds) }
            return rest
        }
        // What may fail for want of time comes first.
        let bound = try inequality.map {
            try localRealismBound(
                $0, settingProbabilities: settingProbabilities,
                options: LocalBoundOptions(timeLimit: remaining().timeLimit, threads: options.threads))
        }
        return LocalRealismReport(
            noSignalling: try noSignallingTest(), nearest: try nearestLocalPoint(options: remaining()),
            likelihood: try localLikelihood(options: remaining()),
            value: try inequality.map { try $0.value(of: self) }, bound: bound)
    }
}

extension LocalRealismReport: CustomStringConvertible {
    /// A line each for the tested value, the bound on its probability, signalling, the nearest local behaviour, and the likelihood.
    public var description: String {
        var lines: [String] = []
        if let value { lines.append("value of the inequality: \(value)") }
        if let bound { lines.append("\(bound)") }
        if let totals = bound?.settingTotals { lines.append("\(totals)") }
        lines += ["\(noSignalling)", "nearest local behaviour: \(nearest)", "\(likelihood)"]
        return lines.joined(separator: "\n")
    }
}
