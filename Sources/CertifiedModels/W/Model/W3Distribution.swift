import LHVModels

/// Hidden variables of a ``W3Model`` at a visibility up to the certified one.
public struct W3Distribution: HiddenVariableDistribution {
    let model: W3Model
    /// The probability that the mixture is used and not coins.
    public let share: Double

    /// 3.
    public var parties: Int { 3 }

    /// One draw: roles from one component of the mixture, and the same angle and reflection for all.
    public func sample(using generator: inout some RandomNumberGenerator) -> [W3Model.Hidden] {
        let isSignal = generator.uniform() < share
        let roles = model.sampleRoles(using: &generator)
        let isConjugate = generator.uniform() < 0.5
        let shift = 2 * Double.pi * generator.uniform()
        return roles.map { W3Model.Hidden(role: isSignal ? $0 : .coin, shift: shift, isConjugate: isConjugate) }
    }
}
