import Foundation
import NumericalCore
import QuantumStates
import Testing

/// Answers are right relative to the scale of the input, from 10⁻¹⁶⁰ to 10¹⁵⁵.
@Suite("Extreme scales")
struct ExtremeScaleTests {
    static let scales = [1e-300, 1e-160, 1e-155, 1e155, 1e160, 1e300]

    @Test("15.12 Lanczos and the dense route find the ground state of c·H", arguments: scales)
    func lanczos(scale: Double) throws {
        for real in [true, false] {
            // An open chain with a field has no degeneracy; Y fields make it complex.
            let chain = try PauliSum.heisenberg(on: .chain(7))
            let field = try PauliSum.uniformField(0.3, along: real ? .z : Direction(theta: 1, phi: 0.7), qubits: 7)
            let uneven = try PauliSum.fields(
                strengths: (1...7).map { 0.1 * Double($0) }, along: Array(repeating: .x, count: 7))
            let hamiltonian = try chain + field + uneven
            let scaled = try scale * hamiltonian
            let options = LanczosOptions(findsGap: true)
            var (one, two) = (RandomStream(seed: 5), RandomStream(seed: 5))
            let plain = try GroundState.lanczos(of: hamiltonian, options: options, using: &one)
            let extreme = try GroundState.lanczos(of: scaled, options: options, using: &two)
            #expect(extreme.stopReason == .converged && plain.stopReason == .converged)
            #expect(abs(extreme.energy / scale - plain.energy) < 1e-11)
            #expect(abs(try #require(extreme.gap) / scale - #require(plain.gap)) < 1e-9)
            #expect(extreme.residualNorm / scale < 1e-9 && extreme.residualNorm > 0)
            #expect(try extreme.state.overlap(with: plain.state).modulus > 1 - 1e-12)
            let dense = try GroundState.dense(of: scaled)
            #expect(abs(dense.energy / scale - plain.energy) < 1e-11)
            #expect(dense.degeneracy == 1 && dense.residualNorm / scale < 1e-12)
        }
    }

    @Test("15.12 a power of two changes no bit of a Lanczos run but the exponents")
    func bits() throws {
        let hamiltonian = try PauliSum.heisenberg(on: .chain(6, boundary: .periodic))
        var (one, two) = (RandomStream(seed: 9), RandomStream(seed: 9))
        let plain = try GroundState.lanczos(of: hamiltonian, using: &one)
        let scaled = try GroundState.lanczos(of: 0x1p-600 * hamiltonian, using: &two)
        #expect(scaled.state == plain.state && scaled.energy == 0x1p-600 * plain.energy)
        #expect(scaled.iterations == plain.iterations && scaled.residualNorm == 0x1p-600 * plain.residualNorm)
    }

    @Test("15.12 sums that leave the range of numbers are refused in words")
    func overflow() throws {
        let huge = try PauliSum(["XX": 1.7e308, "ZZ": 1.7e308, "YY": 1e308])
        var stream = RandomStream(seed: 1)
        #expect(throws: InvalidArgument.self) { try GroundState.lanczos(of: huge, using: &stream) }
        #expect(throws: InvalidArgument.self) { try GroundState.dense(of: huge) }
    }

    @Test("15.12 Krylov evolution under c·H for t/c, and by the eigenbasis", arguments: scales)
    func krylov(scale: Double) throws {
        let hamiltonian = try PauliSum.heisenberg(on: .chain(6))
        var stream = RandomStream(seed: 12)
        let state = StateVector.random(in: try .qubits(6), using: &stream)
        let plain = try UnitaryEvolution(under: hamiltonian).evolve(state, time: 3)
        let krylov = try KrylovEvolution(state, under: scale * hamiltonian, time: 3 / scale)
        let dense = try UnitaryEvolution(under: scale * hamiltonian).evolve(state, time: 3 / scale)
        #expect(try krylov.state.overlap(with: plain).modulus > 1 - 1e-10)
        #expect(try dense.overlap(with: plain).modulus > 1 - 1e-10)
    }

    @Test("15.12 norms, normalized states and directions, ranks and exponentials", arguments: scales)
    func norms(scale: Double) throws {
        #expect(abs(euclideanNorm([3 * scale, -4 * scale]) / scale - 5) < 1e-14)
        #expect(abs(euclideanNorm([Complex(0, 2 * scale), Complex(1.5 * scale)]) / scale - 2.5) < 1e-14)
        #expect(euclideanNorm([Double.nan, scale]).isNaN && euclideanNorm([scale, .infinity]) == .infinity)
        #expect(euclideanNorm([0.0, 0]) == 0 && euclideanNorm([Double]()) == 0)
        let state = try StateVector(normalizing: [Complex(3 * scale), 0, 0, Complex(0, 4 * scale)], in: .twoQubits)
        #expect(abs(euclideanNorm(state.amplitudes) - 1) < 1e-15 && abs(state.amplitudes[0].real - 0.6) < 1e-15)
        #expect(abs(try Direction(normalizing: SIMD3(3, 0, -4) * scale).x - 0.6) < 1e-15)
        let matrix = RealMatrix(rows: 3, columns: 3) { scale * ($0 == $1 ? 2 : $0 + $1 == 1 ? 1 : 0) }
        #expect(
            try matrix.singularValueDecomposition().values.map { ($0 / scale * 1e12).rounded() } == [3e12, 2e12, 1e12])
        #expect(abs(try matrix.hermitianEigenvalues()[2] / scale - 3) < 1e-13)
        let single = RealMatrix(rows: 3, columns: 1) { _, _ in scale }
        let fit = try single.leastSquares(single)
        #expect(fit.rank == 1 && abs(fit.solution[0, 0] - 1) < 1e-14)
        let unitary = try (scale * Pauli.x.matrix.real).complex.unitaryExponential(time: 1 / scale)
        #expect(abs(unitary[0, 0].real - cos(1)) < 1e-14 && abs(unitary[1, 0].imaginary + sin(1)) < 1e-14)
        if scale < 1 { #expect(try (scale * Pauli.x.matrix).exponential().distance(to: .identity(2)) < 1e-16) }
        if scale > 1 { #expect(throws: NumericalFailure.self) { try (scale * Pauli.x.matrix).exponential() } }
        let spectrum = try HamiltonianSpectrum(PauliSum(["X": scale, "Z": scale]))
        #expect(abs(spectrum.energies[1] / scale - 2.0.squareRoot()) < 1e-14)
        let gibbs = try GibbsState(of: PauliSum(["X": scale, "Z": scale]), beta: 1 / scale)
        #expect(abs(gibbs.energy / scale + 2.0.squareRoot() * tanh(2.0.squareRoot())) < 1e-13)
    }
}
