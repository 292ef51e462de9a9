import NumericalCore

/// How to search for the largest value over all states.
public struct AscentOptions: Sendable, Hashable, Codable {
    /// The number of random starts in each block of total spins.
    public var starts: Int
    /// The most steps of a start.
    public var stepLimit: Int
    /// The improvement of a step below which a start has converged.
    public var tolerance: Double
    /// The seed; every start of every block has a substream of its own.
    public var seed: UInt64
    /// How many threads work at most.
    public var threads: Int

    /// Options for a search.
    ///
    /// - Parameters:
    ///   - starts: The number of random starts in each block, in 1…10⁶.
    ///   - stepLimit: The most steps of a start, in 1…10⁶.
    ///   - tolerance: The improvement of a step below which a start has converged.
    ///   - seed: The seed.
    ///   - threads: How many threads work at most.
    public init(
        starts: Int = 20, stepLimit: Int = 2000, tolerance: Double = 1e-13, seed: UInt64 = 1,
        threads: Int = Parallel.processorCount
    ) {
        self.starts = starts
        self.stepLimit = stepLimit
        self.tolerance = tolerance
        self.seed = seed
        self.threads = threads
    }

    func validate() throws {
        try require((1...1_000_000).contains(starts), "starts", must: "be in 1…10⁶", was: starts)
        try require((1...1_000_000).contains(stepLimit), "step limit", must: "be in 1…10⁶", was: stepLimit)
        try require(tolerance >= 0 && tolerance < 1, "tolerance", must: "be in 0..<1", was: tolerance)
    }
}
