extension Matrix {
    /// Whether the matrix has as many rows as columns.
    @inlinable public var isSquare: Bool { rows == columns }

    /// Whether every entry is finite.
    public var isFinite: Bool { storage.allSatisfy(\.isFinite) }

    /// Tr A, the sum of the diagonal entries.
    ///
    /// - Precondition: The matrix is square.
    @inlinable
    public var trace: Element {
        precondition(isSquare, "a trace needs a square matrix, but was \(rows) × \(columns)")
        var sum = Element.zero
        for index in 0..<rows { sum += storage[index + rows * index] }
        return sum
    }

    /// ‖A‖_F = (Σ|A_ij|²)^½, the Frobenius norm.
    public var frobeniusNorm: Double {
        let square = storage.reduce(0) { $0 + $1.squaredMagnitude }
        if square > 0x1p-900 && square < .infinity || storage.isEmpty { return square.squareRoot() }
        // Near overflow and underflow, in units of the largest entry.
        let largest = largestModulus
        guard largest > 0, largest.isFinite else { return largest }
        let sum = storage.reduce(0) { sum, entry in
            let ratio = entry.modulus / largest
            return sum + ratio * ratio
        }
        return largest * sum.squareRoot()
    }

    /// ‖A‖₁, the largest sum of absolute values in a column.
    public var oneNorm: Double {
        (0..<columns).map { column in
            storage[(rows * column)..<(rows * (column + 1))].reduce(0) { $0 + $1.modulus }
        }.reduce(0, Matrix.larger)
    }

    /// max |A_ij|, the largest absolute value of an entry.
    public var largestModulus: Double {
        storage.reduce(0) { Matrix.larger($0, $1.modulus) }
    }

    // The larger of two sizes, NaN when either is: a comparison must not hide a number that is none.
    private static func larger(_ left: Double, _ right: Double) -> Double {
        left >= right || left.isNaN ? left : right
    }

    /// Aᵀ.
    @inlinable
    public var transpose: Matrix {
        Matrix(rows: columns, columns: rows) { storage[$1 + rows * $0] }
    }

    /// A† = (Aᵀ)*; the transpose when the entries are real.
    @inlinable
    public var adjoint: Matrix {
        Matrix(rows: columns, columns: rows) { storage[$1 + rows * $0].conjugate }
    }

    /// (A + A†)/2, the Hermitian part.
    ///
    /// - Precondition: The matrix is square.
    public var hermitianPart: Matrix {
        precondition(isSquare, "a Hermitian part needs a square matrix, but was \(rows) × \(columns)")
        let half = Element(real: 0.5)
        return Matrix(rows: rows, columns: columns) { half * (self[$0, $1] + self[$1, $0].conjugate) }
    }

    /// max |A_ij − A_ji*|, zero exactly when the matrix is Hermitian.
    ///
    /// - Precondition: The matrix is square.
    public var hermiticityDefect: Double {
        precondition(isSquare, "a Hermiticity defect needs a square matrix, but was \(rows) × \(columns)")
        var defect = 0.0
        for column in 0..<columns {
            for row in 0...column {
                defect = Matrix.larger(defect, (self[row, column] - self[column, row].conjugate).modulus)
            }
        }
        return defect
    }

    /// max |A_ij − B_ij|.
    ///
    /// - Precondition: The matrices have the same shape.
    public func distance(to other: Matrix) -> Double {
        Matrix.requireSameShape(self, other, "distance")
        return zip(storage, other.storage).reduce(0) { Matrix.larger($0, ($1.0 - $1.1).modulus) }
    }

    /// One row as an array.
    @inlinable
    public func row(_ index: Int) -> [Element] { (0..<columns).map { self[index, $0] } }

    /// One column as an array.
    @inlinable
    public func column(_ index: Int) -> [Element] {
        precondition(index >= 0 && index < columns, "matrix column out of range")
        return Array(storage[(rows * index)..<(rows * (index + 1))])
    }

    /// The diagonal entries.
    @inlinable
    public var diagonal: [Element] { (0..<min(rows, columns)).map { self[$0, $0] } }

