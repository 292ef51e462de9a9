/// Random unit vectors and unitaries, distributed by the Haar measure.
public enum Haar {
    /// The largest dimension of a matrix: 4 GiB.
    private static let largestDimension = 1 << 14

    /// A random unit vector of Cᵈ.
    ///
    /// - Precondition: `dimension` is at least 1.
    /// - Complexity: O(d).
    public static func vector(dimension: Int, using generator: inout some RandomNumberGenerator) -> [Complex] {
        requirePrecondition(dimension >= 1, "dimension must be at least 1, but was \(dimension)")
        while true {
            let vector = (0..<dimension).map { _ in generator.complexNormal() }
            let norm = euclideanNorm(vector)
            if norm > 0 { return vector.map { $0 / norm } }
        }
    }

    /// A random d × d unitary: Q of a complex Gaussian matrix, its columns' phases set so that R has a positive diagonal.
    ///
    /// Source: [Mezzadri2007].
    /// - Complexity: O(d³).
    /// - Throws: ``InvalidArgument`` unless `dimension` is in 1…2¹⁴; ``NumericalFailure`` when LAPACK fails, which no input
    ///   should cause.
    public static func unitary(
        dimension: Int, using generator: inout some RandomNumberGenerator
    ) throws -> ComplexMatrix {
        try require((1...Haar.largestDimension).contains(dimension), "dimension", must: "be in 1…2¹⁴", was: dimension)
        let gaussian = ComplexMatrix(rows: dimension, columns: dimension) { _, _ in generator.complexNormal() }
        var (unitary, triangular) = try gaussian.qrFactorization()
        for column in 0..<dimension {
            let corner = triangular[column, column]
            let phase = corner / corner.modulus
            for row in 0..<dimension { unitary[row, column] *= phase }
        }
        return unitary
    }

    /// A random rotation of R³, from a random unit quaternion.
    public static func rotation(using generator: inout some RandomNumberGenerator) -> RealMatrix {
        var q = [0.0, 0, 0, 0]
        var norm = 0.0
        while norm == 0 {
            q = generator.normals(4)
            norm = euclideanNorm(q)
        }
        let (w, x, y, z) = (q[0] / norm, q[1] / norm, q[2] / norm, q[3] / norm)
        return RealMatrix(
            unchecked: [
                1 - 2 * (y * y + z * z), 2 * (x * y + w * z), 2 * (x * z - w * y),
                2 * (x * y - w * z), 1 - 2 * (x * x + z * z), 2 * (y * z + w * x),
                2 * (x * z + w * y), 2 * (y * z - w * x), 1 - 2 * (x * x + y * y),
            ], rows: 3, columns: 3)
    }
}
