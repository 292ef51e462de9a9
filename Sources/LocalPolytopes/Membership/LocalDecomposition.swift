import LHVModels

/// An explicit local model of a finite scenario: deterministic strategies with weights.
///
/// The behaviour it stands for is Σ_i w_i·(strategy i), with w_i ≥ 0 and Σ w_i = 1 to rounding.
public struct LocalDecomposition: Sendable, Hashable {
    /// The strategies, all for the same numbers of settings.
    public let strategies: [DeterministicStrategy]
    /// A weight for each strategy.
    public let weights: [Double]

    /// A decomposition from its parts.
    ///
    /// - Parameters:
    ///   - strategies: At least one strategy, all for the same numbers of settings.
    ///   - weights: A weight for each, none negative, of sum 1 within 10⁻⁹.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when counts differ, settings differ, or the weights are not a
    ///   distribution.
    public init(strategies: [DeterministicStrategy], weights: [Double]) throws {
        try require(!strategies.isEmpty, "strategies", must: "be at least one", was: "none")
        try require(
            weights.count == strategies.count, "weights", must: "be one for each of \(strategies.count) strategies",
            was: weights.count)
        for (index, strategy) in strategies.enumerated() where strategy.settings != strategies[0].settings {
            throw InvalidArgument(
                "strategy \(index)", must: "be for settings \(strategies[0].settings) as the first",
                was: strategy.settings)
        }
        for (index, weight) in weights.enumerated() where !(weight >= 0 && weight <= 1 + 1e-9) {
            throw InvalidArgument("weight \(index)", must: "be in 0…1", was: weight)
        }
        let sum = weights.compensatedSum()
        try require(abs(sum - 1) <= 1e-9, "weights", must: "have sum 1 within 1e-9", was: sum)
        self.strategies = strategies
        self.weights = weights
    }

    init(unchecked strategies: [DeterministicStrategy], weights: [Double]) {
        self.strategies = strategies
        self.weights = weights
    }

    /// The number of strategies.
    public var count: Int { strategies.count }

    /// The correlators Σ_i w_i Π_k s_k^{(i)}(x_k) of a decomposition with two outcomes per setting.
    ///
    /// - Parameter includesMarginals: Whether the correlators of fewer parties are wanted too.
    /// - Complexity: O(strategies × count of the tensor).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when an outcome is not 0 or 1.
    public func correlators(includesMarginals: Bool = false) throws -> CorrelatorTensor {
        var sums: [CompensatedSum] = []
        for (strategy, weight) in zip(strategies, weights) {
            let vertex = try CorrelatorTensor(strategy, includesMarginals: includesMarginals)
            if sums.isEmpty { sums = Array(repeating: CompensatedSum(), count: vertex.count) }
            for (place, element) in vertex.elements.enumerated() { sums[place].add(weight * element) }
        }
        return try CorrelatorTensor(
            sums.map(\.value), settings: strategies[0].settings, includesMarginals: includesMarginals)
    }
}

extension LocalDecomposition: Codable {
    private enum CodingKeys: String, CodingKey { case strategies, weights }

    /// Reads strategies and weights and checks them.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(
            strategies: try container.decode([DeterministicStrategy].self, forKey: .strategies),
            weights: try container.decode([Double].self, forKey: .weights))
    }

    /// Writes strategies and weights.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(strategies, forKey: .strategies)
        try container.encode(weights, forKey: .weights)
    }
}

extension LocalDecomposition: CustomStringConvertible {
    /// The number of strategies, and the heaviest of them with their weights.
    public var description: String {
        let order = weights.indices.sorted { weights[$0] != weights[$1] ? weights[$0] > weights[$1] : $0 < $1 }
        let heaviest = order.prefix(4).map { "\(ShortNumber.text(weights[$0])) · \(strategies[$0])" }
        return "mixture of \(count) strategies: \(heaviest.joined(separator: ", "))\(count > 4 ? ", …" : "")"
    }
}