    /// The matrix of f(A_ij).
    @inlinable
    public func map<Image: Scalar>(_ transform: (Element) throws -> Image) rethrows -> Matrix<Image> {
        Matrix<Image>(unchecked: try storage.map(transform), rows: rows, columns: columns)
    }

    /// The sum of two matrices of the same shape.
    @inlinable
    public static func + (left: Matrix, right: Matrix) -> Matrix {
        requireSameShape(left, right, "+")
        return Matrix(
            unchecked: zip(left.storage, right.storage).map { $0 + $1 }, rows: left.rows, columns: left.columns)
    }

    /// The difference of two matrices of the same shape.
    @inlinable
    public static func - (left: Matrix, right: Matrix) -> Matrix {
        requireSameShape(left, right, "-")
        return Matrix(
            unchecked: zip(left.storage, right.storage).map { $0 - $1 }, rows: left.rows, columns: left.columns)
    }

    /// The negative.
    @inlinable
    public static prefix func - (operand: Matrix) -> Matrix { operand.map { -$0 } }

    /// The matrix scaled by a number.
    @inlinable
    public static func * (factor: Element, matrix: Matrix) -> Matrix { matrix.map { factor * $0 } }

    /// Adds a matrix of the same shape in place.
    @inlinable
    public static func += (left: inout Matrix, right: Matrix) {
        requireSameShape(left, right, "+=")
        for index in left.storage.indices { left.storage[index] += right.storage[index] }
    }

    /// Adds factor · B in place, B of the same shape.
    @inlinable
    public mutating func add(_ factor: Element, times other: Matrix) {
        Matrix.requireSameShape(self, other, "add(_:times:)")
        for index in storage.indices { storage[index] += factor * other.storage[index] }
    }

    @usableFromInline
    static func requireSameShape(_ left: Matrix, _ right: Matrix, _ operation: String) {
        precondition(
            left.rows == right.rows && left.columns == right.columns,
            "\(operation) needs two matrices of one shape, but was \(left.rows) × \(left.columns) and "
                + "\(right.rows) × \(right.columns)")
    }

    /// A ⊗ B, the Kronecker product: the factor written first is the most significant in rows and columns.
    ///
    /// - Complexity: O(m·n·p·q) for m × n and p × q factors.
    @inlinable
    public func kronecker(_ other: Matrix) -> Matrix {
        var product = Matrix(rows: rows * other.rows, columns: columns * other.columns)
        for column in 0..<columns {
            for otherColumn in 0..<other.columns {
                var target = product.rows * (column * other.columns + otherColumn)
                for row in 0..<rows {
                    let factor = storage[row + rows * column]
                    for otherRow in 0..<other.rows {
                        product.storage[target] = factor * other.storage[otherRow + other.rows * otherColumn]
                        target += 1
                    }
                }
            }
        }
        return product
    }
}

extension Matrix where Element == Double {
    /// The same matrix with complex entries.
    @inlinable public var complex: ComplexMatrix { map { Complex($0) } }
}

extension Matrix where Element == Complex {
    /// The real parts of the entries.
    @inlinable public var real: RealMatrix { map(\.real) }

    /// The matrix scaled by a real number.
    @inlinable
    public static func * (factor: Double, matrix: ComplexMatrix) -> ComplexMatrix { matrix.map { factor * $0 } }

    /// [A, B] = AB − BA.
    public func commutator(with other: ComplexMatrix) -> ComplexMatrix { self * other - other * self }
}

extension Matrix: Codable {
    private enum CodingKeys: String, CodingKey { case rows, columns, elements }

    /// Reads and re-validates the shape.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(
            rows: container.decode(Int.self, forKey: .rows),
            columns: container.decode(Int.self, forKey: .columns),
            columnMajor: container.decode([Element].self, forKey: .elements))
    }

    /// Writes rows, columns and the entries in column-major order.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(rows, forKey: .rows)
        try container.encode(columns, forKey: .columns)
        try container.encode(storage, forKey: .elements)
    }
}

extension Matrix: CustomStringConvertible {
    /// The rows, one on each line.
    public var description: String {
        (0..<rows).map { index in "[" + row(index).map { String(describing: $0) }.joined(separator: ", ") + "]" }
            .joined(separator: "\n")
    }
}
