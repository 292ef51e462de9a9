import Foundation
import QuantumStates
import Testing

@Suite("Constant Hamiltonians")
struct UnitaryEvolutionTests {
    @Test("U is unitary, e^{−iHt}, and U(t)U(s) = U(t + s)", arguments: [1, 2, 4])
    func group(qubits: Int) throws {
        var stream = RandomStream(seed: 41, substream: UInt64(qubits))
        let sum = try randomPauliSum(qubits: qubits, terms: 15, using: &stream)
        let evolution = try UnitaryEvolution(under: sum)
        let (first, second) = (try evolution.unitary(at: 0.7), try evolution.unitary(at: -1.9))
        let one = ComplexMatrix.identity(1 << qubits)
        #expect(ComplexMatrix.product(first, .adjoint, first).distance(to: one) < 1e-13)
        #expect((first * second).distance(to: try evolution.unitary(at: 0.7 - 1.9)) < 1e-12)
        #expect(try evolution.unitary(at: 0).distance(to: one) < 1e-13)
        let exponential = try (Complex(0, -0.7) * sum.matrix()).exponential()
        #expect(first.distance(to: exponential) < 1e-12)
    }

    @Test("pure and mixed states evolve alike, with trace, spectrum and energy conserved")
    func states() throws {
        var stream = RandomStream(seed: 42)
        let sum = try randomPauliSum(qubits: 3, terms: 15, using: &stream)
        let evolution = try UnitaryEvolution(under: sum.matrix(), in: .qubits(3))
        let pure = StateVector.random(in: try .qubits(3), using: &stream)
        let later = try evolution.evolve(pure, time: 5)
        let mixed = try evolution.evolve(pure.densityOperator, time: 5)
        #expect(later.densityOperator.matrix.distance(to: mixed.matrix) < 1e-13)
        #expect(abs(euclideanNorm(later.amplitudes) - 1) < 1e-13)
        #expect(abs(try later.expectation(of: sum) - pure.expectation(of: sum)) < 1e-12)
        let state = try DensityOperator.randomHilbertSchmidt(in: .qubits(3), using: &stream)
        let evolved = try evolution.evolve(state, time: -3)
        let difference = zip(try evolved.eigenvalues(), try state.eigenvalues()).map { abs($0 - $1) }
        #expect(difference.max()! < 1e-13)
        #expect(abs(try evolved.expectation(of: sum) - state.expectation(of: sum)) < 1e-12)
    }

    @Test("eigenstates only turn their phase")
    func stationary() throws {
        let sum = try PauliSum.heisenberg(coupling: 2, on: .pair)
        let later = try UnitaryEvolution(under: sum).evolve(.singlet, time: 1)
        let overlap = try StateVector.singlet.overlap(with: later)
        #expect((overlap - Complex.unit(phase: 1.5)).modulus < 1e-14)
    }

    @Test("the von Neumann equation is the derivative of the evolution")
    func vonNeumann() throws {
        var stream = RandomStream(seed: 43)
        let sum = try randomPauliSum(qubits: 2, terms: 8, using: &stream)
        let state = try DensityOperator.randomHilbertSchmidt(in: .twoQubits, using: &stream)
        let evolution = try UnitaryEvolution(under: sum)
        let step = 1e-4
        let (before, after) = (try evolution.evolve(state, time: -step), try evolution.evolve(state, time: step))
        let slope = (1 / (2 * step)) * (after.matrix - before.matrix)
        let derivative = try state.vonNeumannDerivative(under: sum.matrix())
        #expect(slope.distance(to: derivative) < 1e-6)
        #expect(derivative.hermiticityDefect < 1e-14)
        #expect(derivative.trace.modulus < 1e-14)
    }
}

@Suite("Krylov evolution")
struct KrylovEvolutionTests {
    @Test("it agrees with the eigensystem within its error bound", arguments: [-2.5, 0, 0.1, 40])
    func agreement(time: Double) throws {
        var stream = RandomStream(seed: 44)
        let field = try PauliSum.uniformField(0.8, along: Direction(1, 1, 0.3), qubits: 7)
        let sum = try PauliSum.xxz(coupling: 1.5, anisotropy: -0.4, on: .chain(7)) + field
        let start = StateVector.random(in: try .qubits(7), using: &stream)
        let exact = try UnitaryEvolution(under: sum).evolve(start, time: time)
        for tolerance in [1e-4, 1e-10] {
            let options = KrylovEvolution.Options(tolerance: tolerance, basisSize: 14)
            let result = try KrylovEvolution(start, under: sum, time: time, options: options)
            let error = euclideanNorm(zip(result.state.amplitudes, exact.amplitudes).map { $0 - $1 })
            #expect(result.estimatedError <= tolerance)
            #expect(error <= result.estimatedError + 1e-12)
            #expect(abs(euclideanNorm(result.state.amplitudes) - 1) < 1e-12)
            #expect((time == 0) == (result.steps == 0))
        }
    }

    @Test("an eigenstate and a one-dimensional Krylov space need no more than one application")
    func invariantSubspace() throws {
        let sum = try PauliSum.heisenberg(on: .pair)
        let result = try KrylovEvolution(.singlet, under: sum, time: 1000)
        #expect(result.steps == 1)
        #expect(result.applications <= 2)
        #expect((try StateVector.singlet.overlap(with: result.state) - Complex.unit(phase: 750)).modulus < 1e-12)
    }

    @Test("there and back again gives the start")
    func reversal() throws {
        var stream = RandomStream(seed: 45)
        let sum = try PauliSum.transverseFieldIsing(field: 0.6, on: .chain(9, boundary: .periodic))
        let start = StateVector.random(in: try .qubits(9), using: &stream)
        let there = try KrylovEvolution(start, under: sum, time: 7).state
        let back = try KrylovEvolution(there, under: sum, time: -7).state
        #expect(euclideanNorm(zip(back.amplitudes, start.amplitudes).map { $0 - $1 }) < 2e-10)
    }

    @Test("too few steps and a cancelled callback are errors")
    func limits() throws {
        let sum = try PauliSum.heisenberg(on: .chain(5))
        let start = try StateVector.computational([0, 1, 0, 1, 0], in: .qubits(5))
        #expect(throws: NumericalFailure.self) {
            try KrylovEvolution(start, under: sum, time: 100, options: .init(basisSize: 4, stepLimit: 2))
        }
        #expect(throws: CancellationError.self) {
            try KrylovEvolution(start, under: sum, time: 100, options: .init(basisSize: 4)) { _ in false }
        }
    }
}
