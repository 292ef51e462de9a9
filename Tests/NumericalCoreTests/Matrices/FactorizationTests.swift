import NumericalCore
import Testing

/// The sizes of the seeded random matrices: small ones, around the blocks of LAPACK, and 80.
private let sizes = [1, 2, 3, 4, 7, 16, 31, 32, 33, 34, 48, 80]

@Suite struct FactorizationTests {
    private func defect<E: Scalar>(_ columns: Matrix<E>) -> Double {
        Matrix<E>.product(columns, .adjoint, columns).distance(to: .identity(columns.columns))
    }

    private func hermitianLaws<E: DoublePrecisionScalar>(_ type: E.Type, _ size: Int) throws {
        var stream = RandomStream(seed: 20, substream: UInt64(size))
        let matrix = randomMatrix(type, size, size, using: &stream).hermitianPart
        let system = try matrix.hermitianEigensystem()
        let scale = Double(size) * matrix.largestModulus * 1e-14
        #expect(system.values == system.values.sorted())
        #expect(defect(system.vectors) <= 1e-14 * Double(size))
        #expect(system.applying { E(real: $0) }.distance(to: matrix) <= scale)
        #expect(
            (matrix * system.vectors).distance(to: system.vectors * .diagonal(system.values.map { E(real: $0) }))
                <= scale)
        let alone = try matrix.hermitianEigenvalues()
        for (a, b) in zip(alone, system.values) { #expect(abs(a - b) <= scale) }
        #expect(abs(system.values.reduce(0, +) - matrix.trace.realPart) <= scale)
        // Only the lower triangle counts.
        let spoilt = Matrix<E>(rows: size, columns: size) { $0 >= $1 ? matrix[$0, $1] : E(real: 99) }
        #expect(try spoilt.hermitianEigenvalues() == alone)
    }

    @Test(arguments: sizes)
    func hermitianEigensystems(size: Int) throws {
        try hermitianLaws(Double.self, size)
        try hermitianLaws(Complex.self, size)
    }

    @Test func knownEigenvalues() throws {
        // The path of n sites: 2 cos(πk/(n + 1)).
        let size = 40
        let path = RealMatrix(rows: size, columns: size) { abs($0 - $1) == 1 ? 1 : 0 }
        let tridiagonal = try RealMatrix.tridiagonalEigensystem(
            diagonal: Array(repeating: 0, count: size), offDiagonal: Array(repeating: 1, count: size - 1))
        let values = try path.hermitianEigenvalues()
        for index in 0..<size {
            let exact = -2 * Complex.unit(phase: .pi * Double(index + 1) / Double(size + 1)).real
            #expect(abs(values[index] - exact) <= 1e-14)
            #expect(abs(tridiagonal.values[index] - exact) <= 1e-14)
        }
        #expect(defect(tridiagonal.vectors) <= 1e-13)
        #expect((path * tridiagonal.vectors).distance(to: tridiagonal.vectors * .diagonal(tridiagonal.values)) <= 1e-13)
        #expect(try RealMatrix.tridiagonalEigensystem(diagonal: [3], offDiagonal: []).values == [3])
    }

