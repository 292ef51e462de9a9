import Foundation
import Superdeterminism
import Testing
import TestSupport

/// What one system shows of another's detector, averaged over the hidden variables, in any observable and with Hamiltonians.
@Suite struct SignallingTests {
    /// Alice's averaged state at a time for Bob's direction, H_A and H_B acting on each system alone.
    static func alice(
        _ state: StateVector, _ own: Direction, _ bob: Direction, _ law: CollapseLaw, at time: Double,
        hamiltonian: CollapseHamiltonian = .none, detectionTime: Double = 0
    ) throws -> DensityOperator {
        let basis = try DetectorBasis.spins(along: [own, bob])
        let model = try CollapseModel(
            state: state, basis: basis, kappa: 1, law: law, hamiltonian: hamiltonian, detectionTime: detectionTime)
        let matrix = try model.averageMatrix(at: time).conjugated(by: basis.vectors)
        return try DensityOperator(matrix.hermitianPart, in: state.space).reduced(to: [0])
    }

    static let flip = ComplexMatrix(rows: 2, columns: 2) { $0 == $1 ? .zero : .one }

    static func threeOfFour() throws -> StateVector {
        try StateVector(normalizing: [.one, .zero, .one, .one], in: .twoQubits)
    }

    @Test("17.1 the direct law signals with a Hamiltonian and in another basis, the reset law does not")
    func knownSignals() throws {
        let state = try SignallingTests.threeOfFour()
        let turn: CollapseHamiltonian = .constant(SignallingTests.flip.kronecker(.identity(2)))
        func zero(_ bob: Direction, _ law: CollapseLaw) throws -> Double {
            let reduced = try SignallingTests.alice(state, .z, bob, law, at: 1, hamiltonian: turn, detectionTime: 1)
            return reduced.matrix[0, 0].real
        }
        func across(_ bob: Direction, _ law: CollapseLaw) throws -> Double {
            2 * (try SignallingTests.alice(state, .z, bob, law, at: 0.7)).matrix[0, 1].real
        }
        #expect(abs(try zero(.z, .direct) - 0.55361) < 5e-6)
        #expect(abs(try zero(.x, .direct) - 0.56628) < 5e-6)
        #expect(abs(try across(.z, .direct) - 0.42355) < 5e-6)
        #expect(abs(try across(.x, .direct) - 0.44667) < 5e-6)
        #expect(abs(try zero(.z, .reset) - zero(.x, .reset)) < 1e-12)
        #expect(abs(try across(.z, .reset) - across(.x, .reset)) < 1e-14)
    }

    @Test("17.1 with the reset law nothing that happens to the others can be seen, in any observable")
    func resetDoesNotSignal() throws {
        var stream = RandomStream(seed: 171)
        func hermitian() -> ComplexMatrix {
            ComplexMatrix(rows: 2, columns: 2) { _, _ in stream.complexNormal() }.hermitianPart
        }
        for _ in 0..<12 {
            let state = StateVector.random(in: .twoQubits, using: &stream)
            let own = Direction.random(using: &stream)
            let ownField = hermitian().kronecker(.identity(2))
            let (time, detection) = (3 * stream.uniform(), 2 * stream.uniform())
            let states = try (0..<3).map { _ in
                try SignallingTests.alice(
                    state, own, .random(using: &stream), .reset, at: time,
                    hamiltonian: .constant(ownField + ComplexMatrix.identity(2).kronecker(hermitian())),
                    detectionTime: detection)
            }
            for other in states.dropFirst() { #expect(other.matrix.distance(to: states[0].matrix) < 1e-12) }
        }
    }

    @Test("17.1 the average of the reset law is linear in the prepared state")
    func resetIsLinear() throws {
        // ρ(t) = e^{−κt} U_t ρ U_t† + κ ∫ e^{−κs} U_s D U_s† ds by Gauss–Legendre quadrature of unitaries.
        var stream = RandomStream(seed: 172)
        let hamiltonian = Cases.hermitian(levels: 3, seed: 173)
        let model = try Cases.model(
            levels: 3, seed: 174, kappa: 0.8, law: .reset, hamiltonian: .constant(hamiltonian), detectionTime: 0.6)
        let time = 1.3
        func turned(_ matrix: ComplexMatrix, _ time: Double) throws -> ComplexMatrix {
            matrix.conjugated(by: try (Complex(0, -time) * hamiltonian).exponential())
        }
        let mixture = ComplexMatrix(rows: 3, columns: 3) { $0 == $1 ? Complex(model.outcomeProbabilities[$0]) : .zero }
        var expected = Complex(exp(-0.8 * time)) * (try turned(Cases.initial(model), time))
        let rule = try GaussRule.legendre(count: 24)
        for (node, weight) in zip(rule.nodes, rule.weights) {
            let moment = 0.5 * time * (1 + node)
            expected.add(Complex(0.5 * time * weight * 0.8 * exp(-0.8 * moment)), times: try turned(mixture, moment))
        }
        #expect(try model.averageMatrix(at: time).distance(to: expected) < 1e-11)
        let sampled = try model.sampledAverage(at: time, runs: 20_000, using: &stream)
        for (found, exact) in zip(sampled.populations, expected.diagonal) {
            #expect(abs(found.value - exact.real) < 4.5 * found.standardError)
        }
    }
}
