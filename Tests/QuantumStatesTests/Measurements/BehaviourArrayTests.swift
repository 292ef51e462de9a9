import Foundation
import QuantumStates
import Testing

@Suite("Behaviours as arrays with named indices")
struct BehaviourArrayTests {
    static let orders = ["[x,y,a,b]", "abxy", "[a,x,b,y]", "(x, a, y, b)", "ybax"]

    /// A behaviour without symmetry: a tilted state, unequal numbers of settings.
    private func behaviour() throws -> Behaviour {
        let state = try StateVector(normalizing: [0.9, 0.1, Complex(0, 0.3), 0.3], in: .twoQubits)
        return try Behaviour(
            of: state,
            measurements: [[.along(.z), .along(.x), .along(.y)], [.along(.z), .along(Direction(1, 1, 0))]])
    }

    @Test("22.3 arrays with indices in any order come back", arguments: orders)
    func roundTrips(names: String) throws {
        let behaviour = try behaviour()
        let array = try behaviour.array(axes: names)
        #expect(try Behaviour(array, axes: names) == behaviour)
        // Each element by hand.
        let letters = names.filter(\.isLetter)
        for (place, element) in array.elements.enumerated() {
            var rest = place
            var index: [Character: Int] = [:]
            for (letter, size) in zip(letters, array.shape).reversed() {
                index[letter] = rest % size
                rest /= size
            }
            let expected = try behaviour.probability(
                of: [index["a"] ?? -1, index["b"] ?? -1], given: [index["x"] ?? -1, index["y"] ?? -1])
            #expect(element == expected)
        }
    }

    @Test("22.1 a wrong guess of the order is refused with the right one")
    func wrongGuesses() throws {
        let state = try StateVector([Complex(0.8), 0, 0, Complex(0.6)], in: .twoQubits)
        let behaviour = try Behaviour(
            of: state,
            measurements: [[.along(.z), .along(.x)], [.along(Direction(1, 0, 1)), .along(Direction(1, 0, -1))]])
        let array = try behaviour.array(axes: "[a,b,x,y]")
        let error = #expect(throws: InvalidArgument.self) { try Behaviour(array, axes: "[a,x,b,y]") }
        #expect(error?.requirement == "be those of a behaviour, as [a,b,x,y] would be")
        #expect(error?.value.hasPrefix("[a,x,b,y], where ") == true)
        #expect(throws: InvalidArgument.self) { try Behaviour(array, axes: "[x,y,a,b]") }
        // Rows that sum to one, but signal.
        let signalling = try NumPyArray(
            shape: [2, 2, 2, 2], elements: [1.0, 0, 0, 0, 0, 0, 0, 1] + [1, 0, 0, 0, 0, 0, 0, 1])
        let refused = #expect(throws: InvalidArgument.self) { try Behaviour(signalling, axes: "[x,y,a,b]") }
        #expect(refused?.argument == "the choice of party 1" && refused?.value == "1.0")
        #expect(try Behaviour(signalling, axes: "[x,y,a,b]", allowsSignalling: true).noSignallingDefect == 1)
    }

    @Test(
        "22.1 correlations with uniform marginals in the wrong order, S = √2 in place of 2√2, are refused by the signal"
    )
    func uniformMarginals() throws {
        let behaviour = try Behaviour(
            of: DensityOperator.werner(visibility: 1),
            measurements: [[.along(.z), .along(.x)], [.along(Direction(-1, 0, -1)), .along(Direction(1, 0, -1))]])
        func chsh(_ behaviour: Behaviour) throws -> Double {
            let e = try behaviour.correlators()
            return e[0] + e[1] + e[2] - e[3]
        }
        let array = try behaviour.array(axes: "[a,x,b,y]")
        #expect(try Behaviour(array, axes: "[a,x,b,y]") == behaviour)
        #expect(abs(try chsh(behaviour) - 8.0.squareRoot()) < 1e-12)
        let error = #expect(throws: InvalidArgument.self) { try Behaviour(array, axes: "[x,y,a,b]") }
        #expect(error?.requirement == "be those of a behaviour, as [a,x,b,y] would be")
        let wrong = try Behaviour(array, axes: "[x,y,a,b]", allowsSignalling: true)
        #expect(abs(try chsh(wrong) - 2.0.squareRoot()) < 1e-12)
        // Exchanged parties are a behaviour too: nothing but the names tells.
        #expect(try Behaviour(behaviour.array(axes: "[x,y,a,b]"), axes: "[y,x,b,a]").noSignallingDefect < 1e-12)
    }

    @Test("22.1 three parties, and names that are none")
    func names() throws {
        let ghz = try Behaviour(
            of: StateVector.ghz(parties: 3), measurements: Array(repeating: [.along(.x), .along(.y)], count: 3))
        for names in ["abcxyz", "axbycz", "zyxcba"] {
            #expect(try Behaviour(ghz.array(axes: names), axes: names) == ghz)
        }
        for names in ["", "ab", "abx", "abxz", "aabbxxyy", "abcdexyzwv", "[a,b,x,y,]]x"] {
            let error = #expect(throws: InvalidArgument.self, "\(names)") { try BehaviourAxes(names) }
            #expect(error?.argument == "axes")
        }
        let array = try ghz.array(axes: "abcxyz")
        let error = #expect(throws: InvalidArgument.self) { try Behaviour(array, axes: "abxy") }
        #expect(error?.description == "array must have 4 indices as [a,b,x,y], but was 6")
        #expect(throws: InvalidArgument.self) { try ghz.array(axes: "abxy") }
        let uneven = Behaviour.whiteNoise(in: try Scenario(outcomes: [[2, 3]]))
        #expect(throws: InvalidArgument.self) { try uneven.array(axes: "ax") }
        #expect(throws: InvalidArgument.self) { try Behaviour(NumPyArray(shape: [0, 2], elements: []), axes: "ax") }
    }
}
