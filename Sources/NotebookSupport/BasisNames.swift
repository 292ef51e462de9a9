import NumericalCore

/// The names of a matrix's rows and columns.
enum BasisNames {
    /// The names given, or kets: of bits where the dimension is a power of two, else of the basis state's number.
    static func names(_ given: [String]?, dimension: Int) throws -> [String] {
        if let given {
            try require(
                given.count == dimension, "names", must: "be \(dimension), one for every row", was: given.count)
            return given
        }
        let isPower = dimension >= 2 && dimension & (dimension - 1) == 0
        let bits = dimension.trailingZeroBitCount
        return (0..<dimension).map { index in
            guard isPower else { return "|\(index)⟩" }
            let digits = String(index, radix: 2)
            return "|" + String(repeating: "0", count: bits - digits.count) + digits + "⟩"
        }
    }

    /// Throws unless a matrix is square, has a size that can be drawn, finite entries and one that is not zero.
    static func validate(_ matrix: ComplexMatrix, atMost largest: Int) throws {
        try require(
            matrix.rows == matrix.columns, "matrix", must: "be square", was: "\(matrix.rows) × \(matrix.columns)")
        try require((1...largest).contains(matrix.rows), "rows of matrix", must: "be in 1…\(largest)", was: matrix.rows)
        for row in 0..<matrix.rows {
            for column in 0..<matrix.columns {
                let entry = matrix[row, column]
                try require(
                    entry.real.isFinite && entry.imaginary.isFinite, "matrix[\(row), \(column)]", must: "be finite",
                    was: entry)
            }
        }
        try require(
            matrix.elements.contains { $0.real != 0 || $0.imaginary != 0 }, "matrix",
            must: "have an entry that is not zero", was: "zero")
    }

    /// The entries as `row,column,real,imaginary`.
    static func csv(_ matrix: ComplexMatrix, _ names: [String]) -> String {
        var text = "row,column,real,imaginary\n"
        for row in names.indices {
            for column in names.indices {
                let entry = matrix[row, column]
                text += csvLine([names[row], names[column], "\(entry.real)", "\(entry.imaginary)"])
            }
        }
        return text
    }
}
