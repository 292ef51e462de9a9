import QuantumStates

extension HiddenStateModel: CustomStringConvertible {
    /// The visibility of the model that was found, and the one that is proven not to be exceeded.
    public var description: String {
        "hidden states up to a visibility of \(ShortNumber.text(visibility)) by \(model.count) strategies, off by "
            + "\(ShortNumber.text(residual, digits: 2)); at most \(ShortNumber.atMost(provenVisibility)), proven: \(stopReason)"
    }
}
