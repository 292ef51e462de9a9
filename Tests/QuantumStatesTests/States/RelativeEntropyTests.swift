import Foundation
import NumericalCore
import QuantumStates
import Testing

@Suite("Relative entropy")
struct RelativeEntropyTests {
    static func diagonal(_ p: [Double]) throws -> DensityOperator {
        try DensityOperator(.diagonal(p.map { Complex($0) }), in: HilbertSpace(dimensions: [p.count]))
    }

    @Test("15.13 Klein: S(ρ‖σ) ≥ 0, and 0 for ρ = σ; Pinsker: S ≥ (2/ln 2) D²")
    func klein() throws {
        let space = try HilbertSpace(dimensions: [2, 3])
        let states = try RandomStates.mixed(in: space, count: 12, seed: 1513)
        let full = try RandomStates.mixed(in: space, count: 24, seed: 1514).enumerated().filter { $0.0 % 3 < 2 }.map(
            \.1)
        for (rho, sigma) in zip(states, full) {
            #expect(abs(try rho.relativeEntropy(to: rho)) < 1e-12)
            let distance = try rho.traceDistance(to: sigma)
            #expect(try rho.relativeEntropy(to: sigma) >= 2 / log(2) * distance * distance - 1e-12)
        }
    }

    @Test("15.13 commuting states: Σ p log₂ (p/q); from 1/D: log₂ D − S(ρ)")
    func closedForms() throws {
        let (p, q) = ([0.5, 0.25, 0.25, 0], [0.125, 0.125, 0.5, 0.25])
        #expect(abs(try Self.diagonal(p).relativeEntropy(to: Self.diagonal(q)) - (1 + 0.25 - 0.25)) < 1e-15)
        for state in try RandomStates.mixed(in: .twoQubits, count: 9, seed: 1515) {
            let fromNoise = try state.relativeEntropy(to: .maximallyMixed(in: .twoQubits))
            #expect(abs(fromNoise - (2 - (try state.entropy()))) < 1e-12)
        }
        // |0⟩ from ½(1 + r·σ): −⟨0|log₂ σ|0⟩ = −½[(1 + cos θ) log₂ λ₊ + (1 − cos θ) log₂ λ₋].
        for (r, angle) in [(0.3, 0.4), (0.9, 2.0), (0.999, 1.1)] {
            let sigma = try BlochVector(r * sin(angle), 0, r * cos(angle)).densityOperator
            let (plus, minus) = (log2((1 + r) / 2), log2((1 - r) / 2))
            let expected = -((1 + cos(angle)) * plus + (1 - cos(angle)) * minus) / 2
            #expect(abs(try Direction.z.stateVector.densityOperator.relativeEntropy(to: sigma) - expected) < 1e-13)
        }
    }

    @Test("15.13 +∞ where the support is not contained, with the tolerance that was named")
    func support() throws {
        let up = try Self.diagonal([1, 0])
        #expect(try Self.diagonal([0.5, 0.5]).relativeEntropy(to: up) == .infinity)
        #expect(try Self.diagonal([0, 1]).relativeEntropy(to: up) == .infinity)
        #expect(try up.relativeEntropy(to: Self.diagonal([0.5, 0.5])) == 1)
        // Rounding of turned pure states is no support.
        var stream = RandomStream(seed: 1516)
        for count in 1...4 {
            let pure = StateVector.random(in: try .qubits(count), using: &stream).densityOperator
            #expect(abs(try pure.relativeEntropy(to: pure)) < 1e-12)
            #expect(try pure.relativeEntropy(to: pure.withWhiteNoise(visibility: 0.9)) < 1)
            #expect(try pure.withWhiteNoise(visibility: 0.9).relativeEntropy(to: pure) == .infinity)
        }
        // A weight of 10⁻¹⁵ is support only where the caller says so.
        let thin = try Self.diagonal([1 - 1e-15, 1e-15])
        #expect(try Self.diagonal([0.5, 0.5]).relativeEntropy(to: thin) == .infinity)
        let fine = try Self.diagonal([0.5, 0.5]).relativeEntropy(to: thin, supportTolerance: 0)
        #expect(abs(fine - (-1 - log2(1e-15) / 2)) < 1e-12)
        for wrong in [-1e-3, 1, .nan] {
            #expect(throws: InvalidArgument.self) { try up.relativeEntropy(to: up, supportTolerance: wrong) }
        }
        #expect(throws: InvalidArgument.self) { try up.relativeEntropy(to: .maximallyMixed(in: .twoQubits)) }
    }

    @Test("15.13 additive for products, smaller after a partial trace, invariant under unitaries, jointly convex")
    func laws() throws {
        let space = try HilbertSpace(dimensions: [2, 2])
        let rhos = try RandomStates.mixed(in: space, count: 9, seed: 1517)
        var stream = RandomStream(seed: 1518)
        let sigmas = try rhos.map { _ in try DensityOperator.randomHilbertSchmidt(in: space, using: &stream) }
        for index in rhos.indices.dropLast() {
            let (rho, sigma, next, nextSigma) = (rhos[index], sigmas[index], rhos[index + 1], sigmas[index + 1])
            let (one, two) = (try rho.relativeEntropy(to: sigma), try next.relativeEntropy(to: nextSigma))
            let product = try rho.tensor(next).relativeEntropy(to: sigma.tensor(nextSigma))
            #expect(abs(product - one - two) < 1e-10)
            let reduced = try rho.reduced(to: [0]).relativeEntropy(to: sigma.reduced(to: [0]))
            #expect(reduced <= one + 1e-12)
            let unitary = try Haar.unitary(dimension: 4, using: &stream)
            #expect(abs(try rho.applying(unitary).relativeEntropy(to: sigma.applying(unitary)) - one) < 1e-10)
            let mixed = try rho.mixed(with: next, weight: 0.3).relativeEntropy(
                to: sigma.mixed(with: nextSigma, weight: 0.3))
            #expect(mixed <= 0.7 * one + 0.3 * two + 1e-12)
        }
        // I(A:B) = S(ρ‖ρ_A ⊗ ρ_B), from three entropies.
        for rho in rhos {
            let halves = (try rho.reduced(to: [0]), try rho.reduced(to: [1]))
            let information = try halves.0.entropy() + halves.1.entropy() - rho.entropy()
            #expect(abs(try rho.relativeEntropy(to: halves.0.tensor(halves.1)) - information) < 1e-11)
        }
    }

    @Test("15.13 two qutrit states that do not commute, computed with mpmath in 40 digits")
    func reference() throws {
        let space = try HilbertSpace(dimensions: [3])
        let rho = try DensityOperator(
            ComplexMatrix([
                [0.5, Complex(0.1, 0.1), 0], [Complex(0.1, -0.1), 0.3, Complex(0, 0.05)], [0, Complex(0, -0.05), 0.2],
            ]), in: space)
        let sigma = try DensityOperator(
            ComplexMatrix([
                [0.25, 0, Complex(0.1, -0.02)], [0, 0.25, 0.15], [Complex(0.1, 0.02), 0.15, 0.5],
            ]), in: space)
        #expect(abs(try rho.relativeEntropy(to: sigma) - 0.55790063918771629) < 1e-14)
        #expect(abs(try sigma.relativeEntropy(to: rho) - 0.5525196359330422) < 1e-14)
    }
}
