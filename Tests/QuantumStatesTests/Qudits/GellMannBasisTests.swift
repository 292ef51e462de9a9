import NumericalCore
import QuantumStates
import Testing

@Suite struct GellMannBasisTests {
    @Test("Two levels give σ_x, σ_y, σ_z")
    func pauli() throws {
        #expect(try GellMannBasis(dimension: 2).matrices == ["X", "Y", "Z"].map(PlainPauli.matrix))
    }

    @Test("Three levels give Gell-Mann's λ₁ … λ₈, in the order 1 4 6 2 5 7 3 8")
    func threeLevels() throws {
        let (i, r) = (Complex.i, Complex(1 / 3.0.squareRoot()))
        let lambda: [[[Complex]]] = [
            [[0, 1, 0], [1, 0, 0], [0, 0, 0]], [[0, -i, 0], [i, 0, 0], [0, 0, 0]],
            [[1, 0, 0], [0, -1, 0], [0, 0, 0]], [[0, 0, 1], [0, 0, 0], [1, 0, 0]],
            [[0, 0, -i], [0, 0, 0], [i, 0, 0]], [[0, 0, 0], [0, 0, 1], [0, 1, 0]],
            [[0, 0, 0], [0, 0, -i], [0, i, 0]], [[r, 0, 0], [0, r, 0], [0, 0, -2 * r]],
        ]
        let matrices = try GellMannBasis(dimension: 3).matrices
        for (place, number) in [1, 4, 6, 2, 5, 7, 3, 8].enumerated() {
            #expect((matrices[place] - (try ComplexMatrix(lambda[number - 1]))).frobeniusNorm < 1e-15)
        }
    }

    @Test("Hermitian, traceless, Tr G_j G_k = 2δ_jk", arguments: 2...6)
    func orthogonality(dimension: Int) throws {
        let matrices = try GellMannBasis(dimension: dimension).matrices
        #expect(matrices.count == dimension * dimension - 1)
        for (j, left) in matrices.enumerated() {
            #expect(left.hermiticityDefect == 0 && left.trace.modulus < 1e-15)
            for (k, right) in matrices.enumerated() {
                let product = PlainPauli.trace(left, right)
                #expect((product - (j == k ? 2 : 0)).modulus < 1e-14)
            }
        }
    }

    @Test("Coefficients give the matrix back; |r|² = 2 Tr ρ² − 2/D", arguments: 2...6)
    func roundTrip(dimension: Int) throws {
        let basis = try GellMannBasis(dimension: dimension)
        let space = try HilbertSpace(dimensions: [dimension])
        for state in try RandomStates.mixed(in: space, count: 9, seed: 111) {
            let coefficients = try basis.coefficients(of: state.matrix)
            #expect((try basis.matrix(coefficients: coefficients) - state.matrix).frobeniusNorm < 1e-14)
            let square = coefficients.reduce(0) { $0 + $1 * $1 }
            #expect(abs(square - 2 * state.purity + 2 / Double(dimension)) < 1e-13)
        }
    }
}
