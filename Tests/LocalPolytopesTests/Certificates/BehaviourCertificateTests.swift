import Foundation
import LHVModels
import Testing

@testable import LocalPolytopes

@Suite struct BehaviourCertificateTests {
    static func certificate(_ behaviour: Behaviour) throws -> BehaviourCertificate {
        try BehaviourCertificate(
            try behaviour.threshold(1e-7, MembershipOptions()), of: behaviour, name: "test")
    }

    @Test func qutritsAtTheirBestSettings() throws {
        let certificate = try BehaviourCertificateTests.certificate(Targets.qutrits())
        try certificate.verify()
        let violation: Double = 4 * (2 * 3.0.squareRoot() + 3) / 9
        let expected = 2 / violation
        #expect(certificate.lower <= expected && certificate.upper >= expected)
        #expect(certificate.upper - certificate.lower < 2e-7)
        let decoded = try JSONDecoder().decode(
            BehaviourCertificate.self, from: JSONEncoder().encode(certificate))
        #expect(decoded == certificate)
        try decoded.verify()
    }

    /// For two outcomes both kinds of certificate agree.
    @Test func agreesWithCorrelators() throws {
        let certificate = try BehaviourCertificateTests.certificate(.popescuRohrlich)
        try certificate.verify()
        #expect(certificate.lower <= 0.5 && certificate.upper >= 0.5 && certificate.upper - certificate.lower < 2e-7)
    }

    /// Settings with different numbers of outcomes, and three parties.
    @Test func mixedScenarios() throws {
        var stream = RandomStream(seed: 51)
        let singlet = try DensityOperator(named: "singlet")
        let first = [try POVM.random(outcomes: 3, dimension: 2, rank: 1, using: &stream), .along(.z), .along(.x)]
        let second = [POVM.along(try Direction(1, 0, 1)), .along(try Direction(-1, 0, 1))]
        let behaviour = try Behaviour(of: singlet, measurements: [first, second])
        let certificate = try BehaviourCertificateTests.certificate(behaviour)
        try certificate.verify()
        #expect(certificate.upper <= 0.5.squareRoot() + 1e-6 && certificate.lower > 0.5)
        let ghz = try Behaviour(
            of: StateVector.ghz(parties: 3).densityOperator, along: Array(repeating: [.x, .y], count: 3))
        let three = try BehaviourCertificateTests.certificate(ghz)
        try three.verify()
        #expect(three.lower <= 0.5 + 1e-9 && three.upper >= 0.5 - 1e-9 && three.upper - three.lower < 2e-7)
    }

    @Test func enumerationsAgree() throws {
        var stream = RandomStream(seed: 52)
        for outcomes in [[[2, 3], [3, 2, 2]], [[3], [2, 2]], [[2, 2], [2, 3], [2]]] {
            let scenario = try Scenario(outcomes: outcomes)
            let integers = (0..<scenario.count).map { _ in Int64.random(in: -99...99, using: &stream) }
            let here = try OutcomeEnumeration(scenario).maximum(of: integers)
            let there = try BellInequality(integers.map { Double($0) }, in: scenario, bound: 0).localBound()
            #expect(Double(here) == there.lower && there.isProven)
        }
        #expect(throws: InvalidCertificate.self) {
            try OutcomeEnumeration(.chsh).maximum(of: Array(repeating: .max, count: 16))
        }
        #expect(throws: InvalidCertificate.self) {
            try OutcomeEnumeration(Scenario(parties: 2, settings: 40)).maximum(of: Array(repeating: 1, count: 6400))
        }
    }

    static let corruptions: [(String, @Sendable (inout BehaviourCertificate) throws -> Void)] = [
        (
            "a weight",
            {
                var weights = $0.model.weights
                weights[1] += 1e-9
                $0.model = LocalDecomposition(unchecked: $0.model.strategies, weights: weights)
            }
        ),
        (
            "a negative weight",
            {
                var weights = $0.model.weights
                weights[0] = -weights[0]
                $0.model = LocalDecomposition(unchecked: $0.model.strategies, weights: weights)
            }
        ),
        (
            "an answer",
            {
                var strategies = $0.model.strategies
                var outcomes = strategies[0].outcomes
                outcomes[1][0] = (outcomes[1][0] + 1) % 3
                strategies[0] = try DeterministicStrategy(outcomes: outcomes)
                $0.model = LocalDecomposition(unchecked: strategies, weights: $0.model.weights)
            }
        ),
        (
            "an answer that does not exist",
            {
                var strategies = $0.model.strategies
                strategies[0] = try DeterministicStrategy(outcomes: [[5, 0], [0, 0]])
                $0.model = LocalDecomposition(unchecked: strategies, weights: $0.model.weights)
            }
        ),
        ("a coefficient", { $0.upperEnd?.coefficients[7] += 1 << 20 }),
        ("a coefficient of another setting", { $0.upperEnd?.coefficients[20] -= 1 << 10 }),
        ("the local bound", { $0.upperEnd?.localBound -= 1 }),
        ("the local bound, up", { $0.upperEnd?.localBound += 1 }),
        ("the lower end", { $0.lower += 1e-9 }),
        ("the upper end", { $0.upperEnd?.visibility -= 1e-9 }),
        ("the upper end, up", { $0.upperEnd?.visibility += 1e-9 }),
        ("the model's visibility", { $0.modelVisibility += 1e-9 }),
        (
            "a probability",
            {
                var probabilities = $0.behaviour.probabilities
                probabilities[0] += 1e-6
                probabilities[1] -= 1e-6
                $0.behaviour = Behaviour(unchecked: probabilities, in: $0.behaviour.scenario)
            }
        ),
    ]

    @Test func oneWrongNumberIsFound() throws {
        let sound = try BehaviourCertificateTests.certificate(Targets.qutrits())
        try sound.verify()
        for (name, corrupt) in BehaviourCertificateTests.corruptions {
            var certificate = sound
            try corrupt(&certificate)
            #expect(throws: InvalidCertificate.self, "\(name)") { try certificate.verify() }
        }
        let other = try Behaviour.popescuRohrlich.threshold(1e-5, MembershipOptions())
        #expect(throws: InvalidArgument.self) { try BehaviourCertificate(other, of: Targets.qutrits()) }
        #expect(throws: InvalidArgument.self) {
            try BehaviourCertificate(other, of: .popescuRohrlich, bits: 60)
        }
        let text = String(decoding: try JSONEncoder().encode(sound), as: UTF8.self)
        let newer = text.replacingOccurrences(of: "\"formatVersion\":1", with: "\"formatVersion\":7")
        #expect(throws: InvalidArgument.self) {
            try JSONDecoder().decode(BehaviourCertificate.self, from: Data(newer.utf8))
        }
    }
}
