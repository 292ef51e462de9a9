import NumericalCore
import QuantumStates
import Testing

@Suite struct TwoQubitBlochFormTests {
    let states: [DensityOperator]

    init() throws { states = try RandomStates.mixed(in: .twoQubits, count: 60, seed: 51) }

    @Test("a, b and T are the entries of the Pauli tensor, |a| and |b| at most 1")
    func tensor() throws {
        for state in states {
            let form = try TwoQubitBlochForm(state)
            let tensor = try PauliTensor(state).coefficients
            for j in 0..<3 {
                #expect(abs(form.a[j] - tensor[4 * (j + 1)]) < 1e-15)
                #expect(abs(form.b[j] - tensor[j + 1]) < 1e-15)
                for k in 0..<3 { #expect(abs(form.t[j, k] - tensor[4 * (j + 1) + k + 1]) < 1e-15) }
            }
            #expect((form.a * form.a).sum() <= 1 + 1e-14 && (form.b * form.b).sum() <= 1 + 1e-14)
            #expect(form.t.largestModulus <= 1 + 1e-14)
        }
    }

    @Test("The form gives its state back")
    func roundTrip() throws {
        for state in states {
            let form = try TwoQubitBlochForm(state)
            #expect((form.matrix - state.matrix).frobeniusNorm < 1e-14)
            #expect((try form.densityOperator().matrix - state.matrix).frobeniusNorm < 1e-14)
        }
    }

    @Test("Tr ρ² = ¼ (1 + |a|² + |b|² + ‖T‖²)")
    func purity() throws {
        for state in states { #expect(abs(try TwoQubitBlochForm(state).purity - state.purity) < 1e-14) }
    }

    @Test("a and b are the Bloch vectors of the reduced states")
    func reductions() throws {
        for state in states {
            let form = try TwoQubitBlochForm(state)
            let (first, second) = try (BlochVector(state.reduced(to: [0])), BlochVector(state.reduced(to: [1])))
            for axis in 0..<3 {
                #expect(abs(first.vector[axis] - form.a[axis]) < 1e-15)
                #expect(abs(second.vector[axis] - form.b[axis]) < 1e-15)
            }
        }
    }

    @Test("A pure product state has T = a bᵀ with unit vectors a and b")
    func products() throws {
        var stream = RandomStream(seed: 52)
        for _ in 0..<50 {
            let (first, second) = (Direction.random(using: &stream), Direction.random(using: &stream))
            let form = try TwoQubitBlochForm(StateVector.product([first, second]).densityOperator)
            let expected = RealMatrix(rows: 3, columns: 3) { first.vector[$0] * second.vector[$1] }
            #expect((form.t - expected).frobeniusNorm < 1e-14)
            #expect(((form.a - first.vector) * (form.a - first.vector)).sum() < 1e-29)
            #expect(((form.b - second.vector) * (form.b - second.vector)).sum() < 1e-29)
        }
    }

    @Test("The Werner state has T = −v and no Bloch vectors", arguments: [-1.0 / 3, -0.1, 0, 1.0 / 3, 0.5, 0.9, 1])
    func werner(visibility: Double) throws {
        let form = try TwoQubitBlochForm(.werner(visibility: visibility))
        let expected = RealMatrix.diagonal([-visibility, -visibility, -visibility])
        #expect((form.t - expected).frobeniusNorm < 1e-15)
        for axis in 0..<3 { #expect(abs(form.a[axis]) < 1e-16 && abs(form.b[axis]) < 1e-16) }
        let mixture = StateVector.singlet.densityOperator.matrix
        var direct = visibility * mixture
        direct.add(Complex((1 - visibility) / 4), times: .identity(4))
        #expect((try DensityOperator.werner(visibility: visibility).matrix - direct).frobeniusNorm < 2e-15)
    }

    @Test("Correlators and probabilities are traces with n·σ")
    func correlators() throws {
        var stream = RandomStream(seed: 53)
        for state in states {
            let form = try TwoQubitBlochForm(state)
            let (n1, n2) = (Direction.random(using: &stream), Direction.random(using: &stream))
            let correlator = try state.expectation(of: n1.spin.kronecker(n2.spin)).real
            #expect(abs(form.correlator(n1, n2) - correlator) < 1e-14)
            let probability = try state.expectation(of: n1.projector.kronecker(n2.projector)).real
            #expect(abs(form.probabilityUpUp(n1, n2) - probability) < 1e-14)
            #expect(probability > -1e-15)
        }
    }

    @Test("Local unitaries rotate a, b and T: T → R₁ T R₂ᵀ")
    func rotations() throws {
        var stream = RandomStream(seed: 54)
        let axes = [Pauli.x, .y, .z].map(\.matrix)
        func rotation(_ unitary: ComplexMatrix) -> RealMatrix {
            RealMatrix(rows: 3, columns: 3) { (axes[$0] * unitary * axes[$1] * unitary.adjoint).trace.real / 2 }
        }
        for state in states {
            let (u1, u2) = try (Haar.unitary(dimension: 2, using: &stream), Haar.unitary(dimension: 2, using: &stream))
            let before = try TwoQubitBlochForm(state)
            let after = try TwoQubitBlochForm(state.applying(u1.kronecker(u2)))
            let expected = rotation(u1) * before.t * rotation(u2).transpose
            #expect((after.t - expected).frobeniusNorm < 1e-13)
        }
    }
}
