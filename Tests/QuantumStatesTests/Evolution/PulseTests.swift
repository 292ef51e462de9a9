import Foundation
import QuantumStates
import Testing

@Suite("Pulses and jumps of a Hamiltonian")
struct MagnusPulseTests {
    private func gaussian(_ time: Double, _ centre: Double, _ width: Double) -> Double {
        let s = (time - centre) / width
        return exp(-s * s / 2) / ((2 * Double.pi).squareRoot() * width)
    }

    @Test("15.9 a square pulse is right within an estimate that knows of its jumps", arguments: [1e-6, 1e-9, 1e-11])
    func square(tolerance: Double) throws {
        var stream = RandomStream(seed: 1591)
        for _ in 0..<6 {
            // A π/2-like area anywhere in the interval, beside a field along the same axis: U is known.
            let width = Double.random(in: 0.02..<3, using: &stream)
            let open = Double.random(in: 0..<(10 - width), using: &stream)
            let result = try MagnusEvolution(from: 0, to: 10, options: .init(tolerance: tolerance)) { time in
                Complex(0.3 + (time >= open && time < open + width ? 1 / width : 0)) * Pauli.x.matrix
            }
            let exact = try Pauli.x.matrix.unitaryExponential(time: 3 + 1)
            let error = (result.unitary - exact).frobeniusNorm
            let estimate = try #require(result.estimatedError)
            #expect(error <= estimate + 1e-14)
            #expect(estimate <= 2 * tolerance)
        }
    }

    @Test("15.9 a short pulse is not stepped over with default options", arguments: [0.1, 0.01])
    func short(width: Double) throws {
        var stream = RandomStream(seed: 1592)
        for _ in 0..<8 {
            let centre = Double.random(in: 1..<99, using: &stream)
            let result = try MagnusEvolution(from: 0, to: 100) { time in
                Complex(Double.pi / 2 * gaussian(time, centre, width)) * Pauli.x.matrix
            }
            #expect((result.unitary - (-Complex.i) * Pauli.x.matrix).frobeniusNorm < 4e-9)
        }
    }

    @Test("15.9 steps end at breakpoints, and a jump there costs no search")
    func breakpoints() throws {
        let (open, shut) = (37.2, 37.2001)
        let options = MagnusEvolution.Options(breakpoints: [shut, open, 400])
        var asked: [Double] = []
        for (from, to, sign) in [(0.0, 100.0, 1.0), (100, 0, -1)] {
            let result = try MagnusEvolution(from: from, to: to, options: options) { time in
                asked.append(time)
                return Complex(time > open && time <= shut ? 1 / (shut - open) : 0) * Pauli.y.matrix
            }
            #expect((result.unitary - (try Pauli.y.matrix.unitaryExponential(time: sign))).frobeniusNorm < 1e-9)
            #expect(result.rejectedSteps == 0 && result.steps < 60)
        }
        #expect(!asked.contains(open) && !asked.contains(shut))
    }

    @Test("15.9 looks change no bit of a smooth evolution, and cost nothing where steps are short")
    func cost() throws {
        func evolve(_ looks: Int, _ tolerance: Double, to end: Double) throws -> (MagnusEvolution, Int) {
            var calls = 0
            let result = try MagnusEvolution(from: 0, to: end, options: .init(tolerance: tolerance, looks: looks)) {
                time in
                calls += 1
                var matrix = Complex(0.7 * cos(1.3 * time)) * Pauli.x.matrix
                matrix.add(Complex(0.4 + 0.2 * sin(0.7 * time)), times: Pauli.z.matrix)
                return matrix
            }
            return (result, calls)
        }
        for tolerance in [1e-4, 1e-8, 1e-12] {
            for end in [1.0, 10, 60] {
                let ((with, many), (without, few)) = (
                    try evolve(1000, tolerance, to: end), try evolve(0, tolerance, to: end)
                )
                #expect(with.unitary == without.unitary)
                #expect(with.steps == without.steps && many - few <= 1000)
                if with.steps > 400 { #expect(many == few) }
            }
        }
    }

    @Test("15.9 options written before breakpoints and looks were there can be read")
    func oldFiles() throws {
        let old = Data(#"{"tolerance":1e-9,"stepLimit":1000000}"#.utf8)
        #expect(try JSONDecoder().decode(MagnusEvolution.Options.self, from: old) == MagnusEvolution.Options())
    }

    @Test("15.10 phases that rounding has eaten are refused, and rounding is in the estimate")
    func phases() throws {
        let error = #expect(throws: NumericalFailure.self) {
            try MagnusEvolution(from: 0, to: 1e4) { _ in Complex(1e9) * Pauli.z.matrix }
        }
        #expect(error?.reason.contains("rounding leaves none") == true)
        #expect(throws: NumericalFailure.self) {
            try MagnusEvolution(from: 0, to: 1e4, fixedSteps: 100) { _ in Complex(1e9) * Pauli.z.matrix }
        }
        let result = try MagnusEvolution(from: 0, to: 1e4) { _ in Complex(1e3) * Pauli.z.matrix }
        let exact = ComplexMatrix.diagonal([Complex.unit(phase: -1e7), Complex.unit(phase: 1e7)])
        let error2 = (result.unitary - exact).frobeniusNorm
        let estimate = try #require(result.estimatedError)
        #expect(estimate > 1e-9 && error2 <= 10 * estimate)
    }
}

