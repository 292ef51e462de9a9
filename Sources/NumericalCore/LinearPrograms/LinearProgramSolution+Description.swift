extension LinearProgramSolution.Status: CustomStringConvertible {
    /// The status in words, without the ray.
    public var description: String {
        switch self {
        case .optimal: "optimal"
        case .infeasible: "infeasible"
        case .unbounded: "unbounded"
        case .iterationLimit: "unfinished: \(StopReason.iterationLimit)"
        case .timeLimit: "unfinished: \(StopReason.timeLimit)"
        case .cancelled: "unfinished: \(StopReason.cancelled)"
        }
    }
}

extension LinearProgramVerification: CustomStringConvertible {
    /// The relative error, and the three that it is the largest of.
    public var description: String {
        "relative error \(ShortNumber.text(relativeError, digits: 2)): primal \(ShortNumber.text(primalViolation, digits: 2)), "
            + "dual \(ShortNumber.text(dualViolation, digits: 2)), gap \(ShortNumber.text(gap, digits: 2))"
    }
}

extension LinearProgramSolution: CustomStringConvertible {
    /// The status, the objective, the size, and the errors; the point is left out.
    public var description: String {
        "linear program of \(rowValues.count) rows and \(primal.count) variables: \(status), objective "
            + "\(ShortNumber.text(objective, digits: 10)) after \(iterations) iterations, \(verification)"
    }
}
