import DataFiles

/// The name of version 0.1.
@available(*, deprecated, renamed: "Polarization")
public typealias Polarisation = Polarization

extension TomographyData {
    /// Counts by polarization.
    ///
    /// - Throws: As ``init(polarizationCounts:named:handedness:)``.
    @available(*, deprecated, renamed: "init(polarizationCounts:named:handedness:)")
    public init(
        polarisationCounts table: CSVTable, named source: String = "table",
        handedness: Polarization.Handedness = .rightIsHorizontalMinusIVertical
    ) throws {
        try self.init(polarizationCounts: table, named: source, handedness: handedness)
    }
}
