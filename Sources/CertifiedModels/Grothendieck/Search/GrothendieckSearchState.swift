import LHVModels

/// Everything a search needs to go on: written to a checkpoint after a round, it continues to the same bits.
struct GrothendieckSearchState: ColumnGenerationState {
    static let checkpointKind = "Grothendieck search 1"

    /// A list of signs, a column of the master program.
    struct Column: Sendable, Codable {
        var alice: SignWords
        var bob: SignWords
    }

    /// Points of the orbits of lines, the prices of pairs that promised least, and what they promised.
    struct Finding: Sendable, Codable {
        var alice: [[Double]]
        var bob: [[Double]]
        var prices: [Double]
        var promise: Double
    }

    var options: GrothendieckSearchOptions
    var problem: GrothendieckProblem
    /// How often lines were moved.
    var stage = 0
    /// The number of rounds done since then, and of all rounds, those of the proof included.
    var round = 0
    var totalRounds = 0
    /// The points that the lines of this stage go through.
    var alice: [[Double]]
    var bob: [[Double]]
    /// Alice's signs from the lines before, for the first rounds.
    var starts: [SignWords] = []
    var columns: [Column] = []
    /// The last prices and those of this stage that promised least, with what they promised; none before the first stage has begun.
    var prices: [Double] = []
    var bestPrices: [Double] = []
    var promise = Double.infinity
    /// The bounds of prices, and how often some were doubled.
    var boxes: [Double] = []
    var widenings = 0
    /// What the last master program reached.
    var visibility = 0.0
    /// The best of the stages that have ended.
    var found: Finding?
    /// How far the proof is, when the last stage has ended.
    var proof: GrothendieckProver.State?
    /// Whether the proof is done.
    var isFinished = false

    init(options: GrothendieckSearchOptions, problem: GrothendieckProblem) {
        (self.options, self.problem) = (options, problem)
        (alice, bob) = (problem.alice, problem.bob)
    }

    func belongs(to initial: GrothendieckSearchState) -> Bool { problem == initial.problem }

    /// Throws unless the state is one that a search can be in.
    func validate() throws {
        try options.validate()
        try problem.validate()
        try requireProgress(stages: options.moves + 1)
        try require(visibility >= 0 && visibility.isFinite, "visibility", must: "be at least 0", was: visibility)
        try require((0...100).contains(widenings), "widenings", must: "be in 0…100", was: widenings)
        let (lines, pairs) = try problem.requireLines(alice: alice, bob: bob)
        let (rows, columns) = (lines.alice.count, lines.bob.count)
        for signs in starts { try signs.require(count: rows, "starts") }
        for column in self.columns {
            try column.alice.require(count: rows, "columns")
            try column.bob.require(count: columns, "columns")
        }
        try requireProof()
        guard !(prices.isEmpty && bestPrices.isEmpty && boxes.isEmpty) else {
            try require(self.columns.isEmpty, "prices", must: "not be missing", was: "none")
            return
        }
        let count = pairs.count
        try require(promise >= 0, "promise", must: "be at least 0", was: promise)
        try requireNumbers(prices, count: count, "prices")
        try requireNumbers(bestPrices, count: count, "bestPrices")
        try requireNumbers(boxes, count: count, "boxes")
        try require(boxes.allSatisfy { $0 > 0 }, "boxes", must: "be positive", was: "not so")
    }

    private func requireProof() throws {
        if let found {
            let pairs = try problem.requireLines(alice: found.alice, bob: found.bob).pairs
            try requireNumbers(found.prices, count: pairs.count, "found")
            try require(
                found.promise > 0 && found.prices.contains { $0 != 0 }, "found", must: "have prices", was: "none")
        }
        try require(found != nil || proof == nil && !isFinished, "proof", must: "be of prices", was: "of none")
        guard let proof else {
            try require(!isFinished, "proof", must: "be there", was: "missing")
            return
        }
        let sums = 0...GrothendieckCertificate.largestSum
        try require(
            proof.tails.count <= GrothendieckCertificate.largestCount.rows && proof.tails.allSatisfy(sums.contains),
            "tails", must: "be in 0..<2³⁰", was: proof.tails.count)
        try require(
            proof.orbits >= 0 && (proof.bound.map(sums.contains) ?? (proof.orbits == 0)), "bound",
            must: "be in 0..<2³⁰", was: "\(proof)")
    }
}
