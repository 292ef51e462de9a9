import QuantumStates

extension PairStatistics: CustomStringConvertible {
    /// The three means.
    public var description: String {
        "means \(ShortNumber.text(first)) and \(ShortNumber.text(second)), correlator \(ShortNumber.text(correlator))"
    }
}
