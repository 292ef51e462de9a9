import NumericalCore
import QuantumStates
import Testing

/// Agreement with NumPy, SciPy and QuTiP.
///
/// Tolerances are a few units of rounding, unless said otherwise.
@Suite struct ReferenceTests {
    let cases: ReferenceCases

    init() throws { cases = try ReferenceCases.load() }

    @Test("Two qubits: Pauli coefficients, spectrum, entropy, purity, CHSH")
    func twoQubits() throws {
        #expect(cases.twoQubits.count == 80)
        for reference in cases.twoQubits {
            let state = try DensityOperator(reference.state.matrix, in: .twoQubits, tolerance: 1e-14)
            #expect(state.matrix == reference.state.matrix)
            for (ours, theirs) in try zip(PauliTensor(state).coefficients, reference.pauliTensor) {
                #expect(abs(ours - theirs) < 1e-15)
            }
            for (ours, theirs) in try zip(state.eigenvalues(), reference.eigenvalues) {
                #expect(abs(ours - theirs) < 1e-14)
            }
            #expect(abs(state.purity - reference.purity) < 1e-14)
            #expect(abs(try state.chshMaximum().value - reference.chshMaximum) < 1e-14)
            // λ log λ turns an error of 1e-16 in a vanishing eigenvalue into one of 1e-14.
            #expect(abs(try state.entropy() - reference.entropy) < 1e-13)
        }
    }

    @Test("Two qubits: concurrence, negativity, fidelity, trace distance")
    func entanglement() throws {
        var entangled = 0
        for reference in cases.twoQubits {
            let state = try DensityOperator(reference.state.matrix, in: .twoQubits)
            let other = try DensityOperator(reference.other.matrix, in: .twoQubits)
            // QuTiP takes roots of the eigenvalues of ρρ̃; the fixtures keep it to full rank, where 1e-10 is its share.
            let tolerance = reference.kind.hasPrefix("rank") ? 1e-12 : 1e-10
            #expect(abs(try state.concurrence() - reference.concurrence) < tolerance, "\(reference.kind)")
            #expect(abs(try state.negativity() - reference.negativity) < 1e-14)
            #expect(abs(try state.traceDistance(to: other) - reference.traceDistance) < 1e-14)
            if let fidelity = reference.fidelity {
                #expect(abs(try state.fidelity(with: other) - fidelity) < 1e-11)
            }
            if reference.concurrence > 0.01 { entangled += 1 }
        }
        #expect(entangled > 20 && entangled < 75)
    }

    @Test("Partial traces and transposes of parties of different dimensions")
    func parties() throws {
        for reference in cases.parties {
            let space = try HilbertSpace(dimensions: reference.dimensions)
            let state = try DensityOperator(reference.state.matrix, in: space)
            let reduced = try state.reduced(to: reference.kept)
            #expect((reduced.matrix - reference.reduced.matrix).frobeniusNorm < 1e-15)
            #expect(abs(try reduced.entropy() - reference.reducedEntropy) < 1e-14)
            #expect(try state.partialTranspose(of: reference.transposed) == reference.partialTranspose.matrix)
            #expect(abs(try state.negativity(of: reference.transposed) - reference.negativity) < 1e-14)
        }
    }

    @Test("Permutations of parties")
    func permutations() throws {
        for reference in cases.permutations {
            let space = try HilbertSpace(dimensions: reference.dimensions)
            let state = try DensityOperator(reference.state.matrix, in: space)
            #expect(try state.permutingParties(reference.order).matrix == reference.permuted.matrix)
        }
    }

    @Test("Matrix exponentials against SciPy")
    func exponentials() throws {
        for reference in cases.exponentials {
            let theirs = reference.result.matrix
            let difference = (try reference.matrix.matrix.exponential() - theirs).frobeniusNorm
            // Both square up to two times, each of which may double the relative error.
            #expect(difference < 1e-13 * theirs.frobeniusNorm)
        }
    }

    @Test("Matrix logarithms against SciPy")
    func logarithms() throws {
        for reference in cases.logarithms {
            let matrix = reference.matrix.matrix
            let theirs = reference.result.matrix
            // The condition of the logarithm grows with that of the matrix.
            let condition = try matrix.frobeniusNorm * matrix.inverse().frobeniusNorm
            #expect((try matrix.logarithm() - theirs).frobeniusNorm < 1e-14 * condition)
            #expect((try matrix.logarithm().exponential() - matrix).frobeniusNorm < 1e-13 * matrix.frobeniusNorm)
        }
    }

    @Test("e^{−iHt} and its action on a state, spectra of Hermitian matrices")
    func evolutions() throws {
        for reference in cases.evolutions {
            let hamiltonian = reference.hamiltonian.matrix
            let unitary = try hamiltonian.unitaryExponential(time: reference.time)
            // Phases are products of time and energies up to 20, so carry 20 units of rounding.
            #expect((unitary - reference.unitary.matrix).frobeniusNorm < 1e-13)
            let space = try HilbertSpace(dimensions: [hamiltonian.rows])
            let state = try StateVector(ReferenceCases.amplitudes(reference.state), in: space)
            let evolved = try state.applying(unitary).amplitudes
            let theirs = ReferenceCases.amplitudes(reference.evolved)
            #expect(euclideanNorm(zip(evolved, theirs).map { $0 - $1 }) < 1e-13)
            for (ours, theirs) in try zip(hamiltonian.hermitianEigenvalues(), reference.eigenvalues) {
                #expect(abs(ours - theirs) < 1e-13)
            }
        }
    }

    @Test("Bell, GHZ, W and Dicke states")
    func namedStates() throws {
        for reference in cases.named {
            let ours: StateVector =
                switch reference.name {
                case "ghz": try .ghz(parties: reference.arguments[0], dimension: reference.arguments[1])
                case "w": try .w(parties: reference.arguments[0])
                case "dicke": try .dicke(parties: reference.arguments[0], excitations: reference.arguments[1])
                default: try #require(BellState(rawValue: reference.name)).stateVector
                }
            let theirs = ReferenceCases.amplitudes(reference.amplitudes)
            #expect(ours.amplitudes.count == theirs.count)
            #expect(euclideanNorm(zip(ours.amplitudes, theirs).map { $0 - $1 }) < 1e-15, "\(reference.name)")
        }
    }

    @Test("Gell-Mann matrices")
    func gellMann() throws {
        for reference in cases.gellMann {
            let ours = try GellMannBasis(dimension: reference.dimension).matrices
            #expect(ours.count == reference.matrices.count)
            for (matrix, theirs) in zip(ours, reference.matrices) {
                #expect((matrix - theirs.matrix).frobeniusNorm < 1e-15)
            }
        }
    }
}
