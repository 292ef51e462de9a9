import Foundation
import Testing

@testable import CertifiedModels

@Suite("The local model behind a planar GHZ certificate")
struct GHZPlanarModelTests {
    /// Certificates whose pure models have a large share (23 % and 4 %), and shipped ones.
    static let certificates: [@Sendable () throws -> GHZPlanarCertificate] = [
        { try GHZSamples.halfCircles(parties: 2, cells: 2) },
        { try GHZSamples.halfCircles(parties: 3, cells: 6) },
        { try .shipped(.three) },
        { try .shipped(.four) },
    ]

    @Test(
        "21.1 correlators of all parties are v cos Φ, those of fewer vanish, within four standard errors",
        arguments: 0..<4)
    func monteCarlo(_ number: Int) throws {
        let model = try GHZPlanarModel(Self.certificates[number]())
        let visibility = 0.9 * model.proof.visibility
        let distribution = try model.distribution(visibility: visibility)
        let parties = model.certificate.parties
        var stream = RandomStream(seed: 7)
        let rounds = 10_000
        let error = 1 / Double(rounds).squareRoot()
        for _ in 0..<4 {
            let angles = (0..<parties).map { _ in 2 * Double.pi * stream.uniform() }
            var sums = [Int](repeating: 0, count: 1 << parties)
            for _ in 0..<rounds {
                let outcomes = try model.sampleOutcomes(for: angles, distribution: distribution, using: &stream)
                for subset in 1..<(1 << parties) {
                    let minus = outcomes.indices.reduce(0) { $0 + (subset >> $1 & 1) * outcomes[$1] }
                    sums[subset] += 1 - 2 * (minus % 2)
                }
            }
            for subset in 1..<(1 << parties) {
                let isWhole = subset == 1 << parties - 1
                let expected = isWhole ? visibility * cos(angles.reduce(0, +)) : 0
                #expect(abs(Double(sums[subset]) / Double(rounds) - expected) < 4 * error + model.tail)
            }
        }
    }

    @Test("21.1 the model verifies as an LHV model of the state's probabilities")
    func asModel() throws {
        let base = try GHZPlanarModel(.shipped(.three))
        let model = LHVModel<GHZPlanarModel, Double, GHZPlanarDistribution>(
            base: base, distribution: { try base.distribution(visibility: $0) },
            prediction: { visibility, angles in
                (0..<8).map { outcome in
                    let sign: Double = outcome.nonzeroBitCount % 2 == 0 ? 1 : -1
                    return (1 + sign * visibility * cos(angles.reduce(0, +))) / 8
                }
            })
        var stream = RandomStream(seed: 8)
        let report = try model.verify(
            states: [base.proof.visibility], settings: [[0, 0, 0], [0.4, 1.1, -2], [0, .pi / 2, .pi / 2]],
            samples: 5000, using: &stream)
        #expect(report.comparisons == 24)
        #expect(report.worstDeviation < 4)
    }

    @Test("21.1 hidden variables are in the model, shifts have the sum zero, and the shares are what they cost")
    func hiddenVariables() throws {
        let model = try GHZPlanarModel(GHZSamples.halfCircles(parties: 2, cells: 2))
        let distribution = try model.distribution(visibility: model.proof.visibility)
        #expect(distribution.share == 1)
        #expect(model.largestFrequency == 255)
        // Σ_{k > 255} k⁻² = 1/512 or so.
        #expect(abs(model.tail - 1.0 / 512) < 1e-4)
        var stream = RandomStream(seed: 9)
        var pure = 0
        let draws = 4000
        for _ in 0..<draws {
            let hidden = distribution.sample(using: &stream)
            #expect(abs(hidden.map(\.shift).reduce(0, +)) < 1e-14)
            #expect(hidden.allSatisfy { model.defect(of: $0) == 0 && $0.factor == hidden[0].factor })
            if abs(hidden[0].factor) > 1 { pure += 1 }
            let alone = model.sampleHiddenVariable(using: &stream)
            #expect(model.defect(of: alone) == 0)
            for party in 0..<2 {
                let up = model.probability(of: 0, given: 1.2, at: alone, party: party)
                #expect(up + model.probability(of: 1, given: 1.2, at: alone, party: party) == 1)
                #expect(model.mean(1.2 + .pi, alone, party: party) == -model.mean(1.2, alone, party: party))
            }
        }
        // Σ_{k ≥ 3} k⁻² = π²/8 − 1.
        let share = Double.pi * Double.pi / 8 - 1
        #expect(
            abs(Double(pure) / Double(draws) - share) < 4 * (share * (1 - share) / Double(draws)).squareRoot() + 0.002)
        #expect(model.probability(of: 2, given: 0, at: distribution.sample(using: &stream)[0], party: 0) == 0)
        #expect(model.defect(of: .init(term: 7, factor: 1, isNegated: false, shift: 0)) == .infinity)
        #expect(model.defect(of: .init(term: 0, factor: 2, isNegated: false, shift: 0)) == .infinity)
        #expect(model.defect(of: .init(term: nil, factor: 1, isNegated: false, shift: .nan)) == .infinity)
    }

    @Test("21.1 frequencies are cancelled by their own sign and share, far beyond n", arguments: [2, 3, 4, 5])
    func harmonics(parties: Int) throws {
        // Half circles and others that are not symmetric, so that all coefficients differ from zero.
        var stream = RandomStream(seed: 10)
        let n = 6
        let half = try GHZSamples.halfCircles(parties: parties, cells: n).terms[0].responses
        let other = (0..<parties).map { _ in GHZSamples.response(cells: n, using: &stream) }
        let certificate = try GHZPlanarCertificate(
            parties: parties, cells: n,
            terms: [.init(weight: 20, responses: half), .init(weight: 1, responses: other)])
        let model = try GHZPlanarModel(certificate, periods: 5)
        func coefficient(_ order: Int) -> Double {
            (20 * GHZSamples.correlation(half, order) + GHZSamples.correlation(other, order)) / 21
        }
        #expect(model.harmonics.map(\.frequency) == Array(stride(from: 3, to: 60, by: 2)))
        for (index, harmonic) in model.harmonics.enumerated() {
            let expected = coefficient(harmonic.frequency)
            let share = model.cumulative[index + 2] - model.cumulative[index + 1]
            #expect(abs(share - abs(expected) / coefficient(1)) < 1e-12)
            #expect(abs(expected) < 1e-12 || harmonic.isPositive == (expected > 0))
        }
        #expect(abs(model.cumulative[1] - model.proof.visibility / coefficient(1)) < 1e-12)
    }

    @Test("21.1 visibilities beyond the proof and wrong periods are refused")
    func wrongInput() throws {
        let certificate = try GHZSamples.halfCircles(parties: 3, cells: 4)
        let model = try GHZPlanarModel(certificate)
        for visibility in [-0.1, model.proof.visibility * 1.001, .nan] {
            #expect(throws: InvalidArgument.self) { try model.distribution(visibility: visibility) }
        }
        for periods in [0, 10_001] {
            #expect(throws: InvalidArgument.self) { try GHZPlanarModel(certificate, periods: periods) }
        }
    }
}
