import NumericalCore
import QuantumStates
import Testing

@Suite struct PauliTensorTests {
    @Test("The transform and its inverse return the state", arguments: 1...8)
    func roundTrip(count: Int) throws {
        var stream = RandomStream(seed: 41, substream: UInt64(count))
        let space = try HilbertSpace.qubits(count)
        let state = try DensityOperator.randomHilbertSchmidt(in: space, using: &stream)
        let tensor = try PauliTensor(state)
        #expect((tensor.matrix - state.matrix).frobeniusNorm < 1e-13)
        #expect(abs(tensor.coefficients[0] - 1) < 1e-14)
        // Parseval: Tr ρ² = 2^{−N} Σ t².
        let sum = tensor.coefficients.reduce(0) { $0 + $1 * $1 } / Double(space.dimension)
        #expect(abs(sum - state.purity) < 1e-14)
        #expect((try tensor.densityOperator().matrix - state.matrix).frobeniusNorm < 1e-13)
    }

    @Test("Every coefficient is Tr ρP", arguments: 1...4)
    func direct(count: Int) throws {
        let space = try HilbertSpace.qubits(count)
        for state in try RandomStates.mixed(in: space, count: 3, seed: 42) {
            let tensor = try PauliTensor(state)
            for (index, text) in PlainPauli.strings(count).enumerated() {
                let expected = PlainPauli.trace(state.matrix, PlainPauli.matrix(text))
                #expect(abs(tensor.coefficients[index] - expected.real) < 1e-14, "\(text)")
                #expect(tensor[try PauliString(text)] == tensor.coefficients[index])
                #expect(abs(expected.imaginary) < 1e-15)
            }
        }
    }

    @Test("Some coefficients of larger systems, against P|c⟩", arguments: [5, 6, 8])
    func sampled(count: Int) throws {
        var stream = RandomStream(seed: 43, substream: UInt64(count))
        let space = try HilbertSpace.qubits(count)
        let state = try DensityOperator.randomHilbertSchmidt(in: space, rank: 2, using: &stream)
        let tensor = try PauliTensor(state)
        let mask = UInt64(space.dimension - 1)
        for _ in 0..<30 {
            let string = try PauliString(count: count, xMask: stream.next() & mask, zMask: stream.next() & mask)
            var expected = Complex.zero
            for row in 0..<space.dimension { expected += string.applied(to: state.matrix.column(row))[row] }
            #expect(abs(tensor[string] - expected.real) < 1e-14)
        }
    }

    @Test("A single coefficient gives its Pauli string back", arguments: [1, 2, 3, 4])
    func basis(count: Int) throws {
        for (index, text) in PlainPauli.strings(count).enumerated() {
            var coefficients = [Double](repeating: 0, count: 1 << (2 * count))
            coefficients[index] = Double(1 << count)
            let tensor = try PauliTensor(count: count, coefficients: coefficients)
            #expect(tensor.matrix == PlainPauli.matrix(text), "\(text)")
            #expect(try PauliTensor(hermitian: PlainPauli.matrix(text)) == tensor)
        }
    }

    @Test("Coefficients of products are products of coefficients")
    func products() throws {
        let states = try RandomStates.mixed(in: .qubit, count: 3, seed: 44)
        let product = try states[0].tensor(states[1]).tensor(states[2])
        let tensor = try PauliTensor(product).coefficients
        let factors = try states.map { try PauliTensor($0).coefficients }
        for i in 0..<4 {
            for j in 0..<4 {
                for k in 0..<4 {
                    #expect(abs(tensor[(i * 4 + j) * 4 + k] - factors[0][i] * factors[1][j] * factors[2][k]) < 1e-15)
                }
            }
        }
    }

    @Test("A tensor of an unphysical operator does not become a state")
    func unphysical() throws {
        let tensor = try PauliTensor(count: 1, coefficients: [1, 0.8, 0.8, 0])
        #expect(throws: InvalidArgument.self) { try tensor.densityOperator() }
        #expect(try tensor.densityOperator(tolerance: 0.1).purity > 1)
    }
}
