import LHVModels

/// A list of three responses, a column of the master program of a search.
struct SphereColumn: Sendable, Codable {
    /// For each party and height the cells with the sign −1.
    var masks: [[UInt64]]
    var weight: Double

    func responses(cells: Int) -> [SphereResponse] { masks.map { SphereResponse(unchecked: $0, cells: cells) } }

    /// Throws unless this is a column for a grid.
    func validate(heights: Int, cells: Int) throws {
        let limit = UInt64.max >> UInt64(64 - cells)
        try require(
            masks.count == 3 && masks.allSatisfy { $0.count == heights && $0.allSatisfy { $0 <= limit } }, "masks",
            must: "be those of three responses", was: masks.count)
        try require(weight >= 0 && weight.isFinite, "weight", must: "be at least 0", was: weight)
    }
}
