import NumericalCore
import QuantumStates
import Testing

/// Each convention of Documentation/HiddenVariables.docc/Conventions.md about states, one test each.
@Suite struct ConventionTests {
    let up = Direction.z.stateVector
    let down = (-Direction.z).stateVector

    @Test("The first tensor factor is the most significant: |01⟩ has amplitudes [0, 1, 0, 0]")
    func firstFactorMostSignificant() throws {
        #expect(try up.tensor(down).amplitudes == [0, 1, 0, 0])
        #expect(try StateVector.computational([0, 1], in: .twoQubits).amplitudes == [0, 1, 0, 0])
        #expect(try HilbertSpace(dimensions: [2, 3, 5]).index(of: [1, 2, 3]) == (1 * 3 + 2) * 5 + 3)
    }

    @Test("|0⟩ = |↑⟩ is up along +z")
    func zeroIsUp() throws {
        #expect(up.amplitudes == [1, 0])
        #expect(down.amplitudes == [0, 1])
        #expect(try BlochVector(up.densityOperator).vector == SIMD3(0, 0, 1))
        #expect(try up.expectation(of: Pauli.z.matrix) == 1)
    }

    @Test("Pauli matrices are in the order I, X, Y, Z")
    func pauliOrder() {
        #expect(Pauli.allCases.map(\.letter) == ["I", "X", "Y", "Z"])
        #expect(Pauli.allCases.map(\.rawValue) == [0, 1, 2, 3])
        for pauli in Pauli.allCases {
            #expect(pauli.matrix == PlainPauli.matrix(String(pauli.letter)))
            #expect(Pauli(letter: pauli.letter) == pauli)
        }
    }

    @Test("The first letter of XIYZ acts on the first, most significant qubit")
    func firstLetter() throws {
        let string = try PauliString("XIYZ")
        #expect(string[0] == .x && string[1] == .identity && string[2] == .y && string[3] == .z)
        var zero = [Complex](repeating: 0, count: 16)
        zero[0] = 1
        // X flips the most significant bit, Y the second lowest with a factor i: |0000⟩ → i|1010⟩.
        var expected = [Complex](repeating: 0, count: 16)
        expected[0b1010] = .i
        #expect(string.applied(to: zero) == expected)
        #expect(try PauliString("ZI").matrix() == Pauli.z.matrix.kronecker(.identity(2)))
    }

    @Test("A Pauli tensor is indexed by base-4 digits, the first qubit most significant")
    func pauliTensorDigits() throws {
        // |0⟩⟨0| ⊗ |+⟩⟨+| has the coefficients of II, IX, ZI and ZX alone.
        let tensor = try PauliTensor(up.tensor(Direction.x.stateVector).densityOperator)
        let nonzero = tensor.coefficients.indices.filter { abs(tensor.coefficients[$0]) > 1e-12 }
        #expect(nonzero == [0, 1, 4 * 3, 4 * 3 + 1])
        #expect(abs(tensor[try PauliString("ZX")] - 1) < 1e-15)
    }

