import LHVModels

/// Everything a search needs to go on: written to a checkpoint after a round, it continues to the same bits.
struct GHZPlanarSearchState: ColumnGenerationState {
    static let checkpointKind = "planar GHZ search 1"

    /// Responses and their correlations at the frequencies of the stage, a column of the master program.
    struct Column: Sendable, Codable {
        var responses: [OddResponse]
        var correlations: [Double]
    }

    var options: GHZPlanarSearchOptions
    /// The index of the stage in `options.cells`.
    var stage = 0
    /// The number of rounds done in this stage, and in all stages.
    var round = 0
    var totalRounds = 0
    /// How many rounds one after the other have found nothing for the prices of the program itself.
    var idleRounds = 0
    var columns: [Column] = []
    var basis: LinearProgramBasis?
    /// The prices for which responses were last improved, nil at the beginning of a stage.
    var center: [Double]?
    /// Whether the next prices are those of the program itself and not halfway from the centre.
    var isExact = false
    /// The last master solution.
    var prices: [Double] = []
    var weights: [Double] = []
    var visibility = 0.0
    /// Whether the last stage has ended.
    var isFinished = false

    /// Throws unless the state is one that a search can be in.
    func validate() throws {
        try options.validate()
        try requireProgress(stages: options.cells.count)
        try require(idleRounds >= 0, "idleRounds", must: "be at least 0", was: idleRounds)
        let cells = options.cells[stage]
        let count = PlanarFrequencies(parties: options.parties, cells: cells).orders.count
        for column in columns {
            try require(
                column.correlations.count == count && column.correlations.allSatisfy(\.isFinite), "correlations",
                must: "be \(count) finite numbers", was: column.correlations.count)
            try require(
                column.responses.count == options.parties && column.responses.allSatisfy { $0.cells == cells },
                "responses", must: "be \(options.parties) of \(cells) cells", was: column.responses.count)
        }
        try requireWeights(weights, columns: columns.count, each: "column")
        for (name, list) in [("prices", prices), ("center", center ?? prices)] {
            try require(
                columns.isEmpty || (list.count == count && list.allSatisfy(\.isFinite)), name,
                must: "be \(count) finite numbers", was: list.count)
        }
        try requireBasis(basis, variables: 2 * (count - 1) + columns.count)
    }
}
