import LHVModels

/// Everything a search needs to go on: written to a checkpoint after a round, it continues to the same bits.
struct GHZSphereSearchState: ColumnGenerationState {
    static let checkpointKind = "GHZ search on the sphere 1"

    typealias Column = SphereColumn

    var options: GHZSphereSearchOptions
    /// The index of the stage in `options.grids`.
    var stage = 0
    /// The number of rounds done in this stage, and in all stages.
    var round = 0
    var totalRounds = 0
    var columns: [Column] = []
    /// The last prices, empty at the beginning of a stage.
    var prices: [Double] = []
    /// What the mixture reaches, and the least that any prices of this stage promised.
    var visibility = 0.0
    var promise = 1e6
    /// The bound of the last master program, and the bounds of its prices, none at the first stage.
    var bound = 0.0
    var boxes: [Double] = []
    /// The relative gap at which the next master program is left.
    var masterGap = 0.1
    /// Whether the last stage has ended.
    var isFinished = false

    /// Throws unless the state is one that a search can be in.
    func validate() throws {
        try options.validate()
        try requireProgress(stages: options.grids.count)
        try require(
            visibility >= 0 && visibility <= 1 && promise >= 0 && promise.isFinite, "visibility", must: "be in 0…1",
            was: visibility)
        let grid = options.grids[stage]
        for column in columns { try column.validate(heights: grid.heights, cells: grid.cells) }
        let count = SphereRows(heights: grid.heights, cells: grid.cells).count
        try require(
            prices.isEmpty || prices.count == count && prices.allSatisfy(\.isFinite), "prices",
            must: "be none or \(count) finite numbers", was: prices.count)
        try require(
            boxes.isEmpty || boxes.count == count && boxes.allSatisfy { $0 > 0 && $0.isFinite }, "boxes",
            must: "be none or \(count) positive numbers", was: boxes.count)
        try require((1e-9...1).contains(masterGap), "masterGap", must: "be in 10⁻⁹…1", was: masterGap)
        try require(bound >= 0 && bound.isFinite, "bound", must: "be at least 0", was: bound)
    }
}
