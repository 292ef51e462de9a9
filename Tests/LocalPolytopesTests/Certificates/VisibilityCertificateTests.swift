import Foundation
import LHVModels
import Testing

@testable import LocalPolytopes

@Suite struct VisibilityCertificateTests {
    static func projective(
        _ state: DensityOperator, _ polyhedron: MeasurementPolyhedron
    ) async throws -> VisibilityCertificate {
        let polyhedra = Array(repeating: polyhedron, count: state.space.parties)
        let target = try ProjectiveTarget(PauliTensor(state), on: polyhedra)
        let threshold = try target.correlators.localVisibility(tolerance: 1e-7)
        return try VisibilityCertificate(threshold, of: target)
    }

    @Test func icosahedron() async throws {
        let singlet = try DensityOperator(named: "singlet")
        let certificate = try await VisibilityCertificateTests.projective(singlet, .platonic(.icosahedron))
        try certificate.verify()
        #expect(certificate.lower <= 0.7783914454 && certificate.upper >= 0.7783914453)
        #expect(certificate.upper - certificate.lower < 1e-7)
        // The inradius squared carries it to all projective measurements.
        let projective = try #require(certificate.projectiveEnd).visibility
        #expect(abs(projective - 0.7783914453 * 0.6314757303) < 1e-7)
        let data = try JSONEncoder().encode(certificate)
        let decoded = try JSONDecoder().decode(VisibilityCertificate.self, from: data)
        #expect(decoded == certificate)
        try decoded.verify()
    }

    @Test func wernerForAllProjectiveMeasurements() async throws {
        let singlet = try DensityOperator(named: "singlet")
        let certificate = try await VisibilityCertificateTests.projective(singlet, .geodesic(frequency: 2))
        try certificate.verify()
        let projective = try #require(certificate.projectiveEnd).visibility
        // Beyond Werner's own 1/2, and below the best upper bound published.
        #expect(projective > 0.61 && projective < 0.6961)
    }

    @Test(arguments: ["ghz:3", "w:3"]) func threeQubits(_ name: String) async throws {
        let state = (name == "w:3" ? try StateVector.w(parties: 3) : try StateVector.ghz(parties: 3)).densityOperator
        let certificate = try await VisibilityCertificateTests.projective(state, .platonic(.icosahedron))
        try certificate.verify()
        #expect(certificate.correlators.includesMarginals)
        let projective = try #require(certificate.projectiveEnd).visibility
        #expect(projective > 0.3 && projective < 0.52)
        #expect(certificate.lower < certificate.upper)
    }

