import NumericalCore
import QuantumStates
import Testing

@Suite struct StateVectorTests {
    let space: HilbertSpace
    let states: [StateVector]

    init() throws {
        space = try HilbertSpace(dimensions: [2, 3, 2])
        states = RandomStates.pure(in: space, count: 20, seed: 131)
    }

    @Test("Products of amplitudes, the first factor most significant")
    func tensor() throws {
        for state in states {
            let other = RandomStates.pure(in: .twoQubits, count: 1, seed: 132)[0]
            let product = try state.tensor(other)
            #expect(product.space.dimensions == [2, 3, 2, 2, 2])
            for i in 0..<12 {
                for j in 0..<4 { #expect(product.amplitudes[4 * i + j] == state.amplitudes[i] * other.amplitudes[j]) }
            }
        }
    }

    @Test("A unitary on one party is the embedded unitary", arguments: [0, 1, 2])
    func localUnitary(party: Int) throws {
        var stream = RandomStream(seed: 133)
        for state in states {
            let unitary = try Haar.unitary(dimension: space.dimensions[party], using: &stream)
            let local = try state.applying(unitary, to: party)
            let embedded = try state.applying(space.embed(unitary, at: party))
            #expect(euclideanNorm(zip(local.amplitudes, embedded.amplitudes).map { $0 - $1 }) < 1e-15)
        }
    }

    @Test("Reduced states agree with those of |ψ⟩⟨ψ|", arguments: [[0], [1], [2], [0, 1], [2, 0], [1, 2, 0]])
    func reductions(parties: [Int]) throws {
        for state in states {
            let (direct, dense) = try (state.reduced(to: parties), state.densityOperator.reduced(to: parties))
            #expect(direct.space == dense.space && (direct.matrix - dense.matrix).frobeniusNorm < 1e-15)
        }
    }

    @Test("Both halves of a pure state have one spectrum")
    func schmidt() throws {
        for state in states {
            let small = try state.reduced(to: [1]).eigenvalues().sorted(by: >)
            let large = try state.reduced(to: [0, 2]).eigenvalues().sorted(by: >)
            for (left, right) in zip(small, large) { #expect(abs(left - right) < 1e-14) }
            #expect(abs(large[3]) < 1e-15)
        }
    }

    @Test("Overlaps and expectations agree with the density operator")
    func expectations() throws {
        var stream = RandomStream(seed: 134)
        for pair in zip(states, states.dropFirst()) {
            let overlap = try pair.0.overlap(with: pair.1)
            #expect(abs(overlap.squaredMagnitude - (try pair.0.densityOperator.fidelity(with: pair.1))) < 1e-15)
            let observable = ComplexMatrix(rows: 12, columns: 12) { _, _ in stream.complexNormal() }
            let direct = try pair.0.expectation(of: observable)
            #expect((direct - (try pair.0.densityOperator.expectation(of: observable))).modulus < 1e-14)
        }
    }

    @Test(
        "Normalizing scales, however large or small the amplitudes",
        arguments: [1, 1e-200, 1e200, Double.leastNonzeroMagnitude, 1e308])
    func normalization(scale: Double) throws {
        let state = try StateVector(normalizing: [Complex(scale), Complex(0, scale)], in: .qubit)
        let half = 0.5.squareRoot()
        #expect(abs(state.amplitudes[0].real - half) < 1e-15 && abs(state.amplitudes[1].imaginary - half) < 1e-15)
    }

    @Test("A norm within the tolerance of 1 is let through as it is, beyond it is refused")
    func tolerance() throws {
        let near = Complex(1 + 0.9e-9)
        #expect(try StateVector([near, 0], in: .qubit).amplitudes == [near, 0])
        #expect(throws: InvalidArgument.self) { try StateVector([Complex(1 + 1.1e-9), 0], in: .qubit) }
    }

    @Test("A large state is reduced without a dense operator of its own")
    func large() throws {
        let state = try StateVector.ghz(parties: 18)
        let pair = try state.reduced(to: [17, 3])
        let expected: [Complex] = [0.5, 0, 0, 0.5]
        #expect((pair.matrix - .diagonal(expected)).frobeniusNorm < 1e-14)
        #expect(throws: InvalidArgument.self) { try state.reduced(to: Array(0..<17)) }
    }
}
