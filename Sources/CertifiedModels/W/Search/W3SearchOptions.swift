import LHVModels

/// How to search for a local model of the W state for all projective measurements at once.
public struct W3SearchOptions: Sendable, Hashable, Codable, ColumnGenerationOptions {
    /// The number of heights of a hemisphere.
    public var heights: Int
    /// The number of cells of a circle.
    public var cells: Int
    /// The seed of the starts.
    public var seed: UInt64
    /// How many threads improve responses and multiply matrices; the result does not depend on it.
    public var threads: Int
    /// The number of starts that one batch improves together.
    public var batch: Int
    /// The number of batches in each round.
    public var batches: Int
    /// The share of the starts that are random; the others begin at terms of the mixture, with noise.
    public var randomShare: Double
    /// A stage ends when what the prices promise exceeds what the mixture aims at by this fraction of it, or by little beside the penalty's cost.
    public var tolerance: Double
    /// The penalty δ of the last stage; the first one has 0.03, and each further stage a third of it or so.
    public var penalty: Double
    /// The most rounds of a stage.
    public var roundLimit: Int
    /// The most sweeps over the parties in one improvement.
    public var sweeps: Int
    /// A visibility at which the search stops, looked at when a stage has ended, or nil.
    public var goal: Double?
    /// The length of the run in seconds after which it stops with the best mixture so far, or nil.
    public var timeLimit: Double?

    /// Options with the given values.
    public init(
        heights: Int = 4, cells: Int = 12, seed: UInt64 = 1, threads: Int = Parallel.processorCount,
        batch: Int = 64, batches: Int = 4, randomShare: Double = 1.0 / 3, tolerance: Double = 1e-4,
        penalty: Double = 3e-7,
        roundLimit: Int = 1000, sweeps: Int = 30, goal: Double? = nil, timeLimit: Double? = nil
    ) {
        self.heights = heights
        self.cells = cells
        self.seed = seed
        self.threads = threads
        self.batch = batch
        self.batches = batches
        self.randomShare = randomShare
        self.tolerance = tolerance
        self.penalty = penalty
        self.roundLimit = roundLimit
        self.sweeps = sweeps
        self.goal = goal
        self.timeLimit = timeLimit
    }

    /// Throws unless all options are in their ranges.
    func validate() throws {
        try W3Certificate.check(heights: heights, cells: cells)
        // The tensor of prices has as many entries.
        try require(heights * cells <= 160, "heights × cells", must: "be at most 160", was: heights * cells)
        try require((1e-8...1).contains(tolerance), "tolerance", must: "be in 10⁻⁸…1", was: tolerance)
        try require((1e-9...0.03).contains(penalty), "penalty", must: "be in 10⁻⁹…0.03", was: penalty)
        if let goal { try require((0...1).contains(goal), "goal", must: "be in 0…1", was: goal) }
        try requireEffort(largestBatch: 1024, largestBatches: 1024)
    }

    /// The penalties of the stages, falling by √10.
    var penalties: [Double] {
        var result = [0.03]
        while let last = result.last, last > penalty { result.append(largerOrNaN(last / 10.0.squareRoot(), penalty)) }
        return result
    }
}
