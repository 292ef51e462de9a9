import LHVModels

/// What the options of all searches by column generation have in common.
protocol ColumnGenerationOptions: Sendable, Equatable, Codable {
    var threads: Int { get set }
    var batch: Int { get }
    var batches: Int { get }
    var randomShare: Double { get }
    var tolerance: Double { get }
    var roundLimit: Int { get }
    var sweeps: Int { get }
    var timeLimit: Double? { get set }
}

extension ColumnGenerationOptions {
    /// Throws unless each of these options is in its range, and the patience of those that have one.
    func requireEffort(largestBatch: Int, largestBatches: Int = 1000, patience: Int? = nil) throws {
        try Parallel.requireCount(ofThreads: threads)
        try require((1...largestBatch).contains(batch), "batch", must: "be in 1…\(largestBatch)", was: batch)
        try require(
            (1...largestBatches).contains(batches), "batches", must: "be in 1…\(largestBatches)", was: batches)
        try require((0...1).contains(randomShare), "randomShare", must: "be in 0…1", was: randomShare)
        if let patience {
            try require((1...1000).contains(patience), "patience", must: "be in 1…1000", was: patience)
        }
        try require((0...1).contains(tolerance), "tolerance", must: "be in 0…1", was: tolerance)
        try require((1...100_000).contains(roundLimit), "roundLimit", must: "be in 1…100000", was: roundLimit)
        try require((1...1000).contains(sweeps), "sweeps", must: "be in 1…1000", was: sweeps)
        try TimeBudget.requireLimit(timeLimit)
    }

    /// Whether a start of a batch is one of the random ones, which are spread evenly.
    func isRandom(_ start: Int) -> Bool {
        (randomShare * Double(start)).rounded(.up) < (randomShare * Double(start + 1)).rounded(.up)
    }
}
