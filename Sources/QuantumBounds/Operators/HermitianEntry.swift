import QuantumStates

/// The d² real numbers of a Hermitian matrix as inner products with sparse matrices.
enum HermitianEntry {
    /// (row, column, entry) of matrices whose inner products are the diagonal, real and imaginary parts.
    static func all(_ size: Int) -> [(row: Int, column: Int, part: Complex)] {
        (0..<size).flatMap { column in
            (0...column).flatMap { row in
                row == column
                    ? [(row, column, Complex.one)] : [(row, column, Complex(0.5)), (row, column, Complex(0, 0.5))]
            }
        }
    }

    /// The inner product of such a matrix with a Hermitian one.
    static func value(_ matrix: ComplexMatrix, _ row: Int, _ column: Int, _ part: Complex) -> Double {
        (row == column ? 1 : 2) * (part.conjugate * matrix[row, column]).real
    }

    /// Σ y_k A_k over one matrix's numbers.
    static func matrix(_ numbers: [Double], from start: Int, size: Int) -> ComplexMatrix {
        var matrix = ComplexMatrix(rows: size, columns: size)
        for (place, (row, column, part)) in all(size).enumerated() {
            let term = Complex(numbers[start + place]) * part
            matrix[row, column] += term
            if row != column { matrix[column, row] += term.conjugate }
        }
        return matrix
    }
}
