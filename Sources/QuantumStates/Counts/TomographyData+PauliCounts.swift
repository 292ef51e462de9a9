import DataFiles
import NumericalCore

extension TomographyData {
    /// Counts of qubits that were measured along X, Y or Z each, by settings such as `XXZ`.
    ///
    /// Every setting is a complete measurement with a total of its own; strings that are missing were seen 0 times. Bit 0 is the
    /// eigenvalue +1.
    /// - Parameters:
    ///   - counts: The counts of each setting.
    ///   - order: Which letter is party 0's: the first, or the last as in Qiskit's labels.
    ///   - source: What error messages call the counts.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there is no setting, a letter is none of X, Y and Z, letters and bits differ
    ///   in number, there are more than six qubits, or a setting has no counts.
    public init(
        pauliCounts counts: [String: BitStringCounts], order: PartyOrder, named source: String = "counts"
    ) throws {
        guard let first = counts.values.first?.bits else {
            throw InvalidArgument("settings of \(source)", must: "be at least one", was: "none")
        }
        let settings = counts.sorted { $0.key < $1.key }
        try require(first <= 6, "qubits of \(source)", must: "be at most 6 for tomography", was: first)
        let axes: [Character: Direction] = ["X": .x, "Y": .y, "Z": .z]
        let measurements = try settings.map { label, counts in
            let letters = order.fromFirst(label)
            try require(
                letters.count == first && counts.bits == first, "setting \"\(label.prefix(70))\" of \(source)",
                must: "have \(first) letters and bits like the others", was: "\(letters.count) and \(counts.bits)")
            return try letters.map { letter in
                guard let axis = axes[letter] else {
                    throw InvalidArgument(
                        "setting of \(source)", must: "consist of X, Y and Z", was: "\"\(label.prefix(70))\"")
                }
                return POVM.along(axis)
            }
        }
        for (label, counts) in settings {
            try require(counts.total > 0, "counts of \(label) in \(source)", must: "not all be 0", was: "all 0")
        }
        try self.init(
            localMeasurements: measurements, counts: settings.map { try $0.value.allCounts() }, in: .qubits(first))
    }

    /// Counts of qubits by setting, from a file.
    ///
    /// A `.json` file is a dictionary of dictionaries, `{"XX": {"00": 251, "11": 249}, …}`; any other file is a table with the
    /// columns setting, outcomes and count, and a row of names above.
    /// - Parameters:
    ///   - path: The file.
    ///   - keys: What the keys, or the outcomes in the table, are.
    ///   - order: Which bit and which letter is party 0's: the first, or the last as in Qiskit.
    /// - Throws: `FileAccessError` and `FileFormatError` for the file, ``/NumericalCore/InvalidArgument`` as
    ///   ``init(pauliCounts:order:named:)``.
    public init(
        pauliCountsIn path: String, keys: BitStringCounts.Keys = .bitStrings, order: PartyOrder
    ) throws {
        try self.init(
            pauliCounts: BitStringCounts.bySetting(in: path, keys: keys, order: order), order: order, named: path)
    }
}
