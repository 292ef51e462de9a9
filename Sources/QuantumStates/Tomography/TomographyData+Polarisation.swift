import NumericalCore

extension TomographyData {
    /// Coincidence counts of photons behind polarisers.
    ///
    /// The table has a column `counts` and, before it, a column for each photon with the letters H, V, D, A, R and L of
    /// ``Polarisation``; the names of those columns are free. Where the rows contain every combination of H and V, their
    /// counts sum to the number of trials; otherwise that number is unknown.
    /// - Throws: `FileFormatError` when a column or a letter is wrong, ``/NumericalCore/InvalidArgument`` when a count is.
    public init(polarisationCounts table: CSVTable) throws {
        let counts = try table.numbers("counts")
        guard let last = table.columnNames.firstIndex(of: "counts"), last >= 1 else {
            throw FileFormatError(
                table.source, "columns", must: "name a photon each before \"counts\"", was: table.columnNames)
        }
        let settings = try zip(table.rows, table.lines).map { row, line in
            try row[..<last].map { letter in
                let trimmed = letter.filter { !$0.isWhitespace }
                guard let polarisation = Polarisation(rawValue: trimmed) else {
                    throw FileFormatError(
                        table.source, "polarisation on line \(line)", must: "be one of H, V, D, A, R, L",
                        was: "\"\(letter.prefix(20))\"")
                }
                return polarisation
            }
        }
        let data = try TomographyData(
            effects: settings.map { setting in
                setting.dropFirst().reduce(setting[0].direction.projector) { $0.kronecker($1.direction.projector) }
            }, counts: counts, trials: nil, in: .qubits(last))
        let complete = settings.indices.filter { index in
            settings[index].allSatisfy { $0 == .horizontal || $0 == .vertical }
        }
        self = complete.count == 1 << last && Set(complete.map { settings[$0] }).count == complete.count
            ? try data.normalized(byComplete: complete) : data
    }
}
