import NumericalCore
import QuantumStates
import Testing

@Suite struct BlochVectorTests {
    @Test("r_j = Tr ρσ_j, and the state comes back")
    func roundTrip() throws {
        for state in try RandomStates.mixed(in: .qubit, count: 60, seed: 61) {
            let bloch = try BlochVector(state)
            for (axis, letter) in ["X", "Y", "Z"].enumerated() {
                #expect(
                    abs(bloch.vector[axis] - PlainPauli.trace(state.matrix, PlainPauli.matrix(letter)).real) < 1e-15)
            }
            #expect((bloch.densityOperator.matrix - state.matrix).frobeniusNorm < 1e-15)
            #expect(bloch.length <= 1 + 1e-15)
            // Tr ρ² = (1 + |r|²)/2
            #expect(abs((1 + bloch.length * bloch.length) / 2 - state.purity) < 1e-15)
        }
    }

    @Test("P(↑|n) = Tr ρ(1 + n·σ)/2")
    func probabilities() throws {
        var stream = RandomStream(seed: 62)
        for state in try RandomStates.mixed(in: .qubit, count: 20, seed: 63) {
            let n = Direction.random(using: &stream)
            let expected = try state.expectation(of: n.projector).real
            #expect(abs(try BlochVector(state).probabilityUp(n) - expected) < 1e-15)
        }
    }

    @Test("A length within the tolerance of 1 is let through, beyond it is refused")
    func tolerance() throws {
        #expect(try BlochVector(0, 0, 1 + 0.9e-9).length > 1)
        #expect(throws: InvalidArgument.self) { try BlochVector(0, 0, 1 + 1.1e-9) }
    }
}
