import NumericalCore
import QuantumStates

extension DensityOperator {
    /// ρ′, the mean of a state over all permutations of the parties inside each region; parties outside stay where they are.
    ///
    /// Any choice of one party per region has the effective state of ρ as its reduced state in ρ′. The formula is lost in some copies of
    /// P4; it is the average over Π_A ⊗ Π_B ⊗ …. Source: P4, Sec. IV, after Eq. 10.
    /// - Complexity: O(N_A!·N_B!·…·D²).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the regions do not fit, or there are more than 100 000 permutations.
    public func averagedOverPermutations(within regions: Regions) throws -> DensityOperator {
        try regions.requireFit(space)
        let ways = regions.members.map { fallingFactorial($0.count, $0.count, limit: 100_000) ?? .max }
        let total = MixedRadix.product(ways) ?? .max
        try require(
            total <= 100_000, "permutations", must: "be at most 100000",
            was: "more, for regions of \(regions.sizes)")
        var sum = ComplexMatrix(rows: space.dimension, columns: space.dimension)
        for choice in Choices(regions.members.map { orderedChoices($0, $0.count) }) {
            var order = Array(0..<parties)
            for (members, images) in zip(regions.members, choice) {
                for (party, image) in zip(members, images) { order[party] = image }
            }
            sum += try permutingParties(order).matrix
        }
        return DensityOperator(unchecked: Complex(1 / Double(total)) * sum, in: space)
    }
}
