import NumericalCore

/// The d² real coordinates of a Hermitian d × d matrix in an orthonormal basis, so that Tr(AB) = Σ a_i b_i.
///
/// Order: column after column, the diagonal entry and then √2 Re and √2 Im of each entry below it.
enum HermitianCoordinates {
    static let root2 = 2.0.squareRoot()

    /// The coordinates of a Hermitian matrix, of which the lower triangle is read.
    static func coordinates(of matrix: ComplexMatrix) -> [Double] {
        var list: [Double] = []
        list.reserveCapacity(matrix.rows * matrix.rows)
        for column in 0..<matrix.rows {
            list.append(matrix[column, column].real)
            for row in (column + 1)..<max(column + 1, matrix.rows) {
                list.append(root2 * matrix[row, column].real)
                list.append(root2 * matrix[row, column].imaginary)
            }
        }
        return list
    }

    /// The Hermitian matrix with the given coordinates.
    static func matrix(_ coordinates: [Double], dimension: Int) -> ComplexMatrix {
        var matrix = ComplexMatrix(rows: dimension, columns: dimension)
        var place = 0
        for column in 0..<dimension {
            matrix[column, column] = Complex(coordinates[place])
            place += 1
            for row in (column + 1)..<max(column + 1, dimension) {
                let entry = Complex(coordinates[place] / root2, coordinates[place + 1] / root2)
                matrix[row, column] = entry
                matrix[column, row] = entry.conjugate
                place += 2
            }
        }
        return matrix
    }
}
