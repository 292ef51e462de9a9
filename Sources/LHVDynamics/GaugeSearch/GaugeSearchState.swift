import LHVModels

/// Where a search by turns over gauge and field stands after a turn.
struct GaugeSearchState: Sendable, Codable {
    static let checkpointKind = "gauge search 1"

    /// What of the search the turns depend on, so that a checkpoint is not resumed by another search.
    let search: String
    /// The coordinates of the field and the free ones of the gauge.
    var field: [Double]
    var gauge: [Double] = []
    /// J after each turn.
    var residuals: [Double] = []
    /// The smallest eigenvalue after the last turn.
    var leastEigenvalue = 0.0

    /// Throws unless the state is one of a search with so many coordinates.
    func validate(field fields: Int, gauge gauges: Int) throws {
        try require(
            field.count == fields && field.allSatisfy(\.isFinite), "field", must: "be \(fields) finite numbers",
            was: field.count)
        let count = residuals.isEmpty ? 0 : gauges
        try require(
            gauge.count == count && gauge.allSatisfy(\.isFinite), "gauge", must: "be \(count) finite numbers",
            was: gauge.count)
        try require(
            residuals.allSatisfy { $0 >= 0 }, "residuals", must: "be at least 0", was: residuals.min() ?? .nan)
    }
    /// The state of a file that can be written, which must be of the same search, or this one when there is none yet.
    ///
    /// - Parameters:
    ///   - file: The checkpoint, or nil.
    ///   - gauges: The number of free coordinates of the gauge.
    ///   - own: What of the search its checkpoints have in common, in words.
    func resumed(
        from file: CheckpointFile<GaugeSearchState>?, gauges: Int, own: String
    ) throws -> GaugeSearchState {
        guard let file else { return self }
        let found = try file.state { try $0.validate(field: field.count, gauge: gauges) }
        if let found { try file.requireOwn(found.search == search, own) }
        try file.prepare()
        return found ?? self
    }
}
