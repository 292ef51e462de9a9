import LHVModels

extension IsotropicSearchOutcome: CustomStringConvertible {
    /// The visibility, which verification has to confirm, and why the search stopped.
    public var description: String {
        "v = \(ShortNumber.text(visibility)), not verified: \(certificate.pairs.count) pairs of responses, \(rounds) rounds, \(stopReason)"
    }
}
