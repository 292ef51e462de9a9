import NumericalCore
import QuantumStates
import Testing

@Suite struct DensityOperatorTests {
    @Test("Random states are Hermitian, positive and of unit trace, and pass their own check")
    func physical() throws {
        for shape in [[2], [2, 2], [3, 2], [2, 3, 2]] {
            let space = try HilbertSpace(dimensions: shape)
            for state in try RandomStates.mixed(in: space, count: 24, seed: 141) {
                #expect(state.matrix.hermiticityDefect == 0)
                #expect(abs(state.matrix.trace.real - 1) < 1e-14)
                #expect(try state.eigenvalues()[0] > -1e-15)
                #expect(try DensityOperator(state.matrix, in: space, tolerance: 1e-14) == state)
                #expect(state.purity <= 1 + 1e-14 && state.purity >= 1 / Double(space.dimension) - 1e-14)
            }
        }
    }

    @Test("The tolerance decides what is let through, and the Hermitian part is stored")
    func tolerance() throws {
        let space = HilbertSpace.qubit
        let skew = try ComplexMatrix([[0.5, Complex(0, 0.1)], [Complex(0, -0.1 + 1e-6), 0.5]])
        #expect(throws: InvalidArgument.self) { try DensityOperator(skew, in: space) }
        #expect(try DensityOperator(skew, in: space, tolerance: 1e-5).matrix == skew.hermitianPart)

        let heavy = ComplexMatrix.diagonal([0.5, Complex(0.5 + 1e-6)])
        #expect(throws: InvalidArgument.self) { try DensityOperator(heavy, in: space) }
        #expect(try DensityOperator(heavy, in: space, tolerance: 1e-5).matrix == heavy)

        let negative = ComplexMatrix.diagonal([Complex(1 + 1e-6), Complex(-1e-6)])
        #expect(throws: InvalidArgument.self) { try DensityOperator(negative, in: space) }
        #expect(try DensityOperator(negative, in: space, tolerance: 1e-5).eigenvalues()[0] < 0)

        let exact = ComplexMatrix.diagonal([0.75, 0.25])
        #expect(try DensityOperator(exact, in: space, tolerance: 0).matrix == exact)
    }

    @Test(
        "The three laws are named in the error that they cause",
        arguments: [
            ([[Complex(0.5), 0.3], [0.1, 0.5]], "Hermitian"), ([[0.5, 0], [0, 0.6]], "trace"),
            ([[1.5, 0], [0, -0.5]], "eigenvalue"),
            ([[Complex(0.5, 0.1), 0], [0, Complex(0.5, -0.1)]], "Hermitian"),
        ])
    func laws(rows: [[Complex]], law: String) throws {
        let matrix = try ComplexMatrix(rows)
        let error = #expect(throws: InvalidArgument.self) { try DensityOperator(matrix, in: .qubit) }
        #expect(error?.description.contains(law) == true)
    }

    @Test("Unitaries keep purity and spectrum")
    func unitaries() throws {
        var stream = RandomStream(seed: 142)
        let space = try HilbertSpace(dimensions: [3, 2])
        for state in try RandomStates.mixed(in: space, count: 18, seed: 143) {
            let unitary = try Haar.unitary(dimension: 6, using: &stream)
            let rotated = try state.applying(unitary)
            #expect((rotated.matrix - unitary * state.matrix * unitary.adjoint).frobeniusNorm < 1e-14)
            #expect(abs(rotated.purity - state.purity) < 1e-14)
            for (left, right) in try zip(rotated.eigenvalues(), state.eigenvalues()) {
                #expect(abs(left - right) < 1e-14)
            }
            #expect(abs(try rotated.entropy() - state.entropy()) < 1e-12)
        }
    }

    @Test("Tr ρA is linear in A and 1 for the unit matrix")
    func expectations() throws {
        var stream = RandomStream(seed: 144)
        for state in try RandomStates.mixed(in: .twoQubits, count: 9, seed: 145) {
            let observable = ComplexMatrix(rows: 4, columns: 4) { _, _ in stream.complexNormal() }
            let mean = try state.expectation(of: observable)
            #expect((mean - (state.matrix * observable).trace).modulus < 1e-14)
            #expect((try state.expectation(of: .identity(4)) - 1).modulus < 1e-14)
        }
    }

    @Test("Mixtures and white noise")
    func mixing() throws {
        let states = try RandomStates.mixed(in: .twoQubits, count: 12, seed: 146)
        for (left, right) in zip(states, states.dropFirst()) {
            let mixture = try left.mixed(with: right, weight: 0.3)
            #expect((mixture.matrix - (0.7 * left.matrix + 0.3 * right.matrix)).frobeniusNorm < 1e-15)
            let noise = try DensityOperator.maximallyMixed(in: .twoQubits)
            let noisy = try left.withWhiteNoise(visibility: 0.6)
            #expect((noisy.matrix - (try noise.mixed(with: left, weight: 0.6)).matrix).frobeniusNorm < 1e-15)
            #expect(try left.withWhiteNoise(visibility: 1) == left && left.withWhiteNoise(visibility: 0) == noise)
        }
    }

    @Test("A mixture of pure states is Σ w |ψ⟩⟨ψ|")
    func mixture() throws {
        let states = RandomStates.pure(in: .twoQubits, count: 6, seed: 147)
        let weights = [0.1, 0.2, 0.3, 0.25, 0.15, 0]
        var expected = ComplexMatrix(rows: 4, columns: 4)
        for (state, weight) in zip(states, weights) { expected += weight * state.densityOperator.matrix }
        let mixture = try DensityOperator.mixture(states, weights: weights)
        #expect((mixture.matrix - expected).frobeniusNorm < 1e-15 && mixture.matrix.hermiticityDefect == 0)
    }
}
