import Foundation
import NumericalCore
import QuantumStates
import TestSupport
import Testing

/// H → s·H with t → t/s and β → β/s changes nothing but the unit of energies.
@Suite("Units of the Hamiltonian")
struct UnitInvarianceTests {
    static let units = [1e-12, 1e-9, 1e-6, 1e-3, 1e3, 1e6, 1e9, 1e12]

    /// A random two-local Hamiltonian of 2…4 qubits, sometimes with symmetries that make its levels degenerate.
    struct Case: CustomStringConvertible {
        let hamiltonian: PauliSum
        let unit: Double
        let time: Double
        let seed: UInt64
        var description: String { "unit \(unit), time \(time), H = \(hamiltonian)" }
    }

    static func make(_ choices: inout Choices) throws -> Case {
        let count = choices.integer(in: 2...4)
        let graph = try InteractionGraph.chain(
            count, boundary: count > 2 && choices.integer(in: 0...1) == 1 ? .periodic : .open)
        let isSymmetric = choices.integer(in: 0...1) == 1
        let couplings = isSymmetric ? SIMD3(1, 1, 1) : SIMD3(choices.real(in: -1...1), choices.real(in: -1...1), 1)
        var sum = try PauliSum.xyz(couplings: couplings, on: graph)
        if !isSymmetric {
            sum = try sum + .uniformField(choices.real(in: 0.1...1), along: .random(using: &choices), qubits: count)
        }
        return Case(
            hamiltonian: sum, unit: choices.one(of: units), time: choices.real(in: -3...3), seed: choices.next())
    }

    static func distance(_ left: StateVector, _ right: StateVector) -> Double {
        euclideanNorm(zip(left.amplitudes, right.amplitudes).map { $0 - $1 })
    }

    @Test("16.5 spectra, ground states, degeneracies, Gibbs states and evolutions do not know the unit")
    func states() async {
        await forAll("invariant under H → sH", cases: 60, Self.make) { example in
            let (hamiltonian, unit, time) = (example.hamiltonian, example.unit, example.time)
            let scaled = try unit * hamiltonian
            let (plain, other) = (try HamiltonianSpectrum(hamiltonian), try HamiltonianSpectrum(scaled))
            let matrixSpectrum = try HamiltonianSpectrum(scaled.matrix(), in: scaled.space())
            let size = max(abs(plain.energies[0]), abs(plain.energies[plain.energies.count - 1]))
            for (index, energy) in plain.energies.enumerated() {
                try demand(other.energies[index] / unit, equals: energy, within: 1e-13 * size, "energy \(index)")
                try demand(
                    matrixSpectrum.energies[index] / unit, equals: energy, within: 1e-13 * size, "energy, matrix")
            }
            let degeneracy = try plain.groundDegeneracy()
            let otherDegeneracy = try other.groundDegeneracy()
            try demand(otherDegeneracy == degeneracy, "degeneracy \(otherDegeneracy), not \(degeneracy)")
            let (dense, denseOther) = (try GroundState.dense(of: hamiltonian), try GroundState.dense(of: scaled))
            try demand(denseOther.degeneracy == dense.degeneracy, "degeneracy of the dense ground state")
            try demand(denseOther.residualNorm / unit <= 1e-12 * size, "residual \(denseOther.residualNorm)")
            var (one, two) = (RandomStream(seed: example.seed), RandomStream(seed: example.seed))
            let lanczos = try GroundState.lanczos(of: hamiltonian, using: &one)
            let lanczosOther = try GroundState.lanczos(of: scaled, using: &two)
            try demand(lanczosOther.energy / unit, equals: lanczos.energy, within: 1e-11 * size, "Lanczos energy")
            try demand(lanczosOther.iterations == lanczos.iterations, "number of Lanczos iterations")
            if degeneracy == 1 {
                let overlap = try dense.state.overlap(with: denseOther.state).modulus
                try demand(overlap, equals: 1, within: 1e-10, "overlap of ground states")
            }
            let gibbs = try GibbsState(of: hamiltonian, beta: time)
            let gibbsOther = try GibbsState(of: scaled, beta: time / unit)
            try demand(
                gibbs.state.matrix.distance(to: gibbsOther.state.matrix), equals: 0, within: 1e-12, "Gibbs state")
            try demand(gibbsOther.entropy, equals: gibbs.entropy, within: 1e-11, "entropy")
            try demand(gibbsOther.energy / unit, equals: gibbs.energy, within: 1e-11 * size, "thermal energy")
            var stream = RandomStream(seed: example.seed)
            let state = StateVector.random(in: try hamiltonian.space(), using: &stream)
            let evolved = try UnitaryEvolution(under: hamiltonian).evolve(state, time: time)
            for (name, later) in [
                ("eigenbasis", try UnitaryEvolution(under: scaled).evolve(state, time: time / unit)),
                ("Krylov", try KrylovEvolution(state, under: scaled, time: time / unit).state),
                (
                    "exponential",
                    StateVector(
                        unchecked: try scaled.matrix().unitaryExponential(time: time / unit) * state.amplitudes,
                        in: state.space)
                ),
            ] { try demand(Self.distance(evolved, later), equals: 0, within: 1e-8, name) }
            let steps = try KrylovEvolution(state, under: hamiltonian, time: time).steps
            try demand(
                try KrylovEvolution(state, under: scaled, time: time / unit).steps == steps, "number of Krylov steps")
            let rate = try state.densityOperator.vonNeumannDerivative(under: scaled.matrix())
            let plainRate = try state.densityOperator.vonNeumannDerivative(under: hamiltonian.matrix())
            try demand(((1 / unit) * rate).distance(to: plainRate), equals: 0, within: 1e-12 * size, "rate of change")
        }
    }

