import Foundation
import NumericalCore
import Testing

@Suite struct MatrixShapeTests {
    @Test func columnMajorLayout() throws {
        let matrix = try RealMatrix([[1, 2, 3], [4, 5, 6]])
        #expect(matrix.elements == [1, 4, 2, 5, 3, 6])
        #expect(matrix[1, 2] == 6 && matrix.row(1) == [4, 5, 6] && matrix.column(1) == [2, 5])
        #expect(try RealMatrix(rows: 2, columns: 3, columnMajor: [1, 4, 2, 5, 3, 6]) == matrix)
        #expect(matrix.diagonal == [1, 5])
        #expect(matrix.description == "[1.0, 2.0, 3.0]\n[4.0, 5.0, 6.0]")
    }

    @Test func codableRoundTrip() throws {
        var stream = RandomStream(seed: 6)
        let complex = randomMatrix(Complex.self, 3, 2, using: &stream)
        #expect(try JSONDecoder().decode(ComplexMatrix.self, from: JSONEncoder().encode(complex)) == complex)
        let single = randomMatrix(Float.self, 2, 2, using: &stream)
        #expect(try JSONDecoder().decode(Matrix<Float>.self, from: JSONEncoder().encode(single)) == single)
        let empty = RealMatrix(rows: 0, columns: 4)
        #expect(try JSONDecoder().decode(RealMatrix.self, from: JSONEncoder().encode(empty)) == empty)
    }

    private static func decode(_ text: String) throws {
        _ = try JSONDecoder().decode(RealMatrix.self, from: Data(text.utf8))
    }

    @Test(arguments: [
        BadInput("elements must hold rows × columns = 4 numbers, but was 3") {
            try decode(#"{"rows": 2, "columns": 2, "elements": [1, 2, 3]}"#)
        },
        BadInput("rows × columns must be sizes of at least 0, but was -1 × -1") {
            try decode(#"{"rows": -1, "columns": -1, "elements": [1]}"#)
        },
        BadInput("rows × columns must be sizes of at least 0, but was 9223372036854775807 × 2") {
            try decode(#"{"rows": 9223372036854775807, "columns": 2, "elements": []}"#)
        },
        BadInput("rows × columns must be sizes of at least 0, but was 0 × -2") {
            _ = try RealMatrix(rows: 0, columns: -2, columnMajor: [])
        },
        BadInput("row 1 must have 2 entries like row 0, but was 1") { _ = try RealMatrix([[1, 2], [3]]) },
        BadInput("matrix must be square, but was 2 × 3") {
            try ComplexMatrix(rows: 2, columns: 3).requireHermitian("matrix")
        },
        BadInput("H must have only finite entries, but was not finite") {
            try ComplexMatrix(rows: 1, columns: 1, repeating: Complex(.nan)).requireHermitian("H")
        },
        BadInput("H must be Hermitian within 1e-10, but was off by 2.0") {
            try ComplexMatrix(rows: 1, columns: 1, repeating: .i).requireHermitian("H")
        },
    ])
    func badInputIsNamed(_ input: BadInput) { input.expectRefusal() }

    @Test func emptyMatricesAreHarmless() throws {
        for (rows, columns) in [(0, 0), (0, 3), (3, 0)] {
            let matrix = ComplexMatrix(rows: rows, columns: columns)
            #expect(matrix.adjoint.rows == columns && matrix.elements.isEmpty)
            #expect(matrix.isFinite && matrix.frobeniusNorm == 0 && matrix.oneNorm == 0)
            let svd = try matrix.singularValueDecomposition()
            #expect(svd.values.isEmpty && svd.left.rows == rows && svd.rightAdjoint.columns == columns)
            let (q, r) = try matrix.qrFactorization()
            #expect((q * r) == matrix)
            #expect((matrix * matrix.adjoint) == ComplexMatrix(rows: rows, columns: rows))
            #expect(matrix.kronecker(.identity(2)).rows == 2 * rows)
            #expect(matrix + matrix == matrix && matrix.map(\.real).columns == columns)
        }
        let none = ComplexMatrix(rows: 0, columns: 0)
        #expect(try none.hermitianEigensystem().values.isEmpty)
        #expect(try none.hermitianEigensystem().applying { _ in 1 } == none)
        #expect(try none.hermitianEigenvalues().isEmpty)
        #expect(try none.eigensystem().values.isEmpty)
        #expect(try none.schurDecomposition().triangular == none)
        #expect(try none.determinant() == 1)
        #expect(try none.inverse() == none)
        #expect(try none.solve([]).isEmpty)
        #expect(try none.choleskyFactor() == none)
        #expect(try none.exponential() == none)
        #expect(try none.logarithm() == none)
        #expect(try none.unitaryExponential(time: 1) == none)
        #expect(none.trace == 0 && none.hermiticityDefect == 0)
        #expect(try ComplexMatrix.identity(2).solve(ComplexMatrix(rows: 2, columns: 0)).columns == 0)
        #expect(try RealMatrix([]).rows == 0)
        #expect(try RealMatrix([[], []]).rows == 2)
    }
}
