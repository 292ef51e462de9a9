import NumericalCore

extension LocalVisibility: CustomStringConvertible {
    /// The visibility, the measurements, and the source.
    public var description: String {
        "local up to v = \(ShortNumber.atLeast(value)) for \(measurements == .povm ? "all" : "projective") measurements (\(source))"
    }
}

extension VisibilityTable.Row: CustomStringConvertible {
    /// The sizes, the largest visibility, and for how many thresholds all states are local.
    public var description: String {
        "sizes \(ShortNumber.text(first, digits: 10)) and \(ShortNumber.text(second, digits: 10)): visibility at most "
            + "\(ShortNumber.atMost(bound)), local for \(isLocal.count { $0 }) of \(isLocal.count) thresholds"
    }
}

extension VisibilityTable: CustomStringConvertible {
    /// The first four rows, one on each line.
    public var description: String {
        let lines = ["visibilities of \(rows.count) pairs of sizes"] + rows.prefix(4).map { "  \($0)" }
        return (rows.count > 4 ? lines + ["  …"] : lines).joined(separator: "\n")
    }
}