    @Test("16.5 time-dependent evolution and integration do not know the unit of time", arguments: units)
    func driven(unit: Double) throws {
        func hamiltonian(_ time: Double) -> ComplexMatrix {
            Complex(cos(2 * time)) * Pauli.x.matrix + 0.5 * Pauli.z.matrix
        }
        let plain = try MagnusEvolution(from: 0, to: 4, hamiltonian: hamiltonian)
        let scaled = try MagnusEvolution(from: 0, to: 4 / unit) { unit * hamiltonian(unit * $0) }
        #expect(scaled.unitary.distance(to: plain.unitary) < 1e-8)
        #expect(abs(scaled.steps - plain.steps) <= 1)
        // From rest and from nothing: the first step has to find its own scale.
        for start in [[1.0, 0], [0, 0]] {
            func slope(_ time: Double, _ x: [Double]) -> [Double] { [x[1] + sin(time), -x[0]] }
            let one = try DormandPrince().integrate(from: 0, to: 5, initial: start, derivative: slope)
            let two = try DormandPrince().integrate(
                from: 0, to: 5 / unit, initial: start,
                derivative: { time, x in slope(unit * time, x).map { unit * $0 } })
            #expect(euclideanNorm(zip(one.state, two.state).map { $0 - $1 }) < 1e-7)
        }
        let points = [SIMD3<Double>(1, 0, 0), SIMD3(0, 0.6, 0.8)]
        func turning(_ time: Double) -> SIMD3<Double> { SIMD3(sin(time), 0.3 * sin(time), sin(2 * time)) }
        let moved = try SphereStepper().integrate(
            from: 0, to: 5, initial: points, angularVelocity: { time, x in x.map { _ in turning(time) } })
        let slow = try SphereStepper().integrate(
            from: 0, to: 5 / unit, initial: points,
            angularVelocity: { time, x in x.map { _ in unit * turning(unit * time) } })
        for (a, b) in zip(moved.points, slow.points) {
            #expect(euclideanNorm([a.x - b.x, a.y - b.y, a.z - b.z]) < 1e-7)
        }
    }

    @Test("16.5 a matrix in small units is not Hermitian because it is small", arguments: units)
    func hermitian(unit: Double) throws {
        let skew = ComplexMatrix(rows: 2, columns: 2) { Complex(unit * Double(2 * $0 + $1)) }
        #expect(throws: InvalidArgument.self) { try skew.requireHermitian("matrix") }
        #expect(throws: InvalidArgument.self) { try HamiltonianSpectrum(skew, in: .qubit) }
        #expect(throws: InvalidArgument.self) { try UnitaryEvolution(under: skew, in: .qubit) }
        #expect(throws: InvalidArgument.self) { try POVM.projective(observable: skew) }
        let nearly = ComplexMatrix(rows: 2, columns: 2) { Complex(unit * (1 + ($0 > $1 ? 1e-12 : 0))) }
        #expect(throws: Never.self) { try nearly.requireHermitian("matrix") }
        // The states at rest of any unit have rates that are zero to rounding.
        let rest = try GibbsState(of: unit * PauliSum.heisenberg(on: .chain(2)), beta: 1 / unit).state
        let rate = try rest.vonNeumannDerivative(under: (unit * PauliSum.heisenberg(on: .chain(2))).matrix())
        #expect(rate.largestModulus < 1e-15 * unit && rate.hermiticityDefect == 0)
    }

    @Test("16.5 observables in any unit have the same outcomes", arguments: units)
    func observables(unit: Double) throws {
        let observable = try PauliSum(["ZZ": 1, "XI": 0.5, "IX": 0.5]).matrix()
        let (plain, scaled) = (
            try POVM.projective(observable: observable), try POVM.projective(observable: unit * observable)
        )
        #expect(plain.outcomes == scaled.outcomes)
        for (one, two) in zip(plain.elements, scaled.elements) { #expect(one.distance(to: two) < 1e-12) }
    }
}
