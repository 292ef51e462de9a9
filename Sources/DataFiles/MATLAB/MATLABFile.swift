import Foundation
import NumericalCore

/// Arrays by name in a MATLAB file of version 5, 6 or 7, as MATLAB's `save -v7`, Octave's `save -v7` and SciPy's `savemat` write it.
///
/// Numeric and logical arrays of any size are read, also complex ones, in either byte order, compressed or not. Cells, structures,
/// text and sparse matrices are listed and refused when they are asked for. Files of version 7.3 are HDF5 and are refused.
///
/// MATLAB has no vectors: a list of numbers is of shape (n, 1) or (1, n). Elements come with the last index running fastest, as
/// everywhere here, whereas MATLAB's first index does.
/// Source: MathWorks, MAT-File Format.
public struct MATLABFile: Sendable {
    /// The names of the variables, in the order of the file.
    public var names: [String] { variables.map(\.name) }

    /// The most bytes that one array may take, when nothing else is said: 1 GiB.
    public static let defaultLimit = 1 << 30

    let variables: [MATLABVariable]
    private let data: Data
    private let source: String

    /// Opens a file.
    ///
    /// - Complexity: O(n) to read the file; of compressed variables only the beginning is decompressed.
    /// - Throws: ``FileAccessError`` when the file cannot be read; ``FileFormatError`` when it is not a MATLAB file of these
    ///   versions, is cut off, or two variables have one name.
    public init(contentsOf path: String) throws { try self.init(data: try AtomicFile.read(path), name: path) }

    /// Opens the contents of a file.
    ///
    /// - Parameters:
    ///   - data: The whole file.
    ///   - name: What error messages call it.
    /// - Throws: ``FileFormatError`` as for a file.
    public init(data: Data, name: String = "data") throws {
        self.data = data
        source = name
        variables = try data.withUnsafeBytes { try MATLABReader.variables(of: $0, source: name) }
        if let twice = Dictionary(grouping: variables, by: \.name).first(where: { $0.value.count > 1 }) {
            throw FileFormatError(
                name, "names of variables", must: "differ",
                was: "\"\(twice.key.prefix(40))\", \(twice.value.count) times")
        }
    }

    /// The array with a name.
    ///
    /// - Parameters:
    ///   - name: One of ``names``.
    ///   - type: The kind of number, which must hold those of the file exactly.
    ///   - limit: The most bytes that the variable may take in memory.
    /// - Complexity: O(n).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there is no such variable; ``FileFormatError`` when it is not a full array of
    ///   numbers, is of a kind that `Element` cannot hold, larger than the limit, or damaged.
    public func array<Element: NumPyElement>(
        _ name: String, of type: Element.Type = Element.self, limit: Int = defaultLimit
    ) throws -> NumPyArray<Element> {
        let variable = try variable(name)
        let title = "\(source): \(name)"
        guard let kind = variable.numberKind else {
            throw FileFormatError(title, "variable", must: "be a full array of numbers", was: variable.kindInWords)
        }
        return try data.withUnsafeBytes { bytes in
            try MATLABReader.withContents(of: variable, in: bytes, limit: limit, source: title) { reader in
                try reader.array(variable, kind: kind, of: Element.self)
            }
        }
    }

    /// Whether an array holds numbers in single precision.
    package func isSinglePrecision(_ name: String) throws -> Bool { try variable(name).classNumber == 7 }

    private func variable(_ name: String) throws -> MATLABVariable {
        let known = names.isEmpty ? "there is none" : names.prefix(20).joined(separator: ", ")
        guard let variable = variables.first(where: { $0.name == name }) else {
            throw InvalidArgument(
                "name of the array", must: "be one of the file (\(known))", was: "\"\(name.prefix(40))\"")
        }
        return variable
    }
}

/// What stands before the numbers of a variable.
struct MATLABVariable: Hashable, Sendable {
    var name: String
    /// MATLAB's number of the class: 6 for double, 7 for single, 8…15 for integers.
    var classNumber: Int
    var isComplex: Bool
    var isLogical: Bool
    var shape: [Int]
    /// The matrix, or the compressed stream with it, in the file.
    var block: Range<Int>
    var isCompressed: Bool
    var isBigEndian: Bool
    /// Where the numbers begin in the matrix.
    var start: Int

    /// Whether the variable holds numbers: the class as a kind of NumPy's.
    var numberKind: NumPyType? {
        if isLogical { return .bool }
        let kinds: [NumPyType] = [
            .float64, .float32, .int8, .uint8, .int16, .uint16, .int32, .uint32, .int64, .uint64,
        ]
        return (6...15).contains(classNumber) ? kinds[classNumber - 6] : nil
    }

    /// What the variable is where it holds no numbers, and what to write instead.
    var kindInWords: String {
        switch classNumber {
        case 1: "a cell array (write its entries one by one)"
        case 2: "a structure (write its fields one by one)"
        case 3: "an object (write its numbers as an array)"
        case 4: "text"
        case 5: "a sparse matrix (write full(\(name)))"
        case 16: "a function"
        default: "of class \(classNumber)"
        }
    }
}
