/// How the interior-point method is to work, and when it is to stop.
public struct SemidefiniteOptions: Sendable, Hashable, Codable {
    /// The relative error of both programs and of the gap at which the method has converged.
    public var tolerance: Double
    /// The greatest number of iterations; some dozen are usual.
    public var iterationLimit: Int
    /// The time in seconds after which to stop with what there is, or nil for no limit.
    public var timeLimit: Double?
    /// The most threads; the result does not depend on it.
    public var threads: Int

    /// Options, each with a default.
    ///
    /// - Parameters:
    ///   - tolerance: The relative error of both programs and of the gap, in 1e-14…1e-2.
    ///   - iterationLimit: At least 0.
    ///   - timeLimit: In seconds, in 0…10⁹, or nil.
    ///   - threads: The most threads, in 1…1024.
    public init(
        tolerance: Double = 1e-9, iterationLimit: Int = 200, timeLimit: Double? = nil,
        threads: Int = min(Parallel.processorCount, Parallel.largestThreadCount)
    ) {
        self.tolerance = tolerance
        self.iterationLimit = iterationLimit
        self.timeLimit = timeLimit
        self.threads = threads
    }

    /// Throws unless every option is in its range.
    package func validate() throws {
        try require((1e-14...1e-2).contains(tolerance), "tolerance", must: "be in 1e-14…1e-2", was: tolerance)
        try require(iterationLimit >= 0, "iterationLimit", must: "be at least 0", was: iterationLimit)
        if let timeLimit {
            try require((0...1e9).contains(timeLimit), "timeLimit", must: "be in 0…10⁹ s", was: timeLimit)
        }
        try Parallel.requireCount(ofThreads: threads)
    }
}

/// How far a running interior-point method has come.
public struct SemidefiniteProgress: Sendable, Hashable {
    /// Iterations so far.
    public let iterations: Int
    /// C•X + f·u at the current point, which need not be feasible yet.
    public let primalObjective: Double
    /// b·y at the current point.
    public let dualObjective: Double
    /// The relative error of the constraints.
    public let primalError: Double
    /// The relative error of the dual constraints.
    public let dualError: Double

    /// The progress of a problem whose value is a constant minus that of the program.
    package func subtracted(from constant: Double) -> SemidefiniteProgress {
        SemidefiniteProgress(
            iterations: iterations, primalObjective: constant - primalObjective,
            dualObjective: constant - dualObjective, primalError: primalError, dualError: dualError)
    }
}
