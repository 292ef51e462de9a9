import LHVModels

extension GHZSphereModel {
    /// The mean products of outcomes ±1 of all subsets of the parties in a number of rounds.
    ///
    /// - Parameters:
    ///   - settings: A direction for each party.
    ///   - distribution: The distribution of the hidden variables.
    ///   - rounds: The number of rounds, at least 1.
    ///   - generator: The source of randomness.
    /// - Returns: Eight numbers: at place 1 that of the first party, at 2 of the second, at 3 of both, at 4 of the third, and so on.
    /// - Complexity: O(rounds), about two microseconds each.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there are not three settings or no rounds; `CancellationError` in a
    ///   cancelled task.
    public func sampleCorrelators(
        for settings: [Direction], distribution: GHZSphereDistribution, rounds: Int,
        using generator: inout some RandomNumberGenerator
    ) throws -> [Double] {
        try sampledTripleCorrelators(for: settings, distribution: distribution, rounds: rounds, using: &generator)
    }
}
