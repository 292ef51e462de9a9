import LHVModels

/// How many settings a batch has, how they are combined and how they are spread.
public struct BatchDesign: Sendable, Hashable, Codable {
    /// How the parties' settings are combined.
    public enum Combination: String, Sendable, Hashable, Codable {
        /// B joint settings: setting b of one party goes with setting b of every other.
        case list
        /// All combinations of S settings of each party, S^N joint settings at the cost of far fewer: the responses are
        /// needed for N·S settings only, and the rest is one matrix product.
        case grid
    }

    /// How the parties' settings are combined.
    public var combination: Combination
    /// B for a list, S for a grid.
    public var settings: Int
    /// How they are spread.
    public var points: SettingPoints

    /// A design.
    public init(_ combination: Combination, settings: Int, points: SettingPoints = .random) {
        self.combination = combination
        self.settings = settings
        self.points = points
    }

    func validate(parties: Int) throws {
        try require((1...100_000).contains(settings), "settings", must: "be in 1…100000", was: settings)
        guard combination == .grid else { return }
        let joint = (0..<parties).reduce(1.0) { product, _ in product * Double(settings) }
        try require(joint <= 0x1p22, "joint settings of the grid", must: "be at most 2²²", was: joint)
    }
}
