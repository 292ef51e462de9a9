import Foundation
import Testing

@testable import CertifiedModels

@Suite("The local model behind a certificate of the W state")
struct W3ModelTests {
    /// Many random signs, of which corrections make what is left.
    static func random() throws -> W3Certificate {
        var stream = RandomStream(seed: 5)
        return try W3Samples.random(heights: 1, cells: 8, terms: 200, aim: 30_000_000_000, using: &stream)
    }

    @Test(
        "21.3 all correlators of one, two and three parties are the state's within four standard errors, at random triples"
    )
    func monteCarlo() throws {
        let model = try W3Model(W3Samples.found.get())
        let visibility = model.proof.visibility
        // What is found is far beyond what the errors hide.
        #expect(visibility > 0.25)
        let distribution = try model.distribution(visibility: visibility)
        var stream = RandomStream(seed: 7)
        let rounds = 4000
        for round in 0..<8 {
            let settings: [Direction] =
                round == 0
                ? [.z, .z, .z] : round == 1 ? [.x, -.x, .z] : (0..<3).map { _ in Direction.random(using: &stream) }
            let found = try model.sampleCorrelators(
                for: settings, distribution: distribution, rounds: rounds, using: &stream)
            let expected = W3Samples.correlators(settings)
            for subset in 1..<8 {
                let deviation = abs(found[subset] - visibility * expected[subset])
                #expect(deviation < 4 / Double(rounds).squareRoot() + model.tail, "\(round) \(subset)")
            }
        }
    }

    @Test("21.3 corrections give what the mixture misses: the means of answers times the signs of the others")
    func corrections() throws {
        let certificate = try Self.random()
        let (model, residuals, n) = (try W3Model(certificate), W3Residuals(certificate), certificate.cells)
        let theta = Double.pi / 4
        // At a vertex r is all that is lost of an answer.
        func answer(_ role: W3Model.Role, _ cell: Int) throws -> Double {
            let direction = try Direction(theta: theta, phi: 2 * .pi * Double(cell) / Double(n) + 1e-9)
            return model.mean(direction, .init(role: role, shift: 0, isConjugate: false)) / cos(.pi / 4)
        }
        var stream = RandomStream(seed: 6)
        func sign(_ mask: UInt64, _ cell: Int) -> Double { mask >> UInt64(cell % n) & 1 == 1 ? -1 : 1 }
        let draws = 4000
        let largest = residuals.threeBody.indices.sorted {
            abs(residuals.threeBody[$0].middle) > abs(residuals.threeBody[$1].middle)
        }
        let (d, e) = (largest[0] / n, largest[0] % n)
        var (three, two) = (0.0, 0.0)
        for _ in 0..<draws {
            let (first, second) = (stream.next() & 0xFF, stream.next() & 0xFF)
            three += try answer(.answer([first], [second]), 3) * sign(first, 3 + d) * sign(second, 3 + e)
            two += try answer(.pairAnswer([first]), 3) * sign(first, 3 + 4)
        }
        let error = 1 / Double(draws).squareRoot()
        let (k3, k2) = (residuals.threeBodyWeight.middle, residuals.twoBodyWeight.middle / 3)
        #expect(abs(residuals.threeBody[largest[0]].middle / k3) > 1 / Double(n * n))
        #expect(abs(three / Double(draws) - residuals.threeBody[largest[0]].middle / k3) < 4 * error / Double(n))
        #expect(abs(two / Double(draws) - residuals.twoBody[4].middle / k2) < 4 * error)
        #expect(abs(abs(try answer(.single, 2)) - 1) < 1e-9)
        #expect(try abs(answer(.axial(isNegated: true), 2) + 1) < 1e-9)
        #expect(try abs(answer(.lateral(frequency: 7, isNegated: true), 1) + cos(7 * .pi / 4)) < 1e-6)
        #expect(try answer(.coin, 0) == 0)
    }

    @Test("21.3 hidden variables are in the model, means are odd, corrections are drawn as often as they cost")
    func hiddenVariables() throws {
        let model = try W3Model(Self.random())
        let distribution = try model.distribution(visibility: model.proof.visibility)
        #expect(distribution.share == 1 && distribution.parties == 3 && model.tail < 1e-5)
        var stream = RandomStream(seed: 10)
        var corrections = 0
        let draws = 600
        for _ in 0..<draws {
            let hidden = distribution.sample(using: &stream)
            #expect(hidden.allSatisfy { model.defect(of: $0) == 0 && $0.shift == hidden[0].shift })
            if case .term = hidden[0].role {} else { corrections += 1 }
            let direction = Direction.random(using: &stream)
            for party in hidden {
                let mean = model.mean(direction, party)
                #expect(abs(mean) <= 1 + 1e-15 && abs(model.mean(-direction, party) + mean) < 1e-9)
            }
            let alone = model.sampleHiddenVariable(using: &stream)
            let up = model.probability(of: 0, given: direction, at: alone, party: 1)
            #expect(abs(up + model.probability(of: 1, given: direction, at: alone, party: 1) - 1) < 1e-15)
        }
        let share = 1 - 1 / (1 + model.proof.pureWeight)
        #expect(
            abs(Double(corrections) / Double(draws) - share) < 4 * (share * (1 - share) / Double(draws)).squareRoot())
    }

    @Test("21.3 what is no hidden variable is told apart; visibilities beyond the proof and wrong numbers are refused")
    func wrongInput() throws {
        let certificate = try Self.random()
        let model = try W3Model(certificate)
        let roles: [W3Model.Role] = [
            .term(200, response: 0), .term(0, response: 3), .signs([]), .signs([256]), .answer([0], []),
            .pairAnswer([0, 0]), .lateral(frequency: 2, isNegated: false), .lateral(frequency: -1, isNegated: false),
        ]
        for role in roles {
            #expect(model.defect(of: .init(role: role, shift: 0, isConjugate: false)) == .infinity)
        }
        #expect(model.defect(of: .init(role: .coin, shift: .nan, isConjugate: false)) == .infinity)
        for visibility in [-0.1, model.proof.visibility * 1.001, .nan] {
            #expect(throws: InvalidArgument.self) { try model.distribution(visibility: visibility) }
        }
        for periods in [0, 10_001] {
            #expect(throws: InvalidArgument.self) { try W3Model(certificate, periods: periods) }
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
