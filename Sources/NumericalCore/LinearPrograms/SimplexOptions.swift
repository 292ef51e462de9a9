/// How the simplex method is to work, and when it is to stop.
public struct SimplexOptions: Sendable, Hashable, Codable {
    /// How far a variable or row may leave its bounds and a reduced cost its sign, in units of the scaled problem.
    public var tolerance: Double
    /// The relative error up to which a solution passes the final check in the units of the given problem.
    public var verificationTolerance: Double
    /// The greatest number of pivots and bound flips in one call, or nil for no limit.
    public var iterationLimit: Int?
    /// The greatest duration of one call in seconds, or nil for no limit.
    public var timeLimit: Double?

    /// Options, each with a default.
    ///
    /// - Parameters:
    ///   - tolerance: Of feasibility while pivoting, in 1e-13…1e-4.
    ///   - verificationTolerance: Of the final check, in 1e-14…1e-2.
    ///   - iterationLimit: At least 0.
    ///   - timeLimit: In seconds, at least 0.
    public init(
        tolerance: Double = 1e-9, verificationTolerance: Double = 1e-9, iterationLimit: Int? = nil,
        timeLimit: Double? = nil
    ) {
        self.tolerance = tolerance
        self.verificationTolerance = verificationTolerance
        self.iterationLimit = iterationLimit
        self.timeLimit = timeLimit
    }

    /// Throws unless every option is in its range.
    func validate() throws {
        try require((1e-13...1e-4).contains(tolerance), "tolerance", must: "be in 1e-13…1e-4", was: tolerance)
        try require(
            (1e-14...1e-2).contains(verificationTolerance), "verificationTolerance", must: "be in 1e-14…1e-2",
            was: verificationTolerance)
        if let iterationLimit {
            try require(iterationLimit >= 0, "iterationLimit", must: "be at least 0", was: iterationLimit)
        }
        if let timeLimit { try require(timeLimit >= 0, "timeLimit", must: "be at least 0 seconds", was: timeLimit) }
    }
}

/// How far a running simplex method has come.
package struct SimplexProgress: Sendable, Hashable {
    /// Pivots and bound flips so far in this call.
    package let iterations: Int
    /// The objective at the current point.
    package let objective: Double
    /// The sum of the violations of bounds in the scaled problem, 0 once a feasible point was found.
    package let infeasibility: Double
}
