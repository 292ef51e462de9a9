/// Why an end of a ``LocalityInterval`` is believed.
public enum LocalityEvidence: Sendable, Hashable, Codable {
    /// The verification of a certificate, with the word of its kind: rounding is accounted for, and a second program can repeat it.
    case certificate(String)
    /// An argument that holds up to the rounding of floating-point numbers, in words: a local model, or an inequality whose local bound
    /// was found by a complete search.
    case upToRounding(String)
    /// A result of a search that may have missed something, in words.
    case numerical(String)
    /// An end for which nothing has to be shown: 0 from below, 1 from above.
    case trivial

    /// Whether a verifier has accounted for all rounding.
    public var isVerified: Bool {
        switch self {
        case .certificate, .trivial: true
        case .upToRounding, .numerical: false
        }
    }

    /// Stronger evidence has a higher rank.
    var rank: Int {
        switch self {
        case .numerical: 0
        case .upToRounding: 1
        case .certificate, .trivial: 2
        }
    }
}

extension LocalityEvidence: CustomStringConvertible {
    /// The evidence in words.
    public var description: String {
        switch self {
        case .certificate(let kind): "certificate \(kind)"
        case .upToRounding(let words): "up to rounding: \(words)"
        case .numerical(let words): "numerical: \(words)"
        case .trivial: "trivial"
        }
    }
}