    @Test func twoWaysToEnumerateAgree() throws {
        var generator = RandomStream(seed: 8)
        for (shape, leads) in [([4, 5], false), ([4, 5], true), ([3, 2, 3], false), ([3, 3, 2], true)] {
            for _ in 0..<5 {
                let count = shape.reduce(1, *)
                let coefficients = (0..<count).map { _ in Int64.random(in: -99...99, using: &generator) }
                let here = try IntegerEnumeration(shape: shape, leadsWithOne: leads).maximum(of: coefficients)
                let there = try CorrelatorTensor.integerLocalBound(
                    coefficients, settings: leads ? shape.map { $0 - 1 } : shape, includesMarginals: leads)
                #expect(here == there.bound)
            }
        }
        #expect(throws: InvalidCertificate.self) {
            try IntegerEnumeration(shape: [2, 2], leadsWithOne: false).maximum(of: [.max, .max, 1, 1])
        }
        #expect(throws: InvalidCertificate.self) {
            try IntegerEnumeration(shape: [60, 60], leadsWithOne: false).maximum(of: Array(repeating: 1, count: 3600))
        }
    }

    static let corruptions: [(String, @Sendable (inout VisibilityCertificate) throws -> Void)] = [
        (
            "a weight",
            { certificate in
                var weights = certificate.model.weights
                weights[3] += 1e-9
                certificate.model = LocalDecomposition(unchecked: certificate.model.strategies, weights: weights)
            }
        ),
        (
            "two weights exchanged",
            { certificate in
                var weights = certificate.model.weights
                let other = weights.indices.first { abs(weights[$0] - weights[0]) > 1e-6 } ?? 1
                weights.swapAt(0, other)
                certificate.model = LocalDecomposition(unchecked: certificate.model.strategies, weights: weights)
            }
        ),
        (
            "a negative weight",
            { certificate in
                var weights = certificate.model.weights
                weights[0] = -weights[0]
                certificate.model = LocalDecomposition(unchecked: certificate.model.strategies, weights: weights)
            }
        ),
        (
            "an answer",
            { certificate in
                var strategies = certificate.model.strategies
                var outcomes = strategies[0].outcomes
                outcomes[1][2] = 1 - outcomes[1][2]
                strategies[0] = try DeterministicStrategy(outcomes: outcomes)
                certificate.model = LocalDecomposition(unchecked: strategies, weights: certificate.model.weights)
            }
        ),
        ("a coefficient", { $0.upperEnd?.coefficients[7] += 1 << 20 }),
        ("the least change of a coefficient", { $0.upperEnd?.coefficients[7] += 1 }),
        ("the local bound", { $0.upperEnd?.localBound -= 1 }),
        ("the local bound, up", { $0.upperEnd?.localBound += 1 }),
        ("the lower end", { $0.lower += 1e-9 }),
        ("the upper end", { $0.upperEnd?.visibility -= 1e-9 }),
        ("the upper end, up", { $0.upperEnd?.visibility += 1e-9 }),
        ("the model's visibility", { $0.modelVisibility += 1e-9 }),
        ("the projective end", { $0.projectiveEnd?.visibility += 1e-9 }),
        ("a coefficient of the state", { $0.projectiveEnd?.blochCoefficients[5] += 1e-9 }),
        (
            "a correlator",
            { certificate in
                var elements = certificate.correlators.elements
                elements[4] += 1e-9
                certificate.correlators = try CorrelatorTensor(elements, settings: certificate.correlators.settings)
            }
        ),
        (
            "a direction",
            { certificate in
                var vectors = certificate.projectiveEnd?.polyhedra[0].vectors ?? []
                vectors[0].x += 1 << 10
                certificate.projectiveEnd?.polyhedra[0] = try MeasurementPolyhedron(vectors: vectors)
            }
        ),
    ]

    @Test(arguments: corruptions.indices) func oneWrongNumberIsFound(_ index: Int) async throws {
        let singlet = try DensityOperator(named: "singlet")
        var certificate = try await VisibilityCertificateTests.projective(singlet, .platonic(.icosahedron))
        try certificate.verify()
        try VisibilityCertificateTests.corruptions[index].1(&certificate)
        #expect(throws: InvalidCertificate.self, "\(VisibilityCertificateTests.corruptions[index].0)") {
            try certificate.verify()
        }
    }

    @Test func versionAndDamageAreRefusedOnReading() async throws {
        let certificate = try VisibilityCertificate(
            Targets.chsh().localVisibility(), of: Targets.chsh(), name: "CHSH")
        try certificate.verify()
        let text = String(decoding: try JSONEncoder().encode(certificate), as: UTF8.self)
        let newer = text.replacingOccurrences(of: "\"formatVersion\":1", with: "\"formatVersion\":2")
        #expect(newer != text)
        #expect(throws: InvalidArgument.self) {
            try JSONDecoder().decode(VisibilityCertificate.self, from: Data(newer.utf8))
        }
        #expect(throws: InvalidArgument.self) {
            try VisibilityCertificate(
                try ThresholdFixtures.chsh(), of: CorrelatorTensor([0, 0, 0, 0, 0, 0], settings: [2, 3]))
        }
    }
}

/// A threshold found synchronously.
enum ThresholdFixtures {
    static func chsh() throws -> CorrelatorThreshold { try Targets.chsh().threshold(1e-7, MembershipOptions()) }
}
