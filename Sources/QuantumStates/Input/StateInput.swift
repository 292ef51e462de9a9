import DataFiles
import Foundation
import NumericalCore

/// A state as a user hands it over: by name, as a matrix or amplitudes in a file, or as counts of a tomography experiment.
public enum StateInput: Sendable, Hashable {
    /// A state.
    case state(DensityOperator)
    /// Counts from which a state is to be reconstructed.
    case counts(TomographyData)

    /// How far a matrix in single precision may be from a state when nothing else is said: 32 roundings of 1.
    public static let singlePrecisionTolerance = 0x1p-18

    /// The endings of files that are read.
    static let endings = [".npy", ".npz", ".mat", ".csv", ".tsv", ".txt", ".dat", ".json"]

    /// Reads a source: the path of a file, by the ending of its name, or else the name of a state.
    ///
    /// - A `.npy` file holds the density matrix, or D amplitudes of a pure state.
    /// - `.npz` and `.mat` files (version 5 to 7) hold the same by name; the name may be left out where there is one array only.
    /// - A `.csv`, `.tsv`, `.txt` or `.dat` file with a last column `counts` holds polarization counts, see
    ///   ``TomographyData/init(polarizationCounts:named:handedness:)``. Any other one holds the density matrix, a row on each line, with
    ///   entries such as `0.5`, `0.1-0.2i`, `(0.1-0.2j)` or `0.1 - 0.2im`. Fields are separated by semicolons, commas, tabs or blanks.
    /// - A `.json` file holds the density matrix as a list of rows, whose entries are numbers or pairs [x, y], or a state that this
    ///   library wrote.
    /// - Anything else is a name for ``DensityOperator/init(named:)``, such as `werner(0.9)`.
    ///
    /// A matrix that is a state only within a tolerance above ``DensityOperator/defaultTolerance``, as rounded numbers are, is
    /// replaced by the state nearest to it.
    /// - Parameters:
    ///   - source: The path or the name.
    ///   - space: The parties of the state, party 0 first.
    ///   - tolerance: The largest |ρ_ij − ρ_ji*|, |Tr ρ − 1| and −λ_min that is let through; nil for what fits the file's kind of
    ///     number: ``singlePrecisionTolerance`` for arrays in single precision, 2⁻⁸ for half precision,
    ///     ``DensityOperator/defaultTolerance`` for all else.
    ///   - order: The order of the parties in the indices of a matrix or of amplitudes. It cannot be found out from the numbers:
    ///     for states of Qiskit it is ``PartyOrder/qiskit``.
    ///   - array: The name of the array in an `.npz` or `.mat` file.
    ///   - handedness: Which circular polarization counts call R.
    /// - Throws: `FileAccessError` and `FileFormatError` for files, ``/NumericalCore/InvalidArgument`` when the state is
    ///   unphysical, unknown, or lives in another space, and for kinds of files that are not read.
    public init(
        _ source: String, in space: HilbertSpace, tolerance: Double? = nil, order: PartyOrder = .firstIsMostSignificant,
        array: String? = nil, handedness: Polarization.Handedness = .rightIsHorizontalMinusIVertical
    ) throws {
        if let found = try StateArray.contents(of: source, array: array, in: space) {
            self = .state(
                try StateInput.state(
                    found.matrix, from: source, in: space, order, tolerance ?? found.tolerance))
        } else if [".csv", ".tsv", ".txt", ".dat"].contains(where: source.hasSuffix) {
            try self.init(table: source, in: space, order, tolerance, handedness)
        } else if source.hasSuffix(".json") {
            self = .state(try StateInput.state(json: source, in: space, order, tolerance))
        } else {
            if let type = [".h5", ".hdf5", ".qu", ".pkl", ".pickle", ".jld2", ".zip"].first(where: source.hasSuffix) {
                throw InvalidArgument(
                    "file \(source)", must: "end in \(StateInput.endings.joined(separator: ", "))",
                    was: "\(type), which is not read")
            }
            self = .state(try DensityOperator(named: source, in: space))
        }
    }

