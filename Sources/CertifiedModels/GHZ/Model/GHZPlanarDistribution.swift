import LHVModels

/// Hidden variables of a ``GHZPlanarModel`` at a visibility up to the certified one.
public struct GHZPlanarDistribution: HiddenVariableDistribution {
    let model: GHZPlanarModel
    /// The probability that the mixture is used and not coins.
    public let share: Double

    /// N.
    public var parties: Int { model.certificate.parties }

    /// One draw: the same term, factor and sign for all, and angles uniform with the sum zero.
    public func sample(using generator: inout some RandomNumberGenerator) -> [GHZPlanarModel.Hidden] {
        let isSignal = generator.uniform() < share
        let shared = model.sampleShared(using: &generator)
        var shifts = (1..<parties).map { _ in 2 * Double.pi * generator.uniform() }
        shifts.append(-shifts.reduce(0, +))
        return shifts.map {
            GHZPlanarModel.Hidden(
                term: isSignal ? shared.term : nil, factor: shared.factor, isNegated: shared.isNegated, shift: $0)
        }
    }
}
