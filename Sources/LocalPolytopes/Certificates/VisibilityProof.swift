import LHVModels

/// What a certificate of a visibility proves: with white noise its target is local up to one end and not beyond the other.
public struct VisibilityProof: CertificateProof, Codable {
    /// What the target is called; may be empty.
    public let name: String
    /// The visibility up to which the target is local.
    public let lower: Double
    /// The visibility beyond which it is not, 1 when no inequality was given.
    public let upper: Double
    /// The visibility up to which the state is local for all projective measurements, where that is proven.
    public let projective: Double?

    /// What is proven, with both ends; the last number is ``provenValue``.
    public var statement: String {
        let target = name.isEmpty ? "the target" : name
        let end = upper < 1 ? "not local beyond \(upper) and local" : "local"
        let settings = "\(target) with white noise is \(end) up to v = \(lower)"
        guard let projective else { return settings }
        return settings + ", and its state for all projective measurements up to v = \(projective)"
    }

    /// The visibility for all projective measurements where that is proven, else the lower end.
    public var provenValue: Double { projective ?? lower }
}
