import NumericalCore
import Testing

/// A matrix of random entries in the scalar type asked for.
func randomMatrix<Element: Scalar>(
    _ type: Element.Type = Element.self, _ rows: Int, _ columns: Int, using stream: inout RandomStream
) -> Matrix<Element> {
    Matrix(rows: rows, columns: columns) { _, _ in
        let entry = stream.complexNormal()
        if let entry = entry as? Element { return entry }
        return Element(real: entry.real)
    }
}

@Suite struct MatrixProductTests {
    private let forms: [FactorForm] = [.plain, .transposed, .adjoint]

    private func formed<Element: Scalar>(_ matrix: Matrix<Element>, _ form: FactorForm) -> Matrix<Element> {
        switch form {
        case .plain: matrix
        case .transposed: Matrix(rows: matrix.columns, columns: matrix.rows) { matrix[$1, $0] }
        case .adjoint: Matrix(rows: matrix.columns, columns: matrix.rows) { matrix[$1, $0].conjugate }
        }
    }

    private func loops<Element: Scalar>(_ left: Matrix<Element>, _ right: Matrix<Element>) -> Matrix<Element> {
        Matrix(rows: left.rows, columns: right.columns) { row, column in
            (0..<left.columns).reduce(Element.zero) { $0 + left[row, $1] * right[$1, column] }
        }
    }

    private func check<Element: Scalar>(_ type: Element.Type, _ m: Int, _ k: Int, _ n: Int, ulp: Double) {
        var stream = RandomStream(seed: 1, substream: UInt64(m * 10_000 + k * 100 + n))
        for leftForm in forms {
            for rightForm in forms {
                let left =
                    leftForm == .plain
                    ? randomMatrix(type, m, k, using: &stream) : randomMatrix(type, k, m, using: &stream)
                let right =
                    rightForm == .plain
                    ? randomMatrix(type, k, n, using: &stream) : randomMatrix(type, n, k, using: &stream)
                let expected = loops(formed(left, leftForm), formed(right, rightForm))
                let tolerance = 8 * ulp * Double(max(k, 1)) * left.largestModulus * right.largestModulus
                let product = Matrix<Element>.product(left, leftForm, right, rightForm)
                #expect(product.rows == m && product.columns == n)
                #expect(product.distance(to: expected) <= tolerance, "\(leftForm) \(rightForm)")
                if leftForm == .plain && rightForm == .plain {
                    #expect((left * right).distance(to: expected) <= tolerance)
                    for column in 0..<n {
                        let image = left * right.column(column)
                        for row in 0..<m { #expect((image[row] - expected[row, column]).modulus <= tolerance) }
                    }
                }
            }
        }
    }

    /// Around the seam between loops and BLAS (125 multiplications), around 33, thin, and without rows or columns.
    @Test(arguments: [
        (1, 1, 1), (2, 2, 2), (5, 5, 5), (5, 5, 6), (6, 5, 5), (1, 125, 1), (1, 126, 1), (125, 1, 1), (126, 1, 1),
        (3, 7, 11), (32, 32, 32), (33, 33, 33), (34, 33, 35), (1, 64, 33), (40, 2, 1), (0, 3, 2), (3, 0, 2), (3, 2, 0),
        (0, 0, 0),
    ])
    func productsEqualPlainLoops(m: Int, k: Int, n: Int) {
        check(Double.self, m, k, n, ulp: 0x1p-52)
        check(Complex.self, m, k, n, ulp: 0x1p-52)
        check(Float.self, m, k, n, ulp: 0x1p-23)
    }

    @Test func conjugationAndKroneckerLaws() throws {
        var stream = RandomStream(seed: 14)
        let (a, b) = (
            randomMatrix(Complex.self, 3, 3, using: &stream), randomMatrix(Complex.self, 4, 4, using: &stream)
        )
        let (c, d) = (
            randomMatrix(Complex.self, 3, 2, using: &stream), randomMatrix(Complex.self, 4, 5, using: &stream)
        )
        // (A ⊗ B)(C ⊗ D) = AC ⊗ BD and the first factor is the most significant.
        #expect((a.kronecker(b) * c.kronecker(d)).distance(to: (a * c).kronecker(b * d)) <= 1e-13)
        #expect(a.kronecker(b)[1 * 4 + 2, 2 * 4 + 3] == a[1, 2] * b[2, 3])
        #expect((a.kronecker(b).trace - a.trace * b.trace).modulus <= 1e-13)
        #expect((a * c).adjoint.distance(to: c.adjoint * a.adjoint) <= 1e-14)
        let u = try Haar.unitary(dimension: 3, using: &stream)
        #expect(a.conjugated(by: u).distance(to: u * a * u.adjoint) <= 1e-14)
        #expect(a.commutator(with: a).largestModulus == 0)
        #expect(a.hermitianPart.hermiticityDefect <= 1e-16)
        #expect(a.transpose.transpose == a && a.adjoint.transpose == a.map(\.conjugate))
    }

    @Test func normsNeitherOverflowNorHideNaN() throws {
        for scale in [1e200, 1e-200] {
            let real = try RealMatrix([[3 * scale, 0], [0, -4 * scale]])
            let complex = ComplexMatrix(rows: 1, columns: 2) { _, column in
                column == 0 ? Complex(3 * scale, 4 * scale) : .zero
            }
            #expect(abs(real.frobeniusNorm / scale - 5) <= 1e-15)
            #expect(real.largestModulus == 4 * scale)
            #expect(abs(complex.largestModulus / scale - 5) <= 1e-15)
            #expect(abs(complex.frobeniusNorm / scale - 5) <= 1e-15)
            #expect(abs(complex.oneNorm / scale - 5) <= 1e-15)
            #expect(abs(real.distance(to: -real) / scale - 8) <= 1e-15)
        }
        let broken = try RealMatrix([[1, .nan], [2, 3]])
        #expect(!broken.isFinite)
        #expect(broken.largestModulus.isNaN && broken.oneNorm.isNaN && broken.frobeniusNorm.isNaN)
        #expect(broken.distance(to: .identity(2)).isNaN && broken.hermiticityDefect.isNaN)
        #expect(RealMatrix(rows: 0, columns: 0).frobeniusNorm == 0)
        #expect(RealMatrix(rows: 0, columns: 3).largestModulus == 0)
        #expect(RealMatrix(rows: 3, columns: 0).oneNorm == 0)
        #expect(RealMatrix(rows: 2, columns: 2, repeating: .infinity).frobeniusNorm == .infinity)
    }

    @Test func inPlaceAdditionForRealAndComplexFactors() throws {
        var real = try RealMatrix([[1, 2]])
        real.add(2, times: try RealMatrix([[10, 20]]))
        #expect(real == (try RealMatrix([[21, 42]])))
        var complex = try ComplexMatrix([[1, .i]])
        let half = 0.5
        complex.add(half, times: try ComplexMatrix([[2, 2]]))
        complex.add(.i, times: try ComplexMatrix([[2, 2]]))
        #expect(complex == (try ComplexMatrix([[Complex(2, 2), Complex(1, 3)]])))
        complex += complex
        #expect(complex == (try ComplexMatrix([[Complex(4, 4), Complex(2, 6)]])))
    }
}
