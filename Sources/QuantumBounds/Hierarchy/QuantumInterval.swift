import QuantumStates

/// The quantum maximum of a Bell functional between two ends, each with its evidence.
public struct QuantumInterval: Sendable, Hashable, Codable {
    /// A state and measurements of finite dimension; their value is reached up to rounding.
    public let lower: QuantumBound
    /// A proof that there is no more.
    public let upper: HierarchyBound

    /// The distance of the ends.
    public var width: Double { upper.upper - lower.value }
}

extension QuantumInterval: CustomStringConvertible {
    /// The interval, with what stands behind its ends.
    public var description: String {
        "\(ShortNumber.atLeast(lower.value, digits: 10)) (dimensions \(lower.state.space.dimensions)) … "
            + "\(ShortNumber.atMost(upper.upper, digits: 10)) (proven, level \(upper.level))"
    }
}

extension BellInequality {
    /// The quantum maximum between what a see-saw reaches in given dimensions and what the hierarchy proves.
    ///
    /// - Parameters:
    ///   - dimensions: The local dimension of each party for the lower end.
    ///   - level: Which products of operators the upper end uses.
    ///   - seeSaw: Starts, limits and seed of the lower end.
    ///   - options: Limits and tolerance of the upper end.
    /// - Complexity: That of both ends.
    /// - Throws: As `quantumBound(dimensions:_:)` and ``quantumUpperBound(level:_:clock:resuming:reporting:keeping:)``.
    public func quantumInterval(
        dimensions: [Int], level: HierarchyLevel = .almostQuantum, seeSaw: SeeSawOptions,
        _ options: HierarchyOptions = HierarchyOptions()
    ) throws -> QuantumInterval {
        QuantumInterval(
            lower: try quantumBound(dimensions: dimensions, seeSaw),
            upper: try quantumUpperBound(level: level, options))
    }
}
