import NumericalCore

extension TomographyData {
    /// Coincidence counts of photons behind polarisers.
    ///
    /// The last column of the table is `counts`; before it stands a column for each photon with the letters H, V, D, A, R
    /// and L of ``Polarisation``, under any name. Where the rows contain every combination of H and V once, their counts sum
    /// to the number of trials; otherwise that number is unknown.
    /// - Parameters:
    ///   - table: The settings and their counts.
    ///   - source: What error messages call the table.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a column, a letter or a count is wrong; `FileFormatError` when a
    ///   count is not a number.
    public init(polarisationCounts table: CSVTable, named source: String = "table") throws {
        let photons = table.columnCount - 1
        try require(
            photons >= 1 && table.columnNames.last == "counts", "columns of \(source)",
            must: "be a photon each and, last, \"counts\"", was: table.columnNames)
        let letters = try (0..<photons).map { try table.text(inColumn: $0) }
        let settings = try (0..<table.rowCount).map { row in
            try letters.map { column in
                let letter = column[row].filter { !$0.isWhitespace }
                guard let polarisation = Polarisation(rawValue: letter) else {
                    throw InvalidArgument(
                        "polarisation in row \(row) of \(source)", must: "be one of H, V, D, A, R, L",
                        was: "\"\(letter.prefix(20))\"")
                }
                return polarisation
            }
        }
        let data = try TomographyData(
            effects: settings.map { setting in
                setting.dropFirst().reduce(setting[0].direction.projector) { $0.kronecker($1.direction.projector) }
            }, counts: table["counts"], trials: nil, in: .qubits(photons))
        let complete = settings.indices.filter { index in
            settings[index].allSatisfy { $0 == .horizontal || $0 == .vertical }
        }
        let isComplete = complete.count == 1 << photons && Set(complete.map { settings[$0] }).count == complete.count
        self = isComplete ? try data.normalized(byComplete: complete) : data
    }
}
