import LHVModels

/// How to search for a local model of the W state for all projective measurements at once.
public struct W3SearchOptions: Sendable, Hashable, Codable, ColumnGenerationOptions {
    /// The numbers of heights of the stages; the last one is that of the certificate.
    public var heights: [Int]
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
    /// A stage ends when what the prices promise exceeds the visibility by no more than this fraction of it.
    public var tolerance: Double
    /// How many times the entries of the first guess prices are at most; bounds that are in the way are doubled.
    public var box: Double
    /// The most rounds of a stage.
    public var roundLimit: Int
    /// The most sweeps over the parties in one improvement.
    public var sweeps: Int
    /// The length of the run in seconds after which it stops with the best mixture so far, or nil.
    public var timeLimit: Double?

    /// Options with the given values.
    public init(
        heights: [Int] = [2, 4], cells: Int = 12, seed: UInt64 = 1, threads: Int = Parallel.processorCount,
        batch: Int = 64, batches: Int = 4, randomShare: Double = 1.0 / 3, tolerance: Double = 1e-3, box: Double = 3,
        roundLimit: Int = 1000, sweeps: Int = 30, timeLimit: Double? = nil
    ) {
        self.heights = heights
        self.cells = cells
        self.seed = seed
        self.threads = threads
        self.batch = batch
        self.batches = batches
        self.randomShare = randomShare
        self.tolerance = tolerance
        self.box = box
        self.roundLimit = roundLimit
        self.sweeps = sweeps
        self.timeLimit = timeLimit
    }

    /// Throws unless all options are in their ranges.
    func validate() throws {
        try require((1...10).contains(heights.count), "heights", must: "be 1…10 stages", was: heights.count)
        for number in heights {
            try W3Certificate.check(heights: number, cells: cells)
            // The tensor of prices has as many entries.
            try require(
                number * cells <= 160, "heights × cells", must: "be at most 160", was: number * cells)
        }
        try require((1e-8...1).contains(tolerance), "tolerance", must: "be in 10⁻⁸…1", was: tolerance)
        try require((1...1_000_000).contains(box), "box", must: "be in 1…10⁶", was: box)
        try requireEffort(largestBatch: 1024, largestBatches: 1024)
    }
}
