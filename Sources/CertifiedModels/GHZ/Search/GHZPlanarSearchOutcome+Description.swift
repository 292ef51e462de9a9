import LHVModels

extension GHZPlanarSearchOutcome: CustomStringConvertible {
    /// The visibility, which verification has to confirm, and why the search stopped.
    public var description: String {
        "v = \(ShortNumber.text(visibility)) for \(certificate.parties) parties, not verified: \(certificate.terms.count) terms, "
            + "\(rounds) rounds, \(stopReason)"
    }
}