@Suite("Times and phases")
struct PhaseTests {
    @Test("15.10 a long Krylov evolution does not drift from its time")
    func krylov() throws {
        // A hundred and more steps of nearly one length: rounding the rest of the time was off by the same amount each time.
        let sum = try PauliSum.heisenberg(on: .chain(6))
        var stream = RandomStream(seed: 1)
        let state = StateVector.random(in: try .qubits(6), using: &stream)
        let exact = try UnitaryEvolution(under: sum)
        for time in [5000.0, -10000.0 / 3] {
            let result = try KrylovEvolution(state, under: sum, time: time, options: .init(tolerance: 1e-11))
            #expect(result.steps > 100)
            let expected = try exact.evolve(state, time: time)
            let error = euclideanNorm(zip(result.state.amplitudes, expected.amplitudes).map { $0 - $1 })
            // The eigenbasis has its own rounding: each energy is known to 2⁻⁵³ of the largest.
            let reference = 0x1p-52 * sum.coefficientNorm * abs(time)
            #expect(error <= result.estimatedError + reference, "\(error), \(result.estimatedError), \(reference)")
            #expect(result.estimatedError < 2e-11)
        }
    }

    @Test(
        "15.10 angles beyond 2⁴⁰ are refused in words",
        arguments: [
            WrongInput(saying: "time", "keep E·t", "2⁴⁰", "10000000000000.0") {
                _ = try UnitaryEvolution(under: PauliSum(["XX": 1])).unitary(at: 1e13)
            },
            WrongInput(saying: "time", "keep E·t", "2⁴⁰", "-10000000000000.0") {
                _ = try UnitaryEvolution(under: PauliSum(["XX": 1])).evolve(.singlet, time: -1e13)
            },
            WrongInput(saying: "time", "keep E·t", "2⁴⁰", "10000000000000.0") {
                _ = try UnitaryEvolution(under: PauliSum(["XX": 1])).evolve(
                    StateVector.singlet.densityOperator, time: 1e13)
            },
            WrongInput(saying: "time", "keep ‖H‖·t", "2⁴⁰", "10000000000000.0") {
                _ = try KrylovEvolution(.singlet, under: PauliSum(["XX": 1]), time: 1e13)
            },
            WrongInput(saying: "time", "keep ‖H‖·t", "2⁴⁰", "10000000000000.0") {
                _ = try Pauli.x.matrix.unitaryExponential(time: 1e13)
            },
            WrongInput(saying: "time", "keep ω·t", "2⁴⁰", "10000000000000.0") {
                _ = try HeisenbergBlochEvolution(frequency: 1).evolve(
                    TwoQubitBlochForm(StateVector.singlet.densityOperator), time: 1e13)
            },
        ])
    func refused(_ input: WrongInput) { input.check() }

    @Test("15.10 up to 2⁴⁰ phases are right to what Conventions promises")
    func admitted() throws {
        // ω and t with few digits, so that the angle itself is exact.
        let time = 0x1p39
        let unitary = try UnitaryEvolution(under: PauliSum(["Z": 1])).unitary(at: time)
        #expect((unitary[0, 0] - Complex.unit(phase: -time)).modulus < 1.3e-4)
    }
}
