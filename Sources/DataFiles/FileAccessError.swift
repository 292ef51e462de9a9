/// A file that cannot be opened, read or written, with the operating system's reason.
///
/// Its description reads "cannot write results/state.npy: No space left on device".
public struct FileAccessError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What was attempted, as a verb: `read` or `write`.
    public let operation: String
    /// The file's path.
    public let path: String
    /// Why it was not possible.
    public let reason: String

    /// Makes the error from its three parts.
    public init(_ operation: String, _ path: String, _ reason: String) {
        self.operation = operation
        self.path = path
        self.reason = reason
    }

    /// The error as a sentence.
    public var description: String { "cannot \(operation) \(path): \(reason)" }
}
