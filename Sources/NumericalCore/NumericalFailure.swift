/// A numerical method that did not reach its answer, with the reason in words.
public struct NumericalFailure: Error, Equatable, Sendable, CustomStringConvertible {
    /// The operation that failed, for example `Hermitian eigenvalue problem`.
    public let operation: String
    /// Why it failed.
    public let reason: String

    /// Makes the error from its two parts.
    public init(_ operation: String, _ reason: String) {
        self.operation = operation
        self.reason = reason
    }

    /// The error as a sentence.
    public var description: String { "\(operation) failed: \(reason)" }
}
