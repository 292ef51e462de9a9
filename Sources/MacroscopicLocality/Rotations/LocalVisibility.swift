import NumericalCore

/// A visibility up to which Werner states have a local model, and for which measurements.
///
/// The list of known values grows; any other can be made with ``init(_:measurements:source:)``.
public struct LocalVisibility: Sendable, Hashable, Codable {
    /// What is measured.
    public enum Measurements: String, Sendable, Hashable, Codable, CaseIterable {
        /// All projective measurements.
        case projective
        /// All measurements, POVMs included.
        case povm
    }

    /// The visibility v: there is a local model for all V ≤ v.
    public let value: Double
    /// What is measured.
    public let measurements: Measurements
    /// Where the value is from.
    public let source: String

    /// A value of one's own.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless the value is in 1/3…1: separable states are local in any case.
    public init(_ value: Double, measurements: Measurements, source: String) throws {
        try require(value >= 1.0 / 3 && value <= 1, "local visibility", must: "be in 1/3…1", was: value)
        self.init(unchecked: value, measurements, source)
    }

    private init(unchecked value: Double, _ measurements: Measurements, _ source: String) {
        self.value = value
        self.measurements = measurements
        self.source = source
    }

    private enum CodingKeys: String, CodingKey { case value, measurements, source }

    /// Reads the three parts and checks them.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(
            try container.decode(Double.self, forKey: .value),
            measurements: try container.decode(Measurements.self, forKey: .measurements),
            source: try container.decode(String.self, forKey: .source))
    }

    /// 2/3 for projective measurements, as P4 has it (0.66, extended to 2/3).
    public static let paperProjective = LocalVisibility(unchecked: 2.0 / 3, .projective, "P4, Sec. V")
    /// 0.6875 for projective measurements.
    ///
    /// Source: [Designolle2023].
    public static let projective2023 = LocalVisibility(
        unchecked: 0.6875, .projective, "S. Designolle et al., Phys. Rev. Research 5, 043059 (2023)")
    /// 5/12 for POVMs, as P4 has it; its print is illegible in places.
    ///
    /// Source: [Barrett2002].
    public static let paperPOVM = LocalVisibility(unchecked: 5.0 / 12, .povm, "J. Barrett, PRA 65, 042302 (2002)")
    /// 1/2 for POVMs.
    ///
    /// Sources: [Zhang2024]; [Renner2024].
    public static let povm2024 = LocalVisibility(
        unchecked: 0.5, .povm, "Y. Zhang, E. Chitambar, PRL 132, 250201 (2024); M. J. Renner, PRL 132, 250202 (2024)")

    /// The constants of the paper and of later work.
    public static let known = [paperProjective, projective2023, paperPOVM, povm2024]

    /// The least R = max(N_A, N_B) with (R + 2)/(3R) ≤ v: from there on, no rotationally invariant state violates a Bell inequality
    /// with these measurements; nil for v = 1/3, which no R reaches.
    ///
    /// R ≥ 2/(3v − 1): 2 for v = 2/3 and 8 for v = 5/12.
    public var leastRegionSize: Double? {
        guard 3 * value - 1 > 1e-15 else { return nil }
        // Rounding in 3v − 1 must not push a whole number up.
        let size = 2 / (3 * value - 1)
        return max(1, (size - 1e-9 * size).rounded(.up))
    }

    /// Whether all rotationally invariant states of regions of these sizes are local for these measurements.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless both numbers are whole and at least 1.
    public func covers(_ first: Double, _ second: Double) throws -> Bool {
        try EffectiveState.requireSizes([first, second], count: 2)
        return leastRegionSize.map { max(first, second) >= $0 } ?? false
    }
}

/// The largest visibility of rotationally invariant states over region sizes, and which thresholds lie above it.
public struct VisibilityTable: Sendable, Hashable, Codable {
    /// One pair of region sizes.
    public struct Row: Sendable, Hashable, Codable {
        /// N_A.
        public let first: Double
        /// N_B.
        public let second: Double
        /// (R + 2)/(3R).
        public let bound: Double
        /// For each threshold, whether all states are local for its measurements.
        public let isLocal: [Bool]
    }

    /// The thresholds.
    public let thresholds: [LocalVisibility]
    /// The rows, N_A first.
    public let rows: [Row]

    /// The table of all pairs of the given sizes.
    ///
    /// - Parameters:
    ///   - firstSizes: The values of N_A.
    ///   - secondSizes: The values of N_B.
    ///   - thresholds: The thresholds, by default those that are known.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a size is not whole or less than 1.
    public init(
        _ firstSizes: [Double], _ secondSizes: [Double], thresholds: [LocalVisibility] = LocalVisibility.known
    ) throws {
        self.thresholds = thresholds
        rows = try firstSizes.flatMap { first in
            try secondSizes.map { second in
                Row(
                    first: first, second: second, bound: try RotationalVisibility.bound(first, second),
                    isLocal: try thresholds.map { try $0.covers(first, second) })
            }
        }
    }
}
