import NumericalCore
import QuantumStates
import Testing

@Suite struct FullyEntangledFractionTests {
    @Test("1 for Bell states, also behind local unitaries", arguments: BellState.allCases)
    func bell(state: BellState) throws {
        var stream = RandomStream(seed: 101)
        let density = state.stateVector.densityOperator
        #expect(abs(try density.fullyEntangledFraction() - 1) < 1e-14)
        for _ in 0..<10 {
            let rotated = try density.applying(RandomStates.localUnitary(using: &stream))
            #expect(abs(try rotated.fullyEntangledFraction() - 1) < 1e-14)
        }
    }

    @Test("½ for pure product states, ½(1 + C) for pure states, ¼ for the mixed state")
    func pure() throws {
        var stream = RandomStream(seed: 102)
        for _ in 0..<20 {
            let product = try StateVector.product([.random(using: &stream), .random(using: &stream)]).densityOperator
            #expect(abs(try product.fullyEntangledFraction() - 0.5) < 1e-14)
            let state = StateVector.random(in: .twoQubits, using: &stream)
            let m = state.amplitudes
            let concurrence = 2 * (m[0] * m[3] - m[1] * m[2]).modulus
            #expect(abs(try state.densityOperator.fullyEntangledFraction() - (1 + concurrence) / 2) < 1e-14)
        }
        #expect(abs(try DensityOperator.maximallyMixed(in: .twoQubits).fullyEntangledFraction() - 0.25) < 1e-15)
    }

    @Test("(1 + 3v)/4 for Werner states of v ≥ 0, (1 + |v|)/4 below", arguments: [-1.0 / 3, -0.1, 0, 0.4, 1])
    func werner(visibility: Double) throws {
        let fraction = try DensityOperator.werner(visibility: visibility).fullyEntangledFraction()
        #expect(abs(fraction - max((1 + 3 * visibility) / 4, (1 - visibility) / 4)) < 1e-15)
    }

    @Test("The maximum over local unitaries of a Bell state, reached by ascent and never exceeded")
    func bruteForce() throws {
        var stream = RandomStream(seed: 103)
        let bell = BellState.phiPlus.stateVector
        for state in try RandomStates.mixed(in: .twoQubits, count: 9, seed: 104) {
            let fraction = try state.fullyEntangledFraction()
            var best = 0.0
            for _ in 0..<5 {
                var vector = try bell.applying(RandomStates.localUnitary(using: &stream))
                var value = try state.fidelity(with: vector)
                var size = 1.0
                // Random steps on one side suffice: (U ⊗ 1)|Φ⁺⟩ runs through all maximally entangled states.
                for _ in 0..<400 {
                    let turn = try Direction.random(using: &stream).spin.unitaryExponential(
                        time: size * stream.uniform())
                    let candidate = try vector.applying(turn, to: 0)
                    let candidateValue = try state.fidelity(with: candidate)
                    if candidateValue > value { (vector, value) = (candidate, candidateValue) } else { size *= 0.97 }
                }
                best = max(best, value)
            }
            #expect(best <= fraction + 1e-13)
            #expect(best > fraction - 1e-3)
        }
    }
}
