extension Double {
    /// A count that may be beyond `Int`, as errors name it.
    var asCount: String { self < 1e15 ? "\(Int(self))" : "\(self)" }
}
