/// An argument that a function refuses, with what it must be and what it was.
///
/// Its description reads "visibility must be in 0…1, but was 1.2".
public struct InvalidArgument: Error, Equatable, Sendable, CustomStringConvertible {
    /// The argument's name as the caller wrote it, for example `visibility`.
    public let argument: String
    /// What the argument must be, as the rest of the sentence "… must …".
    public let requirement: String
    /// What the argument was.
    public let value: String

    /// Makes the error from its three parts.
    ///
    /// - Parameters:
    ///   - argument: The argument's name.
    ///   - requirement: What it must be, phrased to follow "must", for example `be in 0…1`.
    ///   - value: What it was.
    public init(_ argument: String, must requirement: String, was value: Any) {
        self.argument = argument
        self.requirement = requirement
        self.value = String(describing: value)
    }

    /// The error as a sentence.
    public var description: String { "\(argument) must \(requirement), but was \(value)" }
}

/// Throws unless a condition holds; the error names the argument, the requirement and the value.
///
/// - Parameters:
///   - condition: What must hold.
///   - argument: The argument's name.
///   - requirement: What it must be, phrased to follow "must".
///   - value: What it was.
/// - Throws: ``InvalidArgument`` when `condition` is false.
@inlinable
public func require(
    _ condition: Bool, _ argument: @autoclosure () -> String, must requirement: @autoclosure () -> String,
    was value: @autoclosure () -> Any
) throws {
    guard condition else { throw InvalidArgument(argument(), must: requirement(), was: value()) }
}
