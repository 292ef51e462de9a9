import NumericalCore

/// A state as a user hands it over: by name, as a matrix in a file, or as counts of a tomography experiment.
public enum StateInput: Sendable, Hashable {
    /// A state.
    case state(DensityOperator)
    /// Counts from which a state is to be reconstructed.
    case counts(TomographyData)

    /// Reads a source: the path of a file that ends in `.npy` or `.csv`, or else the name of a state.
    ///
    /// - A `.npy` file holds the density matrix.
    /// - A `.csv` file with a column `counts` holds polarisation counts, see ``TomographyData/init(polarisationCounts:named:)``.
    /// - Any other `.csv` file holds the density matrix, a row on each line, with entries such as `0.5` or `0.1-0.2i`.
    /// - Anything else is a name for ``DensityOperator/init(named:)``, such as `werner(0.9)`.
    ///
    /// - Parameters:
    ///   - source: The path or the name.
    ///   - space: The parties of the state.
    /// - Throws: `FileAccessError` and `FileFormatError` for files, ``/NumericalCore/InvalidArgument`` when the state is
    ///   unphysical, unknown, or lives in another space.
    public init(_ source: String, in space: HilbertSpace) throws {
        if source.hasSuffix(".npy") {
            let matrix = try NumPyArray<Complex>(contentsOf: source).matrix()
            self = .state(try DensityOperator(matrix, in: space))
        } else if source.hasSuffix(".csv") {
            // A matrix has no header, and its first row may well repeat a number.
            let plain = try CSVTable(contentsOf: source, hasColumnNames: false)
            let firstRow = try (0..<plain.columnCount).compactMap { try plain.text(inColumn: $0).first }
            if firstRow.contains(where: { $0.filter { !$0.isWhitespace } == "counts" }) {
                let data = try TomographyData(polarisationCounts: CSVTable(contentsOf: source), named: source)
                try require(data.space == space, "counts in \(source)", must: "be of \(space)", was: "of \(data.space)")
                self = .counts(data)
            } else {
                self = .state(try DensityOperator(plain.complexMatrix(), in: space))
            }
        } else {
            let state = try DensityOperator(named: source)
            try require(state.space == space, "state \"\(source)\"", must: "live in \(space)", was: state.space)
            self = .state(state)
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
