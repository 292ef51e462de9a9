import NumericalCore

/// The generalized Gell-Mann matrices of a D-level system: D² − 1 Hermitian traceless G_k with Tr G_j G_k = 2 δ_jk.
///
/// They come in the order symmetric E_jk + E_kj (j < k, in lexicographic order), antisymmetric −i(E_jk − E_kj) in the same
/// order, diagonal √(2/(l(l+1))) (Σ_{j≤l} E_jj − l E_{l+1,l+1}) for l = 1…D − 1; at D = 2 these are σ_x, σ_y, σ_z.
public struct GellMannBasis: Sendable, Hashable {
    /// D, the number of levels.
    public let dimension: Int
    /// G₁ … G_{D²−1}.
    public let matrices: [ComplexMatrix]

    /// The basis for D levels.
    ///
    /// - Complexity: O(D⁴) memory.
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless `dimension` is in 2…32.
    public init(dimension: Int) throws {
        try require((2...32).contains(dimension), "dimension", must: "be in 2…32", was: dimension)
        let pairs = (0..<dimension).flatMap { j in ((j + 1)..<dimension).map { (j, $0) } }
        func matrix(_ entries: [(Int, Int, Complex)]) -> ComplexMatrix {
            var matrix = ComplexMatrix(rows: dimension, columns: dimension)
            for (row, column, value) in entries { matrix[row, column] = value }
            return matrix
        }
        let symmetric = pairs.map { matrix([($0, $1, 1), ($1, $0, 1)]) }
        let antisymmetric = pairs.map { matrix([($0, $1, -.i), ($1, $0, .i)]) }
        let diagonal = (1..<dimension).map { l in
            let scale = (2 / Double(l * (l + 1))).squareRoot()
            return matrix((0..<l).map { ($0, $0, Complex(scale)) } + [(l, l, Complex(-Double(l) * scale))])
        }
        self.dimension = dimension
        self.matrices = symmetric + antisymmetric + diagonal
    }

    /// The generalized Bloch vector r_k = Tr ρG_k of a Hermitian matrix: A = (Tr A)/D · 1 + ½ Σ r_k G_k.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the matrix is not a Hermitian D × D matrix.
    public func coefficients(of matrix: ComplexMatrix) throws -> [Double] {
        try HilbertSpace(dimensions: [dimension]).requireHermitian(matrix, "matrix")
        return matrices.map { DensityOperator.traceOfProduct(matrix, $0).real }
    }

    /// The matrix of unit trace 1/D + ½ Σ r_k G_k, physical or not.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless there are D² − 1 finite coefficients.
    public func matrix(coefficients: [Double]) throws -> ComplexMatrix {
        try require(
            coefficients.count == matrices.count, "coefficients", must: "be \(matrices.count) numbers",
            was: coefficients.count)
        try require(coefficients.allSatisfy(\.isFinite), "coefficients", must: "be finite", was: "not finite")
        var sum = (1 / Double(dimension)) * ComplexMatrix.identity(dimension)
        for (coefficient, matrix) in zip(coefficients, matrices) { sum.add(Complex(coefficient / 2), times: matrix) }
        return sum
    }
}
