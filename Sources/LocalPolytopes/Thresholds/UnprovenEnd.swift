/// An upper end that is believed but not proven: why, and what a proof would cost.
public struct UnprovenEnd: Sendable, Hashable, Codable {
    /// Why there is no proof.
    public enum Reason: String, Sendable, Hashable, Codable, CaseIterable {
        /// A proof takes more than ``MembershipOptions/exactOracleCost`` allows.
        case costLimit
        /// The time limit was reached.
        case timeLimit
        /// The limit of rounds was reached.
        case roundLimit
        /// The task was cancelled.
        case cancelled
        /// The bound is found, but verification, which goes through all strategies, takes more than is allowed.
        case verificationCost
        /// Rounding left the bound open.
        case rounding
    }

    /// Why there is no proof.
    public let reason: Reason
    /// The visibility that local points do not exceed, if nothing was missed; the start of the search where it got no further.
    public let visibility: Double
    /// The additions that a proof takes at worst, by all strategies of all parties but one; infinite beyond 10³⁰⁸.
    ///
    /// Branch and bound is often shorter by many orders; how much shorter is known only when it is done.
    public let cost: Double
    /// How many branches were looked at in vain.
    public let nodes: Int

    /// An end with its reason.
    init(_ reason: Reason, visibility: Double, cost: Double, nodes: Int) {
        self.reason = reason
        self.visibility = visibility
        self.cost = cost
        self.nodes = nodes
    }

    /// The reason as a search gives it.
    static func reason(_ stop: StopReason?) -> Reason {
        switch stop {
        case .timeLimit: .timeLimit
        case .cancelled, .stoppedByCaller: .cancelled
        default: .costLimit
        }
    }
}

extension UnprovenEnd: CustomStringConvertible {
    /// The end as a sentence.
    public var description: String {
        let why =
            switch reason {
            case .costLimit: "a proof takes more than the options allow"
            case .timeLimit: "the time limit was reached before a proof"
            case .roundLimit: "the limit of rounds was reached before a proof"
            case .cancelled: "the task was cancelled before a proof"
            case .verificationCost: "verification takes more than is allowed"
            case .rounding: "rounding leaves the bound open"
            }
        return
            "the upper end \(ShortNumber.text(visibility, digits: 10)) is not proven: \(why); at worst it takes \(cost) additions"
    }
}
