/// A certificate that does not prove what it says, with the reason in words.
public struct InvalidCertificate: Error, Equatable, Sendable, CustomStringConvertible {
    /// What is wrong.
    public let reason: String

    /// Makes the error.
    package init(reason: String) { self.reason = reason }

    /// The error as a sentence.
    public var description: String { "the certificate is not valid: \(reason)" }
}
