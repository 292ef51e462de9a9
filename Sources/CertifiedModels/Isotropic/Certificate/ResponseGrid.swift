import LHVModels

/// Where a response of one party may change its sign: shells × polar rows × azimuths, on one half of the sphere.
///
/// Rows cover the northern half only (0 < θ < π/2), the southern half being determined by oddness; azimuths are the middles
/// (j + ½)·2π/n. For d = 2 there is one row, and the second half of the azimuths is determined by the first. For d ≥ 4
/// the response depends on three coordinates r·u, and shells divide 0 < r < 1; otherwise there is one shell.
public struct ResponseGrid: Sendable, Hashable, Codable {
    /// The number of radial shells, 1 for d ≤ 3.
    public let shells: Int
    /// The number of polar rows of the northern half, 1 for d = 2.
    public let rows: Int
    /// The number of azimuths of the full circle, a multiple of 4.
    public let azimuths: Int

    /// The number of signs in a pattern on the grid.
    public var count: Int { shells * rows * azimuths }

    /// A grid.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless shells and rows are in 1…1000 and azimuths is a multiple of 4 in
    ///   4…8000.
    public init(shells: Int = 1, rows: Int, azimuths: Int) throws {
        try require((1...1000).contains(shells), "shells", must: "be in 1…1000", was: shells)
        try require((1...1000).contains(rows), "rows", must: "be in 1…1000", was: rows)
        try require(
            (4...8000).contains(azimuths) && azimuths % 4 == 0, "azimuths", must: "be a multiple of 4 in 4…8000",
            was: azimuths)
        self.shells = shells
        self.rows = rows
        self.azimuths = azimuths
    }

    private enum CodingKeys: String, CodingKey { case shells, rows, azimuths }

    /// Reads a grid and checks it as the initializer does.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(
            shells: container.decode(Int.self, forKey: .shells), rows: container.decode(Int.self, forKey: .rows),
            azimuths: container.decode(Int.self, forKey: .azimuths))
    }
}
