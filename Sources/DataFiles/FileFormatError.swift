/// A file, or bytes in memory, that a reader refuses, with the part at fault, what it must be and what it was.
///
/// Its description reads "state.npy: header length must be at most 118, but was 65535".
public struct FileFormatError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The file's path, or a name for bytes that come from elsewhere.
    public let source: String
    /// The part of the file at fault, for example `line 12` or `header length`.
    public let part: String
    /// What the part must be, as the rest of the sentence "… must …".
    public let requirement: String
    /// What the part was.
    public let value: String

    /// Makes the error from its four parts.
    ///
    /// - Parameters:
    ///   - source: The file's path or a name for the bytes.
    ///   - part: The part at fault.
    ///   - requirement: What it must be, phrased to follow "must".
    ///   - value: What it was.
    public init(_ source: String, _ part: String, must requirement: String, was value: Any) {
        self.source = source
        self.part = part
        self.requirement = requirement
        self.value = String(describing: value)
    }

    /// An error about what a file holds, with the file's name.
    package init(_ source: String, _ error: InvalidArgument) {
        self.init(source, error.argument, must: error.requirement, was: error.value)
    }

    /// The error as a sentence.
    public var description: String { "\(source): \(part) must \(requirement), but was \(value)" }
}
