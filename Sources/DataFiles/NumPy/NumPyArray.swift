import Foundation
import NumericalCore

/// An array of any rank as it is exchanged with NumPy in `.npy` files.
///
/// It is a courier and not a tensor type: it knows its shape and its elements, reads and writes files, and turns into a
/// ``/NumericalCore/Matrix``. Element (i, j, …) lies at the place where the last index runs fastest, whatever the order in the file.
public struct NumPyArray<Element: NumPyElement>: Sendable, Hashable {
    /// The size of each dimension; empty for a single number.
    public let shape: [Int]
    /// The elements, the last index running fastest.
    public let elements: [Element]

    /// An array from its shape and its elements, the last index running fastest.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a size is negative, there are more than 64 dimensions, or the number of
    ///   elements is not the product of the sizes.
    public init(shape: [Int], elements: [Element]) throws {
        try require(
            shape.count <= NumPyHeader.largestRank, "shape",
            must: "have at most \(NumPyHeader.largestRank) dimensions", was: shape.count)
        for size in shape { try require(size >= 0, "shape", must: "hold sizes of at least 0", was: shape) }
        try require(
            MixedRadix.product(shape) == elements.count, "elements", must: "be as many as the shape \(shape) holds",
            was: elements.count)
        self.shape = shape
        self.elements = elements
    }

    /// The array of elements whose number the caller guarantees.
    private init(unchecked elements: [Element], shape: [Int]) {
        (self.elements, self.shape) = (elements, shape)
    }

    /// A one-dimensional array.
    public init(_ elements: [Element]) {
        self.shape = [elements.count]
        self.elements = elements
    }

    /// Reads an `.npy` file of format 1.0, 2.0 or 3.0, of either byte order and either memory order.
    ///
    /// - Parameter path: The file.
    /// - Complexity: O(n).
    /// - Throws: ``FileAccessError`` when the file cannot be read; ``FileFormatError`` when it is not a complete `.npy`
    ///   file, has bytes left over, or holds numbers that `Element` cannot hold exactly.
    public init(contentsOf path: String) throws {
        try self.init(data: try AtomicFile.read(path), name: path)
    }

    /// Reads the contents of an `.npy` file.
    ///
    /// - Parameters:
    ///   - data: The whole file.
    ///   - name: What error messages call it.
    /// - Complexity: O(n).
    /// - Throws: ``FileFormatError`` as for a file.
    public init(data: Data, name: String = "data") throws { self = try NumPyArray.parse(data, name).array }

    /// The array in the contents of a file, and the kind of number that stands there.
    static func parse(_ data: Data, _ name: String) throws -> (array: NumPyArray, type: NumPyType) {
        try data.withUnsafeBytes { bytes in
            let (header, end) = try NumPyHeader.read(bytes, source: name)
            let block = NumPyBlock(
                bytes: UnsafeRawBufferPointer(rebasing: bytes[end...]), type: header.type,
                isBigEndian: header.isBigEndian, source: name)
            var elements = try Element.elements(in: block)
            if header.order == .columnMajor { elements = NumPyArray.rowMajor(elements, shape: header.shape) }
            return (NumPyArray(unchecked: elements, shape: header.shape), header.type)
        }
    }

    /// Reads an `.npy` file, and tells the kind of number that stands in it.
    package static func read(_ path: String) throws -> (array: NumPyArray, type: NumPyType) {
        try parse(try AtomicFile.read(path), path)
    }

    /// The contents of an `.npy` file, byte for byte as `numpy.save` of NumPy 1.23 or later writes them.
    ///
    /// - Parameters:
    ///   - order: The order of the elements. Where both orders are the same, as in one dimension, NumPy calls it row
    ///     major, and so does this.
    ///   - version: The format; NumPy chooses 1.0.
    /// - Complexity: O(n).
    public func encoded(order: NumPyOrder = .rowMajor, version: NumPyFormatVersion = .one) -> Data {
        let isEitherOrder = elements.isEmpty || shape.filter { $0 != 1 }.count <= 1
        let header = NumPyHeader(
            type: Element.numPyType, isBigEndian: false, order: isEitherOrder ? .rowMajor : order, shape: shape)
        var data = header.encoded(version: version)
        let ordered = header.order == .columnMajor ? NumPyArray.columnMajor(elements, shape: shape) : elements
        data.append(contentsOf: Element.littleEndianBytes(of: ordered))
        return data
    }

    /// Writes an `.npy` file, all or nothing.
    ///
    /// - Parameters:
    ///   - path: The file, which is replaced when it exists.
    ///   - order: The order of the elements.
    ///   - version: The format; NumPy chooses 1.0.
    /// - Complexity: O(n).
    /// - Throws: ``FileAccessError`` when the file cannot be written.
    public func write(
        to path: String, order: NumPyOrder = .rowMajor, version: NumPyFormatVersion = .one
    ) throws {
        try AtomicFile.write(encoded(order: order, version: version), to: path)
    }
}

extension NumPyArray where Element: Scalar {
    /// The two-dimensional array of a matrix, of shape (rows, columns).
    public init(_ matrix: Matrix<Element>) {
        self.shape = [matrix.rows, matrix.columns]
        self.elements = NumPyArray.rowMajor(matrix.elements, shape: [matrix.rows, matrix.columns])
    }

    /// The matrix of a two-dimensional array.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the array is not two-dimensional.
    public func matrix() throws -> Matrix<Element> {
        try require(shape.count == 2, "shape", must: "have two dimensions to be a matrix", was: shape)
        return try Matrix(
            rows: shape[0], columns: shape[1], columnMajor: NumPyArray.columnMajor(elements, shape: shape))
    }
}

extension NumPyArray {
    /// Elements whose first index runs fastest, in the order where the last one does.
    static func rowMajor(_ elements: [Element], shape: [Int]) -> [Element] {
        // Reversing the indices turns the one order into the other.
        columnMajor(elements, shape: shape.reversed())
    }

    /// Elements whose last index runs fastest, in the order where the first one does.
    fileprivate static func columnMajor(_ elements: [Element], shape: [Int]) -> [Element] {
        guard !elements.isEmpty, shape.count > 1 else { return elements }
        var strides = [Int](repeating: 1, count: shape.count)
        for axis in (0..<(shape.count - 1)).reversed() { strides[axis] = strides[axis + 1] * shape[axis + 1] }
        var result: [Element] = []
        result.reserveCapacity(elements.count)
        var index = [Int](repeating: 0, count: shape.count)
        var place = 0
        for _ in 0..<elements.count {
            result.append(elements[place])
            var axis = 0
            while axis < shape.count {
                index[axis] += 1
                place += strides[axis]
                if index[axis] < shape[axis] { break }
                place -= strides[axis] * shape[axis]
                index[axis] = 0
                axis += 1
            }
        }
        return result
    }
}
