import QuantumStates

/// The push-forward T_*p of a distribution: hidden variables are drawn from p and moved by a map T of all of them.
///
/// ⟨f⟩ under T_*p is ⟨f ∘ T⟩ under p. A map that moves each party's hidden variable by itself keeps the model local; one that
/// mixes them, as an interaction does, needs them to have met. Source: P1, Eq. 6.
public struct PushForwardDistribution<Source: HiddenVariableDistribution, HiddenVariable: Sendable>:
    HiddenVariableDistribution
{
    /// p.
    public let source: Source
    /// T, which keeps the number of parties.
    public let map: @Sendable ([Source.HiddenVariable]) -> [HiddenVariable]

    /// The push-forward of a distribution by a map of all hidden variables.
    public init(_ source: Source, by map: @escaping @Sendable ([Source.HiddenVariable]) -> [HiddenVariable]) {
        self.source = source
        self.map = map
    }

    /// The push-forward by one map for each party's hidden variable, which is given the party too.
    public init(
        _ source: Source, byParty map: @escaping @Sendable (_ party: Int, Source.HiddenVariable) -> HiddenVariable
    ) {
        self.init(source) { hidden in hidden.enumerated().map { map($0.offset, $0.element) } }
    }

    /// N, the number of parties.
    public var parties: Int { source.parties }

    /// A draw from p, moved.
    ///
    /// - Precondition: The map keeps the number of parties.
    public func sample(using generator: inout some RandomNumberGenerator) -> [HiddenVariable] {
        let moved = map(source.sample(using: &generator))
        requirePrecondition(moved.count == parties, "the map must keep \(parties) parties, but gave \(moved.count)")
        return moved
    }
}
