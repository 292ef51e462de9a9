import NumericalCore

/// The d² real coordinates of a Hermitian d × d matrix in an orthonormal basis, so that Tr(AB) = Σ a_i b_i.
///
/// Order: column after column, the diagonal entry and then √2 Re and √2 Im of each entry below it.
enum HermitianCoordinates {
    static let root2 = 2.0.squareRoot()

    /// Appends the coordinates of a d × d block that begins at `start` of a list of entries in column-major order.
    static func append(_ entries: UnsafeBufferPointer<Complex>, start: Int, dimension: Int, to list: inout [Double]) {
        for column in 0..<dimension {
            list.append(entries[start + column * (dimension + 1)].real)
            for row in (column + 1)..<max(column + 1, dimension) {
                let entry = entries[start + row + dimension * column]
                list.append(root2 * entry.real)
                list.append(root2 * entry.imaginary)
            }
        }
    }

    /// The coordinates of a Hermitian matrix, of which the lower triangle is read.
    static func coordinates(of matrix: ComplexMatrix) -> [Double] {
        var list: [Double] = []
        list.reserveCapacity(matrix.rows * matrix.rows)
        matrix.elements.withUnsafeBufferPointer { append($0, start: 0, dimension: matrix.rows, to: &list) }
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
