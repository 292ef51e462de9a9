/// "Local up to …, not local beyond …": a critical visibility between two ends, of what, and why each end is believed.
///
/// Thresholds, robustnesses, brackets and proofs of certificates are given in this form by their `interval`, so that they can stand in one
/// table: ends of different evidence may be compared, and ``combined(with:)`` keeps the better of each.
public struct LocalityInterval: Sendable, Hashable, Codable {
    /// What is mixed with noise, in words.
    public let target: String
    /// The visibility up to which it is local.
    public let lower: LocalityEnd
    /// The visibility beyond which it is not.
    public let upper: LocalityEnd

    /// An interval from its parts.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when an end is not in 0…1. The lower end may lie above the upper where one of them is not
    ///   verified.
    public init(of target: String, lower: LocalityEnd, upper: LocalityEnd) throws {
        for (name, end) in [("lower", lower), ("upper", upper)] {
            try require(end.visibility >= 0 && end.visibility <= 1, name, must: "be in 0…1", was: end.visibility)
        }
        self.init(unchecked: target, lower, upper)
    }

    /// The caller guarantees that the ends are visibilities.
    package init(unchecked target: String, _ lower: LocalityEnd, _ upper: LocalityEnd) {
        self.target = target
        self.lower = lower
        self.upper = upper
    }

    /// The distance of the ends; negative when they contradict one another, which shows that one of them is wrong.
    public var width: Double { upper.visibility - lower.visibility }

    /// Whether both ends were verified.
    public var isVerified: Bool { lower.evidence.isVerified && upper.evidence.isVerified }

    /// The larger of two lower ends and the smaller of two upper ends; where they are equal, the one with the stronger evidence.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the other interval is of another target.
    public func combined(with other: LocalityInterval) throws -> LocalityInterval {
        try require(other.target == target, "interval", must: "be of \(target)", was: other.target)
        return LocalityInterval(
            unchecked: target, other.lower.isPreferred(to: lower, larger: true) ? other.lower : lower,
            other.upper.isPreferred(to: upper, larger: false) ? other.upper : upper)
    }

    private enum CodingKeys: String, CodingKey { case target, lower, upper }

    /// Reads the parts and checks them.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(
            of: container.decode(String.self, forKey: .target),
            lower: container.decode(LocalityEnd.self, forKey: .lower),
            upper: container.decode(LocalityEnd.self, forKey: .upper))
    }
}

extension LocalityInterval: CustomStringConvertible {
    /// The target, and each end with its evidence.
    public var description: String {
        "\(target.isEmpty ? "target" : target): local up to \(lower), not beyond \(upper)"
    }
}
