import NumericalCore

/// The outcome of a Bell experiment: how often each list of outcomes was seen for each list of settings.
///
/// Counts are in the order of ``Scenario``. For each list of settings they follow a multinomial law with the number of trials
/// made there, and relative frequencies estimate the behaviour. They signal by chance even where nothing does: see
/// ``noSignallingTest(seed:)`` for whether they do so by more than chance.
public struct MeasuredBehaviour: Sendable, Hashable {
    /// The parties, settings and outcomes.
    public let scenario: Scenario
    /// How often each list of outcomes was seen.
    public let counts: [Int]

    /// The largest count: 2⁴⁰.
    public static let largestCount = 1 << 40

    /// The experiment with the given counts.
    ///
    /// - Parameters:
    ///   - counts: A count for each outcome list of each list of settings.
    ///   - scenario: The parties, settings and outcomes.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there are too few or too many counts, a count is negative or above
    ///   2⁴⁰, or a list of settings was never tried.
    public init(counts: [Int], in scenario: Scenario) throws {
        try require(
            counts.count == scenario.count, "counts", must: "be \(scenario.count) numbers for \(scenario)",
            was: counts.count)
        for list in 0..<scenario.settingLists {
            let range = scenario.range(ofList: list)
            for place in range {
                try require(
                    counts[place] >= 0 && counts[place] <= MeasuredBehaviour.largestCount,
                    "count \(place - range.lowerBound) for settings \(scenario.settings(ofList: list))",
                    must: "be in 0…2⁴⁰", was: counts[place])
            }
            try require(
                counts[range].contains { $0 > 0 }, "counts for settings \(scenario.settings(ofList: list))",
                must: "not all be 0", was: "all 0")
        }
        self.scenario = scenario
        self.counts = counts
    }

    /// The number of all trials.
    public var trials: Int { counts.reduce(0, +) }

    /// The number of trials made with each list of settings.
    public var trialsPerList: [Int] {
        (0..<scenario.settingLists).map { counts[scenario.range(ofList: $0)].reduce(0, +) }
    }

    /// The number of trials made with a list of settings.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there is not one setting of its own for each party.
    public func trials(given settings: [Int]) throws -> Int {
        counts[try scenario.range(of: settings)].reduce(0, +)
    }

    /// The relative frequencies n(a, x)/n(x), the most likely behaviour when nothing else is known.
    ///
    /// - Complexity: O(count).
    public var behaviour: Behaviour {
        var probabilities: [Double] = []
        probabilities.reserveCapacity(counts.count)
        for (list, number) in trialsPerList.enumerated() {
            probabilities += counts[scenario.range(ofList: list)].map { Double($0) / Double(number) }
        }
        return Behaviour(unchecked: probabilities, in: scenario)
    }

    /// The relative frequencies with their standard errors √(f(1 − f)/(n(x) − 1)).
    ///
    /// As everywhere in this library, the sample variance has the divisor n − 1, which makes it unbiased. An outcome that was
    /// never seen, or always, has error 0 here; ``value(of:)`` of a sum of outcomes is less misleading.
    public var estimates: [Estimate] {
        var estimates: [Estimate] = []
        estimates.reserveCapacity(counts.count)
        for (list, number) in trialsPerList.enumerated() {
            estimates += counts[scenario.range(ofList: list)].map { count in
                let frequency = Double(count) / Double(number)
                return Estimate(
                    frequency,
                    standardError: SampleVariance.standardErrorOfMean(
                        meanSquare: frequency * (1 - frequency), count: Double(number)))
            }
        }
        return estimates
    }

    /// Σ c(a|x) f(a|x) with its standard error, √Σ_x Var_x(c)/n(x) with the sample variance Var_x over the trials at x.
    ///
    /// - Parameter coefficients: c, a finite number for each probability of the scenario.
    /// - Complexity: O(count).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the coefficients do not fit or are not finite.
    public func value(of coefficients: [Double]) throws -> Estimate {
        try require(
            coefficients.count == counts.count, "coefficients", must: "be \(counts.count) numbers for \(scenario)",
            was: coefficients.count)
        try require(coefficients.allSatisfy(\.isFinite), "coefficients", must: "be finite", was: "not finite")
        var (sum, variance) = (CompensatedSum(), 0.0)
        for (list, number) in trialsPerList.enumerated() {
            let range = scenario.range(ofList: list)
            let mean = range.reduce(0) { $0 + coefficients[$1] * Double(counts[$1]) } / Double(number)
            let scatter = range.reduce(0) {
                $0 + (coefficients[$1] - mean) * (coefficients[$1] - mean) * Double(counts[$1])
            }
            sum.add(mean)
            let error = SampleVariance.standardErrorOfMean(
                meanSquare: scatter / Double(number), count: Double(number))
            variance += error * error
        }
        return Estimate(sum.value, standardError: variance.squareRoot())
    }

    /// E(x) = Σ a₁·…·a_N f(a|x) with its standard error √((1 − E²)/(n(x) − 1)), for outcomes ±1, outcome 0 counting +1.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a setting does not exist or has other than two outcomes.
    public func correlator(given settings: [Int]) throws -> Estimate {
        let value = try behaviour.correlator(given: settings)
        let number = try trials(given: settings)
        return Estimate(
            value,
            standardError: SampleVariance.standardErrorOfMean(meanSquare: 1 - value * value, count: Double(number)))
    }

    /// The experiment that sees counts drawn from a behaviour, as many trials for each list of settings as given.
    ///
    /// - Parameters:
    ///   - behaviour: What the trials are drawn from.
    ///   - trials: A number of trials for each list of settings, in 1…2⁴⁰.
    ///   - generator: The source of randomness.
    /// - Complexity: O(count), whatever the number of trials: the counts of a list of settings are multinomial.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a number is wrong.
    public init(
        simulating behaviour: Behaviour, trials: [Int], using generator: inout some RandomNumberGenerator
    ) throws {
        let scenario = behaviour.scenario
        try require(
            trials.count == scenario.settingLists, "trials", must: "be \(scenario.settingLists) numbers",
            was: trials.count)
        var counts = [Int](repeating: 0, count: scenario.count)
        for (list, number) in trials.enumerated() {
            try require(
                number >= 1 && number <= MeasuredBehaviour.largestCount, "trials \(list)", must: "be in 1…2⁴⁰",
                was: number)
            let range = scenario.range(ofList: list)
            // A behaviour may be negative by rounding.
            let weights = behaviour.probabilities[range].map { max(0, $0) }
            counts.replaceSubrange(range, with: try generator.multinomial(trials: number, weights: weights))
        }
        try self.init(counts: counts, in: scenario)
    }
}

extension MeasuredBehaviour: Codable {
    private enum CodingKeys: String, CodingKey { case outcomes, counts }

    /// Reads scenario and counts and checks them again.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(
            counts: try container.decode([Int].self, forKey: .counts),
            in: try container.decode(Scenario.self, forKey: .outcomes))
    }

    /// Writes scenario and counts.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(scenario, forKey: .outcomes)
        try container.encode(counts, forKey: .counts)
    }
}

extension MeasuredBehaviour: CustomStringConvertible {
    /// The scenario, the number of trials, and, when there are few, a row of counts for each list of settings.
    public var description: String {
        let head = "counts in \(scenario), \(trials) trials"
        let table = scenario.table("n") { String(counts[$0]) }
        return table.map { "\(head), outcomes in counting order\n\($0)" } ?? head
    }
}