    private func singularLaws<E: DoublePrecisionScalar>(_ type: E.Type, _ rows: Int, _ columns: Int) throws {
        var stream = RandomStream(seed: 21, substream: UInt64(100 * rows + columns))
        let matrix = randomMatrix(type, rows, columns, using: &stream)
        let scale = Double(rows + columns) * matrix.largestModulus * 1e-14
        let svd = try matrix.singularValueDecomposition()
        #expect(svd.values == svd.values.sorted(by: >) && svd.values.allSatisfy { $0 >= 0 })
        #expect(defect(svd.left) <= 1e-13 && defect(svd.rightAdjoint.adjoint) <= 1e-13)
        let rebuilt = svd.left * .diagonal(svd.values.map { E(real: $0) }) * svd.rightAdjoint
        #expect(rebuilt.distance(to: matrix) <= scale)
        #expect(abs(euclideanNorm(svd.values) - matrix.frobeniusNorm) <= scale)

        let (q, r) = try matrix.qrFactorization()
        #expect(defect(q) <= 1e-13)
        #expect((q * r).distance(to: matrix) <= scale)
        for column in 0..<columns {
            for row in 0..<r.rows where row > column { #expect(r[row, column] == .zero) }
        }
    }

    @Test(arguments: [(1, 1), (1, 6), (6, 1), (4, 4), (5, 9), (33, 33), (34, 20), (20, 34), (80, 3), (64, 80)])
    func singularValuesAndQR(rows: Int, columns: Int) throws {
        try singularLaws(Double.self, rows, columns)
        try singularLaws(Complex.self, rows, columns)
    }

    private func linearLaws<E: DoublePrecisionScalar>(_ type: E.Type, _ size: Int) throws {
        var stream = RandomStream(seed: 22, substream: UInt64(size))
        // Shifted so that the condition number stays moderate.
        var matrix = randomMatrix(type, size, size, using: &stream)
        matrix.add(E(real: 3 * Double(size).squareRoot()), times: .identity(size))
        let right = randomMatrix(type, size, 3, using: &stream)
        let solution = try matrix.solve(right)
        #expect((matrix * solution).distance(to: right) <= 1e-12)
        #expect((matrix * (try matrix.inverse())).distance(to: .identity(size)) <= 1e-12)
        let vector = try matrix.solve(right.column(0))
        for row in 0..<size { #expect((vector[row] - solution[row, 0]).modulus <= 1e-13) }

        // det(AB) = det A det B, det Aᵀ = det A, relative to their size.
        let scaled = E(real: 1 / (3 * Double(size).squareRoot())) * matrix
        let other = (scaled + .identity(size)).map { $0 * E(real: 0.5) }
        let (first, second, both) = try (scaled.determinant(), other.determinant(), (scaled * other).determinant())
        #expect((both - first * second).modulus <= 1e-11 * both.modulus)
        #expect((try scaled.transpose.determinant() - first).modulus <= 1e-11 * first.modulus)

        // L L† of a Gram matrix.
        let gram = Matrix<E>.product(matrix, .plain, matrix, .adjoint)
        let factor = try #require(try gram.choleskyFactor())
        #expect(
            Matrix<E>.product(factor, .plain, factor, .adjoint).distance(to: gram) <= 1e-13 * gram.largestModulus
                * Double(size)
        )
        for column in 0..<size {
            #expect(factor[column, column].realPart > 0)
            for row in 0..<column { #expect(factor[row, column] == .zero) }
        }
        let determinant = factor.diagonal.reduce(1.0) { $0 * $1.realPart / (3 * Double(size).squareRoot()) }
        #expect(abs(determinant - first.modulus) <= 1e-10 * first.modulus)
        var negative = gram
        negative[size - 1, size - 1] = E(real: -1)
        #expect(try negative.choleskyFactor() == nil)
    }

    @Test(arguments: sizes)
    func solveInverseDeterminantAndCholesky(size: Int) throws {
        try linearLaws(Double.self, size)
        try linearLaws(Complex.self, size)
    }

    @Test func determinantsInClosedForm() throws {
        #expect(try RealMatrix([[0, 1], [1, 0]]).determinant() == -1)
        #expect(try RealMatrix([[0, 1, 0], [0, 0, 1], [1, 0, 0]]).determinant() == 1)
        #expect(try RealMatrix([[1, 2], [2, 4]]).determinant() == 0)
        // Vandermonde.
        let points = [-1.0, 0.5, 2, 3]
        let vandermonde = RealMatrix(rows: 4, columns: 4) { row, column in
            (0..<column).reduce(1.0) { product, _ in product * points[row] }
        }
        var expected = 1.0
        for i in 0..<4 { for j in 0..<i { expected *= points[i] - points[j] } }
        #expect(abs(try vandermonde.determinant() - expected) <= 1e-13 * abs(expected))
    }

    private func leastSquaresLaws<E: DoublePrecisionScalar>(_ type: E.Type, _ rows: Int, _ columns: Int, rank: Int)
        throws
    {
        var stream = RandomStream(seed: 23, substream: UInt64(1000 * rows + 10 * columns + rank))
        let matrix =
            randomMatrix(type, rows, rank, using: &stream) * randomMatrix(type, rank, columns, using: &stream)
        let right = randomMatrix(type, rows, 2, using: &stream)
        let answer = try matrix.leastSquares(right)
        #expect(answer.rank == rank)
        #expect(answer.singularValues.count == min(rows, columns))
        let residual = matrix * answer.solution - right
        #expect(abs(residual.frobeniusNorm - answer.residualNorm) <= 1e-14)
        // The residual is orthogonal to the range and the solution to the kernel.
        #expect(Matrix<E>.product(matrix, .adjoint, residual).largestModulus <= 1e-11 * matrix.frobeniusNorm)
        let svd = try matrix.singularValueDecomposition()
        let projector = Matrix<E>(rows: rank, columns: columns) { svd.rightAdjoint[$0, $1] }
        let kept = Matrix<E>.product(projector, .adjoint, projector * answer.solution)
        #expect(kept.distance(to: answer.solution) <= 1e-11 * max(1, answer.solution.largestModulus))
    }

    @Test(arguments: [(4, 4, 4), (10, 4, 4), (4, 10, 4), (9, 7, 3), (7, 9, 1), (50, 33, 33), (40, 36, 20)])
    func leastSquares(rows: Int, columns: Int, rank: Int) throws {
        try leastSquaresLaws(Double.self, rows, columns, rank: rank)
        try leastSquaresLaws(Complex.self, rows, columns, rank: rank)
    }

    @Test(arguments: sizes)
    func generalEigensystemsAndSchurForms(size: Int) throws {
        var stream = RandomStream(seed: 24, substream: UInt64(size))
        let matrix = randomMatrix(Complex.self, size, size, using: &stream)
        let scale = 1e-13 * matrix.frobeniusNorm
        let (values, vectors) = try matrix.eigensystem()
        #expect((matrix * vectors).distance(to: vectors * .diagonal(values)) <= scale)
        for column in 0..<size { #expect(abs(euclideanNorm(vectors.column(column)) - 1) <= 1e-13) }
        #expect((values.reduce(.zero, +) - matrix.trace).modulus <= scale * Double(size))
        let (unitary, triangular) = try matrix.schurDecomposition()
        #expect(defect(unitary) <= 1e-13 * Double(size))
        #expect(triangular.conjugated(by: unitary).distance(to: matrix) <= scale)
        for column in 0..<size {
            for row in (column + 1)..<max(size, column + 1) { #expect(triangular[row, column] == .zero) }
        }
    }

    private static let broken = RealMatrix(rows: 2, columns: 2, repeating: .nan)
    private static let oblong = RealMatrix(rows: 2, columns: 3)
    private static let unit = RealMatrix.identity(2)

    @Test(arguments: [
        BadInput("matrix must be square, but was 2 × 3") { _ = try oblong.hermitianEigensystem() },
        BadInput("matrix must be square, but was 2 × 3") { _ = try oblong.hermitianEigenvalues() },
        BadInput("matrix must be square, but was 2 × 3") { _ = try oblong.determinant() },
        BadInput("matrix must be square, but was 2 × 3") { _ = try oblong.inverse() },
        BadInput("matrix must be square, but was 2 × 3") { _ = try oblong.choleskyFactor() },
        BadInput("matrix must be square, but was 2 × 3") { _ = try oblong.exponential() },
        BadInput("matrix must be square, but was 2 × 3") { _ = try oblong.complex.eigensystem() },
        BadInput("matrix must be square, but was 2 × 3") { _ = try oblong.complex.schurDecomposition() },
        BadInput("matrix must be square, but was 2 × 3") { _ = try oblong.complex.logarithm() },
        BadInput("matrix must have only finite entries, but was not finite (Hermitian eigenvalue problem)") {
            _ = try broken.hermitianEigensystem()
        },
        BadInput("matrix must have only finite entries, but was not finite (singular value decomposition)") {
            _ = try broken.singularValueDecomposition()
        },
        BadInput("matrix must have only finite entries, but was not finite (QR factorization)") {
            _ = try broken.qrFactorization()
        },
        BadInput("matrix must have only finite entries, but was not finite (linear solve)") {
            _ = try broken.solve([1, 2])
        },
        BadInput("matrix must have only finite entries, but was not finite (linear solve)") {
            _ = try unit.solve([1, .infinity])
        },
        BadInput("matrix must have only finite entries, but was not finite (determinant)") {
            _ = try broken.determinant()
        },
        BadInput("matrix must have only finite entries, but was not finite (least squares)") {
            _ = try broken.leastSquares(unit)
        },
        BadInput("matrix must have only finite entries, but was not finite (Cholesky factorization)") {
            _ = try broken.choleskyFactor()
        },
        BadInput("matrix must have only finite entries, but was not finite (matrix exponential)") {
            _ = try broken.exponential()
        },
        BadInput("matrix must have only finite entries, but was not finite (Schur decomposition)") {
            _ = try broken.complex.logarithm()
        },
        BadInput("matrix must have only finite entries, but was not finite (general eigenvalue problem)") {
            _ = try broken.complex.eigensystem()
        },
        BadInput("right-hand side must have 2 rows, but was 3 × 1") { _ = try unit.solve([1, 2, 3]) },
        BadInput("right-hand side must have 2 rows, but was 3 × 3") { _ = try unit.leastSquares(.identity(3)) },
        BadInput("right-hand side must have at least one column, but was 0") {
            _ = try unit.leastSquares(RealMatrix(rows: 2, columns: 0))
        },
        BadInput("matrix must not be empty, but was 0 × 3") {
            _ = try RealMatrix(rows: 0, columns: 3).leastSquares(RealMatrix(rows: 0, columns: 1))
        },
        BadInput("rankTolerance must be in 0..<1, but was nan") {
            _ = try unit.leastSquares(unit, rankTolerance: .nan)
        },
        BadInput("linear solve failed: the matrix is singular (pivot 2 is exactly zero)") {
            _ = try RealMatrix([[1, 2], [2, 4]]).inverse()
        },
        BadInput("linear solve failed: the matrix is singular (pivot 1 is exactly zero)") {
            _ = try ComplexMatrix(rows: 3, columns: 3).solve([1, 2, 3])
        },
        BadInput("diagonal must not be empty, but was empty") {
            _ = try RealMatrix.tridiagonalEigensystem(diagonal: [], offDiagonal: [])
        },
        BadInput("offDiagonal must have 1 entries, but was 2") {
            _ = try RealMatrix.tridiagonalEigensystem(diagonal: [1, 2], offDiagonal: [1, 2])
        },
        BadInput("diagonals must have only finite entries, but was not finite") {
            _ = try RealMatrix.tridiagonalEigensystem(diagonal: [1, 2], offDiagonal: [.nan])
        },
    ])
    func badInputIsNamed(_ input: BadInput) { input.expectRefusal() }
}
