import QuantumStates

extension QuantumMembership: CustomStringConvertible {
    /// Whether the behaviour is excluded, and up to which visibility it is not.
    public var description: String {
        (isExcluded ? "not quantum, proven at level \(level)" : "not excluded at level \(level)")
            + "; quantum up to a visibility of at most \(ShortNumber.atMost(provenVisibility)), proven, about "
            + "\(ShortNumber.text(visibility)) not proven: \(stopReason)"
    }
}
