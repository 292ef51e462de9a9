extension Matrix {
    /// Whether the matrix has as many rows as columns.
    @inlinable public var isSquare: Bool { rows == columns }

    /// Whether every entry is finite.
    @inlinable
    public var isFinite: Bool {
        storage.withUnsafeBufferPointer { entries in
            // x − x is zero exactly for finite x, and sums of it need no branches; four of them hide their latency.
            var (a, b, c, d) = (Element.zero, Element.zero, Element.zero, Element.zero)
            var index = 0
            while index + 4 <= entries.count {
                a += entries[index] - entries[index]
                b += entries[index + 1] - entries[index + 1]
                c += entries[index + 2] - entries[index + 2]
                d += entries[index + 3] - entries[index + 3]
                index += 4
            }
            while index < entries.count {
                a += entries[index] - entries[index]
                index += 1
            }
            return a + b + c + d == .zero
        }
    }

    /// Tr A, the sum of the diagonal entries.
    ///
    /// - Precondition: The matrix is square.
    @inlinable
    public var trace: Element {
        requirePrecondition(isSquare, "a trace needs a square matrix, but was \(rows) × \(columns)")
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
    @inlinable
    package var oneNorm: Double {
        (0..<columns).map { column in
            storage[(rows * column)..<(rows * (column + 1))].reduce(0) { $0 + $1.modulus }
        }.reduce(0, Matrix.larger)
    }

    /// max |A_ij|, the largest absolute value of an entry.
    @inlinable
    public var largestModulus: Double {
        storage.reduce(0) { Matrix.larger($0, $1.modulus) }
    }

    // The larger of two sizes, NaN when either is: a comparison must not hide a number that is none.
    @inlinable
    static func larger(_ left: Double, _ right: Double) -> Double {
        left >= right || left.isNaN ? left : right
    }

    /// Aᵀ.
    @inlinable
    public var transpose: Matrix { transposed { $0 } }

    /// A† = (Aᵀ)*; the transpose when the entries are real.
    @inlinable
    public var adjoint: Matrix { transposed(\.conjugate) }

    // By tiles, so that neither side walks through memory in long strides.
    @inlinable
    func transposed(_ transform: (Element) -> Element) -> Matrix {
        let (rows, columns) = (self.rows, self.columns)
        let tile = 8
        let entries = [Element](unsafeUninitializedCapacity: storage.count) { result, initialized in
            storage.withUnsafeBufferPointer { entries in
                for firstColumn in stride(from: 0, to: columns, by: tile) {
                    for firstRow in stride(from: 0, to: rows, by: tile) {
                        for row in firstRow..<min(firstRow + tile, rows) {
                            for column in firstColumn..<min(firstColumn + tile, columns) {
                                result[column + columns * row] = transform(entries[row + rows * column])
                            }
                        }
                    }
                }
            }
            initialized = rows * columns
        }
        return Matrix(unchecked: entries, rows: columns, columns: rows)
    }

    /// (A + A†)/2, the Hermitian part.
    ///
    /// - Precondition: The matrix is square.
    @inlinable
    public var hermitianPart: Matrix {
        requirePrecondition(isSquare, "a Hermitian part needs a square matrix, but was \(rows) × \(columns)")
        let half = Element(real: 0.5)
        return Matrix(rows: rows, columns: columns) { half * (self[$0, $1] + self[$1, $0].conjugate) }
    }

    /// max |A_ij − A_ji*|, zero exactly when the matrix is Hermitian.
    ///
    /// - Precondition: The matrix is square.
    @inlinable
    public var hermiticityDefect: Double {
        requirePrecondition(isSquare, "a Hermiticity defect needs a square matrix, but was \(rows) × \(columns)")
        let size = rows
        // By tiles, so that the entries of a row, a column apart in memory, are used while they are in the cache. Squares
        // are compared as long as they do not overflow or underflow.
        let tile = 8
        var square = 0.0
        var underflows = false
        storage.withUnsafeBufferPointer { entries in
            for firstColumn in stride(from: 0, to: size, by: tile) {
                let endColumn = min(firstColumn + tile, size)
                for firstRow in stride(from: 0, through: firstColumn, by: tile) {
                    for column in firstColumn..<endColumn {
                        for row in firstRow..<min(firstRow + tile, column + 1) {
                            let difference = entries[row + size * column] - entries[column + size * row].conjugate
                            let magnitude = difference.squaredMagnitude
                            square = Matrix.larger(square, magnitude)
                            if magnitude < 0x1p-960 && difference != .zero { underflows = true }
                        }
                    }
                }
            }
        }
        return square == .infinity || (underflows && square < 0x1p-960) ? scaledHermiticityDefect : square.squareRoot()
    }

    // The defect where squares leave the range of numbers.
    @usableFromInline
    var scaledHermiticityDefect: Double {
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
    @inlinable
    public func distance(to other: Matrix) -> Double {
        Matrix.requireSameShape(self, other, "distance")
        return zip(storage, other.storage).reduce(0) { Matrix.larger($0, ($1.0 - $1.1).modulus) }
    }

    /// One row as an array.
    @inlinable
    public func row(_ index: Int) -> [Element] {
        requirePrecondition(index >= 0 && index < rows, "row must be in 0..<\(rows), but was \(index)")
        return (0..<columns).map { self[index, $0] }
    }

    /// One column as an array.
    @inlinable
    public func column(_ index: Int) -> [Element] {
        requirePrecondition(index >= 0 && index < columns, "column must be in 0..<\(columns), but was \(index)")
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
        left.storage.withUnsafeMutableBufferPointer { entries in
            for index in entries.indices { entries[index] += right.storage[index] }
        }
    }

    /// Adds factor · B in place, B of the same shape.
    @inlinable
    public mutating func add(_ factor: Element, times other: Matrix) {
        Matrix.requireSameShape(self, other, "add(_:times:)")
        storage.withUnsafeMutableBufferPointer { entries in
            for index in entries.indices { entries[index] += factor * other.storage[index] }
        }
    }

    @usableFromInline
    static func requireSameShape(_ left: Matrix, _ right: Matrix, _ operation: String) {
        requirePrecondition(
            left.rows == right.rows && left.columns == right.columns,
            "\(operation) needs two matrices of one shape, but was \(left.rows) × \(left.columns) and "
                + "\(right.rows) × \(right.columns)")
    }

    /// A ⊗ B, the Kronecker product: the factor written first is the most significant in rows and columns.
    ///
    /// - Complexity: O(m·n·p·q) for m × n and p × q factors.
    @inlinable
    public func kronecker(_ other: Matrix) -> Matrix {
        let (innerRows, innerColumns) = (other.rows, other.columns)
        let count = storage.count * other.storage.count
        let entries = [Element](unsafeUninitializedCapacity: count) { product, initialized in
            storage.withUnsafeBufferPointer { outer in
                other.storage.withUnsafeBufferPointer { inner in
                    var target = 0
                    for column in 0..<columns {
                        for innerColumn in 0..<innerColumns {
                            for row in 0..<rows {
                                let factor = outer[row + rows * column]
                                for innerRow in 0..<innerRows {
                                    product[target + innerRow] = factor * inner[innerRow + innerRows * innerColumn]
                                }
                                target += innerRows
                            }
                        }
                    }
                }
            }
            initialized = count
        }
        return Matrix(unchecked: entries, rows: rows * innerRows, columns: columns * innerColumns)
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

    /// Reads and re-validates the shape; also a list of rows, as other programs write it, whose complex entries are numbers or
    /// pairs of numbers.
    public init(from decoder: any Decoder) throws {
        if var list = try? decoder.unkeyedContainer() {
            var rows: [[Element]] = []
            while !list.isAtEnd { rows.append(try list.decode([MatrixEntry<Element>].self).map(\.value)) }
            try self.init(rows)
            return
        }
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

/// An entry of a list of rows: a real number stands for a complex one too.
private struct MatrixEntry<Element: Scalar>: Decodable {
    let value: Element

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if Element.self == Complex.self, let real = try? container.decode(Double.self) {
            value = Element(real: real)
        } else {
            value = try container.decode(Element.self)
        }
    }
}

extension Matrix: CustomStringConvertible {
    /// The rows, one on each line.
    public var description: String {
        (0..<rows).map { index in "[" + row(index).map { String(describing: $0) }.joined(separator: ", ") + "]" }
            .joined(separator: "\n")
    }
}
