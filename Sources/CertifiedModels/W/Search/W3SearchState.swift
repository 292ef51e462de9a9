import LHVModels

/// Everything a search needs to go on: written to a checkpoint after a round, it continues to the same bits.
struct W3SearchState: ColumnGenerationState {
    static let checkpointKind = "W search 2"

    var options: W3SearchOptions
    /// The index of the stage in the penalties.
    var stage = 0
    /// The number of rounds done in this stage, and in all stages.
    var round = 0
    var totalRounds = 0
    /// None before the first round.
    var columns: [SphereColumn] = []
    /// What the mixture proves, and what it aims at: what it would prove if it missed nothing.
    var visibility = 0.0
    var aim = 0.0
    /// What the prices of the last round promised above what its columns reach.
    var missed = 1.0
    /// The least that any prices promised.
    var promise = Double.infinity
    /// Whether the last stage has ended.
    var isFinished = false

    /// Whether the rounds of the last stage were used up.
    var isSpent: Bool { isFinished && round >= options.roundLimit }

    /// Throws unless the state is one that a search can be in.
    func validate() throws {
        try options.validate()
        try requireProgress(stages: options.penalties.count)
        for (value, name) in [(visibility, "visibility"), (aim, "aim"), (missed, "missed")] {
            try require(value >= 0 && value.isFinite, name, must: "be at least 0", was: value)
        }
        try require(promise >= 0, "promise", must: "be at least 0", was: promise)
        for column in columns { try column.validate(heights: options.heights, cells: options.cells) }
        try requireWeights(columns.map(\.weight), columns: columns.count, each: "column")
    }
}
