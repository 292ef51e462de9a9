import LHVModels

/// A numerical bracket of the critical visibility of a family v ↦ ρ(v), with every run that led to it.
public struct VisibilityBracket: Sendable, Hashable, Codable {
    /// One search at one visibility.
    public struct Trial: Sendable, Hashable, Codable {
        /// v.
        public let visibility: Double
        /// The number of the attempt at this visibility, from 0.
        public let attempt: Int
        /// The seed of the search.
        public let seed: UInt64
        /// The error on fresh settings.
        public let error: CloudError
        /// The number of steps.
        public let steps: Int
        /// Whether the relative entropy is within the criterion's ceiling.
        public let isReached: Bool
    }

    /// The largest visibility that was reached.
    public let reached: Double
    /// The smallest visibility above it that was not reached; nil when the upper end of the range was reached, or when the
    /// search was stopped before it was decided.
    public let notReached: Double?
    /// The criterion, as it stood before the runs.
    public let criterion: BracketCriterion
    /// The runs in their order; one that was cut short says nothing about its visibility and is left out.
    public let trials: [Trial]
    /// Why the search for the bracket stopped.
    public let stopReason: StopReason

    /// The distance of the two ends, or nil when there is no upper one.
    public var width: Double? { notReached.map { $0 - reached } }
}

extension VisibilityBracket {
    /// Brackets the critical visibility of v ↦ ρ(v) by bisection.
    @available(*, deprecated, message: "use BracketSearch(in:criterion:problem:).run(reporter:)")
    public static func search(
        in range: ClosedRange<Double>, criterion: BracketCriterion,
        problem: @escaping @Sendable (_ visibility: Double) throws -> CloudProblem, reporter: RunReporter? = nil
    ) async throws -> VisibilityBracket {
        try await BracketSearch(in: range, criterion: criterion, problem: problem).run(reporter: reporter)
    }
}
