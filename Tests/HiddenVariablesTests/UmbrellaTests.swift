import HiddenVariables
import Testing

/// One import is enough: a type of each library target is reachable through the umbrella alone.
@Suite struct UmbrellaTests {
    @Test("NumericalCore is re-exported")
    func numericalCore() throws {
        var stream = RandomStream(seed: 1)
        let unitary = try Haar.unitary(dimension: 3, using: &stream)
        #expect((unitary * unitary.adjoint - ComplexMatrix.identity(3)).frobeniusNorm < 1e-14)
        #expect(throws: InvalidArgument.self) { try RealMatrix([[1, 2], [3]]) }
    }

    @Test("QuantumStates is re-exported")
    func quantumStates() throws {
        let value = try DensityOperator.werner(visibility: 1).chshMaximum().value
        #expect(abs(value - 2 * 2.0.squareRoot()) < 1e-14)
        #expect(Direction.x.dot(.z) == 0)
    }
}
