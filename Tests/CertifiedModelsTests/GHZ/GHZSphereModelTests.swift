import Foundation
import Testing

@testable import CertifiedModels

@Suite("The local model behind a GHZ certificate on the sphere")
struct GHZSphereModelTests {
    /// Certificates of which the pure models have a large share (over 60 %), and the shipped one.
    static let certificates: [@Sendable () throws -> GHZSphereCertificate] = [
        { try SphereSamples.simple(heights: 1, cells: 8) },
        { try SphereSamples.simple(heights: 2, cells: 8, weights: (2, 1)) },
        { try .shipped(.ghz3) },
    ]

    @Test(
        "21.2 all correlators of one, two and three parties are the state's within four standard errors, at ten random triples",
        arguments: 0..<3)
    func monteCarlo(_ number: Int) throws {
        let model = try GHZSphereModel(Self.certificates[number]())
        let visibility = model.proof.visibility
        let distribution = try model.distribution(visibility: visibility)
        var stream = RandomStream(seed: 7)
        let rounds = 10_000
        for _ in 0..<10 {
            let settings = (0..<3).map { _ in Direction.random(using: &stream) }
            let found = try model.sampleCorrelators(
                for: settings, distribution: distribution, rounds: rounds, using: &stream)
            let expected = SphereSamples.correlators(settings)
            for subset in 1..<8 {
                let deviation = abs(found[subset] - visibility * expected[subset])
                #expect(deviation < 4 / Double(rounds).squareRoot() + model.tail, "\(subset)")
            }
        }
    }

    @Test("21.2 along the axes too, where a direction is a vertex or in the middle between two")
    func axes() throws {
        let model = try GHZSphereModel(SphereSamples.simple(heights: 2, cells: 8, weights: (2, 1)))
        let visibility = model.proof.visibility
        let distribution = try model.distribution(visibility: visibility)
        var stream = RandomStream(seed: 8)
        let diagonal = try Direction(theta: 3 * .pi / 8, phi: 0.3)
        let settings: [[Direction]] = [
            [.z, .z, .z], [-.z, .z, .x], [.x, .x, .x], [.x, .y, .y], [.y, -.y, .x], [diagonal, -diagonal, .z],
            [diagonal, diagonal, diagonal],
        ]
        for triple in settings {
            let found = try model.sampleCorrelators(
                for: triple, distribution: distribution, rounds: 10_000, using: &stream)
            for (subset, expected) in SphereSamples.correlators(triple).enumerated() {
                #expect(abs(found[subset] - (subset == 0 ? 1 : visibility * expected)) < 0.04 + model.tail)
            }
        }
    }

    @Test("21.2 the model verifies as an LHV model of the state's probabilities, also below the certified visibility")
    func asModel() throws {
        let base = try GHZSphereModel(SphereSamples.simple(heights: 2, cells: 12, weights: (2, 1)))
        let model = LHVModel<GHZSphereModel, Double, GHZSphereDistribution>(
            base: base, distribution: { try base.distribution(visibility: $0) },
            prediction: { visibility, settings in
                let correlators = SphereSamples.correlators(settings)
                return (0..<8).map { outcome in
                    (0..<8).reduce(0) { sum, subset in
                        // The first party's outcome is the most significant bit.
                        let minus = (0..<3).reduce(0) { $0 + (subset >> $1 & 1) * (outcome >> (2 - $1) & 1) }
                        let value = (subset == 0 ? 1 : visibility) * correlators[subset]
                        return sum + (minus % 2 == 0 ? value : -value) / 8
                    }
                }
            })
        var stream = RandomStream(seed: 9)
        let settings = (0..<3).map { _ in (0..<3).map { _ in Direction.random(using: &stream) } }
        let report = try model.verify(
            states: [base.proof.visibility, 0.5 * base.proof.visibility], settings: settings, samples: 5000,
            using: &stream)
        #expect(report.comparisons == 48)
        #expect(report.worstDeviation < 4)
    }

    @Test("21.2 hidden variables are in the model, shifts have the sum zero, means are odd, shares are what they cost")
    func hiddenVariables() throws {
        let model = try GHZSphereModel(SphereSamples.simple(heights: 2, cells: 8, weights: (2, 1)))
        let distribution = try model.distribution(visibility: model.proof.visibility)
        #expect(distribution.share == 1)
        #expect(model.tail < 1e-5 && model.largestFrequency == 1601)
        var stream = RandomStream(seed: 10)
        var pure = 0
        let draws = 4000
        for _ in 0..<draws {
            let hidden = distribution.sample(using: &stream)
            #expect(abs(hidden.map(\.shift).reduce(0, +)) < 1e-14)
            #expect(hidden.allSatisfy { model.defect(of: $0) == 0 && $0.isTurned == hidden[0].isTurned })
            if case .term = hidden[0].role {} else { pure += 1 }
            let alone = model.sampleHiddenVariable(using: &stream)
            #expect(model.defect(of: alone) == 0)
            let direction = Direction.random(using: &stream)
            let mean = model.mean(direction, alone)
            #expect(abs(mean) <= 1 + 1e-15 && abs(model.mean(-direction, alone) + mean) < 1e-9)
            let up = model.probability(of: 0, given: direction, at: alone, party: 1)
            #expect(abs(up + model.probability(of: 1, given: direction, at: alone, party: 1) - 1) < 1e-15)
            #expect(model.probability(of: 2, given: direction, at: alone, party: 0) == 0)
        }
        let share = 1 - 1 / (1 + model.proof.pureWeight)
        #expect(
            abs(Double(pure) / Double(draws) - share) < 4 * (share * (1 - share) / Double(draws)).squareRoot())
    }

    @Test("21.2 what is no hidden variable is told apart; visibilities beyond the proof and wrong numbers are refused")
    func wrongInput() throws {
        let certificate = try SphereSamples.simple(heights: 1, cells: 8)
        let model = try GHZSphereModel(certificate)
        let roles: [GHZSphereModel.Role] = [
            .term(2, response: 0), .term(0, response: 3), .cosine(frequency: 2, height: nil, isNegated: false),
            .square(frequency: 3, height: 1), .square(frequency: -1, height: nil),
            .constant(height: 1, isNegated: false),
        ]
        for role in roles {
            #expect(
                model.defect(of: .init(role: role, shift: 0, isTurned: false, isConjugate: false)) == .infinity)
        }
        #expect(
            model.defect(of: .init(role: .coin, shift: .nan, isTurned: false, isConjugate: false)) == .infinity)
        for visibility in [-0.1, model.proof.visibility * 1.001, .nan] {
            #expect(throws: InvalidArgument.self) { try model.distribution(visibility: visibility) }
        }
        for periods in [0, 10_001] {
            #expect(throws: InvalidArgument.self) { try GHZSphereModel(certificate, periods: periods) }
        }
        let distribution = try model.distribution(visibility: 0)
        var stream = RandomStream(seed: 11)
        for (settings, rounds) in [([Direction.x, .y], 10), ([.x, .y, .z], 0)] {
            #expect(throws: InvalidArgument.self) {
                try model.sampleCorrelators(for: settings, distribution: distribution, rounds: rounds, using: &stream)
            }
        }
    }
}
