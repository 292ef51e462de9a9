import Foundation
import QuantumStates
import Testing

@Suite struct CorrelatorTensorTests {
    /// The first party is most significant, index 0 with marginals is "not measured".
    @Test func orderOfEntries() throws {
        let tensor = try CorrelatorTensor([1, 2, 3, 4, 5, 6], settings: [2, 3])
        #expect(try tensor.element([1, 0]) == 4)
        #expect(tensor.matrix?[0, 2] == 3)
        let products = try CorrelatorTensor([1, -1, 1, -1, -1, 1], settings: [2, 1], includesMarginals: true)
        #expect(products.withoutMarginals.elements == [-1, 1])
        #expect(products.shape == [3, 2] && products.settings == [2, 1])
    }

    @Test("18.5 an entry says who is measured at which settings, and these say its place")
    func measuredParties() throws {
        let settings = [2, 1, 3]
        let shape = CorrelatorTensor.shape(settings, true)
        for (place, digits) in MixedRadix(sizes: shape).enumerated() {
            let (list, mask) = CorrelatorTensor.measured(digits, settings, true)
            let chosen = MixedRadix.digits(list, settings)
            for (party, digit) in digits.enumerated() {
                #expect(chosen[party] == (digit == 0 ? 0 : digit - 1))
                #expect(mask >> (2 - party) & 1 == (digit == 0 ? 0 : 1))
            }
            #expect(CorrelatorTensor.place(chosen, measuredBy: mask, shape) == place)
        }
        let full = CorrelatorTensor.measured([1, 0, 2], settings, false)
        #expect(full.list == 5 && full.mask == 0b111)
    }

    @Test func singletAlongDirections() throws {
        var stream = RandomStream(seed: 1)
        let singlet = StateVector.singlet.densityOperator
        let a = (0..<3).map { _ in Direction.random(using: &stream) }
        let b = (0..<4).map { _ in Direction.random(using: &stream) }
        let tensor = try CorrelatorTensor(of: singlet, along: [a, b], includesMarginals: true)
        for (x, n) in a.enumerated() {
            #expect(abs(try tensor.element([x + 1, 0])) < 1e-12)
            for (y, m) in b.enumerated() { #expect(abs(try tensor.element([x + 1, y + 1]) + n.dot(m)) < 1e-12) }
        }
        #expect(abs(tensor.elements[0] - 1) < 1e-12)
    }

    /// Three ways to the same correlators: Pauli tensor, behaviour, and back to the behaviour.
    @Test(arguments: [1, 2, 3]) func agreesWithBehaviours(parties: Int) throws {
        var stream = RandomStream(seed: UInt64(parties))
        let state = try DensityOperator.randomHilbertSchmidt(in: .qubits(parties), using: &stream)
        let directions = (0..<parties).map { k in (0..<(k + 2)).map { _ in Direction.random(using: &stream) } }
        let behaviour = try Behaviour(of: state, along: directions)
        for marginals in [false, true] {
            let direct = try CorrelatorTensor(of: state, along: directions, includesMarginals: marginals)
            let summed = try CorrelatorTensor(behaviour, includesMarginals: marginals)
            #expect(direct.settings == summed.settings)
            for (left, right) in zip(direct.elements, summed.elements) { #expect(abs(left - right) < 1e-12) }
        }
        let back = try CorrelatorTensor(behaviour, includesMarginals: true).behaviour()
        #expect(try back.distance(to: behaviour) < 1e-12)
    }

    @Test func arithmeticAndNoise() throws {
        let tensor = try CorrelatorTensor([1, 0.5, -0.5, 0.25], settings: [1, 1], includesMarginals: true)
        #expect(try tensor.withWhiteNoise(visibility: 0.5).elements == [1, 0.25, -0.25, 0.125])
        #expect(try tensor.scaled(by: -2).elements == [-2, -1, 1, -0.5])
        #expect(try tensor.adding(tensor, times: 3).elements == [4, 2, -2, 1])
        #expect(try tensor.dot(tensor) == 1.5625)
        #expect(abs(tensor.euclideanNorm - 1.25) < 1e-15)
        let correlators = try CorrelatorTensor([0.25], settings: [1, 1])
        #expect(try correlators.withVanishingMarginals(constant: 1).elements == [1, 0, 0, 0.25])
        // Compensated: the small number survives between two large ones.
        let large = try CorrelatorTensor([1e17, 1, -1e17], settings: [1, 3])
        #expect(try large.dot(CorrelatorTensor([1, 1, 1], settings: [1, 3])) == 1)
    }

    @Test func codable() throws {
        let tensor = try CorrelatorTensor([1, 0.1, -0.3, 0.7], settings: [1, 1], includesMarginals: true)
        let data = try JSONEncoder().encode(tensor)
        #expect(try JSONDecoder().decode(CorrelatorTensor.self, from: data) == tensor)
        let wrong = Data(#"{"settings":[2,2],"includesMarginals":false,"elements":[1,2,3]}"#.utf8)
        #expect(throws: InvalidArgument.self) { try JSONDecoder().decode(CorrelatorTensor.self, from: wrong) }
    }
}
