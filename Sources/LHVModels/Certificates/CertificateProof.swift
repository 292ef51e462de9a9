/// What the verification of a certificate returns: a statement and its number, in words that are the same for every kind.
public protocol CertificateProof: Sendable, Hashable, CustomStringConvertible {
    /// What is proven, as a clause that ends with its number.
    var statement: String { get }
    /// The number: a visibility up to which something is local, or a value that is not exceeded.
    var provenValue: Double { get }
}

extension CertificateProof {
    /// The statement.
    public var description: String { statement }
}
