import LHVModels

/// How much white noise makes a behaviour local: the greatest v for which v·p + (1 − v)·(white noise) is local lies between
/// ``lower`` and ``upper``.
///
/// The lower end stands on an explicit local model and the residual-ball argument, the upper end on an inequality whose
/// local bound was proven by branch and bound when ``isUpperProven``; if not, ``unprovenEnd`` says why. Floating-point rounding is not accounted for here; see
/// ``VisibilityCertificate`` for that.
public struct VisibilityThreshold<Inequality: Sendable>: Sendable {
    /// The lower end.
    public let lower: Double
    /// The upper end, 1 when nothing was found to be nonlocal.
    public let upper: Double
    /// Whether the local bound behind the upper end is exact.
    public let isUpperProven: Bool
    /// The upper end that was looked for and is not proven, with the reason and what a proof would cost; nil when there is none.
    ///
    /// It is ``upper`` itself, or lower than that when the search was interrupted and a proven end stands in for it. A search
    /// that was interrupted before it found any inequality gives the end at which it began.
    public let unprovenEnd: UnprovenEnd?
    /// The visibility at which ``model`` is the nearest local point; ``lower`` is less by its residual.
    public let modelVisibility: Double
    /// Strategies and weights of a local point near v·p + (1 − v)·(white noise) at ``modelVisibility``.
    public let model: LocalDecomposition
    /// The inequality behind the upper end, nil when there is none.
    public let inequality: Inequality?
    /// How many rounds of weights and oracle were made.
    public let rounds: Int
    /// How many branches the proofs on the way looked at.
    public let nodes: Int
    /// Why the search stopped: `accuracyReached` when the ends are as close as asked for.
    public let stopReason: StopReason
}

/// The threshold of correlators, with a correlator inequality.
public typealias CorrelatorThreshold = VisibilityThreshold<CorrelatorInequality>
/// The threshold of a behaviour, with an inequality in full notation.
public typealias BehaviourThreshold = VisibilityThreshold<BellInequality>

extension VisibilityThreshold: Equatable where Inequality: Equatable {}
extension VisibilityThreshold: Hashable where Inequality: Hashable {}
extension VisibilityThreshold: Encodable where Inequality: Encodable {}
extension VisibilityThreshold: Decodable where Inequality: Decodable {}

extension VisibilityThreshold: CustomStringConvertible {
    /// Both ends, how each is known, and the sizes of what shows them.
    public var description: String {
        var text = "local up to \(ShortNumber.atLeast(lower, digits: 10)) (a model of \(model.count) strategies)"
        guard upper < 1 || inequality != nil else { return "\(text), no end found above" }
        text += ", not beyond \(ShortNumber.atMost(upper, digits: 10)) "
        text += isUpperProven ? "(an inequality whose local bound was searched completely)" : "(not proven)"
        if let unprovenEnd { text += "; \(unprovenEnd)" }
        return text
    }
}