    private init(
        table source: String, in space: HilbertSpace, _ order: PartyOrder, _ tolerance: Double?,
        _ handedness: Polarization.Handedness
    ) throws {
        // A matrix has no header, and its first row may well repeat a number.
        let plain = try CSVTable(withAnySeparator: source, hasColumnNames: false)
        let firstRow = try (0..<plain.columnCount).compactMap {
            try plain.text(inColumn: $0).first?.filter { !$0.isWhitespace }
        }
        if firstRow.contains(where: TomographyData.isNameOfCounts) {
            let table = try CSVTable(withAnySeparator: source)
            let data = try TomographyData(polarizationCounts: table, named: source, handedness: handedness)
            try require(data.space == space, "counts in \(source)", must: "be of \(space)", was: "of \(data.space)")
            self = .counts(data)
            return
        }
        guard firstRow.contains(where: { Complex($0) != nil }) else {
            throw InvalidArgument(
                "first row of \(source)",
                must: "hold numbers of a density matrix, or names of columns of which the last is \"counts\"",
                was: firstRow.isEmpty ? "not there" : firstRow.joined(separator: ", ").prefix(60))
        }
        try require(
            firstRow.first != "" || plain.columnCount != space.dimension + 1, "first row of \(source)",
            must: "be one of the matrix (write to_csv(header=False, index=False))", was: "one of numbers of columns")
        self = .state(try StateInput.state(plain.complexMatrix(), from: source, in: space, order, tolerance))
    }

    private static func state(
        json source: String, in space: HilbertSpace, _ order: PartyOrder, _ tolerance: Double?
    ) throws -> DensityOperator {
        let data = try AtomicFile.read(source)
        if let state = try? JSONDecoder().decode(DensityOperator.self, from: data) {
            try require(state.space == space, "state in \(source)", must: "live in \(space)", was: state.space)
            return state
        }
        return try self.state(
            JSONFile.decode(ComplexMatrix.self, from: data, name: source), from: source, in: space, order, tolerance)
    }

    /// The state with the matrix of a file, or the one nearest to it where only a given tolerance lets it through.
    private static func state(
        _ matrix: ComplexMatrix, from source: String, in space: HilbertSpace, _ order: PartyOrder, _ tolerance: Double?
    ) throws -> DensityOperator {
        do {
            return try admitted(matrix, in: space, order, tolerance)
        } catch let error as InvalidArgument {
            throw InvalidArgument("\(error.argument) in \(source)", must: error.requirement, was: error.value)
        }
    }

    private static func admitted(
        _ matrix: ComplexMatrix, in space: HilbertSpace, _ order: PartyOrder, _ tolerance: Double?
    ) throws -> DensityOperator {
        do {
            return try DensityOperator(matrix, in: space, order: order)
        } catch let error as InvalidArgument {
            guard let tolerance else {
                // Only of a matrix that is nearly a state may one think that it was rounded.
                guard (try? DensityOperator(matrix, in: space, order: order, tolerance: 1e-4)) != nil else {
                    throw error
                }
                throw InvalidArgument(
                    error.argument, must: "\(error.requirement) (for rounded numbers, state a tolerance)",
                    was: error.value)
            }
            let admitted = try DensityOperator(matrix, in: space, order: order, tolerance: tolerance)
            return try tolerance > DensityOperator.defaultTolerance
                ? .nearest(to: admitted.matrix, in: space) : admitted
        }
    }
}

extension DensityOperator {
    /// The state in a file of another program: a matrix, or the amplitudes of a pure state.
    ///
    /// - Parameters:
    ///   - path: The file; its ending says its kind, as for ``StateInput/init(_:in:tolerance:order:array:handedness:)``.
    ///   - space: The parties of the state, party 0 first.
    ///   - tolerance: The largest |ρ_ij − ρ_ji*|, |Tr ρ − 1| and −λ_min that is let through; nil for what fits the file's kind of
    ///     number.
    ///   - order: The order of the parties in the indices; for states of Qiskit it is ``PartyOrder/qiskit``.
    ///   - array: The name of the array in an `.npz` or `.mat` file.
    /// - Throws: As for `StateInput`, and ``/NumericalCore/InvalidArgument`` when the file holds counts.
    public init(
        contentsOf path: String, in space: HilbertSpace, tolerance: Double? = nil,
        order: PartyOrder = .firstIsMostSignificant, array: String? = nil
    ) throws {
        try require(
            StateInput.endings.contains(where: path.hasSuffix), "file \(path)",
            must: "end in \(StateInput.endings.joined(separator: ", "))", was: "of another name")
        switch try StateInput(path, in: space, tolerance: tolerance, order: order, array: array) {
        case .state(let state): self = state
        case .counts:
            throw InvalidArgument(
                "file \(path)", must: "hold a state (for counts, read StateInput)", was: "one of counts")
        }
    }
}

extension StateInput: CustomStringConvertible {
    /// What was handed over, in a few words.
    public var description: String {
        switch self {
        case .state(let state): "a state of \(state.space)"
        case .counts(let data): "\(data.counts.count) counts of \(data.space), \(Int(data.counts.reduce(0, +))) in all"
        }
    }
}
