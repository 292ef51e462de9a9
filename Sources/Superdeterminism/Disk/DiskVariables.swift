import NumericalCore

/// The hidden variables λ₂ … λ_N of one run: points of the closed unit disk.
///
/// Entry i is the paper's λ_{i+2}: it belongs to position i + 1 of the detector basis, counted from 0.
/// Source: P2, Sec. 2.1 and 2.2.
public struct DiskVariables: Sendable, Hashable, Codable {
    /// λ₂ … λ_N.
    public let values: [Complex]

    /// The hidden variables with the given values.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when one is not finite or has |λ| > 1.
    public init(_ values: [Complex]) throws {
        for (index, value) in values.enumerated() {
            // Two roundings may carry a point of the circle beyond it.
            try require(
                value.isFinite && value.squaredMagnitude <= 1 + 0x1p-50, "λ_\(index + 2)",
                must: "lie in the closed unit disk", was: "\(value), of modulus \(value.modulus)")
        }
        self.values = values
    }

    private init(unchecked values: [Complex]) { self.values = values }

    /// Draws one variable from each distribution.
    public init(
        sampling distributions: [DiskDistribution], using generator: inout some RandomNumberGenerator
    ) {
        values = distributions.map { $0.sample(using: &generator) }
    }

    /// Draws the N − 1 variables of an N-level system uniformly from the disk.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless N is in 1…2²⁶.
    public static func uniform(
        levels: Int, using generator: inout some RandomNumberGenerator
    ) throws -> DiskVariables {
        try require(levels >= 1, "levels", must: "be at least 1", was: levels)
        try require(levels <= 1 << 26, "levels", must: "be at most 2²⁶", was: levels)
        return DiskVariables(unchecked: (1..<levels).map { _ in DiskDistribution.uniform.sample(using: &generator) })
    }

    /// |λ_J|², at most 1.
    func squaredRadius(_ index: Int) -> Double { min(1, values[index].squaredMagnitude) }

    /// Reads the values and checks them again.
    public init(from decoder: any Decoder) throws {
        try self.init(try decoder.singleValueContainer().decode([Complex].self))
    }

    /// Writes the values.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(values)
    }
}
