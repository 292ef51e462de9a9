import NumericalCore
import QuantumStates
import Testing

@Suite struct QuditStateTests {
    func swap(_ dimension: Int) -> ComplexMatrix {
        ComplexMatrix(rows: dimension * dimension, columns: dimension * dimension) { row, column in
            row / dimension == column % dimension && row % dimension == column / dimension ? 1 : 0
        }
    }

    @Test("The Werner state has the swap of its name, unit trace, no negative eigenvalue", arguments: 2...5)
    func wernerSwap(dimension: Int) throws {
        for s in [-1, -0.5, 0, 1 / Double(dimension), 0.8, 1] {
            let state = try DensityOperator.werner(dimension: dimension, swap: s)
            #expect(abs(PlainPauli.trace(state.matrix, swap(dimension)).real - s) < 1e-14)
            #expect(abs(state.matrix.trace.real - 1) < 1e-14)
            #expect(try state.eigenvalues()[0] > -1e-15)
        }
    }

    @Test("U⊗U leaves the Werner state, U⊗U* the isotropic state", arguments: 2...4)
    func invariance(dimension: Int) throws {
        var stream = RandomStream(seed: 121, substream: UInt64(dimension))
        let werner = try DensityOperator.werner(dimension: dimension, swap: -0.4)
        let isotropic = try DensityOperator.isotropic(dimension: dimension, visibility: 0.7)
        for _ in 0..<5 {
            let u = try Haar.unitary(dimension: dimension, using: &stream)
            #expect((try werner.applying(u.kronecker(u)).matrix - werner.matrix).frobeniusNorm < 1e-13)
            let conjugate = u.map(\.conjugate)
            #expect((try isotropic.applying(u.kronecker(conjugate)).matrix - isotropic.matrix).frobeniusNorm < 1e-13)
        }
    }

    @Test("The Werner state is the mixture of projectors that its swap says", arguments: 2...4)
    func wernerMixture(dimension: Int) throws {
        let d = Double(dimension)
        let one = ComplexMatrix.identity(dimension * dimension)
        let symmetric = (1 / (d * (d + 1))) * (one + swap(dimension))
        let antisymmetric = (1 / (d * (d - 1))) * (one - swap(dimension))
        for s in [-1, -0.2, 0.3, 1] {
            let expected = ((1 + s) / 2) * symmetric + ((1 - s) / 2) * antisymmetric
            let state = try DensityOperator.werner(dimension: dimension, swap: s)
            #expect((state.matrix - expected).frobeniusNorm < 1e-15)
        }
    }

    @Test(
        "Positive partial transpose ends at s = 0 for Werner and at v = 1/(D + 1) for isotropic states",
        arguments: 2...5)
    func thresholds(dimension: Int) throws {
        #expect(try DensityOperator.werner(dimension: dimension, swap: 1e-9).hasPositivePartialTranspose())
        #expect(try DensityOperator.werner(dimension: dimension, swap: 0).hasPositivePartialTranspose())
        #expect(try !DensityOperator.werner(dimension: dimension, swap: -1e-9).hasPositivePartialTranspose())
        let border = 1 / Double(dimension + 1)
        #expect(try DensityOperator.isotropic(dimension: dimension, visibility: border).hasPositivePartialTranspose())
        #expect(
            try DensityOperator.isotropic(dimension: dimension, visibility: border - 1e-9).hasPositivePartialTranspose()
        )
        #expect(
            try !DensityOperator.isotropic(dimension: dimension, visibility: border + 1e-9)
                .hasPositivePartialTranspose())
    }

    @Test("At D = 2, s = (1 − 3v)/2 gives the two-qubit Werner state", arguments: [-1.0 / 3, 0, 0.25, 0.8, 1])
    func twoLevels(visibility: Double) throws {
        // The rounded s of the ends may fall outside −1…1 by one unit in the last place.
        let s = min(1, max(-1, (1 - 3 * visibility) / 2))
        let qudit = try DensityOperator.werner(dimension: 2, swap: s)
        let qubit = try DensityOperator.werner(visibility: visibility)
        #expect((qudit.matrix - qubit.matrix).frobeniusNorm < 1e-15)
    }

    @Test("Isotropic: fidelity with Φ is v + (1 − v)/D², at the least visibility zero", arguments: 2...4)
    func isotropicFidelity(dimension: Int) throws {
        let total = Double(dimension * dimension)
        let phi = try StateVector.maximallyEntangled(dimension: dimension)
        for visibility in [-1 / (total - 1), 0, 0.5, 1] {
            let state = try DensityOperator.isotropic(dimension: dimension, visibility: visibility)
            #expect(abs(try state.fidelity(with: phi) - visibility - (1 - visibility) / total) < 1e-14)
            #expect(try state.eigenvalues()[0] > -1e-15)
        }
    }
}
