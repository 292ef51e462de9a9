import Foundation
import QuantumStates
import Testing

@Suite("Quantum channels")
struct QuantumChannelTests {
    static let named: [QuantumChannel] = {
        let channels: [() throws -> QuantumChannel] = [
            { try .depolarizing(probability: 0.3) }, { try .depolarizing(probability: 4.0 / 3) },
            { try .depolarizing(probability: 0.6, dimension: 3) }, { try .dephasing(probability: 0.4) },
            { try .dephasing(probability: 1, dimension: 4) }, { try .amplitudeDamping(probability: 0.25) },
            { try .bitFlip(probability: 0.1) }, { try .phaseFlip(probability: 0.7) },
            { try .pauli(x: 0.2, y: 0.3, z: 0.5) }, { try .identity(on: .twoQubits) },
            { try .unitary(Pauli.y.matrix, in: .qubit) },
        ]
        return channels.compactMap { try? $0() }
    }()

    @Test("all named channels exist")
    func names() { #expect(QuantumChannelTests.named.count == 11) }

    @Test("trace and positivity are kept, and the Choi matrix is positive of trace d", arguments: named)
    func laws(channel: QuantumChannel) throws {
        var stream = RandomStream(seed: 71)
        let pure = StateVector.random(in: channel.input, using: &stream).densityOperator
        let image = try channel.apply(to: pure)
        _ = try DensityOperator(image.matrix, in: channel.output, tolerance: 1e-13)
        let choi = try channel.choiMatrix()
        #expect(abs(choi.trace.real - Double(channel.input.dimension)) < 1e-13)
        #expect(try choi.hermitianEigenvalues()[0] > -1e-13)
        let again = try QuantumChannel(choi: choi, from: channel.input)
        #expect(again.krausOperators.count <= channel.krausOperators.count)
        #expect(try again.apply(to: pure).matrix.distance(to: image.matrix) < 1e-13)
        #expect(try JSONDecoder().decode(QuantumChannel.self, from: JSONEncoder().encode(channel)) == channel)
    }

    @Test("the Choi matrix is the channel on half of an entangled pair, times d", arguments: named.prefix(9))
    func choiIsAction(channel: QuantumChannel) throws {
        let dimension = channel.input.dimension
        let pair = try StateVector.maximallyEntangled(dimension: dimension).densityOperator
        let image = try channel.apply(to: pair, on: 1)
        #expect((Double(dimension) * image.matrix).distance(to: try channel.choiMatrix()) < 1e-13)
    }

    @Test("the formulas of the qubit channels hold on the Bloch vector")
    func blochFormulas() throws {
        let state = try BlochVector(0.3, -0.5, 0.6).densityOperator
        func image(_ channel: QuantumChannel) throws -> SIMD3<Double> {
            try BlochVector(channel.apply(to: state)).vector
        }
        let damping = 0.75.squareRoot()
        let cases: [(QuantumChannel, SIMD3<Double>)] = [
            (try .depolarizing(probability: 0.3), 0.7 * SIMD3(0.3, -0.5, 0.6)),
            (try .dephasing(probability: 0.4), SIMD3(0.6 * 0.3, -0.6 * 0.5, 0.6)),
            (try .phaseFlip(probability: 0.2), SIMD3(0.6 * 0.3, -0.6 * 0.5, 0.6)),
            (try .bitFlip(probability: 1), SIMD3(0.3, 0.5, -0.6)),
            (try .amplitudeDamping(probability: 0.25), SIMD3(damping * 0.3, -damping * 0.5, 0.25 + 0.75 * 0.6)),
            (try .depolarizing(probability: 4.0 / 3), SIMD3(-0.1, 0.5 / 3, -0.2)),
        ]
        for (channel, expected) in cases {
            let difference = try image(channel) - expected
            #expect((difference * difference).sum() < 1e-29)
        }
    }

    @Test("a depolarized qudit is mixed with white noise", arguments: [2, 3, 5])
    func depolarizing(dimension: Int) throws {
        var stream = RandomStream(seed: 72)
        let space = try HilbertSpace(dimensions: [dimension])
        let state = try DensityOperator.randomHilbertSchmidt(in: space, using: &stream)
        let channel = try QuantumChannel.depolarizing(probability: 0.35, dimension: dimension)
        let expected = try state.withWhiteNoise(visibility: 0.65)
        #expect(try channel.apply(to: state).matrix.distance(to: expected.matrix) < 1e-14)
    }

    @Test("fixed points: the mixed state of unital channels, |0⟩ of damping, the diagonal of dephasing")
    func fixedPoints() throws {
        for channel in QuantumChannelTests.named where channel.isUnital() {
            let mixed = try DensityOperator.maximallyMixed(in: channel.input)
            #expect(try channel.apply(to: mixed).matrix.distance(to: mixed.matrix) < 1e-14)
        }
        let damping = try QuantumChannel.amplitudeDamping(probability: 0.3)
        #expect(!damping.isUnital())
        #expect(abs(damping.unitalityDefect - 0.15) < 1e-14)
        let ground = try StateVector.computational([0], in: .qubit).densityOperator
        #expect(try damping.apply(to: ground).matrix.distance(to: ground.matrix) < 1e-15)
        var repeated = damping
        for _ in 0..<6 { repeated = try repeated.after(repeated) }
        #expect(repeated.krausOperators.count <= 4)
        let excited = try StateVector.computational([1], in: .qubit).densityOperator
        #expect(try repeated.apply(to: excited).matrix.distance(to: ground.matrix) < 1e-9)
    }

    @Test("on one party it is the embedded channel, for several parties and dimensions", arguments: [0, 1, 2])
    func oneParty(party: Int) throws {
        var stream = RandomStream(seed: 73)
        let space = try HilbertSpace(dimensions: [2, 3, 2])
        let state = try DensityOperator.randomHilbertSchmidt(in: space, using: &stream)
        let channel =
            party == 1
            ? try QuantumChannel.dephasing(probability: 0.3, dimension: 3) : try .amplitudeDamping(probability: 0.4)
        var expected = ComplexMatrix(rows: 12, columns: 12)
        for kraus in channel.krausOperators {
            expected += state.matrix.conjugated(by: try space.embed(kraus, at: party))
        }
        let image = try channel.apply(to: state, on: party)
        #expect(image.matrix.distance(to: expected) < 1e-14)
        #expect(image.space == space)
        // No signalling: the others see nothing.
        let others = [0, 1, 2].filter { $0 != party }
        #expect(try image.reduced(to: others).matrix.distance(to: state.reduced(to: others).matrix) < 1e-14)
    }

    @Test("a channel on two parties in another order, and one that is too large for a superoperator")
    func severalParties() throws {
        var stream = RandomStream(seed: 74)
        let state = try DensityOperator.randomHilbertSchmidt(in: .qubits(4), using: &stream)
        let unitary = try Haar.unitary(dimension: 4, using: &stream)
        let channel = try QuantumChannel.unitary(unitary, in: .twoQubits)
        let image = try channel.apply(to: state, on: [3, 1])
        let moved = try state.permutingParties([3, 1, 0, 2])
        let expected = try moved.applying(unitary.kronecker(.identity(4))).permutingParties([2, 1, 3, 0])
        #expect(image.matrix.distance(to: expected.matrix) < 1e-13)
        let large = try QuantumChannel.unitary(Haar.unitary(dimension: 16, using: &stream), in: .qubits(4))
        let whole = try large.apply(to: state, on: [0, 1, 2, 3])
        #expect(whole.matrix.distance(to: try large.apply(to: state).matrix) < 1e-13)
    }

    @Test("a channel may change the dimension of a party: erasing and preparing")
    func dimensionChange() throws {
        // Tr(·) into a qutrit state |2⟩: K_i = |2⟩⟨i|.
        let kraus = (0..<2).map { i in
            ComplexMatrix(rows: 3, columns: 2) { row, column in row == 2 && column == i ? .one : .zero }
        }
        let channel = try QuantumChannel(krausOperators: kraus)
        let image = try channel.apply(to: StateVector.singlet.densityOperator, on: 0)
        let qutrit = try StateVector.computational([2], in: HilbertSpace(dimensions: [3])).densityOperator
        let expected = try qutrit.tensor(.maximallyMixed(in: .qubit))
        #expect(image.space == expected.space)
        #expect(image.matrix.distance(to: expected.matrix) < 1e-15)
    }

    @Test("composition and tensor product are what they say")
    func algebra() throws {
        var stream = RandomStream(seed: 75)
        let (first, second) = (
            try QuantumChannel.amplitudeDamping(probability: 0.3), try QuantumChannel.pauli(x: 0.1, y: 0.2, z: 0.3)
        )
        let state = try DensityOperator.randomHilbertSchmidt(in: .qubit, using: &stream)
        let both = try second.after(first).apply(to: state)
        #expect(try both.matrix.distance(to: second.apply(to: first.apply(to: state)).matrix) < 1e-14)
        let pair = try DensityOperator.randomHilbertSchmidt(in: .twoQubits, using: &stream)
        let joint = try first.tensor(second).apply(to: pair)
        let separate = try second.apply(to: first.apply(to: pair, on: 0), on: 1)
        #expect(joint.matrix.distance(to: separate.matrix) < 1e-14)
        let damped = try QuantumChannel.amplitudeDamping(probability: 0.5).after(first)
        let expected = try QuantumChannel.amplitudeDamping(probability: 1 - 0.7 * 0.5).choiMatrix()
        #expect(try damped.choiMatrix().distance(to: expected) < 1e-14)
    }

    @Test("white noise on one side of a singlet makes a Werner state")
    func werner() throws {
        let channel = try QuantumChannel.depolarizing(probability: 0.4)
        let image = try channel.apply(to: StateVector.singlet.densityOperator, on: 1)
        #expect(image.matrix.distance(to: try DensityOperator.werner(visibility: 0.6).matrix) < 1e-15)
    }
}
