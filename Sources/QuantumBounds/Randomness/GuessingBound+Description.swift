import QuantumStates

extension GuessingBound: CustomStringConvertible {
    /// The probability, the bits that it comes to, and from which value.
    public var description: String {
        "outcomes of parties \(parties) for settings \(settings) are guessed with at most \(ShortNumber.atMost(probability)), "
            + "\(ShortNumber.atLeast(minEntropy)) bits, proven at level \(level) from the value \(ShortNumber.text(value))"
    }
}
