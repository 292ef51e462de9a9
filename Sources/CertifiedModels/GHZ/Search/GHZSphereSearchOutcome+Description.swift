import LHVModels

extension GHZSphereSearchOutcome: CustomStringConvertible {
    /// The visibility, which verification has to confirm, and why the search stopped.
    public var description: String {
        "v = \(ShortNumber.text(visibility)), not verified: \(certificate.terms.count) terms, \(rounds) rounds, \(stopReason)"
    }
}
