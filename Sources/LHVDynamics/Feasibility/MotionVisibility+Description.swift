import LHVModels

extension MotionVisibility: CustomStringConvertible {
    /// Both ends, of which the upper one is numerical, and why the search ended.
    public var description: String {
        "reached up to v = \(ShortNumber.atLeast(lower)), not beyond \(ShortNumber.atMost(upper)) on the pairs that were seen (numerical); "
            + "\(rank) constraints, \(rounds) rounds, \(stopReason)"
    }
}
