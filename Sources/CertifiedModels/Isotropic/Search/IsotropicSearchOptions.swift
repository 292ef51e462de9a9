import LHVModels

/// How to search for a local model of −v·h(a·b) for all directions at once.
public struct IsotropicSearchOptions: Sendable, Hashable, Codable, ColumnGenerationOptions {
    /// d, the dimension of the space of measurement directions: 3 for projective measurements on qubits, 2 for planar ones.
    public var dimension: Int
    /// The odd degrees of the stages in ascending order; the last one is that of the certificate.
    public var degrees: [Int]
    /// The seed of the starts; equal options give equal bits on one machine, whatever the number of threads.
    public var seed: UInt64
    /// How many threads improve pairs.
    public var threads: Int
    /// The number of pairs that one batch improves together.
    public var batch: Int
    /// The number of batches in each round of a stage.
    public var batches: Int
    /// The share of the starts that are random; the others begin at pairs of the mixture, with noise.
    public var randomShare: Double
    /// A stage ends when this many rounds together have gained less than ``tolerance``, relatively.
    public var patience: Int
    /// The relative gain below which a stage ends.
    public var tolerance: Double
    /// The most rounds of a stage.
    public var roundLimit: Int
    /// The most sweeps of one improvement; a few are best, since the next round goes on from what they reach.
    public var sweeps: Int
    /// Alice's cells in units of the degree: the number of northern rows is this times L/2.2.
    public var cellDensity: Double
    /// Bob's nodes in units of the fewest that are exact; 1 is best, as fewer nodes can imitate kernels that are not positive.
    public var nodeDensity: Double
    /// The length of the run in seconds after which it stops with the best mixture so far, or nil.
    public var timeLimit: Double?

    /// The degrees that lead up to a last one, each about 1.4 times the one before.
    public static func stages(upTo degree: Int) -> [Int] {
        let usual = [15, 21, 31, 45, 61, 81, 121, 161, 201, 251, 301]
        return usual.filter { $0 < degree } + [degree]
    }

    /// Options for a degree, each with a default.
    public init(
        dimension: Int = 3, degrees: [Int], seed: UInt64 = 1, threads: Int = Parallel.processorCount, batch: Int = 16,
        batches: Int = 8, randomShare: Double = 0.25, patience: Int = 3, tolerance: Double = 2e-5, roundLimit: Int = 60,
        sweeps: Int = 4, cellDensity: Double = 1, nodeDensity: Double = 1, timeLimit: Double? = nil
    ) {
        self.dimension = dimension
        self.degrees = degrees
        self.seed = seed
        self.threads = threads
        self.batch = batch
        self.batches = batches
        self.randomShare = randomShare
        self.patience = patience
        self.tolerance = tolerance
        self.roundLimit = roundLimit
        self.sweeps = sweeps
        self.cellDensity = cellDensity
        self.nodeDensity = nodeDensity
        self.timeLimit = timeLimit
    }

    /// Throws unless every option is in its range.
    func validate() throws {
        try require((2...16).contains(dimension), "dimension", must: "be in 2…16", was: dimension)
        try require(!degrees.isEmpty, "degrees", must: "not be empty", was: "empty")
        for (index, degree) in degrees.enumerated() {
            try require(
                (3...IsotropicCertificate.largestDegree).contains(degree) && degree % 2 == 1, "degrees[\(index)]",
                must: "be odd and in 3…\(IsotropicCertificate.largestDegree)", was: degree)
            try require(
                index == 0 || degrees[index - 1] < degree, "degrees[\(index)]", must: "exceed the degree before it",
                was: degree)
        }
        try require((0.6...4).contains(cellDensity), "cellDensity", must: "be in 0.6…4", was: cellDensity)
        try require((1...4).contains(nodeDensity), "nodeDensity", must: "be in 1…4", was: nodeDensity)
        try requireEffort(largestBatch: 256, patience: patience)
    }
}

extension IsotropicSearchOptions {
    // The name of the limit in files of earlier versions.
    private enum CodingKeys: String, CodingKey {
        case dimension, degrees, seed, threads, batch, batches, randomShare, patience, tolerance, sweeps
        case cellDensity, nodeDensity, timeLimit
        case roundLimit = "rounds"
    }

    // MARK: Names before version 0.2

    /// Options with the limit by its old name.
    @available(*, deprecated, message: "say roundLimit for rounds")
    public init(
        dimension: Int = 3, degrees: [Int], seed: UInt64 = 1, threads: Int = Parallel.processorCount, batch: Int = 16,
        batches: Int = 8, randomShare: Double = 0.25, patience: Int = 3, tolerance: Double = 2e-5, rounds: Int,
        sweeps: Int = 4, cellDensity: Double = 1, nodeDensity: Double = 1, timeLimit: Double? = nil
    ) {
        self.init(
            dimension: dimension, degrees: degrees, seed: seed, threads: threads, batch: batch, batches: batches,
            randomShare: randomShare, patience: patience, tolerance: tolerance, roundLimit: rounds, sweeps: sweeps,
            cellDensity: cellDensity, nodeDensity: nodeDensity, timeLimit: timeLimit)
    }

    /// The most rounds of a stage.
    @available(*, deprecated, renamed: "roundLimit")
    public var rounds: Int {
        get { roundLimit }
        set { roundLimit = newValue }
    }
}
