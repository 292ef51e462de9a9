import LHVModels

/// Hidden variables of a ``GHZSphereModel`` at a visibility up to the certified one.
public struct GHZSphereDistribution: HiddenVariableDistribution {
    let model: GHZSphereModel
    /// The probability that the mixture is used and not coins.
    public let share: Double

    /// 3.
    public var parties: Int { 3 }

    /// One draw: roles from one component of the mixture, the same reflections for all, and angles uniform with the sum zero.
    public func sample(using generator: inout some RandomNumberGenerator) -> [GHZSphereModel.Hidden] {
        let isSignal = generator.uniform() < share
        let roles = model.sampleRoles(using: &generator)
        let isTurned = generator.uniform() < 0.5
        let isConjugate = generator.uniform() < 0.5
        let (first, second) = (2 * Double.pi * generator.uniform(), 2 * Double.pi * generator.uniform())
        return zip(roles, [first, second, -first - second]).map { role, shift in
            GHZSphereModel.Hidden(
                role: isSignal ? role : .coin, shift: shift, isTurned: isTurned, isConjugate: isConjugate)
        }
    }
}
