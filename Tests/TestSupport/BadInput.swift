import NumericalCore
import Testing

/// A call that must be refused, with the sentence of the error it must throw.
public struct BadInput: Sendable, CustomTestStringConvertible {
    let message: String
    let call: @Sendable () throws -> Void

    /// A call and the whole sentence of its error.
    public init<Output>(_ message: String, _ call: @escaping @Sendable () throws -> Output) {
        self.message = message
        self.call = { _ = try call() }
    }

    /// The sentence, for the list of tests.
    public var testDescription: String { message }

    /// Expects an `InvalidArgument` or a `NumericalFailure` that reads exactly as the message.
    public func expectRefusal(sourceLocation: SourceLocation = #_sourceLocation) {
        do {
            try call()
            Issue.record("accepted", sourceLocation: sourceLocation)
        } catch let error as InvalidArgument {
            #expect(error.description == message, sourceLocation: sourceLocation)
        } catch let error as NumericalFailure {
            #expect(error.description == message, sourceLocation: sourceLocation)
        } catch {
            Issue.record("threw \(error)", sourceLocation: sourceLocation)
        }
    }
}
