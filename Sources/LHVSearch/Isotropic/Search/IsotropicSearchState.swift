import LHVModels

/// Everything a search needs to go on: written to a checkpoint after a round, it continues to the same bits.
struct IsotropicSearchState: Sendable, Codable {
    static let checkpointKind = "isotropic search 1"

    var options: IsotropicSearchOptions
    /// The index of the stage in `options.degrees`.
    var stage = 0
    /// The number of rounds done in this stage, and in all stages.
    var round = 0
    var totalRounds = 0
    /// The pairs of this stage, the columns of the master program.
    var pairs: [PricedPair] = []
    /// The basis of the master program, nil at the beginning of a stage.
    var basis: LinearProgramBasis?
    /// The stability centre: the prices with the least value of the best pair found for them.
    var center: [Double]?
    /// That value.
    var centerBound = Double.infinity
    /// The prices and the weights of the last master solution.
    var prices: [Double] = []
    var weights: [Double] = []
    /// v of the master program after each round of the stage.
    var history: [Double] = []
}
