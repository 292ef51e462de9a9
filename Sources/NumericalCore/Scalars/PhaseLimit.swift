/// Angles ωt that are formed from a rate and a time, and how large they may be before they mean nothing.
///
/// Rounding of ω, t and their product moves the angle by about 2⁻⁵³|ωt|. Up to 2⁴⁰ that is at most 1.2e-4 radians; beyond, the
/// phase is refused in words. An angle that a caller gives as such is taken as exact, however large.
package enum PhaseLimit {
    /// 2⁴⁰ ≈ 1.1e12 radians.
    package static let largest = 0x1p40

    /// Throws unless an angle is finite and known to 1.2e-4 radians.
    ///
    /// - Parameters:
    ///   - angle: The product of a rate and the time.
    ///   - product: What the product is called, for example `ω·t`.
    ///   - argument: The name of the argument that makes it too large.
    ///   - value: That argument.
    /// - Throws: ``InvalidArgument`` that names the argument.
    package static func require(_ angle: Double, _ product: String, _ argument: String, was value: Double) throws {
        guard abs(angle) <= largest else {
            throw InvalidArgument(
                argument,
                must: "keep \(product) finite and within 2⁴⁰ ≈ 1.1e12, beyond which rounding leaves no phase",
                was: value)
        }
    }
}
