import LHVModels

/// Everything a search needs to go on: written to a checkpoint after a round, it continues to the same bits.
struct IsotropicSearchState: ColumnGenerationState {
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
    /// The weight of the centre in the prices for which pairs are improved.
    var share = 0.5
    /// The prices and the weights of the last master solution.
    var prices: [Double] = []
    var weights: [Double] = []
    /// v of the master program after each round of the stage.
    var history: [Double] = []
    /// Whether the last stage has ended.
    var isFinished = false
    /// The best mixture of the stages that are done, and its v.
    var best: IsotropicCertificate?
    var bestVisibility = 0.0

    /// Throws unless the state is one that a search can be in.
    func validate() throws {
        try options.validate()
        try requireProgress(stages: options.degrees.count)
        let degree = options.degrees[stage]
        for pair in pairs {
            try require(
                pair.correlations.count == degree + 1 && pair.correlations.allSatisfy(\.isFinite), "correlations",
                must: "be \(degree + 1) finite numbers", was: pair.correlations.count)
        }
        for (name, count) in [("prices", prices.count), ("center", center?.count ?? degree + 1)] {
            try require(
                pairs.isEmpty || count == degree + 1, name, must: "hold \(degree + 1) numbers", was: count)
        }
        try requireWeights(weights, columns: pairs.count, each: "pair")
        try require(
            (prices + (center ?? [])).allSatisfy(\.isFinite), "prices and center", must: "be finite", was: "not so")
        // A variable for each degree that is removed or not, and one for each pair.
        try requireBasis(basis, variables: degree + pairs.count)
    }
}
