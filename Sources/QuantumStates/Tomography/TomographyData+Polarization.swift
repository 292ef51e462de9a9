import DataFiles
import NumericalCore

extension TomographyData {
    /// Coincidence counts of photons behind polarizers.
    ///
    /// The last column of the table is `counts`; before it stands a column for each photon with the letters H, V, D, A, R
    /// and L of ``Polarization``, under any name. H/V, D/A and R/L are the bases of a photon, and a basis of all photons is
    /// complete when each of its 2^N rows is in the table once.
    ///
    /// - If all bases are complete, each is a measurement with a total of its own, and the counts are multinomial in the order of
    ///   bases, as they first appear. Nothing is assumed about how long each was counted.
    /// - Otherwise counts are Poissonian and it is assumed that every row was counted equally long: N is the mean total of the
    ///   complete bases, and unknown when there is none. Complete bases whose totals differ by more than chance, χ² with
    ///   p < 10⁻⁶, contradict that and are refused.
    /// - Parameters:
    ///   - table: The settings and their counts.
    ///   - source: What error messages call the table.
    ///   - handedness: Which circular polarization the table calls R; it cannot be found out from the counts.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a column, a letter or a count is wrong, a complete basis has no counts or
    ///   totals contradict one another; `FileFormatError` when a count is not a number.
    public init(
        polarizationCounts table: CSVTable, named source: String = "table",
        handedness: Polarization.Handedness = .rightIsHorizontalMinusIVertical
    ) throws {
        let photons = table.columnCount - 1
        try require(
            photons >= 1 && table.columnNames.last.map(TomographyData.isNameOfCounts) ?? false, "columns of \(source)",
            must: "be a photon each and, last, \"counts\"", was: table.columnNames)
        let letters = try (0..<photons).map { try table.text(inColumn: $0) }
        let settings = try (0..<table.rowCount).map { row in
            try letters.map { column in
                let letter = column[row].filter { !$0.isWhitespace }
                guard let polarization = Polarization(letter: letter, handedness: handedness) else {
                    throw InvalidArgument(
                        "polarization in row \(row) of \(source)", must: "be one of H, V, D, A, R, L",
                        was: "\"\(letter.prefix(20))\"")
                }
                return polarization
            }
        }
        let data = try TomographyData(
            effects: settings.map { setting in
                setting.dropFirst().reduce(setting[0].direction.projector) { $0.kronecker($1.direction.projector) }
            }, counts: table.numbers(inColumn: photons), trials: nil, in: .qubits(photons))
        let bases = TomographyData.bases(settings)
        let complete = bases.filter { rows in
            rows.count == 1 << photons && Set(rows.map { settings[$0] }).count == rows.count
        }
        let totals = complete.map { rows in rows.reduce(0) { $0 + data.counts[$1] } }
        for (rows, total) in zip(complete, totals) {
            let names = rows.map { settings[$0].map(\.rawValue).joined() }.joined(separator: ", ")
            try require(total > 0, "counts of \(names) in \(source)", must: "not all be 0", was: "all 0")
        }
        if complete.count == bases.count {
            try self.init(
                measurements: bases.map { rows in POVM(unchecked: rows.map { data.effects[$0] }) },
                counts: bases.map { rows in rows.map { data.counts[$0] } }, in: data.space)
            return
        }
        guard !complete.isEmpty else {
            self = data
            return
        }
        let mean = totals.reduce(0, +) / Double(totals.count)
        if totals.count > 1 {
            let chiSquare = totals.reduce(0) { $0 + ($1 - mean) * ($1 - mean) / mean }
            try require(
                try TailProbability.chiSquare(atLeast: chiSquare, degreesOfFreedom: totals.count - 1) >= 1e-6,
                "totals of the complete bases in \(source)",
                must: "agree within chance, as rows of incomplete bases are taken to be counted equally long",
                was: totals)
        }
        try self.init(effects: data.effects, counts: data.counts, trials: mean, in: data.space)
    }

    /// Whether a column is that of the counts: in any case, as programs write it.
    static func isNameOfCounts(_ name: String) -> Bool { name.lowercased() == "counts" }

    /// The rows of each basis of all photons, bases in the order in which they first appear.
    private static func bases(_ settings: [[Polarization]]) -> [[Int]] {
        var places: [[Polarization]: Int] = [:]
        var bases: [[Int]] = []
        for (row, setting) in settings.enumerated() {
            let key = setting.map(\.basis)
            if let place = places[key] {
                bases[place].append(row)
            } else {
                places[key] = bases.count
                bases.append([row])
            }
        }
        return bases
    }
}

extension Polarization {
    /// The polarization that stands for the basis: H, D or R.
    fileprivate var basis: Polarization {
        switch self {
        case .horizontal, .vertical: .horizontal
        case .diagonal, .antidiagonal: .diagonal
        case .rightCircular, .leftCircular: .rightCircular
        }
    }
}
