import Foundation
@testable import LHVSearch
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

    @Test("Visibilities beyond the proof and other dimensions are refused")
    func wrongInput() throws {
        let model = try model()
        for visibility in [-0.1, model.proof.visibility * 1.001, .nan] {
            #expect(throws: InvalidArgument.self) { try model.distribution(visibility: visibility) }
        }
        let planar = try IsotropicSamples.random(dimension: 2, degree: 7, pairs: 1, seed: 11)
        #expect(throws: InvalidArgument.self) { try IsotropicModel(planar) }
    }
}
