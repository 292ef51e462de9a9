import NumericalCore

/// How to search for the largest value over all states.
public struct AscentOptions: Sendable, Hashable, Codable {
    /// The number of random starts in each block of total spins.
    public var starts: Int
    /// The most rounds of a start; in one the state and what it is measured by are improved once.
    public var roundLimit: Int
    /// The improvement of a step below which a start has converged.
    public var tolerance: Double
    /// The time after which to stop, in seconds, with the starts so far, or nil.
    public var timeLimit: Double?
    /// The seed; every start of every block has a substream of its own.
    public var seed: UInt64
    /// How many threads work at most.
    public var threads: Int

    /// Options for a search.
    ///
    /// - Parameters:
    ///   - starts: The number of random starts in each block, in 1…10⁶.
    ///   - roundLimit: The most steps of a start, in 1…10⁶.
    ///   - tolerance: The improvement of a step below which a start has converged.
    ///   - timeLimit: The time after which to stop, in seconds, or nil.
    ///   - seed: The seed.
    ///   - threads: How many threads work at most.
    public init(
        starts: Int = 20, roundLimit: Int = 2000, tolerance: Double = 1e-13, timeLimit: Double? = nil,
        seed: UInt64 = 1, threads: Int = Parallel.processorCount
    ) {
        self.starts = starts
        self.roundLimit = roundLimit
        self.tolerance = tolerance
        self.timeLimit = timeLimit
        self.seed = seed
        self.threads = threads
    }

    func validate() throws {
        try requireStarts(
            starts, roundLimit: roundLimit, tolerance: tolerance, timeLimit: timeLimit, threads: threads)
    }

    // The limit of steps has the name that it has in files of earlier versions.
    private enum CodingKeys: String, CodingKey {
        case starts, tolerance, timeLimit, seed, threads
        case roundLimit = "stepLimit"
    }
}

extension AscentOptions {
    // MARK: Names before version 0.2

    /// Options with the limit of steps by its old name.
    @available(*, deprecated, message: "say roundLimit for stepLimit")
    public init(
        starts: Int = 20, stepLimit: Int, tolerance: Double = 1e-13, seed: UInt64 = 1,
        threads: Int = Parallel.processorCount
    ) {
        self.init(starts: starts, roundLimit: stepLimit, tolerance: tolerance, seed: seed, threads: threads)
    }

    /// The most steps of a start.
    @available(*, deprecated, renamed: "roundLimit")
    public var stepLimit: Int {
        get { roundLimit }
        set { roundLimit = newValue }
    }
}
