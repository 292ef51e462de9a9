/// Why an iterative computation stopped.
public enum StopReason: String, Sendable, Hashable, Codable, CaseIterable, CustomStringConvertible {
    /// The method's own criterion holds: further steps would not change the answer.
    case converged
    /// The accuracy that was asked for is reached, though further steps could improve the answer.
    case accuracyReached
    /// All steps that were allowed are done.
    case iterationLimit
    /// The time that was allowed is over.
    case timeLimit
    /// The task was cancelled.
    case cancelled
    /// No step improves the answer any more, and the criterion does not hold.
    case stalled
    /// The caller's function asked to stop.
    case stoppedByCaller

    /// Whether the answer is as good as it was meant to be.
    public var isSuccess: Bool { self == .converged || self == .accuracyReached }

    /// The reason as a clause, for example "the time limit was reached".
    public var description: String {
        switch self {
        case .converged: "the method converged"
        case .accuracyReached: "the requested accuracy was reached"
        case .iterationLimit: "the iteration limit was reached"
        case .timeLimit: "the time limit was reached"
        case .cancelled: "the task was cancelled"
        case .stalled: "no further progress was possible"
        case .stoppedByCaller: "the caller asked to stop"
        }
    }
}
