import LHVModels

/// How to search for a lower bound on Grothendieck's constant.
public struct GrothendieckSearchOptions: Sendable, Hashable, Codable, ColumnGenerationOptions {
    /// The most rounds of new signs for the lines as they are.
    public var roundLimit: Int
    /// How close the promise of the prices has to come to what is reached, relatively.
    public var tolerance: Double
    /// How many times the entries of the first guess, a multiple of a·b at its largest, entries of the matrix are at most.
    public var box: Double
    /// How often bounds of entries that are in the way are doubled.
    public var widenings: Int
    /// How many lists of signs are improved at a time.
    public var batch: Int
    /// How many batches make a round.
    public var batches: Int
    /// The share of the starts that are random; the others begin at signs that are known, with noise.
    public var randomShare: Double
    /// How often each party answers in one improvement at most.
    public var sweeps: Int
    /// The largest entry of the matrix has so many bits.
    public var bits: Int
    /// How often the lines are moved to where the matrix would have them, and a new matrix is looked for.
    public var moves: Int
    /// Bob's orbits with less than this share of Σ|M| are left out when lines are moved.
    public var leastShare: Double
    /// What random numbers are drawn from.
    public var seed: UInt64
    /// The most threads to use.
    ///
    /// The result does not depend on it.
    public var threads: Int
    /// The length of the run in seconds after which it stops, proven or not, or nil.
    public var timeLimit: Double?

    /// Options for a search.
    ///
    /// - Parameters:
    ///   - roundLimit: The most rounds for the lines as they are, in 1…10⁵.
    ///   - tolerance: In 10⁻⁹…0.1.
    ///   - box: In 1…10⁶.
    ///   - widenings: In 0…100.
    ///   - batch: In 1…10⁵.
    ///   - batches: In 1…1000.
    ///   - randomShare: In 0…1.
    ///   - sweeps: In 1…1000.
    ///   - bits: In 4…20.
    ///   - moves: In 0…1000.
    ///   - leastShare: In 0…0.1.
    ///   - seed: What random numbers are drawn from.
    ///   - threads: At least 1.
    ///   - timeLimit: In 0…10⁹ seconds, or nil for none.
    public init(
        roundLimit: Int = 400, tolerance: Double = 1e-4, box: Double = 3, widenings: Int = 2, batch: Int = 250,
        batches: Int = 4, randomShare: Double = 0.5, sweeps: Int = 60, bits: Int = 12, moves: Int = 4,
        leastShare: Double = 1e-3, seed: UInt64 = 1, threads: Int = Parallel.processorCount, timeLimit: Double? = nil
    ) {
        self.roundLimit = roundLimit
        self.tolerance = tolerance
        self.box = box
        self.widenings = widenings
        self.batch = batch
        self.batches = batches
        self.randomShare = randomShare
        self.sweeps = sweeps
        self.bits = bits
        self.moves = moves
        self.leastShare = leastShare
        self.seed = seed
        self.threads = threads
        self.timeLimit = timeLimit
    }

    func validate() throws {
        try require((1e-9...0.1).contains(tolerance), "tolerance", must: "be in 1e-9…0.1", was: tolerance)
        try require((1...1_000_000).contains(box), "box", must: "be in 1…10⁶", was: box)
        try require((0...100).contains(widenings), "widenings", must: "be in 0…100", was: widenings)
        try require((4...20).contains(bits), "bits", must: "be in 4…20", was: bits)
        try require((0...1000).contains(moves), "moves", must: "be in 0…1000", was: moves)
        try require((0...0.1).contains(leastShare), "leastShare", must: "be in 0…0.1", was: leastShare)
        try requireEffort(largestBatch: 100_000)
    }
}
