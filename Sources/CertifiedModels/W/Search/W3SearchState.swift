import LHVModels

/// Everything a search needs to go on: written to a checkpoint after a round, it continues to the same bits.
struct W3SearchState: ColumnGenerationState {
    static let checkpointKind = "W search 1"

    typealias Column = SphereColumn

    /// A certificate, and what it proves by the numbers of the search.
    struct Finding: Sendable, Codable {
        var certificate: W3Certificate
        var visibility: Double
    }

    var options: W3SearchOptions
    /// The index of the stage in `options.heights`.
    var stage = 0
    /// The number of rounds done in this stage, and in all stages.
    var round = 0
    var totalRounds = 0
    var columns: [Column] = []
    /// The last prices and those of this stage that promised least; none before the first stage has begun.
    var prices: [Double] = []
    var bestPrices: [Double] = []
    /// The bounds of prices.
    var boxes: [Double] = []
    /// What the mixture of the last program reaches, and what it would reach if single rows were as strong as the bounds of prices say.
    var visibility = 0.0
    var boundedVisibility = 0.0
    /// The least that any prices of this stage promised.
    var promise = Double.infinity
    /// What the stages before have found.
    var found: Finding?
    /// Whether the last stage has ended.
    var isFinished = false

    /// Throws unless the state is one that a search can be in.
    func validate() throws {
        try options.validate()
        try requireProgress(stages: options.heights.count)
        for value in [visibility, boundedVisibility] {
            try require(value >= 0 && value.isFinite, "visibility", must: "be at least 0", was: value)
        }
        try require(promise >= 0, "promise", must: "be at least 0", was: promise)
        for column in columns { try column.validate(heights: options.heights[stage], cells: options.cells) }
        guard !(prices.isEmpty && bestPrices.isEmpty && boxes.isEmpty) else {
            try require(columns.isEmpty, "prices", must: "not be missing", was: "none")
            return
        }
        let count = W3Rows(heights: options.heights[stage], cells: options.cells).count
        try requirePrices(prices, best: bestPrices, boxes: boxes, count: count)
    }
}
