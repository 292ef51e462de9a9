/// What a nonlocal behaviour is mixed with until it is local.
public enum NoiseModel: String, Sendable, Hashable, Codable, CaseIterable {
    /// White noise: all outcomes equally likely.
    case white
    /// Any local behaviour.
    case local
    /// Any behaviour without signalling.
    case general
}
