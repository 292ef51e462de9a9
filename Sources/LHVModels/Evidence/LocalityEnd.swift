/// One end of a ``LocalityInterval`` with its evidence.
public struct LocalityEnd: Sendable, Hashable, Codable {
    /// The visibility.
    public let visibility: Double
    /// Why it is believed.
    public let evidence: LocalityEvidence

    /// An end from its parts.
    public init(_ visibility: Double, _ evidence: LocalityEvidence) {
        self.visibility = visibility
        self.evidence = evidence
    }

    /// Whether this end says more than another one, or the same on stronger evidence.
    func isPreferred(to other: LocalityEnd, larger: Bool) -> Bool {
        if visibility == other.visibility { return evidence.rank > other.evidence.rank }
        return larger ? visibility > other.visibility : visibility < other.visibility
    }
}

extension LocalityEnd: CustomStringConvertible {
    /// The visibility and the evidence.
    public var description: String { "\(visibility) (\(evidence))" }
}
