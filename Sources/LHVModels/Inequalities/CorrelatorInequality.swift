import QuantumStates

/// A Bell inequality on correlators of outcomes ±1: Σ M(x)·E(x) ≤ β for all local correlators.
///
/// The coefficients may include marginals and a constant term. Whether the bound holds and is reached is not checked here:
/// the local bound is computed separately.
public struct CorrelatorInequality: Sendable, Hashable {
    /// The coefficients M.
    public let coefficients: CorrelatorTensor
    /// The claimed local bound β.
    public let bound: Double
    /// What the inequality is called; may be empty.
    public let name: String

    /// The inequality ⟨M, E⟩ ≤ β.
    ///
    /// - Parameters:
    ///   - coefficients: M.
    ///   - bound: β, a finite number.
    ///   - name: What the inequality is called.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the bound is not finite.
    public init(_ coefficients: CorrelatorTensor, bound: Double, name: String = "") throws {
        try require(bound.isFinite, "bound", must: "be finite", was: bound)
        self.coefficients = coefficients
        self.bound = bound
        self.name = name
    }

    /// m₁ … m_N, the number of settings of each party.
    public var settings: [Int] { coefficients.settings }

    /// ⟨M, E⟩ for correlators.
    ///
    /// Marginals that the coefficients do not need are left out; those that they need and the correlators lack are an error.
    /// - Complexity: O(count).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the tensors do not fit.
    public func value(of correlators: CorrelatorTensor) throws -> Double {
        let needed = coefficients.includesMarginals ? correlators : correlators.withoutMarginals
        try coefficients.requireShape(of: needed, "correlators")
        return try coefficients.dot(needed)
    }

    /// ⟨M, E⟩ for a behaviour with two outcomes per setting.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the behaviour does not fit, or marginals are needed and it signals.
    public func value(of behaviour: Behaviour) throws -> Double {
        try value(of: CorrelatorTensor(behaviour, includesMarginals: coefficients.includesMarginals))
    }

    /// ⟨M, E⟩ for a deterministic strategy.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the strategy does not fit.
    public func value(of strategy: DeterministicStrategy) throws -> Double {
        try value(of: CorrelatorTensor(strategy, includesMarginals: coefficients.includesMarginals))
    }

    /// ⟨M, E⟩ − β: positive for correlators that violate the inequality.
    ///
    /// - Throws: As ``value(of:)-(CorrelatorTensor)``.
    public func violation(by correlators: CorrelatorTensor) throws -> Double { try value(of: correlators) - bound }

    /// The same inequality multiplied by a positive number.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless the factor is positive and all products are finite.
    public func scaled(by factor: Double) throws -> CorrelatorInequality {
        try require(factor > 0 && factor.isFinite, "factor", must: "be positive and finite", was: factor)
        return try CorrelatorInequality(coefficients.scaled(by: factor), bound: factor * bound, name: name)
    }
}

extension CorrelatorInequality: Codable {
    private enum CodingKeys: String, CodingKey { case coefficients, bound, name }

    /// Reads coefficients, bound and name and checks them.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(
            try container.decode(CorrelatorTensor.self, forKey: .coefficients),
            bound: try container.decode(Double.self, forKey: .bound),
            name: try container.decodeIfPresent(String.self, forKey: .name) ?? "")
    }

    /// Writes coefficients, bound and name.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(coefficients, forKey: .coefficients)
        try container.encode(bound, forKey: .bound)
        try container.encode(name, forKey: .name)
    }
}
