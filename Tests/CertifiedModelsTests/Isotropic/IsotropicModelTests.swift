import Foundation
@testable import CertifiedModels
import QuantumStates
import Testing

@Suite("The local model behind a certificate")
struct IsotropicModelTests {
    private func model() throws -> IsotropicModel {
        try IsotropicModel(IsotropicSamples.random(dimension: 3, degree: 7, pairs: 3, seed: 6))
    }

    @Test("Responses are probabilities, and |g| ≤ 1 everywhere")
    func bounds() throws {
        let model = try model()
        var stream = RandomStream(seed: 7)
        for _ in 0..<3000 {
            let hidden = model.sampleHiddenVariable(using: &stream)
            #expect(model.defect(of: hidden) < 1e-14)
            let direction = Direction.random(using: &stream)
            #expect(abs(model.bobMean(direction, hidden)) <= 1 + 1e-12)
            #expect(abs(model.aliceMean(direction, hidden)) <= 1)
            // Both parties answer oddly.
            #expect(abs(model.bobMean(-direction, hidden) + model.bobMean(direction, hidden)) < 1e-12)
            #expect(model.aliceMean(-direction, hidden) == -model.aliceMean(direction, hidden))
            let up = model.probability(of: 0, given: direction, at: hidden, party: 1)
            #expect(up + model.probability(of: 1, given: direction, at: hidden, party: 1) == 1)
        }
    }

    @Test("Harmonics give the sum over nodes Σ ω_j t_j K(b·x_j)")
    func directSum() throws {
        let certificate = try IsotropicSamples.random(dimension: 3, degree: 7, pairs: 2, seed: 8)
        let model = try IsotropicModel(certificate)
        let grid = certificate.nodes
        let rule = try GaussRule.legendre(count: 2 * grid.rows)
        let order = (certificate.degree + 1) / 2 + 1
        let zero = try GaussRule.legendre(count: order).nodes[order - 1]
        func kernel(_ t: Double) -> Double {
            let ratio = ZonalPolynomials(dimension: 3, degree: order, at: t).values[order] / (t - zero)
            return ratio * ratio
        }
        let wide = try GaussRule.legendre(count: 40)
        let norm = zip(wide.nodes, wide.weights).reduce(0) { $0 + $1.1 * kernel($1.0) } / 2
        let still = [SIMD3(1.0, 0, 0), SIMD3(0, 1.0, 0), SIMD3(0, 0, 1.0)]
        var stream = RandomStream(seed: 9)
        for _ in 0..<20 {
            let b = Direction.random(using: &stream)
            var (response, total) = (0.0, 0.0)
            for row in 0..<grid.rows {
                let index = 2 * grid.rows - 1 - row
                let (z, weight) = (rule.nodes[index], rule.weights[index])
                for azimuth in 0..<grid.azimuths {
                    let phi = 2 * Double.pi * (Double(azimuth) + 0.5) / Double(grid.azimuths)
                    let node = try Direction(theta: acos(z), phi: phi)
                    let share = weight / 2 / Double(grid.azimuths) / norm
                    let sign: Double = certificate.pairs[1].nodes.isNegative(row * grid.azimuths + azimuth) ? -1 : 1
                    response += share * sign * (kernel(b.dot(node)) - kernel(-b.dot(node)))
                    total += share * (kernel(b.dot(node)) + kernel(-b.dot(node)))
                }
            }
            let hidden = IsotropicModel.Hidden(component: 1, rotation: still)
            #expect(abs(model.bobMean(b, hidden) - response) < 1e-12)
            // The quadrature integrates the kernel exactly, which is why |g| ≤ 1.
            #expect(abs(total - 1) < 1e-12)
        }
    }

