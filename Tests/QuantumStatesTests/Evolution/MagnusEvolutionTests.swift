import Foundation
import QuantumStates
import Testing

@Suite("Time-dependent Hamiltonians")
struct MagnusEvolutionTests {
    /// H(t) = ω₀ S_z + Ω (cos ωt S_x + sin ωt S_y), a spin in a rotating field.
    private func rotatingField(_ time: Double) -> ComplexMatrix {
        let (larmor, rabi, drive) = (1.3, 0.7, 0.9)
        var matrix = Complex(larmor / 2) * Pauli.z.matrix
        matrix.add(Complex(rabi / 2 * cos(drive * time)), times: Pauli.x.matrix)
        matrix.add(Complex(rabi / 2 * sin(drive * time)), times: Pauli.y.matrix)
        return matrix
    }

    /// U(t, 0) = e^{−iωtS_z} e^{−i((ω₀ − ω)S_z + ΩS_x)t}, by going to the rotating frame.
    private func exact(_ time: Double) throws -> ComplexMatrix {
        let (larmor, rabi, drive) = (1.3, 0.7, 0.9)
        var frame = Complex((larmor - drive) / 2) * Pauli.z.matrix
        frame.add(Complex(rabi / 2), times: Pauli.x.matrix)
        return try (Complex(drive / 2) * Pauli.z.matrix).unitaryExponential(time: time)
            * frame.unitaryExponential(time: time)
    }

    @Test("a spin in a rotating field follows Rabi's solution", arguments: [1e-6, 1e-9, 1e-11])
    func rabi(tolerance: Double) throws {
        let result = try MagnusEvolution(
            from: 0, to: 12, options: .init(tolerance: tolerance), hamiltonian: rotatingField)
        let error = (result.unitary - (try exact(12))).frobeniusNorm
        #expect(error < 2 * tolerance)
        #expect(try #require(result.estimatedError) <= tolerance)
        #expect(ComplexMatrix.product(result.unitary, .adjoint, result.unitary).distance(to: .identity(2)) < 1e-12)
    }

    @Test("halving fixed steps divides the error by 2⁴")
    func order() throws {
        let errors = try [20, 40, 80].map { steps in
            let result = try MagnusEvolution(from: 0, to: 6, fixedSteps: steps, hamiltonian: rotatingField)
            return (result.unitary - (try exact(6))).frobeniusNorm
        }
        for (coarse, fine) in zip(errors, errors.dropFirst()) { #expect(abs(log2(coarse / fine) - 4) < 0.2) }
    }

    @Test("a constant Hamiltonian is exact in a single step, and intervals compose")
    func composition() throws {
        let constant = try PauliSum.heisenberg(on: .pair).matrix()
        let once = try MagnusEvolution(from: 0, to: 30, fixedSteps: 1) { _ in constant }
        #expect(once.unitary.distance(to: try constant.unitaryExponential(time: 30)) < 1e-13)
        let options = MagnusEvolution.Options(tolerance: 1e-11)
        let whole = try MagnusEvolution(from: -1, to: 4, options: options, hamiltonian: rotatingField).unitary
        let first = try MagnusEvolution(from: -1, to: 2, options: options, hamiltonian: rotatingField).unitary
        let second = try MagnusEvolution(from: 2, to: 4, options: options, hamiltonian: rotatingField).unitary
        #expect((second * first).distance(to: whole) < 1e-10)
        let back = try MagnusEvolution(from: 4, to: -1, options: options, hamiltonian: rotatingField).unitary
        #expect((back * whole).distance(to: .identity(2)) < 1e-10)
        #expect(try MagnusEvolution(from: 1, to: 1, hamiltonian: rotatingField).unitary == .identity(2))
    }

    @Test("a pulse is seen when the longest step is shorter than it, and steps shrink inside it")
    func pulse() throws {
        // A π pulse about x of Gaussian shape: H(t) commutes with itself, so U = e^{−iπσ_x/2} = −iσ_x.
        let width = 0.05
        let options = MagnusEvolution.Options(tolerance: 1e-8, initialStep: 0.5, maximumStep: width)
        let result = try MagnusEvolution(from: 0, to: 10, options: options) { time in
            let place = (time - 5.003) / width
            let rate = Double.pi * exp(-place * place / 2) / (width * (2 * Double.pi).squareRoot())
            return Complex(rate / 2) * Pauli.x.matrix
        }
        #expect((result.unitary - (-Complex.i) * Pauli.x.matrix).frobeniusNorm < 2e-8)
        #expect(result.rejectedSteps > 0)
        #expect(result.steps >= 200)
    }

    @Test("H(t) that stops being Hermitian, finite or of one size is refused with its time")
    func wrongHamiltonians() throws {
        let late: [ComplexMatrix] = [
            try ComplexMatrix([[0, 1], [0, 0]]), ComplexMatrix(rows: 2, columns: 2, repeating: Complex(.nan)),
            .identity(3), ComplexMatrix(rows: 2, columns: 3),
        ]
        for matrix in late {
            let error = #expect(throws: InvalidArgument.self) {
                try MagnusEvolution(from: 0, to: 1) { $0 < 0.5 ? Pauli.x.matrix : matrix }
            }
            #expect(try #require(error).argument.hasPrefix("Hamiltonian at time 0."))
        }
        struct Refusal: Error {}
        #expect(throws: Refusal.self) { try MagnusEvolution(from: 0, to: 1) { _ in throw Refusal() } }
        #expect(throws: NumericalFailure.self) {
            try MagnusEvolution(from: 0, to: 50, options: .init(stepLimit: 3), hamiltonian: rotatingField)
        }
        #expect(throws: CancellationError.self) {
            try MagnusEvolution(from: 0, to: 50, progress: { _ in false }, hamiltonian: rotatingField)
        }
    }
}
