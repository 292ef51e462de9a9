/// How long a computation may take, counted from the moment the budget is made, on a clock that runs during sleep.
///
/// A loop asks it once per step:
///
///     let budget = try TimeBudget(seconds: 60)
///     for step in 0..<steps {
///         if let reason = budget.reasonToStop { return partialResult(stoppedBecause: reason) }
///         …
///     }
public struct TimeBudget: Sendable, Hashable {
    /// When the budget was made.
    public let start: ContinuousClock.Instant
    /// The time from the start after which to stop, or nil for no limit.
    public let limit: Duration?

    /// A budget that starts now.
    ///
    /// - Parameter limit: The time allowed, or nil for no limit; one that is not positive is over at once.
    public init(limit: Duration? = nil) {
        self.start = Work.now
        self.limit = limit
    }

    /// A budget of so many seconds that starts now.
    ///
    /// - Parameter seconds: The time allowed, in 0…10⁹.
    /// - Throws: ``InvalidArgument`` when `seconds` is out of range or not a number.
    public init(seconds: Double) throws {
        try require((0...1e9).contains(seconds), "seconds", must: "be in 0…10⁹", was: seconds)
        self.init(limit: .seconds(seconds))
    }

    /// Throws unless a limit in seconds is in range; nil is no limit.
    package static func requireLimit(_ timeLimit: Double?) throws {
        if let timeLimit {
            try require((0...1e9).contains(timeLimit), "timeLimit", must: "be in 0…10⁹ seconds", was: timeLimit)
        }
    }

    /// A budget of so many seconds, which are known to be in range, that starts now; nil for no limit.
    package init(timeLimit: Double?) { self.init(limit: timeLimit.map { .seconds($0) }) }

    /// A budget without a limit.
    public static var unlimited: TimeBudget { TimeBudget() }

    /// The time since the start.
    public var elapsed: Duration { start.duration(to: Work.now) }

    /// The time that is left, never negative, or nil for no limit.
    public var remaining: Duration? { limit.map { max(.zero, $0 - elapsed) } }

    /// Whether the time is over.
    public var isExhausted: Bool { limit.map { elapsed >= $0 } ?? false }

    /// Why to stop now: the current task is cancelled or the time is over; nil to go on.
    ///
    /// - Complexity: O(1), well below a microsecond.
    public var reasonToStop: StopReason? {
        if Work.isCancelled { return .cancelled }
        return isExhausted ? .timeLimit : nil
    }
}

extension Duration {
    /// The duration in seconds, rounded to double precision.
    package var inSeconds: Double {
        let (seconds, attoseconds) = components
        return Double(seconds) + Double(attoseconds) * 1e-18
    }
}
