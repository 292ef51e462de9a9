import NumericalCore

/// A behaviour: the probabilities P(a₁ … a_N|x₁ … x_N) of all outcomes for all settings of a Bell scenario.
///
/// Numbers that are negative or not normalized for some list of settings cannot become a behaviour. It may be signalling:
/// see ``signalling()``.
public struct Behaviour: Sendable, Hashable {
    /// The parties, settings and outcomes.
    public let scenario: Scenario
    /// The probabilities, in the order that ``Scenario`` fixes.
    public let probabilities: [Double]

    /// How negative a probability and how far from 1 a sum may be, when nothing else is said.
    public static let defaultTolerance = 1e-8

    /// The behaviour with the given probabilities.
    ///
    /// - Parameters:
    ///   - probabilities: One number for each outcome list of each list of settings.
    ///   - scenario: The parties, settings and outcomes.
    ///   - tolerance: The largest −P(a|x) and |Σ_a P(a|x) − 1| that is let through.
    /// - Complexity: O(count).
    /// - Throws: ``/NumericalCore/InvalidArgument`` that names the settings where a law is broken.
    public init(_ probabilities: [Double], in scenario: Scenario, tolerance: Double = defaultTolerance) throws {
        try require(tolerance >= 0 && tolerance < 1, "tolerance", must: "be in 0..<1", was: tolerance)
        try require(
            probabilities.count == scenario.count, "probabilities",
            must: "be \(scenario.count) numbers for \(scenario)",
            was: probabilities.count)
        for list in 0..<scenario.settingLists {
            let range = scenario.range(ofList: list)
            try requireProbabilities(probabilities[range], tolerance: tolerance) {
                "probability \($0) for settings \(scenario.settings(ofList: list))"
            }
        }
        self.init(unchecked: probabilities, in: scenario)
    }

    /// The behaviour with probabilities that the caller knows to be valid.
    package init(unchecked probabilities: [Double], in scenario: Scenario) {
        assert(probabilities.count == scenario.count)
        self.probabilities = probabilities
        self.scenario = scenario
    }

    /// P(a|x).
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there is not one setting and one outcome for each party.
    public func probability(of outcome: [Int], given settings: [Int]) throws -> Double {
        probabilities[try scenario.index(of: outcome, given: settings)]
    }

    /// The distribution of the outcomes for one list of settings.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there is not one setting of its own for each party.
    public func outcomeDistribution(given settings: [Int]) throws -> OutcomeDistribution {
        let range = try scenario.range(of: settings)
        return OutcomeDistribution(
            unchecked: Array(probabilities[range]), outcomes: scenario.outcomeCounts(given: settings))
    }

    /// White noise: P(a|x) = 1/(K₁(x₁)·…·K_N(x_N)).
    public static func whiteNoise(in scenario: Scenario) -> Behaviour {
        var probabilities: [Double] = []
        probabilities.reserveCapacity(scenario.count)
        for list in 0..<scenario.settingLists {
            let size = scenario.range(ofList: list).count
            probabilities.append(contentsOf: repeatElement(1 / Double(size), count: size))
        }
        return Behaviour(unchecked: probabilities, in: scenario)
    }

    /// The behaviour of Popescu and Rohrlich: P(ab|xy) = ½ when a ⊕ b = xy, which has CHSH value 4.
    ///
    /// Source: [Popescu1994].
    public static let popescuRohrlich = Behaviour(
        unchecked: (0..<16).map { index in
            let (x, y, a, b) = (index >> 3 & 1, index >> 2 & 1, index >> 1 & 1, index & 1)
            return a ^ b == x & y ? 0.5 : 0
        }, in: .chsh)

    /// (1 − weight)·P + weight·Q.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the scenarios differ or the weight is not in 0…1.
    public func mixed(with other: Behaviour, weight: Double) throws -> Behaviour {
        try require(other.scenario == scenario, "other behaviour", must: "be for \(scenario)", was: other.scenario)
        try require(weight >= 0 && weight <= 1, "weight", must: "be in 0…1", was: weight)
        return Behaviour(
            unchecked: zip(probabilities, other.probabilities).map { (1 - weight) * $0 + weight * $1 }, in: scenario)
    }

    /// v·P + (1 − v)·(white noise).
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when v is not in 0…1.
    public func withWhiteNoise(visibility: Double) throws -> Behaviour {
        try require(visibility >= 0 && visibility <= 1, "visibility", must: "be in 0…1", was: visibility)
        return try mixed(with: .whiteNoise(in: scenario), weight: 1 - visibility)
    }

    /// max |P(a|x) − Q(a|x)|.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the scenarios differ.
    public func distance(to other: Behaviour) throws -> Double {
        try require(other.scenario == scenario, "other behaviour", must: "be for \(scenario)", was: other.scenario)
        return zip(probabilities, other.probabilities).reduce(0) { largerOrNaN($0, abs($1.0 - $1.1)) }
    }
}

extension Behaviour: Codable {
    private enum CodingKeys: String, CodingKey { case outcomes, probabilities }

    /// Reads scenario and probabilities and checks them again.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(
            try container.decode([Double].self, forKey: .probabilities),
            in: try container.decode(Scenario.self, forKey: .outcomes))
    }

    /// Writes scenario and probabilities.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(scenario, forKey: .outcomes)
        try container.encode(probabilities, forKey: .probabilities)
    }
}
