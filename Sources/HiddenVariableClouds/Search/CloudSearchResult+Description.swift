extension CloudSearchResult: CustomStringConvertible {
    /// The error, the steps, and why the search stopped: a numerical result.
    public var description: String { "cloud found numerically: \(error); \(steps) steps, \(stopReason)" }
}
