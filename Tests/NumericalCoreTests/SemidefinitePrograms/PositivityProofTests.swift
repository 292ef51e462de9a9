import Foundation
import NumericalCore
import Testing

/// Proven lower bounds on least eigenvalues: never above the eigenvalue, and close to it.
@Suite("Proofs of positivity") struct PositivityProofTests {
    @Test("20.2 singular matrices of integers, whose least eigenvalue is exactly 0") func singular() throws {
        for seed in UInt64(0)..<40 {
            var stream = RandomStream(seed: 260 + seed)
            let n = Int.random(in: 2...14, using: &stream)
            // A Gram matrix of n vectors in fewer dimensions, exact in integers.
            let vectors = RealMatrix(rows: n - 1, columns: n) { _, _ in Double(Int.random(in: -50...50, using: &stream))
            }
            let gram = RealMatrix.product(vectors, .transposed, vectors)
            let bound = try PositivityProof.leastEigenvalueBound(of: gram)
            #expect(bound <= 0, "n = \(n)")
            #expect(bound > -1e-12 * gram.trace)
            // One more on the diagonal: the least eigenvalue is exactly 1.
            let shifted = try PositivityProof.leastEigenvalueBound(of: gram + .identity(n))
            #expect(shifted <= 1 && shifted > 1 - 1e-12 * gram.trace)
        }
    }

    /// det(A − t·1) of a matrix of integers in fractions of integers would be the exact test; here, eigenvalues that are known.
    @Test("20.2 the path graph, with eigenvalues 2 − 2cos(kπ/(n+1))", arguments: [1, 2, 5, 30, 90]) func path(n: Int)
        throws
    {
        let matrix = RealMatrix(rows: n, columns: n) { abs($0 - $1) == 1 ? -1 : $0 == $1 ? 2 : 0 }
        let exact = 2 - 2 * cos(Double.pi / Double(n + 1))
        let bound = try PositivityProof.leastEigenvalueBound(of: matrix)
        #expect(bound <= exact + 1e-15 && bound > exact - 1e-11)
        let negative = try PositivityProof.leastEigenvalueBound(of: -matrix)
        #expect(negative <= -(2 + 2 * cos(Double.pi / Double(n + 1))) + 1e-15 && negative > -4.000001)
    }

    @Test("20.2 Hermitian matrices, and matrices that are not finite") func hermitian() throws {
        var stream = RandomStream(seed: 270)
        for _ in 0..<20 {
            let n = Int.random(in: 1...7, using: &stream)
            let matrix = ComplexMatrix(rows: n, columns: n) { _, _ in stream.complexNormal() }.hermitianPart
            let bound = try PositivityProof.leastEigenvalueBound(of: matrix)
            let exact = try matrix.hermitianEigenvalues()[0]
            #expect(bound <= exact + 1e-14 && bound > exact - 1e-11)
        }
        #expect(try PositivityProof.leastEigenvalueBound(of: RealMatrix([[.nan]])) == -.infinity)
        #expect(
            try PositivityProof.leastEigenvalueBound(of: RealMatrix([[1, .infinity], [.infinity, 1]])) == -.infinity)
        #expect(try PositivityProof.leastEigenvalueBound(of: RealMatrix(rows: 0, columns: 0)) == .infinity)
        let huge = try PositivityProof.leastEigenvalueBound(of: RealMatrix([[1e308, 1e308], [1e308, 1e308]]))
        #expect(huge <= 0)
        let tiny = try PositivityProof.leastEigenvalueBound(of: RealMatrix([[1e-308, 0], [0, 1e-308]]))
        #expect(tiny <= 1e-308)
    }
}
