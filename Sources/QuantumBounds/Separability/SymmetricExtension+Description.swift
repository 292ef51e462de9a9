import QuantumStates

extension SymmetricExtension: CustomStringConvertible {
    /// Up to which visibility there can be separable mixtures, proven, and up to which there is an extension.
    public var description: String {
        "separable up to a visibility of at most \(ShortNumber.atMost(provenVisibility)), proven; extension to \(copies) "
            + (copies == 1 ? "copy" : "copies") + " up to \(ShortNumber.text(visibility)): \(stopReason)"
    }
}