    @Test("A reduced state keeps the order of the list of parties")
    func partialTraceOrder() throws {
        let space = try HilbertSpace(dimensions: [2, 3, 2])
        let state = try StateVector.computational([0, 2, 1], in: space).densityOperator
        #expect(
            try state.reduced(to: [1])
                == StateVector.computational([2], in: HilbertSpace(dimensions: [3])).densityOperator)
        let pair = try state.reduced(to: [2, 1])
        #expect(pair.space.dimensions == [2, 3])
        #expect(pair.matrix[1 * 3 + 2, 1 * 3 + 2] == 1)
    }

    @Test("Matrices are column-major; Kronecker products are written row by row with the first factor most significant")
    func columnMajor() throws {
        let a = try ComplexMatrix([[1, 2], [3, 4]])
        #expect(a.elements == [1, 3, 2, 4])
        let b = try ComplexMatrix([[0, 5], [6, 7]])
        #expect(
            try a.kronecker(b)
                == ComplexMatrix([[0, 5, 0, 10], [6, 7, 12, 14], [0, 15, 0, 20], [18, 21, 24, 28]]))
    }

    @Test("Permuting parties puts old party order[k] at place k")
    func permutation() throws {
        let space = try HilbertSpace(dimensions: [2, 3, 4])
        let state = try StateVector.computational([1, 2, 3], in: space)
        let permuted = try state.permutingParties([2, 0, 1])
        #expect(permuted.space.dimensions == [4, 2, 3])
        #expect(permuted == (try StateVector.computational([3, 1, 2], in: permuted.space)))
        #expect(try state.densityOperator.permutingParties([2, 0, 1]) == permuted.densityOperator)
    }

    @Test(
        "The Bell states have T = diag(±1, ±1, ±1) with product −1",
        arguments: [
            (BellState.phiPlus, SIMD3(1.0, -1, 1)), (.phiMinus, SIMD3(-1, 1, 1)), (.psiPlus, SIMD3(1, 1, -1)),
            (.psiMinus, SIMD3(-1, -1, -1)),
        ])
    func bellCorrelations(bell: BellState, diagonal: SIMD3<Double>) throws {
        let state = bell.stateVector.densityOperator
        #expect(bell.correlations == diagonal)
        for (axis, letter) in ["XX", "YY", "ZZ"].enumerated() {
            let mean = PlainPauli.trace(state.matrix, PlainPauli.matrix(letter))
            #expect(abs(mean.real - diagonal[axis]) < 1e-15)
        }
        let form = try TwoQubitBlochForm(state)
        #expect((form.t - RealMatrix.diagonal([diagonal.x, diagonal.y, diagonal.z])).frobeniusNorm < 1e-15)
        #expect(form.a == .zero && form.b == .zero)
    }

    @Test("The singlet is (|01⟩ − |10⟩)/√2 and E(a, b) = −a·b")
    func singlet() throws {
        let half = 0.5.squareRoot()
        #expect(StateVector.singlet.amplitudes == [0, Complex(half), Complex(-half), 0])
        let form = try TwoQubitBlochForm(StateVector.singlet.densityOperator)
        var stream = RandomStream(seed: 1)
        for _ in 0..<20 {
            let (a, b) = (Direction.random(using: &stream), Direction.random(using: &stream))
            #expect(abs(form.correlator(a, b) + a.dot(b)) < 1e-15)
        }
    }

    @Test("The first index of T belongs to the first qubit")
    func correlationIndices() throws {
        // |+⟩ ⊗ |0⟩ correlates X of the first with Z of the second.
        let form = try TwoQubitBlochForm(StateVector.product([.x, .z]).densityOperator)
        #expect(abs(form.t[0, 2] - 1) < 1e-15 && abs(form.t[2, 0]) < 1e-15)
        #expect(abs(form.a.x - 1) < 1e-15 && abs(form.b.z - 1) < 1e-15)
    }

    @Test("Angles are in radians; θ is polar, φ the azimuth")
    func radians() throws {
        let quarter = try Direction(theta: .pi / 2, phi: .pi / 2)
        #expect(abs(quarter.y - 1) < 1e-15 && abs(quarter.x) < 1e-15 && abs(quarter.z) < 1e-15)
        #expect(abs(Direction.x.theta - .pi / 2) < 1e-15 && Direction.x.phi == 0)
    }

    @Test("Inner products are conjugate-linear in the first vector")
    func innerProducts() throws {
        let space = HilbertSpace.qubit
        let plusY = try StateVector(normalizing: [1, .i], in: space)
        #expect(try plusY.overlap(with: down).imaginary < 0)
        #expect(try down.overlap(with: plusY).imaginary > 0)
    }

    @Test("Entropy is in bits, fidelity is squared, the negativity of a Bell state is ½")
    func units() throws {
        let bell = StateVector.singlet.densityOperator
        #expect(abs(try DensityOperator.maximallyMixed(in: .twoQubits).entropy() - 2) < 1e-14)
        #expect(abs(try GibbsState(of: PauliSum(["XX": 1]), beta: 0).entropy - 2) < 1e-14)
        #expect(abs(try bell.relativeEntropy(to: .maximallyMixed(in: .twoQubits)) - 2) < 1e-14)
        #expect(abs(try bell.fidelity(with: .maximallyMixed(in: .twoQubits)) - 0.25) < 1e-14)
        #expect(abs(try bell.negativity() - 0.5) < 1e-14)
    }

    @Test("CHSH is E(a₀,b₀) + E(a₀,b₁) + E(a₁,b₀) − E(a₁,b₁)")
    func chshSigns() throws {
        let form = try TwoQubitBlochForm(a: .zero, b: .zero, t: RealMatrix.diagonal([1, 10, 100]))
        let value = try form.chsh(alice: [.x, .y], bob: [.x, .y])
        #expect(value == 1 - 10)
        #expect(try form.chsh(alice: [.x, .x], bob: [.x, -Direction.x]) == 1 - 1 + 1 + 1)
    }
}
