import LHVModels

/// How a gradient search runs.
///
/// The phases and the seed fix the result to the last bit on a machine, whatever the number of threads, and whether or not
/// the run was interrupted. Limits only decide where it stops.
public struct SearchOptions: Sendable, Hashable, Codable {
    /// N_h, the number of points of the first cloud.
    public var points: Int
    /// The standard deviation of the first cloud's coefficients.
    public var scale: Double
    /// The phases, one after the other.
    public var phases: [SearchPhase]
    /// The seed of everything random.
    public var seed: UInt64
    /// Stop when the fresh relative entropy falls to this, in nats; nil to run all phases.
    public var tolerance: Double?
    /// The number of joint settings of the fresh test.
    public var testSettings: Int
    /// The number of steps between fresh tests, when ``tolerance`` is set.
    public var testInterval: Int
    /// The time after which to stop, in seconds; nil for no limit.
    public var timeLimit: Double?
    /// How many threads work at most.
    public var threads: Int
    /// The number of steps between checkpoints.
    public var checkpointInterval: Int

    /// Options with phases of one's own.
    public init(
        points: Int, scale: Double = 1, phases: [SearchPhase], seed: UInt64 = 1, tolerance: Double? = nil,
        testSettings: Int = 4096, testInterval: Int = 1000, timeLimit: Double? = nil,
        threads: Int = Parallel.processorCount, checkpointInterval: Int = 1000
    ) {
        self.points = points
        self.scale = scale
        self.phases = phases
        self.seed = seed
        self.tolerance = tolerance
        self.testSettings = testSettings
        self.testInterval = testInterval
        self.timeLimit = timeLimit
        self.threads = threads
        self.checkpointInterval = checkpointInterval
    }

    /// What serves two or three qubits well: Adam with a falling rate on fresh grids of well-spread settings.
    ///
    /// For more than two parties the rate is lower: steps that are too long make the responses sharper than they need be,
    /// and what they then do between the settings does not average out.
    /// - Parameters:
    ///   - parties: N.
    ///   - points: N_h.
    ///   - steps: The number of steps.
    ///   - seed: The seed.
    public static func standard(
        parties: Int, points: Int = 4096, steps: Int = 5000, seed: UInt64 = 1
    ) -> SearchOptions {
        let settings = [48, 64, 12, 8, 6, 5][max(0, min(5, parties - 1))]
        let batch = BatchDesign(.grid, settings: settings, points: .spiral)
        return SearchOptions(
            points: points, phases: [.adam(steps: steps, rate: parties <= 2 ? 0.1 : 0.03, batch: batch)], seed: seed)
    }

    /// The number of steps of all phases.
    public var totalSteps: Int { phases.reduce(0) { $0 + $1.steps } }

    func validate(_ problem: CloudProblem) throws {
        try require((1...10_000_000).contains(points), "points", must: "be in 1…10⁷", was: points)
        try require(scale >= 0 && scale.isFinite, "scale", must: "be finite and not negative", was: scale)
        try require(!phases.isEmpty, "phases", must: "not be empty", was: "empty")
        for phase in phases { try phase.validate(problem) }
        if let tolerance {
            try require(tolerance > 0 && tolerance.isFinite, "tolerance", must: "be finite and above 0", was: tolerance)
        }
        try TimeBudget.requireLimit(timeLimit)
        try require((2...1_000_000).contains(testSettings), "testSettings", must: "be in 2…10⁶", was: testSettings)
        try require(testInterval >= 1, "testInterval", must: "be at least 1", was: testInterval)
        try require(checkpointInterval >= 1, "checkpointInterval", must: "be at least 1", was: checkpointInterval)
        try Parallel.requireCount(ofThreads: threads)
    }
}

extension SearchOptions {
    // The names of the limits in files of earlier versions.
    private enum CodingKeys: String, CodingKey {
        case points, scale, phases, seed, testSettings, testInterval, threads, checkpointInterval
        case tolerance = "accuracy"
        case timeLimit = "seconds"
    }

    // MARK: Names before version 0.2

    /// Options with the limits by their old names.
    @available(*, deprecated, message: "say tolerance for accuracy and timeLimit for seconds")
    public init(
        points: Int, scale: Double = 1, phases: [SearchPhase], seed: UInt64 = 1, accuracy: Double?,
        testSettings: Int = 4096, testInterval: Int = 1000, seconds: Double? = nil,
        threads: Int = Parallel.processorCount, checkpointInterval: Int = 1000
    ) {
        self.init(
            points: points, scale: scale, phases: phases, seed: seed, tolerance: accuracy, testSettings: testSettings,
            testInterval: testInterval, timeLimit: seconds, threads: threads, checkpointInterval: checkpointInterval)
    }

    /// Options with the limit of time by its old name.
    @available(*, deprecated, message: "say timeLimit for seconds")
    public init(
        points: Int, scale: Double = 1, phases: [SearchPhase], seed: UInt64 = 1, testSettings: Int = 4096,
        testInterval: Int = 1000, seconds: Double?, threads: Int = Parallel.processorCount,
        checkpointInterval: Int = 1000
    ) {
        self.init(
            points: points, scale: scale, phases: phases, seed: seed, testSettings: testSettings,
            testInterval: testInterval, timeLimit: seconds, threads: threads, checkpointInterval: checkpointInterval)
    }

    /// The fresh relative entropy at which to stop, in nats.
    @available(*, deprecated, renamed: "tolerance")
    public var accuracy: Double? {
        get { tolerance }
        set { tolerance = newValue }
    }

    /// The time after which to stop, in seconds.
    @available(*, deprecated, renamed: "timeLimit")
    public var seconds: Double? {
        get { timeLimit }
        set { timeLimit = newValue }
    }
}
