import LHVModels
import Testing

@testable import LocalPolytopes

/// Numbers that are 1, 0 or −1 by normalization, and are off by rounding when they arrive at a search.
@Suite struct NormalizationTests {
    /// The behaviour of a random pure state of two qubits under random projective measurements.
    private static func behaviour(using stream: inout RandomStream) throws -> Behaviour {
        let state = StateVector.random(in: .twoQubits, using: &stream)
        return try Behaviour(
            of: state.densityOperator,
            measurements: (0..<2).map { _ in (0..<2).map { _ in .along(.random(using: &stream)) } })
    }

    @Test("15.7 the correlators of any behaviour have a local visibility and a certificate")
    func randomBehaviours() throws {
        var stream = RandomStream(seed: 71)
        for _ in 0..<12 {
            let behaviour = try Self.behaviour(using: &stream)
            let tensor = try CorrelatorTensor(behaviour, includesMarginals: true)
            let found = try tensor.localVisibility(tolerance: 1e-4)
            #expect(found.lower <= found.upper && found.upper - found.lower < 1e-3)
            #expect(try tensor.nearestLocalPoint(visibility: 0.2).distance < 1e-3)
            #expect(throws: Never.self) { try VisibilityCertificate(found, of: tensor).verify() }
            let full = try behaviour.localVisibility(tolerance: 1e-4)
            #expect(full.lower <= found.upper + 1e-9 && found.lower <= full.upper + 1e-9)
        }
    }

    /// A tensor that was made elsewhere, with a constant entry and a correlator that are off by rounding.
    @Test("15.7 rounding in a constant entry is admitted, and no more than that")
    func roundedAtTheDoor() throws {
        let exact = try CorrelatorTensor(.popescuRohrlich, includesMarginals: true)
        func with(constant: Double, correlator: Double) throws -> CorrelatorTensor {
            var elements = exact.elements
            (elements[0], elements[4]) = (constant, correlator)
            return try CorrelatorTensor(elements, settings: [2, 2], includesMarginals: true)
        }
        #expect(exact.elements[0] == 1 && exact.elements[4] == 1)
        let expected = try exact.localVisibility(tolerance: 1e-8)
        for (constant, correlator) in [(1.0.nextUp, 1.0.nextUp), (1.0.nextDown, 1.0), (0.9999999999999993, 1 + 1e-12)] {
            let tensor = try with(constant: constant, correlator: correlator)
            let found = try tensor.localVisibility(tolerance: 1e-8)
            #expect(abs(found.lower - expected.lower) < 1e-7 && abs(found.upper - expected.upper) < 1e-7)
            let certificate = try VisibilityCertificate(found, of: tensor)
            try certificate.verify()
            #expect(certificate.correlators.elements[0] == 1 && abs(certificate.lower - 0.5) < 1e-7)
            #expect(try tensor.nearestLocalPoint(visibility: 0.4).distance < 1e-6)
        }
        for (constant, correlator) in [(1.0001, 1.0), (0, 1), (1, 1.0001), (1, -1.0001)] {
            let tensor = try with(constant: constant, correlator: correlator)
            #expect(throws: InvalidArgument.self) { try tensor.localVisibility() }
            #expect(throws: InvalidArgument.self) { try tensor.nearestLocalPoint() }
        }
    }

    /// Zeros of which rounding has left 10⁻¹⁷ or less than nothing.
    @Test("15.7 rounded zeros do not spoil the visibility against any noise")
    func roundedZeros() throws {
        let exact = try Behaviour.popescuRohrlich.localVisibilityAgainstAnyNoise()
        for rest in [1e-17, 3e-16, -1e-17] {
            let rounded = Behaviour(
                unchecked: Behaviour.popescuRohrlich.probabilities.map { $0 == 0 ? rest : $0 }, in: .chsh)
            let found = try rounded.localVisibilityAgainstAnyNoise()
            #expect(abs(found.lower - exact.lower) < 1e-9 && abs(found.upper - exact.upper) < 1e-9)
            for noise in NoiseModel.allCases {
                let (one, other) = (
                    try rounded.noiseRobustness(against: noise).robustness,
                    try Behaviour.popescuRohrlich.noiseRobustness(against: noise).robustness
                )
                #expect(abs(one - other) < 1e-9)
            }
        }
    }
}
