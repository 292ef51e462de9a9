import Foundation
import NumericalCore
import QuantumStates
import Testing

@Suite struct ConcurrenceTests {
    @Test("A pure state has C = 2|ad − bc|")
    func pure() throws {
        for state in RandomStates.pure(in: .twoQubits, count: 100, seed: 71) {
            let m = state.amplitudes
            let expected = 2 * (m[0] * m[3] - m[1] * m[2]).modulus
            #expect(abs(try state.densityOperator.concurrence() - expected) < 1e-12)
        }
    }

    @Test("A pure state with all signs of its amplitudes: the signs of σ_y⊗σ_y", arguments: 0..<8)
    func signs(pattern: Int) throws {
        let sign = { (bit: Int) in pattern >> bit & 1 == 0 ? 1.0 : -1.0 }
        let state = try StateVector(
            normalizing: [3, Complex(sign(0)), Complex(2 * sign(1)), Complex(sign(2))], in: .twoQubits)
        let expected = 2 * abs(3 * sign(2) - 2 * sign(0) * sign(1)) / 15
        #expect(abs(try state.densityOperator.concurrence() - expected) < 1e-13)
    }

    @Test("The Werner state has C = max(0, (3v − 1)/2)", arguments: [-1.0 / 3, 0, 0.2, 1.0 / 3, 0.4, 0.7, 1])
    func werner(visibility: Double) throws {
        let concurrence = try DensityOperator.werner(visibility: visibility).concurrence()
        #expect(abs(concurrence - max(0, (3 * visibility - 1) / 2)) < 1e-14)
    }

    @Test("A mixture of Bell states has C = max(0, 2p_max − 1)")
    func bellDiagonal() throws {
        var stream = RandomStream(seed: 72)
        for index in 0..<60 {
            // One state in three has a dominant weight, so that both branches of the maximum occur.
            var weights = (0..<4).map { _ in stream.uniform() }
            if index % 3 == 0 { weights[index % 4] += 4 }
            let sum = weights.reduce(0, +)
            weights = weights.map { $0 / sum }
            let concurrence = try DensityOperator.bellDiagonal(weights: weights).concurrence()
            #expect(abs(concurrence - max(0, 2 * weights.max()! - 1)) < 1e-13)
        }
    }

    @Test("States of rank 2 and 3 keep twelve digits", arguments: [2, 3])
    func lowRank(rank: Int) throws {
        var stream = RandomStream(seed: 73, substream: UInt64(rank))
        let flip = PlainPauli.matrix("YY")
        for _ in 0..<100 {
            // Wootters' formula on the vectors that make up the state knows nothing of vanishing eigenvalues.
            let gaussian = ComplexMatrix(rows: 4, columns: rank) { _, _ in stream.complexNormal() }
            let columns = (1 / gaussian.frobeniusNorm) * gaussian
            let s = try (columns.transpose * flip * columns).singularValueDecomposition().values
            let expected = max(0, s[0] - s.dropFirst().reduce(0, +))
            let state = DensityOperator(
                unchecked: ComplexMatrix.product(columns, .plain, columns, .adjoint).hermitianPart, in: .twoQubits)
            #expect(abs(try state.concurrence() - expected) < 1e-12)
        }
    }

    @Test("p|Ψ⁻⟩⟨Ψ⁻| + (1 − p)|00⟩⟨00| has C = p, behind any local unitary", arguments: [0.1, 0.5, 0.9])
    func rankTwoBehindUnitaries(weight: Double) throws {
        var stream = RandomStream(seed: 74)
        let ground = try StateVector.computational([0, 0], in: .twoQubits)
        let state = try DensityOperator.mixture([.singlet, ground], weights: [weight, 1 - weight])
        #expect(abs(try state.concurrence() - weight) < 1e-14)
        for _ in 0..<50 {
            let rotated = try state.applying(RandomStates.localUnitary(using: &stream))
            #expect(abs(try rotated.concurrence() - weight) < 1e-12)
        }
    }

    @Test("Local unitaries leave concurrence and negativity as they are")
    func localUnitaries() throws {
        var stream = RandomStream(seed: 75)
        for state in try RandomStates.mixed(in: .twoQubits, count: 60, seed: 76) {
            let rotated = try state.applying(RandomStates.localUnitary(using: &stream))
            #expect(abs(try rotated.concurrence() - state.concurrence()) < 1e-11)
            #expect(abs(try rotated.negativity() - state.negativity()) < 1e-14)
        }
    }

    @Test("Concurrence is above zero exactly when the partial transpose is not positive")
    func separability() throws {
        var stream = RandomStream(seed: 77)
        for state in try RandomStates.mixed(in: .twoQubits, count: 90, seed: 78) {
            let (concurrence, negativity) = try (state.concurrence(), state.negativity())
            #expect((concurrence > 1e-12) == (negativity > 1e-12))
            #expect(try (state.entanglementOfFormation() > 0) == (concurrence > 0))
            // N ≤ C/2 (Verstraete et al. 2001), with N half of the convention without the factor ½.
            #expect(negativity <= concurrence / 2 + 1e-13)
        }
        for _ in 0..<30 {
            let separable = try DensityOperator.randomSeparable(in: .twoQubits, terms: 5, using: &stream)
            #expect(try separable.concurrence() < 1e-12)
        }
    }

    @Test("The entanglement of formation of a pure state is the entropy of its halves")
    func formation() throws {
        for state in RandomStates.pure(in: .twoQubits, count: 50, seed: 79) {
            let entropy = try state.reduced(to: [0]).entropy()
            #expect(abs(try state.densityOperator.entanglementOfFormation() - entropy) < 1e-11)
        }
        #expect(try DensityOperator.werner(visibility: 0.3).entanglementOfFormation() == 0)
        #expect(abs(try StateVector.singlet.densityOperator.entanglementOfFormation() - 1) < 1e-12)
    }

    @Test("Little entanglement keeps its relative precision")
    func littleFormation() throws {
        // |ψ⟩ = √(1 − q)|00⟩ + √q|11⟩ has the binary entropy of q.
        let q = 1e-10
        let state = try StateVector(
            normalizing: [Complex((1 - q).squareRoot()), 0, 0, Complex(q.squareRoot())], in: .twoQubits)
        let expected = (-q * log(q) - (1 - q) * log1p(-q)) / log(2)
        #expect(abs(try state.densityOperator.entanglementOfFormation() / expected - 1) < 1e-9)
    }
}