    @Test("Correlations are −v a·b within four standard errors, marginals vanish")
    func monteCarlo() throws {
        let model = try model()
        let visibility = model.proof.visibility / 2
        let distribution = try model.distribution(visibility: visibility)
        let half = try model.distribution(visibility: model.proof.visibility)
        #expect(abs(half.share - 1) < 1e-6)
        var stream = RandomStream(seed: 10)
        let (a, b) = (Direction.random(using: &stream), Direction.random(using: &stream))
        let rounds = 20_000
        var (correlation, alice, bob) = (0, 0, 0)
        for _ in 0..<rounds {
            let outcomes = try model.sampleOutcomes(for: [a, b], distribution: distribution, using: &stream)
            let (x, y) = (1 - 2 * outcomes[0], 1 - 2 * outcomes[1])
            correlation += x * y
            alice += x
            bob += y
        }
        let error = 1 / Double(rounds).squareRoot()
        #expect(abs(Double(correlation) / Double(rounds) + visibility * a.dot(b)) < 4 * error)
        #expect(abs(Double(alice)) / Double(rounds) < 4 * error)
        #expect(abs(Double(bob)) / Double(rounds) < 4 * error)
    }

    @Test("Many rounds at once draw and answer what single rounds do")
    func roundsAtOnce() throws {
        let model = try model()
        let distribution = try model.distribution(visibility: 0.9 * model.proof.visibility)
        var stream = RandomStream(seed: 12)
        let settings = [Direction.random(using: &stream), Direction.random(using: &stream)]
        var single = stream
        var expected = [0, 0, 0, 0]
        for _ in 0..<3000 {
            let outcomes = try model.sampleOutcomes(for: settings, distribution: distribution, using: &single)
            expected[2 * outcomes[0] + outcomes[1]] += 1
        }
        let counts = try model.sampleOutcomeCounts(
            for: settings, distribution: distribution, rounds: 3000, using: &stream)
        #expect(counts == expected)
        #expect(stream == single)
    }

    @Test("The shipped model at L = 31: ten pairs of directions within four standard errors, and χ² of all of them")
    func shippedLaw() throws {
        let model = try IsotropicModel(.shipped(.wernerSmall))
        let visibility = model.proof.visibility
        let distribution = try model.distribution(visibility: visibility)
        var stream = RandomStream(seed: 13)
        let rounds = 10_000
        let error = 1 / Double(rounds).squareRoot()
        var squares = 0.0
        for _ in 0..<10 {
            let settings = [Direction.random(using: &stream), Direction.random(using: &stream)]
            let shares = try model.sampleOutcomeCounts(
                for: settings, distribution: distribution, rounds: rounds, using: &stream
            ).map { Double($0) / Double(rounds) }
            let expected = -visibility * settings[0].dot(settings[1])
            let deviations = [
                (shares[0] + shares[3] - shares[1] - shares[2] - expected)
                    / (error * (1 - expected * expected).squareRoot()),
                (shares[0] + shares[1] - shares[2] - shares[3]) / error,
                (shares[0] + shares[2] - shares[1] - shares[3]) / error,
            ]
            for deviation in deviations {
                #expect(abs(deviation) < 4)
                squares += deviation * deviation
            }
        }
        // χ² with 30 degrees of freedom exceeds 30 + 4·√60 with probability 10⁻³.
        #expect(squares < 61)
        // |g| ≤ 1, and nearly reached, so that the bound is not idle.
        var largest = 0.0
        for _ in 0..<5000 {
            let hidden = model.sampleHiddenVariable(using: &stream)
            largest = max(largest, abs(model.bobMean(.random(using: &stream), hidden)))
        }
        #expect(largest <= 1 + 1e-12 && largest > 0.99)
    }

    @Test("Visibilities beyond the proof and other dimensions are refused")
    func wrongInput() throws {
        let model = try model()
        for visibility in [-0.1, model.proof.visibility * 1.001, .nan] {
            #expect(throws: InvalidArgument.self) { try model.distribution(visibility: visibility) }
        }
        var stream = RandomStream(seed: 14)
        let up = try Direction(theta: 0, phi: 0)
        let distribution = try model.distribution(visibility: 0.1)
        #expect(throws: InvalidArgument.self) {
            try model.sampleOutcomeCounts(for: [up], distribution: distribution, rounds: 1, using: &stream)
        }
        #expect(throws: InvalidArgument.self) {
            try model.sampleOutcomeCounts(for: [up, up], distribution: distribution, rounds: -1, using: &stream)
        }
        let planar = try IsotropicSamples.random(dimension: 2, degree: 7, pairs: 1, seed: 11)
        #expect(throws: InvalidArgument.self) { try IsotropicModel(planar) }
    }
}
