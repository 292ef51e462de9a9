import LHVModels

extension PositivityWitness: CustomStringConvertible {
    /// The visibility that the gauge's positivity does not exceed, and the eigenvalue that shows it.
    public var description: String {
        "gauge positive up to a visibility of at most \(ShortNumber.atMost(visibility)), from an eigenvalue of "
            + "\(ShortNumber.text(eigenvalue)) found for \(state)"
    }
}
