import LHVModels

extension CovariantGaugeOptimization.Outcome: CustomStringConvertible {
    /// Both bounds, what each holds for, and why the search ended.
    public var description: String {
        "v ≥ \(ShortNumber.atLeast(lowerBound, digits: 8)) reached "
            + (gauge == nil ? "at \(knots.count) values of |c|" : "at every c")
            + ", v ≤ \(ShortNumber.atMost(upperBound, digits: 8)) in the discretized problem (numerical); \(rounds) rounds, \(stopReason)"
    }
}
