import QuantumStates

/// The local bound of a Bell functional as a computation found it: max over deterministic strategies, and how sure it is.
public struct LocalBound: Sendable, Hashable, Codable {
    /// The value of ``strategy``, with compensated summation: the local bound is at least this.
    public let lower: Double
    /// The local bound is at most this.
    ///
    /// Equal to ``lower`` for integer coefficients when the search ran to its end, above it by a bound on rounding errors
    /// for others, and by what was left unsearched when the search was stopped.
    public let upper: Double
    /// A strategy that reaches ``lower``.
    public let strategy: DeterministicStrategy
    /// All strategies that reach the bound within the tolerance, in counting order, as far as limit, time and 2 GiB allow.
    public let maximizers: [DeterministicStrategy]
    /// Whether there are more maximizing strategies than ``maximizers`` holds.
    public let isTruncated: Bool
    /// Why the search stopped: `converged` when it ran to its end.
    public let stopReason: StopReason
    /// How many branches, or strategies of all parties but one, were looked at.
    public let nodes: Int

    // Files keep the spelling of version 0.1.
    private enum CodingKeys: String, CodingKey {
        case lower, upper, strategy, isTruncated, stopReason, nodes
        case maximizers = "maximisers"
    }

    /// Whether the search ran to its end, so that only rounding separates the two bounds.
    public var isProven: Bool { stopReason == .converged }
}

/// How to search for a local bound.
public struct LocalBoundOptions: Sendable, Hashable, Codable {
    /// A way to the exact maximum.
    public enum Method: String, Sendable, Hashable, Codable, CaseIterable {
        /// Depth first with exact bounds of sub-problems; far fewer steps, and an upper bound at any time.
        case branchAndBound
        /// All strategies of all parties but one, in Gray-code order.
        case enumeration
    }

    /// The method.
    public var method: Method
    /// How many maximizing strategies are wanted; 0 for just one.
    public var maximizerLimit: Int
    /// How far below the bound a strategy counts as maximizing, as a part of Σ|c|.
    ///
    /// What double precision may round counts as a tie in any case, so 0 stands for ties up to rounding.
    public var tieTolerance: Double
    /// The time after which to stop with what is known, in seconds, or nil; putting many maximizers in order is part of it.
    public var timeLimit: Double?
    /// The most threads to use.
    ///
    /// The result does not depend on it.
    public var threads: Int

    // Files keep the spelling of version 0.1.
    private enum CodingKeys: String, CodingKey {
        case method, tieTolerance, timeLimit, threads
        case maximizerLimit = "maximiserLimit"
    }

    /// Options for a search.
    ///
    /// - Parameters:
    ///   - method: The method.
    ///   - maximizerLimit: How many maximizing strategies are wanted, at least 0.
    ///   - tieTolerance: How far below the bound a strategy counts as maximizing, as a part of Σ|c|, in 0…10⁻³.
    ///   - timeLimit: The time in seconds after which to stop, or nil.
    ///   - threads: The most threads to use, at least 1.
    public init(
        method: Method = .branchAndBound, maximizerLimit: Int = 0, tieTolerance: Double = 1e-12,
        timeLimit: Double? = nil, threads: Int = min(Parallel.processorCount, Parallel.largestThreadCount)
    ) {
        self.method = method
        self.maximizerLimit = maximizerLimit
        self.tieTolerance = tieTolerance
        self.timeLimit = timeLimit
        self.threads = threads
    }

    func validate() throws {
        try require(
            (0...1 << 24).contains(maximizerLimit), "maximizer limit", must: "be in 0…2²⁴", was: maximizerLimit)
        try require((0...1e-3).contains(tieTolerance), "tie tolerance", must: "be in 0…0.001", was: tieTolerance)
        if let timeLimit {
            try require((0...1e9).contains(timeLimit), "time limit", must: "be in 0…10⁹ s", was: timeLimit)
        }
        try Parallel.requireCount(ofThreads: threads)
    }
}

/// A function that is told how far a search is, on the thread of the caller, and says whether to go on.
public typealias SearchReport = @Sendable (RunProgress) -> Bool

extension LocalBound: CustomStringConvertible {
    /// The bound, or its two ends when the search was stopped.
    public var description: String {
        isProven
            ? "local bound \(ShortNumber.text(upper, digits: 10))"
            : "local bound between \(ShortNumber.atLeast(lower, digits: 10)) and \(ShortNumber.atMost(upper, digits: 10)): \(stopReason)"
    }
}
