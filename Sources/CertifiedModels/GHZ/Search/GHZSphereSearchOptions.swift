import LHVModels

/// How to search for a local model of the GHZ state of three parties for all projective measurements at once.
public struct GHZSphereSearchOptions: Sendable, Hashable, Codable, ColumnGenerationOptions {
    /// A stage: the number of heights of a hemisphere and of the cells of a circle.
    public struct Grid: Sendable, Hashable, Codable {
        /// N.
        public var heights: Int
        /// n.
        public var cells: Int

        /// A grid.
        public init(heights: Int, cells: Int) {
            self.heights = heights
            self.cells = cells
        }
    }

    /// The grids of the stages; the last one is that of the certificate.
    public var grids: [Grid]
    /// The seed of the starts; equal options give equal bits on one machine, whatever the number of threads.
    public var seed: UInt64
    /// How many threads improve responses and multiply matrices.
    public var threads: Int
    /// The number of starts that one batch improves together.
    public var batch: Int
    /// The number of batches in each round.
    public var batches: Int
    /// The share of the starts that are random; the others begin at terms of the mixture, with noise.
    public var randomShare: Double
    /// A stage ends when what the prices promise exceeds the visibility by no more than this fraction of it; early stages end at a hundred times this.
    public var tolerance: Double
    /// The most rounds of a stage.
    public var roundLimit: Int
    /// The most sweeps over the parties in one improvement.
    public var sweeps: Int
    /// A visibility at which the search stops, or nil.
    public var goal: Double?
    /// The length of the run in seconds after which it stops with the best mixture so far, or nil.
    public var timeLimit: Double?

    /// The grids that lead up to a last one: half the heights with as many cells, and so on down to two heights.
    public static func stages(upTo grid: Grid) -> [Grid] {
        var result = [grid]
        while let first = result.first, first.heights >= 4 {
            result.insert(Grid(heights: first.heights / 2, cells: grid.cells), at: 0)
        }
        return result
    }

    /// Options with the given values, and the defaults of a search of a minute or so.
    public init(
        grids: [Grid] = GHZSphereSearchOptions.stages(upTo: Grid(heights: 4, cells: 24)), seed: UInt64 = 1,
        threads: Int = Parallel.processorCount, batch: Int = 64, batches: Int = 6, randomShare: Double = 0.3,
        tolerance: Double = 1e-4, roundLimit: Int = 1000, sweeps: Int = 30, goal: Double? = nil,
        timeLimit: Double? = nil
    ) {
        self.grids = grids
        self.seed = seed
        self.threads = threads
        self.batch = batch
        self.batches = batches
        self.randomShare = randomShare
        self.tolerance = tolerance
        self.roundLimit = roundLimit
        self.sweeps = sweeps
        self.goal = goal
        self.timeLimit = timeLimit
    }

    /// Throws unless all options are in their ranges.
    func validate() throws {
        try require((1...10).contains(grids.count), "grids", must: "be 1…10 stages", was: grids.count)
        for grid in grids { try SphereResponse.check(heights: grid.heights, cells: grid.cells) }
        try require((1e-8...1).contains(tolerance), "tolerance", must: "be in 10⁻⁸…1", was: tolerance)
        try requireEffort(largestBatch: 10_000, largestBatches: 10_000)
        if let goal { try require((0...1).contains(goal), "goal", must: "be in 0…1", was: goal) }
    }
}

extension GHZSphereSearchOptions {
    // The name of the limit in files of earlier versions.
    private enum CodingKeys: String, CodingKey {
        case grids, seed, threads, batch, batches, randomShare, tolerance, sweeps, goal, timeLimit
        case roundLimit = "rounds"
    }

    // MARK: Names before version 0.2

    /// Options with the limit by its old name.
    @available(*, deprecated, message: "say roundLimit for rounds")
    public init(
        grids: [Grid] = GHZSphereSearchOptions.stages(upTo: Grid(heights: 4, cells: 24)), seed: UInt64 = 1,
        threads: Int = Parallel.processorCount, batch: Int = 64, batches: Int = 6, randomShare: Double = 0.3,
        tolerance: Double = 1e-4, rounds: Int, sweeps: Int = 30, goal: Double? = nil, timeLimit: Double? = nil
    ) {
        self.init(
            grids: grids, seed: seed, threads: threads, batch: batch, batches: batches, randomShare: randomShare,
            tolerance: tolerance, roundLimit: rounds, sweeps: sweeps, goal: goal, timeLimit: timeLimit)
    }

    /// The most rounds of a stage.
    @available(*, deprecated, renamed: "roundLimit")
    public var rounds: Int {
        get { roundLimit }
        set { roundLimit = newValue }
    }
}
