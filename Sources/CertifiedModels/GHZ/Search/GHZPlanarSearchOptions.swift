import LHVModels

/// How to search for a local model of v cos(φ₁ + … + φ_N) for all angles at once.
public struct GHZPlanarSearchOptions: Sendable, Hashable, Codable, ColumnGenerationOptions {
    /// N, the number of parties.
    public var parties: Int
    /// The numbers of cells of the stages, each a multiple of the one before; the last one is that of the certificate.
    ///
    /// Square waves of frequency m, which are what helps most, need multiples of 2m: 30 has m = 3, 5 and 15.
    public var cells: [Int]
    /// The seed of the starts; equal options give equal bits on one machine, whatever the number of threads.
    public var seed: UInt64
    /// How many threads improve responses.
    public var threads: Int
    /// The number of starts that one batch improves together.
    public var batch: Int
    /// The number of batches in each round.
    public var batches: Int
    /// The share of the starts that are random; the others begin at terms of the mixture, with noise.
    public var randomShare: Double
    /// A stage ends when this many rounds one after the other have found nothing for the prices of the program itself.
    public var patience: Int
    /// The gain in v for the prices of the program that counts as something.
    public var tolerance: Double
    /// The most rounds of a stage.
    public var roundLimit: Int
    /// The most sweeps over the parties in one improvement.
    public var sweeps: Int
    /// The length of the run in seconds after which it stops with the best mixture so far, or nil.
    public var timeLimit: Double?

    /// The numbers of cells that lead up to a last one: it, half of it, and so on while they are even and at least 24.
    public static func stages(upTo cells: Int) -> [Int] {
        var stages = [cells]
        while stages[0] % 4 == 0, stages[0] >= 48 { stages.insert(stages[0] / 2, at: 0) }
        return stages
    }

    /// Options for a number of parties, each with a default.
    public init(
        parties: Int, cells: [Int] = [6, 30], seed: UInt64 = 1, threads: Int = Parallel.processorCount,
        batch: Int = 32, batches: Int = 2, randomShare: Double = 0.5, patience: Int = 3, tolerance: Double = 1e-9,
        roundLimit: Int = 200, sweeps: Int = 40, timeLimit: Double? = nil
    ) {
        self.parties = parties
        self.cells = cells
        self.seed = seed
        self.threads = threads
        self.batch = batch
        self.batches = batches
        self.randomShare = randomShare
        self.patience = patience
        self.tolerance = tolerance
        self.roundLimit = roundLimit
        self.sweeps = sweeps
        self.timeLimit = timeLimit
    }

    /// Throws unless every option is in its range.
    func validate() throws {
        try GHZPlanarCertificate.check(parties: parties)
        try require(!cells.isEmpty, "cells", must: "not be empty", was: "empty")
        for (index, count) in cells.enumerated() {
            try OddResponse.check(cells: count)
            try require(
                index == 0 || (count > cells[index - 1] && count % cells[index - 1] == 0), "cells[\(index)]",
                must: "be a multiple of the number before it", was: count)
        }
        try requireEffort(largestBatch: 1000, patience: patience)
    }
}

extension GHZPlanarSearchOptions {
    // The name of the limit in files of earlier versions.
    private enum CodingKeys: String, CodingKey {
        case parties, cells, seed, threads, batch, batches, randomShare, patience, tolerance, sweeps, timeLimit
        case roundLimit = "rounds"
    }

    // MARK: Names before version 0.2

    /// Options with the limit by its old name.
    @available(*, deprecated, message: "say roundLimit for rounds")
    public init(
        parties: Int, cells: [Int] = [6, 30], seed: UInt64 = 1, threads: Int = Parallel.processorCount,
        batch: Int = 32, batches: Int = 2, randomShare: Double = 0.5, patience: Int = 3, tolerance: Double = 1e-9,
        rounds: Int, sweeps: Int = 40, timeLimit: Double? = nil
    ) {
        self.init(
            parties: parties, cells: cells, seed: seed, threads: threads, batch: batch, batches: batches,
            randomShare: randomShare, patience: patience, tolerance: tolerance, roundLimit: rounds, sweeps: sweeps,
            timeLimit: timeLimit)
    }

    /// The most rounds of a stage.
    @available(*, deprecated, renamed: "roundLimit")
    public var rounds: Int {
        get { roundLimit }
        set { roundLimit = newValue }
    }
}
