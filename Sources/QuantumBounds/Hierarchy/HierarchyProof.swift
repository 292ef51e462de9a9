import LHVModels

/// What a certificate of a quantum bound proves.
public struct HierarchyProof: CertificateProof, Codable {
    /// The number of parties.
    public let parties: Int
    /// No quantum behaviour, of any dimension, has a larger value.
    public let upper: Double

    /// What is proven, with the bound.
    public var statement: String {
        "the value of the inequality for \(parties) parties is in no quantum state above \(upper)"
    }
    /// The bound.
    public var provenValue: Double { upper }
}
