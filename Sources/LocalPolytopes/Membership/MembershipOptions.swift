import LHVModels

/// How a search on a local polytope is to work, and when it is to stop.
public struct MembershipOptions: Sendable, Hashable, Codable {
    /// How the weights of the vertices met so far are improved between calls of the oracle.
    public enum Method: String, Sendable, Hashable, Codable, CaseIterable {
        /// The nearest point of their hull, exactly, by an active set of independent vertices.
        case fullyCorrective
        /// Pairwise conditional-gradient steps.
        case blendedPairwise
    }

    /// How the weights are improved.
    public var method: Method
    /// The duality gap ⟨y − x, d − x⟩ at which a nearest point is good enough.
    public var tolerance: Double
    /// The largest number of rounds, each with one call of the oracle.
    public var roundLimit: Int
    /// The largest duration in seconds, or nil for no limit.
    public var timeLimit: Double?
    /// The number of random starts of each call of the heuristic oracle.
    public var oracleStarts: Int
    /// The number of vertices that a call of the oracle may add.
    public var verticesPerRound: Int
    /// By how much more random starts a gap is confirmed, where enumeration is too long.
    public var confirmationFactor: Int
    /// Up to about how many additions a proof by branch and bound may take that no vertex was missed; 0 for no proof.
    public var exactOracleCost: Double
    /// Whether vertices are averaged over the parties when the target is symmetric.
    public var usesPartySymmetry: Bool
    /// Relabellings that leave the target as it is: searches then look at one vertex for each orbit of their group.
    ///
    /// They generate the group, and need not be all of it. A model is written out with all images of its vertices.
    public var symmetries: [Relabelling]
    /// The seed of the random starts.
    public var seed: UInt64
    /// The number of threads; results do not depend on it.
    public var threads: Int

    /// Options, each with a default.
    ///
    /// - Parameters:
    ///   - method: How the weights are improved.
    ///   - tolerance: The duality gap to reach, positive.
    ///   - roundLimit: At least 1.
    ///   - timeLimit: In seconds, at least 0.
    ///   - oracleStarts: In 1…65536.
    ///   - verticesPerRound: In 1…4096.
    ///   - confirmationFactor: In 1…256.
    ///   - exactOracleCost: At least 0, or infinite for no limit; 10⁹ take about a second.
    ///   - usesPartySymmetry: Whether to use the symmetry of a target under exchange of the parties.
    ///   - symmetries: Relabellings that leave the target as it is.
    ///   - seed: Any number; equal seeds give equal results.
    ///   - threads: In 1…1024.
    public init(
        method: Method = .fullyCorrective, tolerance: Double = 1e-7, roundLimit: Int = 100_000,
        timeLimit: Double? = nil,
        oracleStarts: Int = 64, verticesPerRound: Int = 32, confirmationFactor: Int = 16,
        exactOracleCost: Double = 1e10, usesPartySymmetry: Bool = true, symmetries: [Relabelling] = [],
        seed: UInt64 = 0,
        threads: Int = Parallel.processorCount
    ) {
        self.method = method
        self.tolerance = tolerance
        self.roundLimit = roundLimit
        self.timeLimit = timeLimit
        self.oracleStarts = oracleStarts
        self.verticesPerRound = verticesPerRound
        self.confirmationFactor = confirmationFactor
        self.exactOracleCost = exactOracleCost
        self.usesPartySymmetry = usesPartySymmetry
        self.symmetries = symmetries
        self.seed = seed
        self.threads = threads
    }

    /// Throws unless every option is in its range.
    func validate() throws {
        try require(tolerance > 0 && tolerance.isFinite, "tolerance", must: "be positive and finite", was: tolerance)
        try require(roundLimit >= 1, "roundLimit", must: "be at least 1", was: roundLimit)
        try TimeBudget.requireLimit(timeLimit)
        try require((1...65536).contains(oracleStarts), "oracleStarts", must: "be in 1…65536", was: oracleStarts)
        try require(
            (1...4096).contains(verticesPerRound), "verticesPerRound", must: "be in 1…4096", was: verticesPerRound)
        try require(
            (1...256).contains(confirmationFactor), "confirmationFactor", must: "be in 1…256", was: confirmationFactor)
        try require(exactOracleCost >= 0, "exactOracleCost", must: "be at least 0", was: exactOracleCost)
        try require((1...1024).contains(threads), "threads", must: "be in 1…1024", was: threads)
    }

    // The gap has the name that it has in files of earlier versions.
    private enum CodingKeys: String, CodingKey {
        case tolerance = "gap"
        case method, roundLimit, timeLimit, oracleStarts, verticesPerRound, confirmationFactor, exactOracleCost
        case usesPartySymmetry, symmetries, seed, threads
    }

    /// Reads options; those without symmetries, which were written before there were any, have none.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            method: try values.decode(Method.self, forKey: .method),
            tolerance: try values.decode(Double.self, forKey: .tolerance),
            roundLimit: try values.decode(Int.self, forKey: .roundLimit),
            timeLimit: try values.decodeIfPresent(Double.self, forKey: .timeLimit),
            oracleStarts: try values.decode(Int.self, forKey: .oracleStarts),
            verticesPerRound: try values.decode(Int.self, forKey: .verticesPerRound),
            confirmationFactor: try values.decode(Int.self, forKey: .confirmationFactor),
            exactOracleCost: try values.decode(Double.self, forKey: .exactOracleCost),
            usesPartySymmetry: try values.decode(Bool.self, forKey: .usesPartySymmetry),
            symmetries: try values.decodeIfPresent([Relabelling].self, forKey: .symmetries) ?? [],
            seed: try values.decode(UInt64.self, forKey: .seed), threads: try values.decode(Int.self, forKey: .threads))
    }

    var budget: TimeBudget { TimeBudget(timeLimit: timeLimit) }
}

extension MembershipOptions {
    // MARK: Names before version 0.2

    /// Options with the duality gap by its old name.
    @available(*, deprecated, message: "say tolerance for gap")
    public init(
        method: Method = .fullyCorrective, gap: Double, roundLimit: Int = 100_000, timeLimit: Double? = nil,
        oracleStarts: Int = 64, verticesPerRound: Int = 32, confirmationFactor: Int = 16,
        exactOracleCost: Double = 1e10, usesPartySymmetry: Bool = true, symmetries: [Relabelling] = [],
        seed: UInt64 = 0, threads: Int = Parallel.processorCount
    ) {
        self.init(
            method: method, tolerance: gap, roundLimit: roundLimit, timeLimit: timeLimit, oracleStarts: oracleStarts,
            verticesPerRound: verticesPerRound, confirmationFactor: confirmationFactor,
            exactOracleCost: exactOracleCost, usesPartySymmetry: usesPartySymmetry, symmetries: symmetries, seed: seed,
            threads: threads)
    }

    /// The duality gap at which a nearest point is good enough.
    @available(*, deprecated, renamed: "tolerance")
    public var gap: Double {
        get { tolerance }
        set { tolerance = newValue }
    }
}
