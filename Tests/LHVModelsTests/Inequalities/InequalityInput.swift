import LHVModels
import Testing

/// Random inputs for the tests of inequalities.
enum InequalityInput {
    /// A tensor of normal numbers.
    static func tensor(
        _ settings: [Int], includesMarginals: Bool = false, using stream: inout RandomStream
    ) throws -> CorrelatorTensor {
        let count = settings.reduce(1) { $0 * ($1 + (includesMarginals ? 1 : 0)) }
        return try CorrelatorTensor(stream.normals(count), settings: settings, includesMarginals: includesMarginals)
    }

    /// A tensor of integers in −5…5.
    static func integers(
        _ settings: [Int], includesMarginals: Bool = false, using stream: inout RandomStream
    ) throws -> CorrelatorTensor {
        let count = settings.reduce(1) { $0 * ($1 + (includesMarginals ? 1 : 0)) }
        return try CorrelatorTensor(
            (0..<count).map { _ in Double(Int(stream.next() % 11) - 5) }, settings: settings,
            includesMarginals: includesMarginals)
    }

    /// An inequality in full notation with integer coefficients in −5…5.
    static func inequality(_ scenario: Scenario, using stream: inout RandomStream) throws -> BellInequality {
        try BellInequality(
            (0..<scenario.count).map { _ in Double(Int(stream.next() % 11) - 5) }, in: scenario, bound: 1,
            name: "random")
    }

    /// The behaviour of a random state under random measurements, which does not signal.
    static func behaviour(_ scenario: Scenario, using stream: inout RandomStream) throws -> Behaviour {
        let space = try HilbertSpace(dimensions: Array(repeating: 2, count: scenario.parties))
        let state = try DensityOperator.randomHilbertSchmidt(in: space, using: &stream)
        return try Behaviour(
            of: state,
            measurements: scenario.outcomes.map { list in
                try list.map { try POVM.random(outcomes: $0, dimension: 2, using: &stream) }
            })
    }
}

/// A call with one thing wrong, which must throw an error that names the argument, the requirement and the value.
struct WrongInequalityInput: Sendable, CustomTestStringConvertible {
    let name: String
    let argument: String
    let value: String
    let call: @Sendable () throws -> Void

    init(_ name: String, _ argument: String, _ value: String, _ call: @escaping @Sendable () throws -> Any) {
        self.name = name
        self.argument = argument
        self.value = value
        self.call = { _ = try call() }
    }

    var testDescription: String { name }

    func check() {
        let error = #expect(throws: InvalidArgument.self, "\(name)") { try call() }
        guard let error else { return }
        #expect(error.argument.contains(argument), "\(name): \(error)")
        #expect(error.value.contains(value), "\(name): \(error)")
        #expect(error.requirement.first?.isLowercase == true && !error.requirement.hasSuffix("."), "\(name): \(error)")
        #expect(error.description.count < 400)
    }
}
