import Foundation
import NumericalCore
import QuantumStates
import Testing

@Suite struct DistanceTests {
    let states: [DensityOperator]

    init() throws { states = try RandomStates.mixed(in: .twoQubits, count: 24, seed: 161) }

    @Test("Fidelity is symmetric, in 0…1, and 1 for equal states only")
    func fidelity() throws {
        for (i, left) in states.enumerated() {
            for (j, right) in states.enumerated() where j >= i {
                let (forward, backward) = try (left.fidelity(with: right), right.fidelity(with: left))
                #expect(abs(forward - backward) < 1e-13)
                #expect(forward >= 0 && forward <= 1)
                if i == j { #expect(forward > 1 - 1e-13) } else { #expect(forward < 1 - 1e-3) }
            }
        }
    }

    @Test("Fuchs–van de Graaf: 1 − √F ≤ d ≤ √(1 − F)")
    func fuchsVanDeGraaf() throws {
        for (left, right) in zip(states, states.dropFirst()) {
            let (fidelity, distance) = try (left.fidelity(with: right), left.traceDistance(to: right))
            #expect(1 - fidelity.squareRoot() <= distance + 1e-13)
            #expect(distance <= (1 - fidelity).squareRoot() + 1e-13)
        }
    }

    @Test("With a pure state, F = ⟨ψ|σ|ψ⟩ to all digits, whichever comes first")
    func pureFidelity() throws {
        for (index, pure) in RandomStates.pure(in: .twoQubits, count: 24, seed: 162).enumerated() {
            let state = states[index]
            let expected = try pure.expectation(of: state.matrix).real
            #expect(abs(try state.fidelity(with: pure) - expected) < 1e-15)
            #expect(abs(try state.fidelity(with: pure.densityOperator) - expected) < 1e-13)
            #expect(abs(try pure.densityOperator.fidelity(with: state) - expected) < 1e-13)
        }
    }

    @Test("Commuting states have the classical fidelity and distance")
    func classical() throws {
        let (p, q) = ([0.5, 0.3, 0.2, 0], [0.1, 0, 0.6, 0.3])
        let (left, right) = (
            DensityOperator(unchecked: .diagonal(p.map { Complex($0) }), in: .twoQubits),
            DensityOperator(unchecked: .diagonal(q.map { Complex($0) }), in: .twoQubits)
        )
        let overlap = zip(p, q).reduce(0) { $0 + ($1.0 * $1.1).squareRoot() }
        #expect(abs(try left.fidelity(with: right) - overlap * overlap) < 1e-15)
        #expect(abs(try left.traceDistance(to: right) - 0.7) < 1e-15)
        #expect(abs(try left.entropy() + (0.5 * log2(0.5) + 0.3 * log2(0.3) + 0.2 * log2(0.2))) < 1e-15)
    }

    @Test("Trace distance is a metric that unitaries keep and partial traces do not enlarge")
    func traceDistance() throws {
        var stream = RandomStream(seed: 163)
        for index in 0..<(states.count - 2) {
            let (a, b, c) = (states[index], states[index + 1], states[index + 2])
            let ab = try a.traceDistance(to: b)
            #expect(ab > 1e-3 && ab <= 1 + 1e-14)
            #expect(abs(ab - (try b.traceDistance(to: a))) < 1e-15)
            #expect(try a.traceDistance(to: c) <= ab + b.traceDistance(to: c) + 1e-14)
            let unitary = try Haar.unitary(dimension: 4, using: &stream)
            #expect(abs(try a.applying(unitary).traceDistance(to: b.applying(unitary)) - ab) < 1e-14)
            #expect(try a.reduced(to: [0]).traceDistance(to: b.reduced(to: [0])) <= ab + 1e-14)
            #expect(try a.reduced(to: [1]).fidelity(with: b.reduced(to: [1])) >= a.fidelity(with: b) - 1e-13)
            #expect(try a.traceDistance(to: a) == 0)
        }
    }

    @Test("Orthogonal states: distance 1, fidelity 0")
    func orthogonal() throws {
        let (left, right) = (BellState.phiPlus.stateVector.densityOperator, StateVector.singlet.densityOperator)
        #expect(abs(try left.traceDistance(to: right) - 1) < 1e-15)
        #expect(try left.fidelity(with: right) < 1e-30)
    }

    @Test("Entropy is in 0…log₂D, additive for products and subadditive")
    func entropy() throws {
        for state in states {
            let entropy = try state.entropy()
            #expect(entropy >= -1e-14 && entropy <= 2 + 1e-14)
            let marginals = try (state.reduced(to: [0]), state.reduced(to: [1]))
            let sum = try marginals.0.entropy() + marginals.1.entropy()
            #expect(abs(try marginals.0.tensor(marginals.1).entropy() - sum) < 1e-13)
            #expect(entropy <= sum + 1e-13)
            // Araki–Lieb
            #expect(entropy >= abs(try marginals.0.entropy() - marginals.1.entropy()) - 1e-13)
        }
        #expect(abs(try StateVector.singlet.densityOperator.entropy()) < 1e-13)
    }

    @Test("√ρ is positive and squares to ρ")
    func squareRoot() throws {
        for state in states {
            let root = try state.squareRoot()
            #expect((root * root - state.matrix).frobeniusNorm < 1e-14)
            #expect(try root.hermitianEigenvalues()[0] > -1e-15)
        }
    }
}
