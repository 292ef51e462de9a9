import Foundation
import QuantumBounds
import TestSupport
import Testing

/// Separability thresholds that are known, and a state that only the second level finds entangled.
@Suite("Symmetric extensions") struct SymmetricExtensionTests {
    @Test("20.4 isotropic states are separable up to 1/(d+1), which positive transposes see", arguments: [2, 3])
    func isotropic(dimension: Int) throws {
        let state = try DensityOperator.isotropic(dimension: dimension, visibility: 1)
        let exact = 1 / Double(dimension + 1)
        for copies in dimension == 2 ? [1, 2] : [1] {
            let found = try state.symmetricExtension(copies: copies)
            #expect(abs(found.visibility - exact) < 1e-6 && found.stopReason == .converged)
            #expect(found.provenVisibility >= exact - 1e-12 && found.provenVisibility < exact + 1e-5)
            // The witness is positive on product states and negative on the state.
            #expect((found.witness * state.matrix).trace.real < 0)
            var stream = RandomStream(seed: 500)
            for _ in 0..<20 {
                let left = Haar.vector(dimension: dimension, using: &stream)
                let right = Haar.vector(dimension: dimension, using: &stream)
                let product = left.flatMap { a in right.map { a * $0 } }
                let image = found.witness * product
                #expect(innerProduct(product, image).real > -1e-7)
            }
        }
    }

    /// The mixture of what is left beside five product vectors on a 3 × 3 board, whose partial transpose is itself positive.
    static func tiles() throws -> DensityOperator {
        func product(_ a: [Double], _ b: [Double]) -> [Double] {
            let vector = a.flatMap { x in b.map { x * $0 } }
            let norm = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
            return vector.map { $0 / norm }
        }
        let vectors = [
            product([1, 0, 0], [1, -1, 0]), product([0, 0, 1], [0, 1, -1]), product([1, -1, 0], [0, 0, 1]),
            product([0, 1, -1], [1, 0, 0]), product([1, 1, 1], [1, 1, 1]),
        ]
        let matrix = ComplexMatrix(rows: 9, columns: 9) { row, column in
            Complex(((row == column ? 1 : 0) - vectors.reduce(0) { $0 + $1[row] * $1[column] }) / 4)
        }
        return try DensityOperator(matrix, in: HilbertSpace(dimensions: [3, 3]))
    }

    @Test("20.4 a bound entangled state: the transpose sees nothing, the second level does") func boundEntangled()
        throws
    {
        let state = try Self.tiles()
        #expect(try state.symmetricExtension(copies: 1).provenVisibility >= 1)
        let found = try state.symmetricExtension(copies: 2)
        #expect(found.visibility < 0.95 && found.visibility > 0.3 && found.provenVisibility < 0.96)
        for limit in [0, 3] {
            let early = try state.symmetricExtension(copies: 2, SemidefiniteOptions(iterationLimit: limit))
            #expect(early.provenVisibility >= found.visibility - 1e-6)
        }
    }

    @Test(
        "20.7 wrong input is refused in words",
        arguments: [
            WrongInput(saying: "state", "two parties", "3") {
                try DensityOperator.maximallyMixed(in: .qubits(3)).symmetricExtension()
            },
            WrongInput(saying: "copies", "3") {
                try DensityOperator.werner(visibility: 1).symmetricExtension(copies: 3)
            },
            WrongInput(saying: "noise", "[2, 2]", "[3, 3]") {
                try DensityOperator.werner(visibility: 1).symmetricExtension(
                    noise: .isotropic(dimension: 3, visibility: 0))
            },
            WrongInput(saying: "dimension of the extension", "64", "225") {
                try DensityOperator.isotropic(dimension: 15, visibility: 1).symmetricExtension(copies: 1)
            },
        ]) func wrongInput(input: WrongInput)
    { input.check() }
}
