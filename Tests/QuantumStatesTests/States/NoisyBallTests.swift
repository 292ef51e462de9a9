import NumericalCore
import QuantumStates
import Testing

@Suite struct NoisyBallTests {
    @Test("Members have λ_min ≥ (1 − v)/D; extremes lie on the border", arguments: [0, 0.2, 1.0 / 3, 0.8, 1])
    func membership(visibility: Double) throws {
        var stream = RandomStream(seed: 191)
        let ball = try NoisyBall(visibility: visibility, in: .twoQubits)
        for _ in 0..<10 {
            let extreme = try ball.randomExtreme(using: &stream)
            #expect(try ball.contains(extreme))
            #expect(abs(try NoisyBall.leastVisibility(of: extreme) - visibility) < 1e-14)
            #expect(abs(try extreme.eigenvalues()[0] - (1 - visibility) / 4) < 1e-15)
            if visibility > 1e-3 {
                #expect(try !NoisyBall(visibility: visibility - 1e-6, in: .twoQubits).contains(extreme))
            }
            let inside = try DensityOperator.randomBures(in: .twoQubits, using: &stream).withWhiteNoise(
                visibility: visibility)
            #expect(try ball.contains(inside))
        }
    }

    @Test("The state recovered from a member by taking the noise away is a state exactly inside the ball")
    func recovery() throws {
        for state in try RandomStates.mixed(in: .twoQubits, count: 40, seed: 192) {
            let visibility = 0.7
            let inside = try NoisyBall(visibility: visibility, in: .twoQubits).contains(state)
            var clean = (1 / visibility) * state.matrix
            clean.add(Complex(-(1 - visibility) / (4 * visibility)), times: .identity(4))
            #expect(inside == (try clean.hermitianEigenvalues()[0] >= -1e-11))
        }
    }

    @Test("All of S_v is separable for v ≤ 1/3, and some of it is not beyond", arguments: [0.1, 0.3, 1.0 / 3])
    func separability(visibility: Double) throws {
        var stream = RandomStream(seed: 193)
        let ball = try NoisyBall(visibility: visibility, in: .twoQubits)
        for _ in 0..<60 {
            let extreme = try ball.randomExtreme(using: &stream)
            #expect(try extreme.hasPositivePartialTranspose() && extreme.isAbsolutelySeparable())
        }
        let border = try StateVector.singlet.densityOperator.withWhiteNoise(visibility: 1.0 / 3 + 1e-6)
        #expect(try !border.hasPositivePartialTranspose())
    }

    @Test("v = 0 holds the mixed state alone, v = 1 every state")
    func extremes() throws {
        let space = try HilbertSpace(dimensions: [3, 2])
        let (none, all) = try (NoisyBall(visibility: 0, in: space), NoisyBall(visibility: 1, in: space))
        #expect(try none.contains(.maximallyMixed(in: space)))
        for state in try RandomStates.mixed(in: space, count: 9, seed: 194) {
            #expect(try all.contains(state) && !none.contains(state))
        }
    }
}
