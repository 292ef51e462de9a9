import NumericalCore
import Testing

/// A call with one thing wrong, which must throw an ``InvalidArgument`` that reads as a sentence.
struct WrongInput: Sendable, CustomTestStringConvertible {
    let name: String
    let words: [String]
    let call: @Sendable () throws -> Void

    init(_ name: String, _ call: @escaping @Sendable () throws -> Any) {
        self.name = name
        self.words = []
        self.call = { _ = try call() }
    }

    /// A wrong input named by the words that its error must contain.
    init(saying words: String..., call: @escaping @Sendable () throws -> Void) {
        self.name = words.joined(separator: " / ")
        self.words = words
        self.call = call
    }

    var testDescription: String { name }

    /// Makes the call and checks the error.
    func check() {
        let error = #expect(throws: InvalidArgument.self, "\(name)") { try call() }
        guard let error else { return }
        for word in words { #expect(error.description.contains(word), "\(error) should contain \(word)") }
        for part in [error.argument, error.requirement, error.value] {
            #expect(
                !part.isEmpty && part.first?.isWhitespace == false && part.last?.isWhitespace == false,
                "\(name): \(error)")
        }
        #expect(error.description == "\(error.argument) must \(error.requirement), but was \(error.value)")
        #expect(error.requirement.first?.isLowercase == true, "\(name): \(error)")
        #expect(!error.requirement.hasPrefix("must") && !error.requirement.hasSuffix("."), "\(name): \(error)")
        #expect(error.description.count < 400, "\(name): \(error.description.count) characters")
    }
}
