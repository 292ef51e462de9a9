import DataFiles
import NumericalCore

/// A state as a user hands it over: by name, as a matrix in a file, or as counts of a tomography experiment.
public enum StateInput: Sendable, Hashable {
    /// A state.
    case state(DensityOperator)
    /// Counts from which a state is to be reconstructed.
    case counts(TomographyData)

    /// How far a matrix in single precision may be from a state when nothing else is said: 32 roundings of 1.
    public static let singlePrecisionTolerance = 0x1p-18

    /// Reads a source: the path of a file that ends in `.npy` or `.csv`, or else the name of a state.
    ///
    /// - A `.npy` file holds the density matrix.
    /// - A `.csv` file with a column `counts` holds polarisation counts, see ``TomographyData/init(polarisationCounts:named:)``.
    /// - Any other `.csv` file holds the density matrix, a row on each line, with entries such as `0.5` or `0.1-0.2i`.
    /// - Anything else is a name for ``DensityOperator/init(named:)``, such as `werner(0.9)`.
    ///
    /// Fields may be separated by semicolons where the file has no commas. A matrix that is a state only within a tolerance above
    /// ``DensityOperator/defaultTolerance``, as rounded numbers are, is replaced by the state nearest to it.
    /// - Parameters:
    ///   - source: The path or the name.
    ///   - space: The parties of the state.
    ///   - tolerance: The largest |ρ_ij − ρ_ji*|, |Tr ρ − 1| and −λ_min that is let through; nil for what fits the file's kind of
    ///     number: ``singlePrecisionTolerance`` for arrays in single precision, ``DensityOperator/defaultTolerance`` for all else.
    /// - Throws: `FileAccessError` and `FileFormatError` for files, ``/NumericalCore/InvalidArgument`` when the state is
    ///   unphysical, unknown, or lives in another space, and for kinds of files that are not read.
    public init(_ source: String, in space: HilbertSpace, tolerance: Double? = nil) throws {
        if source.hasSuffix(".npy") {
            let (array, type) = try NumPyArray<Complex>.read(source)
            let isSingle = type == .float32 || type == .complex64
            self = .state(
                try StateInput.state(
                    array.matrix(), in: space, tolerance ?? (isSingle ? StateInput.singlePrecisionTolerance : nil)))
        } else if source.hasSuffix(".csv") {
            try self.init(table: source, in: space, tolerance)
        } else {
            if let type = [".npz", ".mat", ".json", ".txt", ".dat", ".h5", ".qu"].first(where: source.hasSuffix) {
                throw InvalidArgument(
                    "file \(source)", must: "be .npy or .csv (an archive's array is saved alone by numpy.save)",
                    was: "\(type), which is not read")
            }
            let state = try DensityOperator(named: source)
            try require(state.space == space, "state \"\(source)\"", must: "live in \(space)", was: state.space)
            self = .state(state)
        }
    }

    private init(table source: String, in space: HilbertSpace, _ tolerance: Double?) throws {
        // A matrix has no header, and its first row may well repeat a number.
        var plain = try CSVTable(contentsOf: source, hasColumnNames: false)
        var separator: Character = ","
        if plain.columnCount == 1, try plain.text(inColumn: 0).first?.contains(";") == true {
            separator = ";"
            plain = try CSVTable(contentsOf: source, hasColumnNames: false, separator: separator)
        }
        let firstRow = try (0..<plain.columnCount).compactMap {
            try plain.text(inColumn: $0).first?.filter { !$0.isWhitespace }
        }
        if firstRow.contains(where: TomographyData.isNameOfCounts) {
            let table = try CSVTable(contentsOf: source, separator: separator)
            let data = try TomographyData(polarisationCounts: table, named: source)
            try require(data.space == space, "counts in \(source)", must: "be of \(space)", was: "of \(data.space)")
            self = .counts(data)
            return
        }
        guard firstRow.contains(where: { Complex($0) != nil }) else {
            throw InvalidArgument(
                "first row of \(source)",
                must: "hold numbers of a density matrix, or names of columns of which the last is \"counts\"",
                was: firstRow.joined(separator: ", ").prefix(60))
        }
        self = .state(try StateInput.state(plain.complexMatrix(), in: space, tolerance))
    }

    /// The state with a matrix, or the one nearest to it where only a given tolerance lets it through.
    private static func state(
        _ matrix: ComplexMatrix, in space: HilbertSpace, _ tolerance: Double?
    ) throws -> DensityOperator {
        do {
            return try DensityOperator(matrix, in: space)
        } catch let error as InvalidArgument {
            guard let tolerance else {
                // Only of a matrix that is nearly a state may one think that it was rounded.
                guard (try? DensityOperator(matrix, in: space, tolerance: 1e-4)) != nil else { throw error }
                throw InvalidArgument(
                    error.argument, must: "\(error.requirement) (for rounded numbers, state a tolerance)",
                    was: error.value)
            }
            let admitted = try DensityOperator(matrix, in: space, tolerance: tolerance)
            return try tolerance > DensityOperator.defaultTolerance
                ? .nearest(to: admitted.matrix, in: space) : admitted
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
