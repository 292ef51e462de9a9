import DataFiles
import NumericalCore

/// A density matrix, or the amplitudes of a pure state, from the array of another program.
struct StateArray {
    /// The matrix; that of |ψ⟩⟨ψ| for amplitudes.
    let matrix: ComplexMatrix
    /// How far rounded numbers of this kind may be from a state; nil for double precision.
    let tolerance: Double?

    /// Reads an array; a list of D numbers, a row or a column is a pure state.
    init(_ array: NumPyArray<Complex>, tolerance: Double?, in space: HilbertSpace, source: String) throws {
        self.tolerance = tolerance
        let sizes = array.shape.filter { $0 != 1 }
        if sizes.count <= 1, array.shape.count <= 2, array.elements.count == space.dimension, space.dimension > 1 {
            let amplitudes = array.elements
            try require(
                amplitudes.allSatisfy(\.isFinite), "amplitudes in \(source)", must: "be finite", was: "not finite")
            matrix = ComplexMatrix(rows: amplitudes.count, columns: amplitudes.count) {
                amplitudes[$0] * amplitudes[$1].conjugate
            }
            return
        }
        try require(
            array.shape.count == 2, "array in \(source)",
            must: "be a matrix, or \(space.dimension) amplitudes of a pure state", was: "of shape \(array.shape)")
        matrix = try array.matrix()
    }

    /// The array with a name in an archive, or its only one.
    static func name(_ name: String?, among names: [String], in source: String) throws -> String {
        if let name { return name }
        guard let only = names.first, names.count == 1 else {
            throw InvalidArgument(
                "array", must: "name one of the arrays in \(source)",
                was: "not said (there are \(names.isEmpty ? "none" : names.prefix(20).joined(separator: ", ")))")
        }
        return only
    }

    /// The array in a file; nil when its name is not that of a file with arrays.
    static func contents(of source: String, array name: String?, in space: HilbertSpace) throws -> StateArray? {
        if source.hasSuffix(".npy") {
            let (array, type) = try NumPyArray<Complex>.read(source)
            return try StateArray(array, tolerance: type.toleranceOfStates, in: space, source: source)
        }
        if source.hasSuffix(".npz") {
            let archive = try NumPyArchive(contentsOf: source)
            let name = try self.name(name, among: archive.names, in: source)
            let (array, type) = try archive.read(name, of: Complex.self)
            return try StateArray(array, tolerance: type.toleranceOfStates, in: space, source: "\(source): \(name)")
        }
        if source.hasSuffix(".mat") {
            let file = try MATLABFile(contentsOf: source)
            let name = try self.name(name, among: file.names, in: source)
            return try StateArray(
                file.array(name), tolerance: file.isSinglePrecision(name) ? StateInput.singlePrecisionTolerance : nil,
                in: space,
                source: "\(source): \(name)")
        }
        return nil
    }
}

extension NumPyType {
    /// How far numbers of this kind may be from a state because they are rounded; nil where they are not.
    fileprivate var toleranceOfStates: Double? {
        switch self {
        // Four roundings of 1.
        case .float16: 0x1p-8
        case .float32, .complex64: StateInput.singlePrecisionTolerance
        default: nil
        }
    }
}
