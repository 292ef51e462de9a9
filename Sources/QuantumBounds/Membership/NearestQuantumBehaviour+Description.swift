import QuantumStates

extension NearestQuantumBehaviour: CustomStringConvertible {
    /// The proven distance, and that of the behaviour that was found.
    public var description: String {
        "at least \(ShortNumber.atLeast(provenDistance)) away from quantum behaviours, proven at level \(level); one of the level at "
            + "\(ShortNumber.text(distance)): \(stopReason)"
    }
}
