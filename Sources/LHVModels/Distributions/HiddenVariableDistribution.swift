import QuantumStates

/// A distribution p(λ₁, …, λ_N) of the hidden variables of N parties, from which one can draw.
public protocol HiddenVariableDistribution<HiddenVariable>: Sendable {
    /// A hidden variable of one party.
    associatedtype HiddenVariable: Sendable

    /// N, the number of parties.
    var parties: Int { get }

    /// One draw: a hidden variable for each party.
    func sample(using generator: inout some RandomNumberGenerator) -> [HiddenVariable]
}

/// A distribution of the hidden variables of two parties on S² × S² with a density.
///
/// The density is with respect to the unnormalized measure dΩ₁dΩ₂, whose total is 16π², and integrates to 1.
public protocol SpherePairDensity: HiddenVariableDistribution where HiddenVariable == Direction {
    /// p(λ₁, λ₂).
    func density(at first: Direction, _ second: Direction) -> Double
}

extension SpherePairDensity {
    /// 2.
    public var parties: Int { 2 }
}
