import NumericalCore
import Testing

/// A call with one thing wrong, which must throw an `InvalidArgument` that reads as a sentence.
public struct WrongInput: Sendable, CustomTestStringConvertible {
    /// What is wrong, in words.
    public let name: String
    let words: [String]
    let call: @Sendable () throws -> Void

    /// A wrong input with a name of its own.
    public init<Output>(_ name: String, _ call: @escaping @Sendable () throws -> Output) {
        self.name = name
        self.words = []
        self.call = { _ = try call() }
    }

    /// A wrong input named by the words that its error must contain.
    public init<Output>(saying words: String..., call: @escaping @Sendable () throws -> Output) {
        self.name = words.joined(separator: " / ")
        self.words = words
        self.call = { _ = try call() }
    }

    /// The name, for the list of tests.
    public var testDescription: String { name }

    /// Makes the call and checks the error.
    public func check(sourceLocation: SourceLocation = #_sourceLocation) {
        let error = #expect(throws: InvalidArgument.self, "\(name)", sourceLocation: sourceLocation) { try call() }
        guard let error else { return }
        for word in words {
            #expect(
                error.description.contains(word), "\(error) should contain \(word)", sourceLocation: sourceLocation)
        }
        for part in [error.argument, error.requirement, error.value] {
            #expect(
                !part.isEmpty && part.first?.isWhitespace == false && part.last?.isWhitespace == false,
                "\(name): \(error)", sourceLocation: sourceLocation)
        }
        #expect(
            error.description == "\(error.argument) must \(error.requirement), but was \(error.value)",
            sourceLocation: sourceLocation)
        #expect(
            error.requirement.first?.isLowercase == true && !error.requirement.hasPrefix("must")
                && !error.requirement.hasSuffix("."), "\(name): \(error)", sourceLocation: sourceLocation)
        #expect(
            error.description.count < 400, "\(name): \(error.description.count) characters",
            sourceLocation: sourceLocation)
    }
}
