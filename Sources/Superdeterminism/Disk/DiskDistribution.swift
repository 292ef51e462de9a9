import NumericalCore

/// The distribution of one hidden variable λ_J on the unit disk: independent radius and phase.
///
/// Source: P2, Sec. 2.1 (uniform), and Sec. 4.4 and 6 for what is not.
public struct DiskDistribution: Sendable, Hashable, Codable {
    /// The distribution of |λ|².
    public let radial: RadialDistribution
    /// The distribution of the phase of λ, which no outcome depends on.
    public let angular: AngularDistribution

    /// Uniform on the disk, as P2 postulates.
    public static let uniform = DiskDistribution(unchecked: .uniform, .uniform)

    private init(unchecked radial: RadialDistribution, _ angular: AngularDistribution) {
        self.radial = radial
        self.angular = angular
    }

    /// The distribution with the given radial and angular parts.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the numbers of a part make no sense.
    public init(radial: RadialDistribution, angular: AngularDistribution = .uniform) throws {
        try radial.validate()
        try angular.validate()
        self.init(unchecked: radial, angular)
    }

    /// Draws λ.
    public func sample(using generator: inout some RandomNumberGenerator) -> Complex {
        let squaredRadius = radial.quantile(generator.uniform())
        return Complex(modulus: squaredRadius.squareRoot(), phase: angular.quantile(generator.uniform()))
    }

    private enum CodingKeys: String, CodingKey { case radial, angular }

    /// Reads both parts and checks them again.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(
            radial: try container.decode(RadialDistribution.self, forKey: .radial),
            angular: try container.decode(AngularDistribution.self, forKey: .angular))
    }
}
