import NumericalCore
import QuantumStates
import Testing

@Suite struct CHSHTests {
    @Test("The settings returned reach the value returned, 2√(s₁² + s₂²)")
    func settings() throws {
        for state in try RandomStates.mixed(in: .twoQubits, count: 90, seed: 91) {
            let form = try TwoQubitBlochForm(state)
            let maximum = try form.chshMaximum()
            #expect(abs(try form.chsh(alice: maximum.alice, bob: maximum.bob) - maximum.value) < 1e-14)
            // Horodecki's M: the two largest eigenvalues of TᵀT.
            let eigenvalues = try (form.t.transpose * form.t).hermitianEigenvalues()
            #expect(abs(maximum.value - 2 * (eigenvalues[1] + eigenvalues[2]).squareRoot()) < 1e-12)
            #expect(maximum.value <= 2 * 2.0.squareRoot() + 1e-14)
            #expect(try state.chshMaximum() == maximum)
        }
    }

    @Test("No random settings exceed the maximum, and some come near it")
    func bruteForce() throws {
        var stream = RandomStream(seed: 92)
        for state in try RandomStates.mixed(in: .twoQubits, count: 12, seed: 93) {
            let form = try TwoQubitBlochForm(state)
            let maximum = try form.chshMaximum().value
            var best = -Double.infinity
            for _ in 0..<2000 {
                let b = [Direction.random(using: &stream), Direction.random(using: &stream)]
                // The best answers to Bob's directions: a₀ along T(b₀ + b₁), a₁ along T(b₀ − b₁).
                let sum = form.applyingT(to: b[0].vector + b[1].vector)
                let difference = form.applyingT(to: b[0].vector - b[1].vector)
                let a = try [Direction(normalizing: sum), Direction(normalizing: difference)]
                best = max(best, try form.chsh(alice: a, bob: b))
            }
            #expect(best <= maximum + 1e-13)
            #expect(best > 0.97 * maximum)
        }
    }

    @Test("Every Bell state reaches 2√2", arguments: BellState.allCases)
    func bell(state: BellState) throws {
        let density = state.stateVector.densityOperator
        let maximum = try density.chshMaximum()
        #expect(abs(maximum.value - 2 * 2.0.squareRoot()) < 1e-14)
        // The settings are spin observables, whose CHSH operator has this expectation.
        var mean = 0.0
        for (i, a) in maximum.alice.enumerated() {
            for (j, b) in maximum.bob.enumerated() {
                let correlation = try density.expectation(of: a.spin.kronecker(b.spin)).real
                mean += i == 1 && j == 1 ? -correlation : correlation
            }
        }
        #expect(abs(mean - maximum.value) < 1e-14)
    }

    @Test("A Werner state reaches 2√2 v, so violates exactly above v = 1/√2", arguments: [0, 0.3, 0.7, 0.71, 1])
    func werner(visibility: Double) throws {
        let value = try DensityOperator.werner(visibility: visibility).chshMaximum().value
        #expect(abs(value - 2 * 2.0.squareRoot() * visibility) < 1e-14)
        #expect((value > 2) == (visibility > 0.5.squareRoot()))
    }

    @Test(
        "Zero, rank-one, tiny and huge correlations give directions and the right value",
        arguments: [
            [0.0, 0, 0], [1, 0, 0], [0, -0.3, 0], [1e-200, 1e-201, 0], [1e200, 1e200, 0], [0.5, 0.5, 0.5],
        ])
    func degenerate(diagonal: [Double]) throws {
        let form = try TwoQubitBlochForm(a: .zero, b: .zero, t: .diagonal(diagonal))
        let maximum = try form.chshMaximum()
        let reached = try form.chsh(alice: maximum.alice, bob: maximum.bob)
        #expect(abs(reached - maximum.value) <= 1e-14 * maximum.value)
        let magnitudes = diagonal.map(abs).sorted(by: >)
        let expected =
            magnitudes[0] > 0
            ? 2 * magnitudes[0] * (1 + (magnitudes[1] / magnitudes[0]) * (magnitudes[1] / magnitudes[0])).squareRoot()
            : 0
        #expect(abs(maximum.value - expected) <= 1e-14 * expected)
        for direction in maximum.alice + maximum.bob {
            #expect(abs((direction.vector * direction.vector).sum() - 1) < 1e-14)
        }
    }

    @Test("Separable states stay at or below 2")
    func separable() throws {
        var stream = RandomStream(seed: 94)
        for terms in 1...30 {
            let state = try DensityOperator.randomSeparable(in: .twoQubits, terms: terms, using: &stream)
            #expect(try state.chshMaximum().value <= 2 + 1e-13)
        }
    }
}
