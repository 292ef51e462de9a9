import QuantumStates

extension HierarchyBound: CustomStringConvertible {
    /// What is proven, at which level, and what the solver found.
    public var description: String {
        "quantum value of at most \(ShortNumber.atMost(upper, digits: 10)), proven at level \(level); about "
            + "\(ShortNumber.text(estimate)) by \(moments) moments, not proven: \(stopReason)"
    }
}
