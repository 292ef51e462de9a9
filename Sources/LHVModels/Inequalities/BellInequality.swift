import QuantumStates

/// A Bell inequality in full notation: Σ c(a|x)·P(a|x) ≤ β for all local behaviours of a scenario.
///
/// Any number of parties, settings and outcomes. The coefficients are in the order of ``/QuantumStates/Scenario``. Whether
/// the bound holds and is reached is not checked here: the local bound is computed separately. Different coefficients can stand for
/// the same functional on behaviours without signalling; ``CollinsGisinForm`` is unique.
public struct BellInequality: Sendable, Hashable {
    /// The parties, settings and outcomes.
    public let scenario: Scenario
    /// The coefficients c(a|x).
    public let coefficients: [Double]
    /// The claimed local bound β.
    public let bound: Double
    /// What the inequality is called; may be empty.
    public let name: String

    /// The inequality Σ c(a|x)·P(a|x) ≤ β.
    ///
    /// - Parameters:
    ///   - coefficients: A finite number for each probability of the scenario.
    ///   - scenario: The parties, settings and outcomes.
    ///   - bound: β, a finite number.
    ///   - name: What the inequality is called.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the coefficients are not as many as they must be, or a number is not
    ///   finite.
    public init(_ coefficients: [Double], in scenario: Scenario, bound: Double, name: String = "") throws {
        try InequalityRecord.require(
            coefficients, count: scenario.count, scenario, bound: bound)
        self.coefficients = coefficients
        self.scenario = scenario
        self.bound = bound
        self.name = name
    }

    /// c(a|x).
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there is not one setting and one outcome for each party.
    public func coefficient(of outcome: [Int], given settings: [Int]) throws -> Double {
        coefficients[try scenario.index(of: outcome, given: settings)]
    }

    /// Σ c(a|x)·P(a|x), with compensated summation; also for behaviours that signal.
    ///
    /// - Complexity: O(count).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the behaviour is of another scenario.
    public func value(of behaviour: Behaviour) throws -> Double {
        try require(behaviour.scenario == scenario, "behaviour", must: "be for \(scenario)", was: behaviour.scenario)
        return try CompensatedSum.dot(coefficients, behaviour.probabilities)
    }

    /// Σ_x c(λ(x)|x), the value of a deterministic strategy λ.
    ///
    /// - Complexity: O(lists of settings).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the strategy does not fit the scenario.
    public func value(of strategy: DeterministicStrategy) throws -> Double {
        try strategy.requireFits(scenario)
        return scenario.places(of: strategy).lazy.map { coefficients[$0] }.compensatedSum()
    }

    /// Σ c·P − β: positive for behaviours that violate the inequality.
    ///
    /// - Throws: As ``value(of:)-(Behaviour)``.
    public func violation(by behaviour: Behaviour) throws -> Double { try value(of: behaviour) - bound }

    /// The same inequality multiplied by a positive number.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless the factor is positive and all products are finite.
    public func scaled(by factor: Double) throws -> BellInequality {
        try require(factor > 0 && factor.isFinite, "factor", must: "be positive and finite", was: factor)
        return try BellInequality(coefficients.map { factor * $0 }, in: scenario, bound: factor * bound, name: name)
    }
}

extension BellInequality: Codable {
    /// Reads scenario, coefficients, bound and name and checks them.
    public init(from decoder: any Decoder) throws {
        let record = try InequalityRecord(from: decoder)
        try self.init(record.coefficients, in: record.outcomes, bound: record.bound, name: record.name ?? "")
    }

    /// Writes scenario, coefficients, bound and name.
    public func encode(to encoder: any Encoder) throws {
        try InequalityRecord(outcomes: scenario, coefficients: coefficients, bound: bound, name: name).encode(
            to: encoder)
    }
}
