import NumericalCore

extension VisibilityBracket.Trial: CustomStringConvertible {
    /// The visibility, whether it was reached, and the error.
    public var description: String {
        "v = \(ShortNumber.text(visibility)), attempt \(attempt): \(isReached ? "reached" : "not reached") in \(steps) steps, \(error)"
    }
}

extension VisibilityBracket: CustomStringConvertible {
    /// Both ends, of which neither is proven, and how many runs there were.
    public var description: String {
        "reached up to v = \(ShortNumber.text(reached)), "
            + (notReached.map { "not reached at \(ShortNumber.text($0))" } ?? "no visibility that was not reached")
            + " (numerical, \(trials.count) runs); \(stopReason)"
    }
}
